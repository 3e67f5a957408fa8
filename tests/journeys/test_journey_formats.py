"""The officer drops what her office writes, whatever the format, and uses file names as people do."""

from pathlib import Path

import pytest
from desk import CONCERT, ENGLISH, WORKSHOP, Desk

DATA = Path(__file__).parents[1] / "data" / "read"


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("layouttabellen.docx", "Blinkwerk Weida wächst"),
        ("vorlagen-und-aenderungen.odt", "Salzwedel backt wieder"),
        ("wordpad-1252.rtf", "Ein Pfad für alle Füße"),
        ("einspaltig.pdf", "Sternwarte Kahlfeld öffnet ihre renovierte Kuppel für Schulklassen"),
        ("zwei-fassungen.eml", "Bibliothek verleiht jetzt auch Bohrmaschinen"),
        ("ganze-seite-cms.html", "Neue Werkstatt für alte Uhren"),
    ],
)
def test_every_format_is_published(desk: Desk, name: str, headline: str) -> None:
    desk.drop(name, (DATA / name).read_bytes())
    assert desk.build().code == 0
    assert [entry.title for entry in desk.feed("de").entries] == [headline]


def test_pictures_in_and_beside_a_file_are_published_with_it(desk: Desk) -> None:
    desk.drop("feuerwehr.eml", (DATA / "bild-im-text.eml").read_bytes())
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.jpg", b"\xff\xd8\xff\xe0 a photograph")
    assert desk.build().code == 0
    media = {name: content for name, content in desk.files().items() if name.startswith("media/")}
    assert media["media/werkstatt-in-kahla-oeffnet-fuer-alle-1.jpg"] == b"\xff\xd8\xff\xe0 a photograph"
    assert len(media) == 2


def test_a_reused_file_name_is_a_new_release_and_her_old_text_is_not_published_with_it(desk: Desk) -> None:
    desk.drop("aktuell.txt", WORKSHOP)
    desk.drop("aktuell.en.md", ENGLISH)
    desk.build()
    (before,) = desk.feed("de").entries
    zoo = (
        "Zoo Gera zeigt zwei junge Luchse\n\nGera, 4. Juni 2024 – Im Tierpark sind seit gestern zwei Luchse zu sehen, "
        "die im Frühling geboren wurden. Besucher finden das Gehege hinter dem Teich der Flamingos.\n"
    )
    desk.drop("aktuell.txt", zoo)
    outcome = desk.build(now="2024-06-05T12:00")
    (after,) = desk.feed("de").entries
    assert after.id != before.id
    assert after.link != before.link
    assert desk.feed("en").entries == []
    assert "aktuell.en.md" in outcome.out
    desk.drop(
        "aktuell.en.md", "# Zoo shows two young lynxes\n\nGera, 4 June 2024 – Two lynxes can be seen at the park.\n"
    )
    desk.build(now="2024-06-05T13:00")
    assert [entry.title for entry in desk.feed("en").entries] == ["Zoo shows two young lynxes"]


def test_an_outdated_translation_and_a_copy_are_said(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.drop("kopie.txt", WORKSHOP)
    desk.build()
    desk.drop("werkstatt.txt", WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"))
    desk.drop("kopie.txt", WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"))
    outcome = desk.build(now="2024-06-02T12:00")
    assert "veraltet" in outcome.out
    assert "derselbe wie in „kopie.txt“" in " ".join(outcome.out.split())
    assert [entry.title for entry in desk.feed("en").entries] == ["Workshop in Kahla opens its doors"]


@pytest.mark.parametrize(
    "line",
    [
        "Sperr-Frist: 1.3.2031, 10 Uhr",
        "Bitte beachten Sie: Nicht vor dem 1. März 2031 (10:00 Uhr) veröffentlichen.",
        "Sperrfrist: 1.3.2024, 8 Uhr Ortszeit New York",
        "Nicht zur Veröffentlichung",
    ],
)
@pytest.mark.parametrize("place", ["top", "end"])
def test_no_wording_lets_a_withheld_release_out(desk: Desk, line: str, place: str) -> None:
    desk.drop("konzert.txt", f"{line}\n\n{CONCERT}" if place == "top" else f"{CONCERT}\n{line}\n")
    outcome = desk.build()
    assert outcome.code == 0
    assert "1 zurückgehalten" in outcome.out
    assert all(b"Hobelb" not in content for content in desk.files().values())
