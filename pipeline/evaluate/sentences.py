"""Read sentences of which each word has a tag: ``token<TAB>tag`` a line, a blank line between sentences."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import AnnotationError

_TAG = re.compile(r"O|(?P<place>[BI])-(?P<label>\S+)")


@dataclass(frozen=True, slots=True)
class Tagged:
    """An entity: its label and the words ``first`` to before ``last``."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence and the entities in it."""

    words: tuple[str, ...]
    entities: tuple[Tagged, ...]


def read_sentences(data: bytes) -> tuple[Sentence, ...]:
    """The sentences in the bytes of a ``.tsv`` file, packed with gzip or not; tags are IOB2.

    Raises :class:`AnnotationError` if it is no such file; the reason names the line.
    """
    try:
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as error:
        raise AnnotationError(
            "Die Datei ist beschädigt und lässt sich nicht entpacken.", "Bitte neu mit gzip packen."
        ) from error
    except UnicodeDecodeError as error:
        raise AnnotationError("Die Datei ist nicht in UTF-8 geschrieben.", "Bitte als UTF-8 speichern.") from error
    sentences: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    # Not splitlines: a token may be one of the rarer characters that it takes for the end of a line.
    for number, line in enumerate((*text.split("\n"), ""), 1):
        if line.strip():
            rows.append(_row(line.removesuffix("\r"), number, rows))
        elif rows:
            sentences.append(_sentence(rows))
            rows = []
    if not sentences:
        raise AnnotationError("Die Datei enthält keinen Satz.", "Bitte Sätze eintragen oder die Datei herausnehmen.")
    return tuple(sentences)


def _row(line: str, number: int, before: Sequence[tuple[str, str]]) -> tuple[str, str]:
    word, _, tag = line.partition("\t")
    found = _TAG.fullmatch(tag)
    if not word or found is None:
        raise AnnotationError(
            f"Zeile {number} hat nicht die Form „Wort, Tabulator, Kennzeichen“: „{line[:40]}“.",
            "Kennzeichen sind O, B-PER, I-PER und so fort; bitte die Zeile berichtigen.",
        )
    if found["place"] == "I" and (not before or before[-1][1][2:] != found["label"]):
        raise AnnotationError(
            f"In Zeile {number} setzt „{tag}“ einen Namen fort, der nicht begonnen hat.",
            f"Das erste Wort eines Namens bekommt „B-{found['label']}“; bitte berichtigen.",
        )
    return word, tag


def _sentence(rows: Sequence[tuple[str, str]]) -> Sentence:
    return Sentence(tuple(word for word, _ in rows), tuple(_entities([tag for _, tag in rows])))


def _entities(tags: Sequence[str]) -> Iterable[Tagged]:
    for first, tag in enumerate(tags):
        if tag.startswith("B-"):
            last = first + 1
            while last < len(tags) and tags[last] == f"I-{tag[2:]}":
                last += 1
            yield Tagged(tag[2:], first, last)
