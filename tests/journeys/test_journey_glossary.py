"""The glossary: what the officer writes in it reaches every draft at the next run."""

from __future__ import annotations

from desk import CONCERT, Desk
from loopback import Loopback


def english(desk: Desk) -> dict[str, object]:
    return desk.data()["konzert.txt"]["editions"]["en"]


def test_a_changed_glossary_reaches_drafts_that_nothing_else_has_changed(desk: Desk, translator: Loopback) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.build(now="2024-06-01T12:00")
    desk.build(now="2024-06-01T12:10")
    assert "Werkstatt" in str(english(desk)["paragraphs"])
    desk.drop("glossary.toml", '[[term]]\ngerman = "Werkstatt"\npreferred = { en = "makerspace" }\n')
    desk.build(now="2024-06-01T12:20")
    assert "translation-glossary" in str(english(desk)["warnings"])
    desk.drop(
        "glossary.toml",
        '[[term]]\ngerman = "Werkstatt"\npreferred = { en = "makerspace" }\nforbidden = { en = ["Werkstatt"] }\n',
    )
    desk.build(now="2024-06-01T12:30")
    assert "Makerspace" in str(english(desk)["paragraphs"])
    assert "Werkstatt" not in str(english(desk)["paragraphs"])


def test_a_glossary_with_a_mistake_stops_the_run_and_says_on_which_line(desk: Desk, translator: Loopback) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.drop("glossary.toml", '[[term]]\ngermann = "Werkstatt"\n')
    outcome = desk.build()
    assert outcome.code == 2
    assert "glossary.toml, Zeile 2" in outcome.err
    assert "„german“" in outcome.err
    assert not desk.output.exists()
