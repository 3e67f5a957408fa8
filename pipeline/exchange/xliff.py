"""XLIFF → its segments. Version 2 is read here by the rules of the OASIS schema; 1.2 in a module of its own.

translate-toolkit knows XLIFF 2 as well, but neither its notes nor what ``<mtc:match>`` and ``subState`` say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from pipeline.exchange.contents import Contents, Languages
from pipeline.exchange.errors import ExchangeError
from pipeline.exchange.guard import parsed, tree
from pipeline.exchange.inline import plain_text
from pipeline.exchange.segments import (
    Segment,
    Stage,
    Translation,
    child,
    children,
    contents_of,
    expect_xliff,
    joined,
    text_of,
)
from pipeline.exchange.xliff1 import read_version_1

OURS = "press-"
"""What the categories of our own notes begin with; those of others are people's remarks."""
CONFIDENTIAL = f"{OURS}confidential"
DRAFTED = "press:draft"
"""The ``subState`` of a segment that a machine filled in."""
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_TRANSLATED = frozenset({"translated", "reviewed", "final"})


def read_xliff(data: bytes, languages: Languages) -> Contents:
    """What people translated in an XLIFF file. Raises ExchangeError: it cannot be used."""
    return contents_of(read_translation(data), languages)


def read_translation(data: bytes) -> Translation:
    """An XLIFF file's segments.

    Raises:
        ExchangeError: it is no XLIFF 1.2 or 2.
        MissingExtraError: it is XLIFF 1.2 and the library for that is not installed.
    """
    version = expect_xliff(parsed(data, tree))
    reader = _VERSIONS.get(version.partition(".")[0])
    if reader is None:
        raise ExchangeError(
            f"Diese Version von XLIFF („{version}“) wird nicht gelesen.", "Bitte als XLIFF 2.0 oder 1.2 exportieren."
        )
    return reader(data)


def _read_version_2(data: bytes) -> Translation:
    root = parsed(data, tree)
    files = children(root, "file")
    return Translation(
        source=root.get("srcLang", ""),
        target=root.get("trgLang", ""),
        segments=tuple(
            segment
            for file in files
            for unit in file.iterdescendants("{*}unit")
            if unit.get("translate") != "no"
            for segment in _segments(unit)
        ),
        confidential=any(note.get("category") == CONFIDENTIAL for file in files for note in _notes(file)),
    )


_VERSIONS: Mapping[str, Callable[[bytes], Translation]] = MappingProxyType({"1": read_version_1, "2": _read_version_2})


def _segments(unit: etree._Element) -> Iterator[Segment]:
    note = joined(plain_text(note) for note in _notes(unit) if not note.get("category", "").startswith(OURS))
    drafts = {
        match.get("ref", "").removeprefix("#"): text_of(child(match, "target"), plain_text)
        for match in unit.iterdescendants(f"{{{MATCHES}}}match")
        if match.get("type") == "mt"
    }
    for segment in children(unit, "segment"):
        place = segment.get("id", "")
        target = text_of(child(segment, "target"), plain_text)
        yield Segment(
            place,
            text_of(child(segment, "source"), plain_text),
            target,
            _stage(segment, target, drafts.get(place)),
            note,
        )


def _stage(segment: etree._Element, target: str, draft: str | None) -> Stage:
    """How far a segment has come; ``draft`` is what a machine had said, where the file tells."""
    state = segment.get("state", "initial")
    if not target or state not in _TRANSLATED:
        return Stage.OPEN
    # Whoever takes a segment in hand must change or remove its subState, says the standard; not every program does.
    untouched = target == draft if draft is not None else segment.get("subState") == DRAFTED
    return Stage.DRAFT if state == "translated" and untouched else Stage.DONE


def _notes(element: etree._Element) -> list[etree._Element]:
    notes = child(element, "notes")
    return [] if notes is None else children(notes, "note")
