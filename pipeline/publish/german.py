"""What the officer reads in the preview: German, whatever the languages of the releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import get_month_names
from babel.numbers import format_decimal

from pipeline.model import Status
from pipeline.publish.languages import readable_date


@dataclass(frozen=True, slots=True)
class Badge:
    """How the preview names a status: a word, a sentence and the class that colours it."""

    label: str
    explanation: str
    css_class: str


BADGES: dict[Status, Badge] = {
    Status.APPROVED: Badge("Freigegeben", "Von einem Menschen bestätigt oder geschrieben.", "approved"),
    Status.DRAFT: Badge("Maschinenentwurf", "Noch von keinem Menschen geprüft.", "draft"),
    Status.PENDING: Badge("Wartet auf Übersetzung", "Diese Fassung gibt es noch nicht.", "pending"),
    Status.OUTDATED: Badge("Veraltet", "Freigegeben, aber der Ausgangstext hat sich seither geändert.", "outdated"),
}

# What a warning is about, by the fields' names in the model.
FIELD_NAMES = {
    "kicker": "Dachzeile",
    "headline": "Überschrift",
    "subheadline": "Unterzeile",
    "dateline": "Ort und Datum",
    "paragraph": "Absatz",
    "paragraphs": "Absätze",
    "subhead": "Zwischenüberschrift",
    "subheads": "Zwischenüberschriften",
    "caption": "Bildunterschrift",
    "captions": "Bildunterschriften",
    "boilerplate": "Über-Text",
    "boilerplates": "Über-Texte",
    "boilerplate-title": "Titel eines Über-Textes",
    "contact": "Kontakt",
    "embargo": "Sperrfrist",
    "link": "Link",
    "links": "Links",
    "people": "Personen",
    "organisations": "Organisationen",
    "places": "Orte",
    "quote": "Zitat",
    "quotes": "Zitate",
    "language": "Sprache",
}


def german_time(moment: datetime) -> str:
    """A moment as the officer reads it: ``15. März 2023, 10:00 Uhr``, in the moment's own zone."""
    return f"{readable_date(moment.date().isoformat(), 'de')}, {moment:%H:%M} Uhr"


def german_months() -> list[str]:
    """The months' short names, from January on."""
    return list(get_month_names("abbreviated", "stand-alone", "de").values())


def german_number(number: int) -> str:
    """A whole number as the officer reads it: ``10.000``."""
    return format_decimal(number, locale="de")
