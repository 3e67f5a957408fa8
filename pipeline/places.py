"""Where a text of a release stands, and what has become of it, in German for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.model import Change, Field, Location, Revision

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
_FORGOTTEN = "nicht mehr bekannt, weil der Zwischenstand verloren ging"
NOTHING_TRANSLATED = "Geändert hat sich nur, was nicht übersetzt wird: Datum, Ort, Kontakt oder Links."


def place_name(at: Location) -> str:
    """What a place is called: ``Absatz 2``."""
    return _NAMES.get(at.field, at.field.value).format(at.index + 1)


def change_title(change: Change) -> str:
    """Which text changed, came or went."""
    if change.at is None:
        return f"{place_name(change.was)} ist weggefallen" if change.was else ""
    return f"{place_name(change.at)} ist neu" if change.was is None else f"{place_name(change.at)} ist geändert"


def text_before(change: Change) -> str | None:
    """What the original was, or that it is forgotten; ``None`` where nothing was."""
    return _FORGOTTEN if change.was is not None and change.before is None else change.before


def revised_places(revision: Revision) -> Iterator[tuple[str, Location | None]]:
    """Which texts changed, came or went, each with where it stands now, if it does."""
    fewer = len(revision.was) - len(revision.at)
    # Where some became more or fewer, only their words would tell which of them became which.
    what = "ist neu" if not revision.was else "ist geändert oder neu" if fewer else "ist geändert"
    for index in revision.at:
        at = Location(revision.field, index)
        yield f"{place_name(at)} {what}", at
    if not revision.at:
        yield from ((f"{place_name(Location(revision.field, index))} ist weggefallen", None) for index in revision.was)
    elif fewer > 0:
        yield ("Dort ist etwas weggefallen" if fewer == 1 else f"Dort sind {fewer} Texte weggefallen"), None


def change_lines(change: Change) -> Iterator[tuple[str, str]]:
    """The texts of a change, each with what it is."""
    texts = (
        ("Deutsch bisher", text_before(change)),
        ("Deutsch jetzt", change.after),
        ("Ihre Fassung", change.hers),
        ("Neuer Entwurf", change.draft),
    )
    yield from ((name, text) for name, text in texts if text)
