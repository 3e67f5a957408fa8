"""She takes a draft over: what she writes counts, is learnt, and is never written over."""

from __future__ import annotations

import re
import sys

import pytest
from desk import ENGLISH, SECRET, WORKSHOP, Desk
from loopback import Loopback, late

from pipeline.state.store import Store

HEADLINE = "Workshop in Kahla opens its doors"
LOWER = "Dort stehen 15 Werkbänke."


def english(desk: Desk, source: str = "werkstatt.txt") -> dict:
    return dict(desk.data()[source]["editions"]["en"])


def edited(desk: Desk, old: str, new: str, name: str = "werkstatt.en.md") -> None:
    path = desk.releases / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def memory(desk: Desk, text: str) -> list[tuple[str, str, bool]]:
    with Store.open(desk.folder / ".press" / "press.sqlite") as store:
        found = store.memory.recall(text, source="de", target="en")
        return [(entry.translation, entry.origin, entry.confidential) for entry in found]


def lose_state(desk: Desk) -> None:
    for path in (desk.folder / ".press").iterdir():
        path.unlink()


def taken_over(desk: Desk) -> None:
    """A release whose draft she has made hers by its headline."""
    desk.drop("werkstatt.txt", WORKSHOP)
    assert desk.press("edit", "werkstatt", "--lang", "en").code == 0
    edited(desk, "# Werkstatt inly Kahla öffnetly for allely", f"# {HEADLINE}")
    desk.build()


def test_a_draft_becomes_a_file_and_the_file_her_edition_once_she_changes_a_word(
    desk: Desk, translator: Loopback
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.press("edit", "werkstatt")
    assert outcome.code == 0
    assert "releases/werkstatt.en.md" in outcome.out
    assert [path.name for path in sorted(desk.releases.iterdir())] == ["werkstatt.en.md", "werkstatt.txt"]
    desk.build()
    assert (english(desk)["status"], english(desk)["origin"]) == ("draft", "google")
    assert [warning["code"] for warning in english(desk)["warnings"]] == ["edition-untouched"]
    draft = english(desk)["paragraphs"]
    asked = len(translator.requests)
    edited(desk, "# Werkstatt inly Kahla öffnetly for allely", f"# {HEADLINE}")
    hers = (desk.releases / "werkstatt.en.md").read_bytes()
    desk.build()
    assert (english(desk)["status"], english(desk)["origin"], english(desk)["warnings"]) == ("approved", "human", [])
    assert (english(desk)["headline"], english(desk)["paragraphs"]) == (HEADLINE, draft)
    for part in (b"Deutsch: Der", b"Kommentare wie dieser", b"press-edit"):
        assert all(part not in content for content in desk.files().values())
    again = desk.press("edit", "werkstatt.txt")
    assert (again.code, "liegt schon in" in again.out) == (0, True)
    assert (desk.releases / "werkstatt.en.md").read_bytes() == hers
    assert len(translator.requests) == asked


@pytest.mark.slow
@pytest.mark.parametrize("name", ["werkstatt.EN.md", "werkstatt.en-GB.md", "werkstatt.en.txt", "werkstatt.en.docx"])
def test_no_file_of_hers_is_written_over_however_it_is_called(desk: Desk, name: str) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop(name, "hers")
    for command in ("edit", "approve"):
        outcome = desk.press(command, "werkstatt")
        assert name in outcome.out + outcome.err
    assert {path.name: path.read_bytes() for path in desk.releases.iterdir()}[name] == b"hers"
    assert len(list(desk.releases.iterdir())) == 2


def test_a_file_that_appears_while_the_draft_is_asked_for_is_not_written_over(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)

    def colleague(handler: object, text: str) -> None:
        desk.drop("werkstatt.en.md", ENGLISH)
        late(0)(handler, text)  # type: ignore[arg-type]

    translator.then(colleague)
    outcome = desk.press("edit", "werkstatt")
    assert "liegt schon in" in outcome.out
    assert (desk.releases / "werkstatt.en.md").read_text("utf-8") == ENGLISH
    assert len(list(desk.releases.iterdir())) == 2


@pytest.mark.slow
def test_without_a_draft_the_german_stands_there_with_gaps_and_nothing_is_published_until_they_are_filled(
    desk: Desk,
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.press("edit", "werkstatt", "--offline")
    assert "Ein Entwurf war nicht zu haben" in outcome.out
    text = (desk.releases / "werkstatt.en.md").read_text("utf-8")
    assert "<!-- Überschrift: Werkstatt in Kahla öffnet für alle -->\n\n# [fehlt noch]\n" in text
    edited(desk, "\n# [fehlt noch]", f"\n# {HEADLINE}")
    desk.build()
    assert english(desk)["status"] == "pending"
    assert "An 4 Stellen" in english(desk)["warnings"][0]["message"]
    (desk.releases / "werkstatt.en.md").write_text(text.replace("[fehlt noch]", "Words of hers"), "utf-8")
    desk.build()
    assert (english(desk)["status"], english(desk)["headline"]) == ("approved", "Words of hers")


@pytest.mark.slow
def test_a_draft_with_errors_is_laid_out_with_them_as_comments_and_approved_only_on_purpose(
    desk: Desk, translator: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors_are_grave(monkeypatch)
    desk.drop("werkstatt.txt", WORKSHOP)
    translator.translate = lambda text: text.replace("14", "41").replace("Dort stehen", "There are")
    desk.build()
    assert english(desk)["status"] == "pending"
    refused = desk.press("approve", "werkstatt")
    assert refused.code == 1
    assert "Die Zahl „14“" in refused.err
    assert "press edit werkstatt.txt --lang en" in refused.err
    assert not (desk.releases / "werkstatt.en.md").exists()
    assert "Zu prüfen" in desk.press("edit", "werkstatt").out
    text = (desk.releases / "werkstatt.en.md").read_text("utf-8")
    assert "<!-- Bitte prüfen: Die Zahl „14“ fehlt in der Übersetzung oder ist verändert. -->" in text
    desk.build()
    assert english(desk)["status"] == "pending"
    assert desk.press("approve", "werkstatt").code == 1
    assert desk.press("approve", "werkstatt", "--despite-errors").code == 0
    desk.build()
    assert english(desk)["status"] == "approved"


def errors_are_grave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost figures hold a draft back, whatever the level of that finding is by default."""
    from pipeline.model import Level
    from pipeline.translate import checks

    found = checks.findings

    def grave(*args: object, **options: object) -> object:
        from dataclasses import replace

        return tuple(replace(item, level=Level.ERROR) for item in found(*args, **options))  # type: ignore[arg-type]

    monkeypatch.setattr("pipeline.translate.answers.findings", grave)


@pytest.mark.slow
def test_approve_takes_the_draft_as_it_is_and_says_what_is_in_doubt(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("zwei.txt", WORKSHOP.replace("Werkstatt in Kahla", "Garten in Jena").replace("14 Werk", "9 Werk"))
    desk.build()
    draft = english(desk)
    outcome = desk.press("approve", "--all")
    assert outcome.code == 0
    text = (desk.releases / "werkstatt.en.md").read_text("utf-8")
    assert "Bitte prüfen" not in text
    desk.build()
    for source in ("werkstatt.txt", "zwei.txt"):
        assert (english(desk, source)["status"], english(desk, source)["warnings"]) == ("approved", [])
    assert english(desk)["paragraphs"] == draft["paragraphs"]
    again = desk.press("approve", "werkstatt")
    assert (again.code, "gilt schon" in again.out) == (0, True)
    assert (desk.releases / "werkstatt.en.md").read_text("utf-8") == text


def test_a_withheld_release_is_drafted_by_nobody_outside_and_taught_in_confidence(
    desk: Desk, translator: Loopback
) -> None:
    desk.drop("geheim.txt", SECRET)
    desk.press("edit", "geheim")
    assert translator.requests == []
    path = desk.releases / "geheim.en.md"
    filled = iter(["Club receives secret prize", "The Tüftlerverein Kahla e.V. gets the most secret Geheimpreis."])
    path.write_text(
        re.sub(r"(?m)^(# )?\[fehlt noch\]$", lambda f: (f[1] or "") + next(filled), path.read_text("utf-8"))
    )
    desk.build()
    headline = "Verein erhält den Geheimpreis"
    assert memory(desk, headline) == [("Club receives secret prize", "human", True)]
    assert all(b"eheim" not in content and b"secret" not in content for content in desk.files().values())
    desk.build(now="2031-03-01T10:00")
    assert english(desk, "geheim.txt")["headline"] == "Club receives secret prize"
    assert memory(desk, headline) == [("Club receives secret prize", "human", False)]
    assert translator.requests == []


@pytest.mark.slow
def test_a_withheld_release_that_changes_after_she_wrote_is_outdated_when_it_comes_out(desk: Desk) -> None:
    desk.drop("geheim.txt", SECRET)
    desk.drop("geheim.en.md", "# Club receives prize\n\nThe Tüftlerverein gets it.\n")
    desk.build()
    desk.drop("geheim.txt", SECRET.replace("bekommt", "erhält"))
    desk.build()
    desk.build(now="2031-03-01T10:00")
    assert english(desk, "geheim.txt")["status"] == "outdated"


@pytest.mark.slow
def test_a_sentence_that_she_wrote_is_never_asked_again_and_her_latest_wording_counts(
    desk: Desk, translator: Loopback
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    bench = "Dort stehen 14 Werkbänke."
    assert memory(desk, bench) == [("It has 14 workbenches.", "human", False)]
    desk.drop("zwei.txt", WORKSHOP.replace("Werkstatt in Kahla öffnet", "Auch Garten öffnet"))
    desk.build()
    assert translator.texts == ["Auch Garten öffnet für alle"]
    assert "It has 14 workbenches." in english(desk, "zwei.txt")["paragraphs"][0]
    edited(desk, "It has 14 workbenches.", "Fourteen workbenches (14) stand there.")
    desk.build(now="2024-06-02T12:00")
    assert memory(desk, bench) == [("Fourteen workbenches (14) stand there.", "human", False)]
    assert "Fourteen workbenches (14) stand there." in english(desk, "zwei.txt")["paragraphs"][0]
    edited(desk, " Fourteen workbenches (14) stand there.", "")
    desk.build(now="2024-06-03T12:00")
    assert "It has 14 workbenches." not in str(memory(desk, bench))


def test_the_german_changes_and_only_what_changed_is_drafted_and_shown(desk: Desk, translator: Loopback) -> None:
    taken_over(desk)
    hers, before = (desk.releases / "werkstatt.en.md").read_bytes(), english(desk)["paragraphs"]
    translator.requests.clear()
    desk.drop("werkstatt.txt", WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"))
    outcome = desk.build(now="2024-06-02T12:00")
    assert translator.texts == [LOWER]
    edition = english(desk)
    assert (edition["status"], edition["headline"], edition["paragraphs"]) == ("outdated", HEADLINE, before)
    assert edition["changes"] == [{"field": "paragraph", "was": [0], "at": [0]}]
    for shown in (outcome.out, desk.press("check", "releases/werkstatt.txt").out):
        assert "Absatz 1 ist geändert" in shown
        assert "14 Werkbänke" in shown
        assert "15 Werkbänke" in shown
        assert f"Neuer Entwurf: {before[0].replace('14', '15')}" in " ".join(shown.split())
    assert "Absatz 1 ist geändert" in (desk.output / "index.html").read_text("utf-8")
    assert "15 Werkbänke" not in (desk.output / "fragments/werkstatt-in-kahla-oeffnet-fuer-alle.en.html").read_text()
    files = desk.files()
    lose_state(desk)
    desk.build(now="2024-06-03T12:00")
    assert desk.files() == files
    assert (desk.releases / "werkstatt.en.md").read_bytes() == hers


@pytest.mark.slow
def test_an_outdated_edition_gets_a_proposal_beside_it_that_she_makes_hers_by_renaming(
    desk: Desk, translator: Loopback
) -> None:
    taken_over(desk)
    desk.drop("werkstatt.txt", WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"))
    desk.build(now="2024-06-02T12:00")
    hers = desk.releases / "werkstatt.en.md"
    before = hers.read_bytes()
    outcome = desk.press("edit", "werkstatt")
    assert "Absatz 1 ist geändert" in outcome.out
    proposal = desk.releases / "werkstatt.en.vorschlag.md"
    text = proposal.read_text("utf-8")
    assert f"# {HEADLINE}" in text
    assert re.search(r"<!-- Neuer Entwurf: .*15 Werkbänke\. -->\n\nThe .*14 Werkbänke\.\n", text)
    assert hers.read_bytes() == before
    assert "liegt schon" in desk.press("edit", "werkstatt").out
    assert proposal.read_text("utf-8") == text
    assert desk.build(now="2024-06-02T13:00").code == 0
    assert list(desk.data()) == ["werkstatt.txt"]
    proposal.write_text(text.replace("Dort stehenly 14 Werkbänke.\n", "There are 15 workbenches.\n"), "utf-8")
    proposal.replace(hers)
    desk.build(now="2024-06-02T14:00")
    assert english(desk)["status"] == "approved"
    assert "There are 15 workbenches." in english(desk)["paragraphs"][0]
    assert memory(desk, LOWER)[0] == ("There are 15 workbenches.", "human", False)


@pytest.mark.slow
def test_she_says_that_an_outdated_edition_still_holds_without_touching_it(desk: Desk, translator: Loopback) -> None:
    taken_over(desk)
    desk.drop("werkstatt.txt", WORKSHOP.replace("am Markt", "am großen Markt"))
    desk.build(now="2024-06-02T12:00")
    assert english(desk)["status"] == "outdated"
    before = (desk.releases / "werkstatt.en.md").read_bytes()
    outcome = desk.press("approve", "werkstatt")
    assert outcome.code == 0
    assert "Absatz 1 ist geändert" in outcome.out
    assert (desk.releases / "werkstatt.en.md").read_bytes() == before
    desk.build(now="2024-06-02T13:00")
    assert english(desk)["status"] == "approved"
    files = desk.files()
    lose_state(desk)
    desk.build(now="2024-06-03T12:00")
    assert desk.files() == files
    desk.drop("werkstatt.txt", WORKSHOP.replace("am Markt", "am kleinen Markt"))
    desk.build(now="2024-06-04T12:00")
    assert english(desk)["status"] == "outdated"


@pytest.mark.slow
def test_a_draft_laid_out_before_the_german_changed_is_outdated_from_the_start(
    desk: Desk, translator: Loopback
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.press("edit", "werkstatt")
    desk.drop("werkstatt.txt", WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"))
    edited(desk, "# Werkstatt inly Kahla öffnetly for allely", f"# {HEADLINE}")
    desk.build()
    assert english(desk)["status"] == "outdated"
    assert memory(desk, "Werkstatt in Kahla öffnet für alle")[0][1] == "google"


@pytest.mark.slow
def test_what_people_said_of_a_similar_sentence_is_offered_beside_the_draft(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    desk.drop("zwei.txt", WORKSHOP.replace("Werkstatt in Kahla", "Garten in Jena").replace("14 Werk", "9 Werk"))
    desk.press("edit", "zwei")
    text = (desk.releases / "zwei.en.md").read_text("utf-8")
    assert "%: „Dort stehen 14 Werkbänke.“ hieß „It has 14 workbenches.“. -->" in text
    assert "It has 14 workbenches." not in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the editor here is a shell's")
def test_open_hands_the_file_to_her_editor_whether_it_was_there_or_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    monkeypatch.setenv("VISUAL", "sh -c 'echo edited >> \"$0\"'")
    for times in (1, 2):
        desk.press("edit", "werkstatt", "--open")
        assert (desk.releases / "werkstatt.en.md").read_text("utf-8").count("edited\n") == times


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("edit", "gibtsnicht"), 2, "So heißt keine Meldung"),
        (("edit", "werkstatt", "--lang", "fr"), 2, "nicht eingerichtet"),
        (("approve",), 2, "entweder den Namen einer Meldung nennen oder --all"),
        (("approve", "werkstatt"), 1, "keinen ganzen Entwurf"),
        (("edit", "leer"), 1, "Die Datei ist leer"),
    ],
)
def test_what_cannot_be_is_said_in_german(desk: Desk, arguments: tuple[str, ...], code: int, said: str) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("leer.txt", "")
    outcome = desk.press(*arguments)
    assert (outcome.code, said in " ".join((outcome.out + outcome.err).split())) == (code, True)
