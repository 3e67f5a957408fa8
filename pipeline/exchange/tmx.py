"""TMX 1.4 → entries, from whatever program wrote it.

What programs add is known from their files: memoQ puts the segment before in ``x-context-pre`` (as escaped XML),
OmegaT in ``prev``; Trados says in ``x-Origin`` and by the author ``MT!`` that a machine translated, and in
``x-ConfirmationLevel`` whether anyone agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from pipeline.exchange.contents import MACHINE, Contents, Languages, core, means_machine, moment, pair
from pipeline.exchange.errors import ExchangeError
from pipeline.exchange.guard import parsed, tree
from pipeline.exchange.inline import plain_text
from pipeline.exchange.toolkit import toolkit
from pipeline.memory import HUMAN, Entry

CREATION_TOOL = "press"
MACHINE_AUTHOR = "MT!"
"""The author by which Trados has always known a machine, and other programs after it."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTEXTS = ("context-pre", "prev")
_ORIGINS = ("origin", "origin-type", "match-type", "matchtype", "translation-origin")
_UNCONFIRMED = frozenset({"unspecified", "draft", "rejectedtranslation", "rejectedsignoff"})


def read_tmx(data: bytes, languages: Languages) -> Contents:
    """What a TMX file holds in the languages of the desk.

    Raises:
        ExchangeError: it is no TMX file.
        MissingExtraError: the library for it is not installed.
    """
    storage = toolkit("tmx")
    store = parsed(data, lambda data: _store(storage, data))
    header = store.document.getroot().find("{*}header")
    reading = _Reading(languages, ours=header is not None and header.get("creationtool") == CREATION_TOOL)
    found = [_entries(unit.xmlelement, reading) for unit in store.units]
    return Contents(
        entries=tuple(entry for entries in found if entries is not None for entry in entries),
        foreign=sum(entries == () for entries in found),
        unconfirmed=found.count(None),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is looked for, and whether we wrote the file, so that its words are taken exactly."""

    languages: Languages
    ours: bool


def _store(storage: Any, data: bytes) -> Any:
    try:
        return storage.tmxfile.parsestring(data)
    except AssertionError as error:
        raise ExchangeError(
            "Das ist keine TMX-Datei; ihr äußerstes Element müsste <tmx> heißen.", "Bitte als TMX 1.4 exportieren."
        ) from error


def _entries(unit: etree._Element, reading: _Reading) -> tuple[Entry, ...] | None:
    """The entries of one ``<tu>``, one a target language; ``None`` if nobody has confirmed it."""
    variants = [(tuv.get(_LANG) or tuv.get("lang") or "", tuv) for tuv in unit.iterchildren("{*}tuv")]
    source = next((tuv for tag, tuv in variants if reading.languages.is_source(tag)), None)
    if source is None:
        return ()
    entries = []
    for language in reading.languages.targets:
        target = _variant(variants, language, reading.languages)
        if target is None or target is source:
            continue
        properties = _properties(unit, source, target)
        if properties.get("confirmationlevel", "").strip().casefold() in _UNCONFIRMED:
            return None
        texts = (_text(source), _text(target))
        text, translation = texts if reading.ours else pair(*texts)
        if text and translation:
            plain = Entry(reading.languages.source, language, text, translation, HUMAN)
            entries.append(_with_history(plain, unit, target, properties, reading))
    return tuple(entries)


def _with_history(
    entry: Entry, unit: etree._Element, target: etree._Element, properties: Mapping[str, str], reading: _Reading
) -> Entry:
    """An entry with what the file knows of it: attributes of its variant count before those of the whole unit."""

    def about(name: str) -> str:
        return target.get(name) or unit.get(name) or ""

    created, changed = moment(about("creationdate")), moment(about("changedate"))
    creator = about("creationid")
    date, author = changed or created, about("changeid") or creator
    return replace(
        entry,
        origin=_origin(properties, author, reading),
        context=_context(properties),
        date=date,
        confidential=properties.get("confidential") == "yes",
        author="" if _is_machine(author) else author,
        created="" if created == date else created,
        creator="" if creator == author else creator,
        note="\n".join(text for note in unit.iter("{*}note") if (text := plain_text(note).strip())),
    )


def _variant(
    variants: Sequence[tuple[str, etree._Element]], language: str, languages: Languages
) -> etree._Element | None:
    """The variant in a target language: by its very tag, else the first of any region."""
    exact = [tuv for tag, tuv in variants if tag.casefold() == language.casefold()]
    return next(iter(exact + [tuv for tag, tuv in variants if languages.target(tag) == language]), None)


def _text(variant: etree._Element) -> str:
    segment = variant.find("{*}seg")
    return "" if segment is None else plain_text(segment)


def _properties(*elements: etree._Element) -> dict[str, str]:
    """The properties of elements by name, in lower case, without ``x-`` and Trados' ``:SingleString``."""
    return {
        prop.get("type", "").casefold().removeprefix("x-").partition(":")[0]: prop.text or ""
        for element in elements
        for prop in element.iterchildren("{*}prop")
    }


def _context(properties: Mapping[str, str]) -> str:
    found = next((value for name in _CONTEXTS if (value := properties.get(name))), "")
    try:
        return core(plain_text(parsed(found.encode(), tree)) if found.lstrip().startswith("<seg") else found)
    except ExchangeError:
        return core(found)


def _origin(properties: Mapping[str, str], author: str, reading: _Reading) -> str:
    named = next((value.strip() for name in _ORIGINS if (value := properties.get(name))), "")
    if reading.ours and named:
        return named
    if _is_machine(author) or means_machine(named) or properties.get("mt", "").casefold() in ("yes", "true", "1"):
        return MACHINE
    return HUMAN


def _is_machine(author: str) -> bool:
    return author.upper() in (MACHINE_AUTHOR, MACHINE_AUTHOR.rstrip("!"))
