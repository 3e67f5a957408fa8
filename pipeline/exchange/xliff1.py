"""XLIFF 1.2 → its segments: what most agencies still send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.exchange.guard import parsed
from pipeline.exchange.inline import plain_text
from pipeline.exchange.segments import Segment, Stage, Translation, child, children, joined, text_of
from pipeline.exchange.toolkit import toolkit

_DONE = frozenset({"final", "signed-off", "translated"})
_MACHINE = frozenset({"leveraged-mt", "mt-suggestion", "x-mt"})


def read_version_1(data: bytes) -> Translation:
    """The segments of an XLIFF 1.2 file.

    Raises:
        ExchangeError: it cannot be used.
        MissingExtraError: the library for it is not installed.
    """
    storage = toolkit("xliff")
    store: Any = parsed(data, storage.xlifffile.parsestring)
    files = children(store.document.getroot(), "file")
    return Translation(
        source=next((file.get("source-language", "") for file in files), ""),
        target=next((file.get("target-language", "") for file in files), ""),
        segments=tuple(
            segment for unit in store.units if unit.istranslatable() for segment in _segments(unit.xmlelement)
        ),
    )


def _segments(unit: etree._Element) -> Iterator[Segment]:
    """The segments of a ``<trans-unit>``: marked ones, where its source was cut up."""
    source, target = child(unit, "seg-source"), child(unit, "target")
    whole = child(unit, "source")
    note = joined(plain_text(note) for note in children(unit, "note"))
    place, stage = unit.get("id", ""), _stage(unit, target)
    cut = {} if source is None else _marked(source)
    if not cut or target is None:
        yield _segment(place, text_of(whole, plain_text), text_of(target, plain_text), stage, note)
        return
    translated = _marked(target)
    for mark, text in cut.items():
        yield _segment(f"{place}-{mark}", text, translated.get(mark, ""), stage, note)


def _segment(place: str, source: str, target: str, stage: Stage, note: str) -> Segment:
    return Segment(place, source, target, stage if target else Stage.OPEN, note)


def _marked(element: etree._Element) -> dict[str, str]:
    return {
        mark.get("mid", ""): text_of(mark, plain_text)
        for mark in element.iterdescendants("{*}mrk")
        if mark.get("mtype") == "seg"
    }


def _stage(unit: etree._Element, target: etree._Element | None) -> Stage:
    if target is None:
        return Stage.OPEN
    if unit.get("approved") == "yes":
        return Stage.DONE
    if target.get("state-qualifier") in _MACHINE:
        return Stage.DRAFT
    # A file that says nothing of a translation's state was delivered all the same.
    return Stage.DONE if target.get("state", "translated") in _DONE else Stage.OPEN
