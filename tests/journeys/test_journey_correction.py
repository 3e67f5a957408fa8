"""The officer corrects a release that is out, and says so."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup
from desk import ENGLISH, WORKSHOP, Desk

SLUG = "werkstatt-in-kahla-oeffnet-fuer-alle"


def marked(*lines: str, benches: int = 14) -> str:
    headline, _, rest = WORKSHOP.partition("\n")
    return "\n".join(["---", f"titel: {headline}", *lines, "---", rest.replace("14 Werkbänke", f"{benches} Werkbänke")])


def note(desk: Desk, language: str = "de") -> str | None:
    html = (desk.output / "fragments" / f"{SLUG}.{language}.html").read_text("utf-8")
    found = BeautifulSoup(html, "html.parser").select_one(".press-correction")
    return found.get_text() if found else None


def test_a_correction_keeps_the_id_and_its_own_date_through_later_edits(desk: Desk) -> None:
    desk.drop("werkstatt.md", marked())
    desk.build()
    (before,) = desk.feed("de").entries
    assert note(desk) is None
    desk.drop("werkstatt.md", marked('korrektur: "Es sind 15 Werkbänke, nicht 14."', benches=15))
    desk.build(now="2024-06-02T12:00")
    (after,) = desk.feed("de").entries
    assert (after.id, after.link) == (before.id, before.link)
    assert after.updated == "2024-06-02T12:00:00+02:00"
    assert after.summary.startswith("Korrektur (2. Juni 2024): Es sind 15 Werkbänke, nicht 14. ")
    assert note(desk) == "Korrektur (2. Juni 2024): Es sind 15 Werkbänke, nicht 14."
    desk.drop("werkstatt.md", marked('korrektur: "Es sind 15 Werkbänke, nicht 14."', "ort: Kahla", benches=16))
    desk.build(now="2024-06-09T12:00")
    assert note(desk) == "Korrektur (2. Juni 2024): Es sind 15 Werkbänke, nicht 14."
    files = desk.files()
    for path in (desk.folder / ".press").iterdir():
        path.unlink()
    desk.build(now="2024-06-10T12:00")
    assert desk.files() == files
    desk.drop("werkstatt.md", marked('korrektur: "Doch 14."'))
    desk.build(now="2024-06-11T12:00")
    assert note(desk) == "Korrektur (11. Juni 2024): Doch 14."
    desk.drop("werkstatt.md", marked())
    desk.build(now="2024-06-12T12:00")
    assert note(desk) is None


def test_the_mark_alone_is_news_for_subscribers_but_does_not_outdate_her_translation(desk: Desk) -> None:
    desk.drop("werkstatt.md", marked())
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    desk.drop("werkstatt.md", marked("korrektur: ja"))
    desk.build(now="2024-06-02T12:00")
    record = desk.data()["werkstatt.md"]
    assert record["editions"]["en"]["status"] == "approved"
    assert record["updated"] == "2024-06-02T12:00:00+02:00"
    assert record["correction"] == {"date": "2024-06-02T12:00:00+02:00", "text": None}
    assert note(desk) == "Korrektur (2. Juni 2024)"
    assert note(desk, "en") == "Correction (2 June 2024)"
    desk.drop("werkstatt.en.md", f"---\ncorrection: Fifteen benches.\n---\n\n{ENGLISH}")
    desk.build(now="2024-06-03T12:00")
    assert note(desk, "en") == "Correction (2 June 2024): Fifteen benches."
    feed = json.loads((desk.output / "feeds" / "en.json").read_text("utf-8"))
    assert feed["items"][0]["summary"].startswith("Correction (2 June 2024): Fifteen benches. ")
