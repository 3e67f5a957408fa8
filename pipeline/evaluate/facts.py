"""The measures, and what a release gives in each: the same for an annotation and for what was extracted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from pipeline.evaluate.counting import Item
from pipeline.evaluate.normal import normalised
from pipeline.model import Release


class Part(StrEnum):
    """What is scored: the model on sentences, the model on releases, or the whole extraction on releases."""

    SENTENCES = "model-on-sentences"
    RELEASES = "model-on-releases"
    EXTRACTION = "extraction"


Record = Mapping[str, Any]
"""People, organisations and quotations in the form of the annotations."""

# A quotation is known by its beginning.
_BEGINNING = 20


def record_of(release: Release) -> Record:
    """An extracted release in the form of the annotations."""
    return {
        "people": [
            {
                "name": person.name,
                "titles": person.titles,
                "role": person.role,
                "organisation": person.organisation,
                "mentions": [mention.text for mention in person.mentions],
            }
            for person in release.people
        ],
        "organisations": [
            {"name": body.name, "acronym": body.acronym, "mentions": [mention.text for mention in body.mentions]}
            for body in release.organisations
        ],
        "quotes": [{"starts": quote.text, "speaker": quote.speaker} for quote in release.quotes],
    }


def _values(key: str) -> Callable[[Record], Iterable[str]]:
    """The value of a key of a person or organisation, if there is one."""
    return lambda named: (named[key],) if named.get(key) else ()


def _mentions(named: Record) -> Iterable[str]:
    return named.get("mentions") or ()


# Measure → the list it is about, the key that the list's items must give to be scored, and the values.
_NAMED: Mapping[str, tuple[str, str, Callable[[Record], Iterable[str]]]] = {
    "person mentions": ("people", "mentions", _mentions),
    "titles": ("people", "titles", _values("titles")),
    "roles": ("people", "role", _values("role")),
    "roles' organisations": ("people", "organisation", _values("organisation")),
    "organisation mentions": ("organisations", "mentions", _mentions),
    "acronyms": ("organisations", "acronym", _values("acronym")),
}
MEASURES = (
    "people",
    "person mentions",
    "titles",
    "roles",
    "roles' organisations",
    "organisations",
    "organisation mentions",
    "acronyms",
    "speakers",
)
"""What is measured of the whole extraction, in the order of the tables."""


def facts(record: Record) -> dict[str, frozenset[Item]]:
    """The items of a record by measure; a measure that the record says nothing about is absent."""
    found: dict[str, frozenset[Item]] = {}
    for kind in ("people", "organisations"):
        if kind in record:
            found[kind] = frozenset((normalised(named["name"]),) for named in record[kind])
    for measure, (kind, key, values) in _NAMED.items():
        if gives(record, kind, key):
            found[measure] = frozenset(
                (normalised(named["name"]), normalised(value)) for named in record[kind] for value in values(named)
            )
    if "quotes" in record:
        found["speakers"] = frozenset(
            (normalised(quote["speaker"] or "–"), normalised(quote["starts"])[:_BEGINNING])
            for quote in record["quotes"]
        )
    return found


def gives(record: Record, kind: str, key: str) -> bool:
    """Whether a record says something about a key: it names none of a kind at all, or the key of at least one."""
    return kind in record and (not record[kind] or any(key in named for named in record[kind]))


def tempting(record: Record) -> dict[str, frozenset[Item]]:
    """What is no person or no organisation, though it looks like one; by the measure that it would be wrong in."""
    return {
        kind: frozenset((normalised(name),) for name in record.get(f"must_not_be_{kind}") or ())
        for kind in ("people", "organisations")
    }
