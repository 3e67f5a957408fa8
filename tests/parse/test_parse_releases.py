"""Whole releases of different houses, each with the structure that a careful reader finds."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.model import Release
from pipeline.parse import parse
from pipeline.read import read

DATA = Path(__file__).parents[1] / "data" / "parse"


@dataclass
class Expected:
    headline: str
    paragraphs: int
    kicker: str | None = None
    subheadline: str | None = None
    place: str | None = None
    date: str | None = None
    embargo: str | None = None
    lead: str = ""
    quotes: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)
    boilerplates: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


RELEASES = {
    "museum-sonderausstellung.txt": Expected(
        headline="Glas, Licht und Langeweile",
        kicker="Sonderausstellung",
        subheadline="Das Stadtmuseum zeigt bis Oktober, womit sich die Weimarer 1910 die Zeit vertrieben",
        place="Weimar",
        date="2024-04-12",
        lead="Vom 20. April an öffnet",
        paragraphs=7,
        quotes=["Die Leute haben damals", "Eigentlich hat sich"],
        captions=["Bild 1: Stereoskop"],
        emails=["fuehrung@stadtmuseum-beispiel.example"],
        phones=["+493643826012"],
    ),
    "hochschule-promotion.md": Expected(
        headline="Promotionsrecht für drei Fachbereiche",
        place="Schmalkalden",
        date="2025-02-14",
        lead="Die Hochschule Schmalkalden darf",
        paragraphs=8,
        quotes=["Darauf haben wir", "Wir erwarten im ersten"],
        subheads=["Drei Zentren zum Start"],
        boilerplates=["Über die Hochschule Schmalkalden"],
        links=["Promotionsordnung", "Zentren"],
    ),
    "startup-ots.txt": Expected(
        headline="Solvento übernimmt Start-up Klarstrom und baut Standort Gera aus",
        place="Gera",
        date="2024-06-04",
        lead="Der Wechselrichter-Hersteller",
        paragraphs=3,
        quotes=["Mit Klarstrom gewinnen"],
        boilerplates=["Über Solvento"],
        emails=["presse@solvento.example"],
        phones=["+493655550120"],
    ),
    "klinik-einladung.txt": Expected(
        headline="Klinikum eröffnet Zentrum für seltene Erkrankungen",
        embargo="2025-03-07T14:30:00+01:00",
        lead="Das Klinikum Altenburg bündelt",
        paragraphs=3,
        quotes=["Viele Menschen warten", "Das wollen wir"],
        emails=["s.thoma@klinikum.example"],
        phones=["+493447521001"],
        warnings=["date-missing"],
    ),
    "verein-kurz.txt": Expected(
        headline="Neue Orgel für Kahla",
        subheadline="Der Förderverein sammelt weiter",
        place="Kahla",
        date="2024-09-03",
        lead="Der Förderverein der Stadtkirche",
        paragraphs=2,
        quotes=["Jede Pfeife zählt"],
        emails=["orgel@kahla.example"],
        phones=["+49364245550"],
    ),
    "stadt-ohne-datum.html": Expected(
        headline="Stadt sperrt Brücke am Camsdorfer Ufer",
        subheadline="Umleitung gilt bis Ende August",
        place="Jena/Burgau",
        lead="Die Camsdorfer Brücke",
        paragraphs=3,
        quotes=["Der Belag hält"],
        captions=["Die Brücke stammt"],
        subheads=["Kosten bleiben im Rahmen"],
        links=["stadt.example/bruecke"],
        warnings=["date-missing"],
    ),
}


@pytest.mark.parametrize("name", RELEASES)
def test_the_structure_is_what_a_reader_finds(name: str) -> None:
    release = parse(read(DATA / name, source=name))
    expected = RELEASES[name]
    assert release.headline == expected.headline
    assert release.kicker == expected.kicker
    assert release.subheadline == expected.subheadline
    assert (release.dateline.place, release.dateline.date) == (expected.place, expected.date)
    assert _embargo(release) == expected.embargo
    assert release.paragraphs[0].startswith(expected.lead)
    assert len(release.paragraphs) == expected.paragraphs
    _begin(expected.quotes, [quote.text for quote in release.quotes])
    _begin(expected.captions, [caption.text for caption in release.captions])
    assert [subhead.text for subhead in release.subheads] == expected.subheads
    assert [item.title for item in release.boilerplates] == expected.boilerplates
    assert list(release.contact.emails) == expected.emails
    assert list(release.contact.phones) == expected.phones
    assert [link.text for link in release.links] == expected.links
    assert [warning.code for warning in release.warnings] == expected.warnings


def _embargo(release: Release) -> str | None:
    return release.embargo.until.isoformat() if release.embargo and release.embargo.until else None


def _begin(beginnings: list[str], found: list[str]) -> None:
    assert len(found) == len(beginnings), found
    for beginning, text in zip(beginnings, found, strict=True):
        assert text.startswith(beginning)
