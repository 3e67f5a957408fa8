"""Several translators, good and bad: what is published, what is held back, and who is asked again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, Outcome
from loopback import Loopback, status

LAMPS = """Neue Lampen am Fluss

Kahla, 3. Mai 2024 – Der Verein stellt heute 40 Lampen am Ufer auf. Das Licht brennt dort bis zum frühen Morgen.

Die Stadt bezahlt den Strom für das erste Jahr.
"""
ENGLISH = {
    "Neue Lampen am Fluss": "New lamps by the river",
    "Der Verein stellt heute 40 Lampen am Ufer auf.": "Today the association is putting up 40 lamps on the bank.",
    "Das Licht brennt dort bis zum frühen Morgen.": "The lights stay on there until the early morning.",
    "Die Stadt bezahlt den Strom für das erste Jahr.": "The town pays for the electricity in the first year.",
}
BAD = "Das Licht brennt dort bis zum frühen Morgen."


def well(text: str) -> str:
    return ENGLISH[text]


def badly(text: str) -> str:
    """German comes back for one sentence."""
    return text if text == BAD else ENGLISH[text]


@pytest.fixture
def second() -> Iterator[Loopback]:
    with Loopback(well) as server:
        yield server


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Loopback(badly) as server:
        yield server


def configure(desk: Desk, first: Loopback, second: Loopback, *providers: str, **more: object) -> None:
    desk.configure(
        providers=list(providers),
        requests_per_second={"google": 0.0},
        google={"url": first.google_url},
        libretranslate={"url": second.libre_url},
        **more,
    )


def english(desk: Desk) -> dict[str, object]:
    edition = desk.data()["lampen.txt"]["editions"]["en"]
    assert isinstance(edition, dict)
    return edition


def one_line(outcome: Outcome) -> str:
    return " ".join(outcome.out.split())


def test_the_next_translator_is_asked_for_what_the_first_got_wrong_and_for_nothing_else(
    desk: Desk, first: Loopback, second: Loopback
) -> None:
    configure(desk, first, second, "google", "libretranslate")
    desk.drop("lampen.txt", LAMPS)
    desk.build()
    assert (english(desk)["status"], english(desk)["origin"]) == ("draft", "google+libretranslate")
    assert english(desk)["paragraphs"] == [f"{list(ENGLISH.values())[1]} {ENGLISH[BAD]}", list(ENGLISH.values())[3]]
    assert english(desk)["warnings"] == []
    assert sorted(first.texts) == sorted(ENGLISH)
    assert second.texts == [BAD]
    files = desk.files()
    desk.build()
    assert len(first.requests) + len(second.requests) == 5
    assert desk.files() == files


def test_a_draft_with_errors_is_held_back_and_the_officer_is_told_what_to_do(
    desk: Desk, first: Loopback, second: Loopback
) -> None:
    second.translate = badly
    configure(desk, first, second, "google", "libretranslate")
    desk.drop("lampen.txt", LAMPS)
    outcome = desk.build()
    assert outcome.code == 0
    edition = english(desk)
    assert (edition["status"], edition["headline"], edition["paragraphs"]) == ("pending", None, [])
    warnings = edition["warnings"]
    assert isinstance(warnings, list)
    assert [warning["code"] for warning in warnings] == ["translation-pending", "translation-untranslated"]
    assert warnings[1]["paragraph"] == 0
    assert "press edit lampen.txt --lang en" in warnings[0]["message"]
    assert "press edit lampen.txt --lang en" in one_line(outcome)
    assert "versucht es erneut" not in one_line(outcome)
    assert "Das ist wohl deutsch geblieben" in one_line(outcome)
    for text in ENGLISH.values():
        assert not any(text.encode() in content for content in desk.files().values())
    assert len(desk.feed("de").entries) == 1
    assert desk.feed("en").entries == []


def test_what_all_got_wrong_is_asked_again_of_nobody(desk: Desk, first: Loopback, second: Loopback) -> None:
    second.translate = badly
    configure(desk, first, second, "google", "libretranslate")
    desk.drop("lampen.txt", LAMPS)
    desk.build()
    files = desk.files()
    first.requests.clear()
    second.requests.clear()
    desk.build()
    assert first.requests == second.requests == []
    assert desk.files() == files


def test_a_translator_that_is_new_is_asked_for_what_the_others_got_wrong(
    desk: Desk, first: Loopback, second: Loopback
) -> None:
    configure(desk, first, second, "google")
    desk.drop("lampen.txt", LAMPS)
    desk.build()
    assert english(desk)["status"] == "pending"
    first.requests.clear()
    configure(desk, first, second, "google", "libretranslate")
    desk.build()
    assert (first.texts, second.texts) == ([], [BAD])
    assert english(desk)["status"] == "draft"


def test_a_failure_is_tried_again_by_the_next_run_and_a_wrong_answer_is_not(
    desk: Desk, first: Loopback, second: Loopback
) -> None:
    second.always = status(403)
    configure(desk, first, second, "google", "libretranslate")
    desk.drop("lampen.txt", LAMPS)
    desk.build()
    assert english(desk)["status"] == "pending"
    first.requests.clear()
    second.requests.clear()
    second.always = lambda handler, text: handler.send(handler.page(text))
    desk.build()
    assert (first.texts, second.texts) == ([], [BAD])
    assert english(desk)["status"] == "draft"


def test_where_only_approved_text_is_published_a_draft_waits_unseen(
    desk: Desk, first: Loopback, second: Loopback
) -> None:
    first.translate = well
    configure(desk, first, second, "google", publish="approved")
    desk.drop("lampen.txt", LAMPS)
    desk.build()
    assert (english(desk)["status"], english(desk)["headline"], english(desk)["paragraphs"]) == ("draft", None, [])
    for text in ENGLISH.values():
        assert not any(text.encode() in content for content in desk.files().values())
    first.requests.clear()
    configure(desk, first, second, "google")
    desk.build()
    assert first.requests == []
    assert english(desk)["headline"] == "New lamps by the river"


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("neue lampen.txt", '"neue lampen.txt"'), ("2024/lampen.txt", "2024/lampen.txt"), ("a&b.txt", '"a&b.txt"')],
)
def test_the_command_to_type_names_the_file_as_a_shell_takes_it(
    desk: Desk, first: Loopback, second: Loopback, name: str, spelt: str
) -> None:
    configure(desk, first, second, "google")
    desk.drop(name, LAMPS)
    desk.build()
    message = desk.data()[name]["editions"]["en"]["warnings"][0]["message"]
    assert message.endswith(f"press edit {spelt} --lang en")
