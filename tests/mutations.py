"""Damaged files, made from sound ones: the same seed always gives the same bytes.

Of a ZIP package the members are damaged, and of a PDF the contents of its compressed streams; damage to the outside of
both ends at a checksum mostly. What is put in comes from a dictionary of the format's own words.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from lxml import etree
from mutation_words import TOKENS

_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e308", b"NaN")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd]")
_MOST_BYTES = 4_000_000
_MOST_ELEMENTS = 5_000
_MOST_XML_BYTES = 1_000_000
_LENIENT = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False)

Damage = Callable[[random.Random, bytearray, Sequence[bytes], Sequence[bytes]], None]


def mutate(form: str, number: int, corpus: Sequence[bytes], *, seed: int = 0) -> bytes:
    """Input ``number`` of a format: one of the sound files, damaged in one to six ways."""
    chance = random.Random(f"{seed} {form} {number}")
    original = chance.choice(corpus)
    words = [token.encode("utf-8", "surrogatepass") for token in TOKENS[form]]
    if original.startswith(b"PK") and chance.random() < 0.8:
        return _in_members(chance, original, corpus, words)
    if original.startswith(b"%PDF") and chance.random() < 0.4:
        return _in_streams(chance, original, corpus, words)
    return _damaged(chance, original, corpus, words)


def _damaged(chance: random.Random, data: bytes, corpus: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(_DAMAGES)(chance, changed, corpus, words)
        del changed[_MOST_BYTES:]
    return bytes(changed)


def _in_members(chance: random.Random, data: bytes, corpus: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    parts = [name for name in members if name.endswith((".xml", ".rels"))] or list(members)
    # Most of a file's meaning is in its text; the others get their turn.
    text = [name for name in parts if name.endswith(("document.xml", "content.xml", "styles.xml"))]
    others = [found for other in corpus for found in _parts_of(other)]
    for name in sorted({chance.choice(text or parts) if chance.random() < 0.7 else chance.choice(parts) for _ in "ab"}):
        members[name] = _damaged_xml(chance, members[name], others, words)
    if chance.random() < 0.1:
        members.pop(chance.choice(list(members)))
    made = io.BytesIO()
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            # No clock: the same bytes at any time.
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def _damaged_xml(chance: random.Random, data: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Damage that leaves well-formed XML, mostly: else no reader would look past the first wrong letter."""
    way = chance.random()
    if way < 0.2:
        return _damaged(chance, data, others, words)
    if way < 0.5:
        data = _damaged(chance, data, others, words)
    root = etree.fromstring(data, _LENIENT)
    if root is None:
        return data
    for _ in range(chance.choice((0, 1, 3)) if way < 0.5 else chance.choice((1, 3, 10, 40))):
        elements = list(islice(root.iter("*"), _MOST_ELEMENTS))
        with suppress(ValueError):  # a name that was damaged before may not be written again
            chance.choice(_TREE_DAMAGES)(chance, elements[1:] or elements, words)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")[:_MOST_BYTES]


def _parts_of(package: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(("document.xml", "content.xml"))]


def _in_streams(chance: random.Random, data: bytes, corpus: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """A PDF with one compressed stream damaged inside; its stated length no longer fits, and readers find its end."""
    found = list(_STREAM.finditer(data))
    if not found:
        return _damaged(chance, data, corpus, words)
    stream = chance.choice(found)
    try:
        inner = zlib.decompress(stream[1])
    except zlib.error:
        return _damaged(chance, data, corpus, words)
    start, end = stream.span(1)
    return data[:start] + zlib.compress(_damaged(chance, inner, [inner], words)) + data[end:]


# --- what can happen to bytes ---------------------------------------------------------------------------------------


def _place(chance: random.Random, data: bytearray) -> int:
    return chance.randrange(len(data) + 1)


def _chunk(chance: random.Random, data: Sequence[int]) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(2 ** chance.uniform(0, 13)))


def _flip_bits(chance: random.Random, data: bytearray, _: Sequence[bytes], __: Sequence[bytes]) -> None:
    for _time in range(chance.choice((1, 2, 8, 64)) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set_bytes(chance: random.Random, data: bytearray, _: Sequence[bytes], __: Sequence[bytes]) -> None:
    for _time in range(chance.choice((1, 4, 32)) if data else 0):
        data[chance.randrange(len(data))] = chance.choice((0, 9, 10, 13, 32, 34, 38, 60, 62, 92, 127, 128, 255))


def _truncate(chance: random.Random, data: bytearray, _: Sequence[bytes], __: Sequence[bytes]) -> None:
    del data[_place(chance, data) :]


def _cut_out(chance: random.Random, data: bytearray, _: Sequence[bytes], __: Sequence[bytes]) -> None:
    start, end = _chunk(chance, data)
    del data[start:end]


def _repeat(chance: random.Random, data: bytearray, _: Sequence[bytes], __: Sequence[bytes]) -> None:
    start, end = _chunk(chance, data)
    data[end:end] = bytes(data[start:end]) * chance.choice((1, 1, 2, 10, 200))


def _splice(chance: random.Random, data: bytearray, corpus: Sequence[bytes], _: Sequence[bytes]) -> None:
    other = chance.choice(corpus) if corpus else bytes(data)
    start, end = _chunk(chance, other)
    at = _place(chance, data)
    data[at:at] = other[start:end]


def _insert_words(chance: random.Random, data: bytearray, _: Sequence[bytes], words: Sequence[bytes]) -> None:
    for _time in range(chance.choice((1, 2, 5, 20))):
        at = _place(chance, data)
        data[at:at] = chance.choice(words)


def _insert_many(chance: random.Random, data: bytearray, _: Sequence[bytes], words: Sequence[bytes]) -> None:
    """One or two words, over and over: what opens and never closes, lines without end."""
    run = b"".join(chance.choice(words) for _time in range(chance.choice((1, 1, 2))))
    at = _place(chance, data)
    data[at:at] = run * chance.choice((30, 300, 3_000, 30_000))


def _change_number(chance: random.Random, data: bytearray, _: Sequence[bytes], __: Sequence[bytes]) -> None:
    if numbers := list(_NUMBER.finditer(data)):
        start, end = chance.choice(numbers).span()
        data[start:end] = chance.choice(_NUMBERS)


def _drop_element(chance: random.Random, elements: Sequence[Any], _: Sequence[bytes]) -> None:
    element = chance.choice(elements)
    if element.getparent() is not None:
        element.getparent().remove(element)


def _copy_element(chance: random.Random, elements: Sequence[Any], _: Sequence[bytes]) -> None:
    copied, place = chance.choice(elements), chance.choice(elements)
    serial = etree.tostring(copied, with_tail=False, encoding="UTF-8")
    # Copies of copies would double at every turn. Parsed, since lxml copies deep trees slowly.
    room = (_MOST_XML_BYTES - len(etree.tostring(place.getroottree(), encoding="UTF-8"))) // len(serial)
    for _time in range(min(chance.choice((1, 2, 50)), room)):
        place.insert(chance.randrange(len(place) + 1), etree.fromstring(serial, _LENIENT))


def _nest_element(chance: random.Random, elements: Sequence[Any], _: Sequence[bytes]) -> None:
    """An element in copies of its own shell, as deep as readers take it and deeper."""
    inner = chance.choice(elements)
    outer = inner.getparent()
    for _time in range(0 if outer is None else chance.choice((2, 20, 100, 300))):
        shell = inner.makeelement(inner.tag, dict(inner.attrib))
        outer.replace(inner, shell)
        shell.append(inner)
        outer = shell


def _change_attribute(chance: random.Random, elements: Sequence[Any], words: Sequence[bytes]) -> None:
    element = chance.choice(elements)
    values = [value for other in chance.sample(elements, min(5, len(elements))) for value in other.attrib.values()]
    texts = [*(number.decode() for number in _NUMBERS), *values, "", "x" * 5_000, "\u202e", "../" * 40]
    for key in element.attrib:
        if chance.random() < 0.5:
            element.set(key, chance.choice(texts))


def _change_name(chance: random.Random, elements: Sequence[Any], _: Sequence[bytes]) -> None:
    chance.choice(elements).tag = chance.choice(elements).tag


def _change_text(chance: random.Random, elements: Sequence[Any], words: Sequence[bytes]) -> None:
    text = (chance.choice(words) * chance.choice((1, 1, 100, 5_000))).decode("utf-8", "replace")
    chance.choice(elements).text = _NOT_IN_XML.sub("", text)


_TREE_DAMAGES: Sequence[Callable[[random.Random, Sequence[Any], Sequence[bytes]], None]] = (
    *(_drop_element, _copy_element, _nest_element, _change_attribute, _change_name, _change_text),
)
_DAMAGES: Sequence[Damage] = (
    *(_flip_bits, _set_bytes, _truncate, _cut_out, _repeat, _splice, _insert_words, _insert_words, _insert_many),
    _change_number,
)
