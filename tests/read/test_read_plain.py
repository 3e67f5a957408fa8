"""Plain text: wrapped lines are joined, meant ones stay, lists and rules are seen."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Block, Role
from pipeline.read import read
from pipeline.read.normalise import normalise
from pipeline.read.plain import plain_blocks
from pipeline.read.wrapping import join_wrapped, wrap_width

DATA = Path(__file__).parent.parent / "data" / "read"

PARAGRAPH = (
    "Der Verein hat am Donnerstag beschlossen, die alte Mühle zu kaufen und bis zum nächsten Sommer "
    "so herzurichten, dass Schulklassen dort übernachten können. Das Geld dafür kommt aus Spenden, "
    "aus einer Stiftung und aus dem Verkauf von Brot."
)


def blocks_of(name: str) -> list[Block]:
    return list(read(DATA / name, source=name).blocks)


def texts(blocks: list[Block], role: Role = Role.PARAGRAPH) -> list[str]:
    return [block.text for block in blocks if block.role is role]


@pytest.mark.parametrize("width", [55, 60, 65, 72, 78, 80, 98])
def test_wrapped_paragraphs_become_one_line_each(width: int) -> None:
    text = "\n\n".join([textwrap.fill(PARAGRAPH, width), "Ein Zwischentitel", textwrap.fill(PARAGRAPH, width)])
    assert texts(plain_blocks(text)) == [PARAGRAPH, "Ein Zwischentitel", PARAGRAPH]


def test_lines_of_an_address_stay_lines_beside_wrapped_text() -> None:
    address = "Pressestelle\nNora Blume\nAn der Mühle 3\nTelefon 030 23125-001"
    assert texts(plain_blocks(f"{textwrap.fill(PARAGRAPH, 72)}\n\n{address}"))[-1] == address


def test_long_lines_mean_that_no_break_is_a_wrap() -> None:
    links = "Weitere Angaben zur alten Mühle und ihrem Garten im Netz:\nein Plan des Gartens mit allen Beeten und Wegen"
    assert texts(plain_blocks(f"{PARAGRAPH}\n\n{links}")) == [PARAGRAPH, links]


def test_two_long_lines_without_an_empty_one_are_two_paragraphs() -> None:
    assert texts(plain_blocks(f"Titel\n\n{PARAGRAPH}\n{PARAGRAPH}\n\nEnde")) == ["Titel", PARAGRAPH, PARAGRAPH, "Ende"]


def test_a_text_without_empty_lines_has_a_paragraph_in_every_line() -> None:
    blocks = blocks_of("eine-zeile-je-absatz-1252-crlf.txt")
    assert len(blocks) == 6
    assert blocks[0].text == "Sängerfest lockt 2.000 Stimmen nach Grünlinde"
    assert blocks[2].text.startswith("„Wir proben seit März")


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("die gemein-", "sam gehen", "die gemeinsam gehen"),
        ("das Fraunhofer-", "Institut", "das Fraunhofer-Institut"),
        ("Transport-", "und Baukosten", "Transport- und Baukosten"),
        ("die DNA-", "basierte Probe", "die DNA-basierte Probe"),
        ("Seiten 3-", "9 lesen", "Seiten 3- 9 lesen"),
        ("von 1999 -", "und danach", "von 1999 - und danach"),
        ("ein Satz", "geht weiter", "ein Satz geht weiter"),
    ],
)
def test_a_hyphen_at_the_break_is_resolved(line: str, following: str, joined: str) -> None:
    assert join_wrapped(line, following) == joined


def test_the_width_is_that_of_the_wrapper_or_none() -> None:
    assert wrap_width([textwrap.wrap(PARAGRAPH, 72)]) in range(65, 73)
    assert wrap_width([["Nora Blume", "An der Mühle 3"], [PARAGRAPH]]) is None
    assert wrap_width([]) is None


def test_a_release_wrapped_at_72_comes_out_whole() -> None:
    blocks = blocks_of("umbrochen-72.txt")
    assert (blocks[0].role, blocks[0].level) == (Role.HEADING, 1)
    assert blocks[2].text.endswith("Güterhalle ein neues Zuhause")
    place, body = blocks[3].text.split("\n")
    assert place == "Seiffenau, 3. Juni 2024"
    assert "Umbau schon am 3. Mai 2023, also" in body
    assert body.endswith("als vermutet – rund 410.000 Euro.")
    assert "gemeinsam mit" in blocks[4].text
    assert "Alpen-Stiftung, die Natur- und" in blocks[4].text
    assert "Transport- und Verpackungskosten" in blocks[4].text
    assert texts(blocks, Role.LIST_ITEM) == [
        "Dienstag und Donnerstag von 9 bis 16 Uhr, in den Ferien nur nach einer Anmeldung am Telefon",
        "Samstag von 10 bis 13 Uhr",
        "an Feiertagen geschlossen",
        "Ausweis am Eingang zeigen",
        "Tasche einschließen",
        "Platz nehmen",
    ]
    assert [block.role for block in blocks].count(Role.RULE) == 1
    assert "- Ende -" in texts(blocks)
    assert texts(blocks)[-1] == "###"


@pytest.mark.parametrize("name", ["utf-16-mit-marke.txt", "utf-16-ohne-marke.txt"])
def test_both_kinds_of_utf_16_read_alike(name: str) -> None:
    blocks = blocks_of(name)
    assert blocks[0].text == "Straßenbahn fährt wieder bis Höhenbrück"
    assert texts(blocks, Role.LIST_ITEM) == [
        "neue Haltestelle „Mühlgraben“",
        "Takt von zehn Minuten",
        "Fahrräder dürfen mit",
    ]
    assert blocks[-1].text == "Link:\nFahrplan ab 12. Januar\nUmleitungen im Überblick"


@pytest.mark.parametrize("mark", ["* ", "• ", "- ", "– ", "  - "])
def test_bullets_make_list_items_with_or_without_empty_lines(mark: str) -> None:
    for between in ("\n", "\n\n"):
        assert texts(plain_blocks(f"Es gibt:\n{mark}Brot{between}{mark}Käse"), Role.LIST_ITEM) == ["Brot", "Käse"]


@pytest.mark.parametrize(
    "line", ["– ein Gedanke allein", "3. Mai 2023", "1. FC Jena gewinnt", "-Ende-", "- Ende -", "### "]
)
def test_a_lone_dash_number_or_end_mark_is_no_list(line: str) -> None:
    assert texts(plain_blocks(f"Titel\n\n{line}\n\nText")) == ["Titel", line.strip(), "Text"]


@pytest.mark.parametrize("line", ["---", "----------", "***", "* * *", "=====", "______", "– – –"])
def test_a_line_of_marks_is_a_rule(line: str) -> None:
    assert [block.role for block in plain_blocks(f"Oben\n\n{line}\n\nUnten")][1] is Role.RULE


def test_an_underlined_line_is_a_heading() -> None:
    blocks = plain_blocks("Großer Titel\n============\nText\n\nKleiner\n-------\n\nEnde\n---------------------")
    assert [(block.role, block.level) for block in blocks] == [
        (Role.HEADING, 1),
        (Role.PARAGRAPH, 0),
        (Role.HEADING, 2),
        (Role.PARAGRAPH, 0),
        (Role.RULE, 0),
    ]


WORDS = st.sampled_from(
    ["Haus", "und", "Photonik-", "forschung", "„Ja“,", "- ", "* ", "– ", "---", "###", "\t", "Maße", "x" * 60]
)
LINES = st.lists(WORDS, max_size=14).map(" ".join)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_no_letter_of_a_text_is_lost_or_moved(lines: list[str], end: str) -> None:
    text = end.join(lines)
    kept = "".join(block.text for block in plain_blocks(text))
    assert [c for c in kept if c.isalpha()] == [c for c in normalise(text) if c.isalpha()]


def test_a_line_of_wrapped_prose_goes_on_although_the_next_word_might_have_fitted() -> None:
    lines = (
        "Die Hafenverwaltung hat im vergangenen Jahr mehr Schiffe abgefertigt",
        "als je zuvor. Das sagte bei der Vorlage die Direktorin Birte",
        "Ahl-Kühn in Kappeln. Zum ersten Mal fuhr auch die neue Fähre ohne den",
        "Lotsen-Dienst aus Schleswig, den es seit siebzig Jahren gegeben hat.",
    )
    assert [block.text for block in plain_blocks("\n".join(("Titel", "", *lines)))][1:] == [" ".join(lines)]
