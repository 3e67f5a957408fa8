"""A day in the office: drop, draft, edit, approve, correct the German, bring one sentence up to date, publish."""

from __future__ import annotations

from typing import Any

from desk import CONCERT, SECRET, WORKSHOP, Desk
from loopback import Loopback

from pipeline.state.store import Store

HEADLINE = "A workshop for everybody opens in Kahla"
FOUNDED = "The tinkerers’ club was founded in 2011 and has 210 members."
GERMAN_FOUNDED = "Der Tüftlerverein Kahla e.V. wurde 2011 gegründet und zählt 210 Mitglieder."
BENCHES = "Dort stehen 15 Werkbänke."


def origins(desk: Desk, text: str) -> list[str]:
    """Whose translations of a segment the memory holds."""
    with Store.open(desk.folder / ".press" / "press.sqlite") as store:
        return [entry.origin for entry in store.memory.recall(text, source="de", target="en")]


def entries(desk: Desk, language: str) -> dict[str, Any]:
    """The feed's entries by their title; the feed is valid, and no entry is there twice."""
    feed = desk.feed(language)
    assert not feed.bozo
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    return {entry.title: entry for entry in feed.entries}


def english(desk: Desk, source: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.data()[source]["editions"]["en"]
    return found


def rewrite(desk: Desk, name: str, *changes: tuple[str, str]) -> None:
    path = desk.releases / name
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def test_a_day_in_the_office(desk: Desk, translator: Loopback) -> None:
    # 8:30. The first release of the day is dropped, and its draft is out with a notice.
    desk.drop("werkstatt.txt", WORKSHOP)
    assert desk.build(now="2024-05-03T08:30").code == 0
    (german,) = entries(desk, "de").values()
    (draft,) = entries(desk, "en").values()
    assert draft.id == german.id
    assert "Machine translation" in draft.summary
    assert english(desk, "werkstatt.txt")["status"] == "draft"
    assert origins(desk, GERMAN_FOUNDED) == ["google"]
    asked = list(translator.texts)

    # 9:00. She takes the draft over and puts the headline and the standing text right.
    assert desk.press("edit", "werkstatt").code == 0
    drafted = english(desk, "werkstatt.txt")["headline"]
    lines = (desk.releases / "werkstatt.en.md").read_text("utf-8").split("\n")
    boilerplate = next(line for line in lines if "2011" in line and not line.startswith("<!--"))
    rewrite(desk, "werkstatt.en.md", (f"# {drafted}", f"# {HEADLINE}"), (boilerplate, FOUNDED))
    hers = (desk.releases / "werkstatt.en.md").read_bytes()
    assert desk.build(now="2024-05-03T09:00").code == 0
    assert list(entries(desk, "en")) == [HEADLINE]
    assert entries(desk, "en")[HEADLINE].id == german.id
    assert "Machine translation" not in entries(desk, "en")[HEADLINE].summary
    assert origins(desk, GERMAN_FOUNDED) == ["human", "google"]
    assert translator.texts == asked

    # 10:00. The next release ends with the same standing text: nobody is asked for it, her words stand in the draft.
    desk.drop("konzert.txt", CONCERT)
    assert desk.build(now="2024-05-03T10:00").code == 0
    assert GERMAN_FOUNDED not in translator.texts[len(asked) :]
    draft_page = (desk.output / "fragments" / "konzert-zwischen-hobelbaenken.en.html").read_text("utf-8")
    assert FOUNDED in draft_page
    assert len(entries(desk, "en")) == len(entries(desk, "de")) == 2

    # 10:15. This draft will do as it is.
    assert desk.press("approve", "konzert").code == 0
    assert desk.build(now="2024-05-03T10:15").code == 0
    assert english(desk, "konzert.txt")["status"] == "approved"
    assert origins(desk, "Der Eintritt kostet 5 Euro.")[0] == "human"

    # 11:00. A release under embargo is prepared; nothing of it leaves the house.
    desk.drop("geheim.txt", SECRET)
    desk.build(now="2024-05-03T11:00")
    assert not any("Geheimpreis" in request.path + request.body for request in translator.requests)
    assert not any(b"Geheimpreis" in content for content in desk.files().values())

    # 14:00. There is one bench more: the German is put right, the English stays out, marked as outdated.
    asked = list(translator.texts)
    rewrite(desk, "werkstatt.txt", ("Dort stehen 14 Werkbänke.", BENCHES))
    report = desk.build(now="2024-05-03T14:00")
    assert translator.texts[len(asked) :] == [BENCHES]
    assert english(desk, "werkstatt.txt")["status"] == "outdated"
    assert "14 Werkbänke" in report.out
    assert "15 Werkbänke" in report.out
    assert entries(desk, "en")[HEADLINE].id == german.id
    assert entries(desk, "de")[german.title].updated_parsed > german.published_parsed
    assert (desk.releases / "werkstatt.en.md").read_bytes() == hers

    # 14:10. She brings that one sentence up to date, and the memory learns it.
    old = next(part for part in english(desk, "werkstatt.txt")["paragraphs"] if "14" in part)
    rewrite(desk, "werkstatt.en.md", (old, old.replace("14", "15")))
    assert desk.build(now="2024-05-03T14:10").code == 0
    assert english(desk, "werkstatt.txt")["status"] == "approved"
    assert "15" in entries(desk, "en")[HEADLINE].content[0].value
    assert origins(desk, BENCHES)[0] == "human"

    # 17:00. Nothing has changed: nobody is asked, not a file is written, everything is still there.
    asked, before = list(translator.texts), desk.files()
    assert desk.build(now="2024-05-03T17:00").code == 0
    assert translator.texts == asked
    assert desk.files() == before
    assert sorted(entries(desk, "en")) == sorted([HEADLINE, english(desk, "konzert.txt")["headline"]])
