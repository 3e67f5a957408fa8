"""Where a text of a release stands, and what has become of it, in German for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.model import Change, Field, Location

_NAMES: Mapping[Field, str] = MappingProxyType(
    {
        Field.KICKER: "Dachzeile",
        Field.HEADLINE: "Überschrift",
        Field.SUBHEADLINE: "Unterzeile",
        Field.PARAGRAPH: "Absatz {}",
        Field.SUBHEAD: "Zwischenüberschrift {}",
        Field.CAPTION: "Bildunterschrift {}",
        Field.BOILERPLATE_TITLE: "Titel {} unter dem Text",
        Field.BOILERPLATE: "Text {} unter der Meldung",
    }
)
NOTHING_TRANSLATED = "Geändert hat sich nur, was nicht übersetzt wird: Datum, Ort, Kontakt oder Links."


def place_name(at: Location) -> str:
    """What a place is called: ``Absatz 2``."""
    return _NAMES.get(at.field, at.field.value).format(at.index + 1)


def change_title(change: Change) -> str:
    """Which text changed, came or went."""
    if change.at is None:
        return f"{place_name(change.was)} ist weggefallen" if change.was else ""
    return f"{place_name(change.at)} ist neu" if change.was is None else f"{place_name(change.at)} ist geändert"


def change_lines(change: Change) -> Iterator[tuple[str, str]]:
    """The texts of a change, each with what it is."""
    texts = (
        ("Deutsch bisher", change.before),
        ("Deutsch jetzt", change.after),
        ("Ihre Fassung", change.hers),
        ("Neuer Entwurf", change.draft),
    )
    yield from ((name, text) for name, text in texts if text)
