"""A release → XLIFF 2.0 (OASIS Standard, August 2014), so that a translator sees whole paragraphs.

A ``<unit>`` is a text of the release, a ``<segment>`` what is translated in one go, an ``<ignorable>`` what stands
between. Candidates and terms are in the modules that the standard has for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from pipeline.exchange.xliff import CONFIDENTIAL, DRAFTED, MATCHES, OURS
from pipeline.memory import Entry
from pipeline.model import Field, Location, Release
from pipeline.translate import Unit

_XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_NAMESPACES = {None: _XLIFF, "mtc": MATCHES, "gls": _GLOSSARY}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SECRET = "Vertraulich: Diese Meldung darf vor ihrer Freigabe nicht bekannt werden."
_NAMES: Mapping[Field, str] = MappingProxyType(
    {
        Field.KICKER: "Dachzeile",
        Field.HEADLINE: "Überschrift",
        Field.SUBHEADLINE: "Unterzeile",
        Field.PARAGRAPH: "Absatz {}",
        Field.SUBHEAD: "Zwischenüberschrift {}",
        Field.CAPTION: "Bildunterschrift {}",
        Field.BOILERPLATE_TITLE: "Titel „Über …“ {}",
        Field.BOILERPLATE: "Text „Über …“ {}",
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a translator is given with a unit: the present translation with its state, a draft, and what resembles it.

    ``target`` is empty where there is none; ``state`` is XLIFF's. ``draft_of`` names the translator whose draft the
    target is, if no person's. ``notes`` are German sentences, ``alike`` entries with their likeness in percent.
    """

    unit: Unit
    target: str = ""
    state: str = "initial"
    draft_of: str = ""
    notes: tuple[str, ...] = ()
    alike: tuple[tuple[float, Entry], ...] = ()


def write_xliff(release: Release, offers: Sequence[Offer], *, target: str, confidential: bool = False) -> bytes:
    """The XLIFF file of a release into the language ``target``; ``offers`` are its units in their order.

    The same release and offers give the same bytes. A ``confidential`` file says that it is.
    """
    root = etree.Element(
        f"{{{_XLIFF}}}xliff",
        attrib={"version": "2.0", "srcLang": release.language, "trgLang": target},
        nsmap=_NAMESPACES,
    )
    file = etree.SubElement(root, f"{{{_XLIFF}}}file", id="release", original=release.source, canResegment="no")
    if confidential:
        _add_notes(file, [(CONFIDENTIAL, _SECRET)])
    together: dict[Location, list[tuple[str, Offer]]] = defaultdict(list)
    for place, offer in zip(places([offer.unit for offer in offers]), offers, strict=True):
        together[offer.unit.at].append((place, offer))
    for at, text in release.texts():
        if at in together:
            _add_unit(file, at, text, together[at])
    etree.indent(root, space="  ")
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def places(units: Sequence[Unit]) -> Iterator[str]:
    """An id for each unit that says where it stands, counted from 1: ``paragraph-3-1``."""
    counts: dict[Location, int] = defaultdict(int)
    for unit in units:
        counts[unit.at] += 1
        yield f"{_place(unit.at)}-{counts[unit.at]}"


def _place(at: Location) -> str:
    return f"{at.field}-{at.index + 1}"


def _add_unit(file: etree._Element, at: Location, text: str, offers: Sequence[tuple[str, Offer]]) -> None:
    unit = etree.SubElement(file, f"{{{_XLIFF}}}unit", id=_place(at), name=_NAMES[at.field].format(at.index + 1))
    unit.set(_SPACE, "preserve")
    _add_matches(unit, offers)
    _add_glossary(unit, offers)
    several = len(offers) > 1
    notes = [(f"{OURS}note", f"{place}: {note}" if several else note) for place, item in offers for note in item.notes]
    _add_notes(unit, notes)
    end = 0
    for place, offer in offers:
        _add_ignorable(unit, text[end : offer.unit.start])
        _add_segment(unit, place, offer)
        end = offer.unit.start + len(offer.unit.text)
    _add_ignorable(unit, text[end:])


def _add_segment(unit: etree._Element, place: str, offer: Offer) -> None:
    segment = etree.SubElement(unit, f"{{{_XLIFF}}}segment", id=place, state=offer.state)
    if offer.draft_of:
        segment.set("subState", DRAFTED)
    etree.SubElement(segment, f"{{{_XLIFF}}}source").text = offer.unit.text
    if offer.target:
        etree.SubElement(segment, f"{{{_XLIFF}}}target").text = offer.target


def _add_ignorable(unit: etree._Element, text: str) -> None:
    if text:
        ignorable = etree.SubElement(unit, f"{{{_XLIFF}}}ignorable")
        etree.SubElement(ignorable, f"{{{_XLIFF}}}source").text = text


def _add_matches(unit: etree._Element, offers: Sequence[tuple[str, Offer]]) -> None:
    found = [match for place, offer in offers for match in _matches(place, offer)]
    if not found:
        return
    matches = etree.SubElement(unit, f"{{{MATCHES}}}matches")
    for attributes, source, target in found:
        match = etree.SubElement(matches, f"{{{MATCHES}}}match", attrib=attributes)
        etree.SubElement(match, f"{{{_XLIFF}}}source").text = source
        etree.SubElement(match, f"{{{_XLIFF}}}target").text = target


def _matches(place: str, offer: Offer) -> Iterator[tuple[dict[str, str], str, str]]:
    """The draft, by which it is known later whether anybody touched it; then what resembles the segment."""
    if offer.draft_of:
        draft = {"ref": f"#{place}", "type": "mt", "origin": offer.draft_of, "similarity": "100.0"}
        yield draft, offer.unit.text, offer.target
    for likeness, entry in offer.alike:
        # A machine's words for another segment are no draft of this one, so not "mt".
        about = {"ref": f"#{place}", "type": "tm" if entry.is_human else "other", "similarity": f"{likeness:.1f}"}
        yield about | {"origin": entry.author or entry.origin}, entry.text, entry.translation


def _add_glossary(unit: etree._Element, offers: Sequence[tuple[str, Offer]]) -> None:
    terms = dict.fromkeys((term.text, term.english or term.text) for _, offer in offers for term in offer.unit.terms)
    if not terms:
        return
    glossary = etree.SubElement(unit, f"{{{_GLOSSARY}}}glossary")
    for term, translation in terms:
        entry = etree.SubElement(glossary, f"{{{_GLOSSARY}}}glossEntry")
        etree.SubElement(entry, f"{{{_GLOSSARY}}}term").text = term
        etree.SubElement(entry, f"{{{_GLOSSARY}}}translation").text = translation


def _add_notes(element: etree._Element, notes: Sequence[tuple[str, str]]) -> None:
    if not notes:
        return
    parent = etree.SubElement(element, f"{{{_XLIFF}}}notes")
    for category, text in notes:
        etree.SubElement(parent, f"{{{_XLIFF}}}note", category=category).text = text
