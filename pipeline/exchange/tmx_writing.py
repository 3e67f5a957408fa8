"""Entries of the memory → TMX 1.4, so that other programs see what is known of each."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from pipeline.exchange.tmx import CREATION_TOOL, MACHINE_AUTHOR
from pipeline.exchange.toolkit import toolkit
from pipeline.memory import Entry

_VERSION = "1"


def write_tmx(entries: Iterable[Entry]) -> bytes:
    """A TMX file with one unit an entry, in their order; ``read_tmx`` gives the same entries back.

    Raises:
        MissingExtraError: the library for it is not installed.
    """
    written = list(entries)
    storage = toolkit("tmx")
    sources = {entry.source for entry in written}
    language = next(iter(sources)) if len(sources) == 1 else "*all*"
    store = storage.tmxfile(sourcelanguage=language)
    store.document.getroot().find("header").attrib.update(
        {
            "creationtool": CREATION_TOOL,
            "creationtoolversion": _VERSION,
            "o-tmf": CREATION_TOOL,
            "adminlang": "de",
            "datatype": "plaintext",
        }
    )
    for entry in written:
        unit = store.addsourceunit(entry.text, entry.source)
        unit.settarget(entry.translation, entry.target)
        element = unit.xmlelement
        for name, value in _attributes(entry):
            element.set(name, value)
        if entry.note:
            unit.addnote(entry.note)
        first = element.find("tuv")
        for name, value in _properties(entry):
            prop = etree.Element("prop", type=name)
            prop.text = value
            first.addprevious(prop)
    out = BytesIO()
    store.serialize(out)
    return out.getvalue()


def _attributes(entry: Entry) -> Iterator[tuple[str, str]]:
    author = entry.author if entry.is_human else MACHINE_AUTHOR
    pairs = (
        ("creationdate", _date(entry.created or entry.date)),
        ("creationid", entry.creator or author),
        ("changedate", _date(entry.date)),
        ("changeid", author),
    )
    return ((name, value) for name, value in pairs if value)


def _properties(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "x-origin", entry.origin
    if entry.context:
        # As memoQ writes it, which reads it as well.
        yield "x-context-pre", f"<seg>{html.escape(entry.context, quote=False)}</seg>"
    if entry.confidential:
        yield "x-confidential", "yes"


def _date(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if moment else ""
