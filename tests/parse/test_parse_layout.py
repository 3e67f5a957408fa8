"""A file that was laid out for her is read as she leaves it, whatever she does to it."""

from __future__ import annotations

import pytest

from pipeline.model import Boilerplate, Caption, Document, Release, Subhead
from pipeline.parse import parse
from pipeline.read import READERS
from pipeline.read.content import UnreadableError

HEAD = "---\npress-edit: en; deutsch=0123456789ab\n---\n\n"
TEXT = """Club life

# Workshop opens its doors

## A place for all

It has 14 workbenches.

### Next steps

> The workshop (Photo: A. Nobody)

- First
- Second

***

## About the club

Founded in 2011.
"""


def read(text: str) -> Release:
    content = READERS[".md"](text.encode())
    return parse(Document("a.en.md", "", content.blocks, content.metadata), language="en")


def test_the_layout_is_taken_at_its_word() -> None:
    found = read(HEAD + TEXT)
    assert (found.kicker, found.headline, found.subheadline) == (
        "Club life",
        "Workshop opens its doors",
        "A place for all",
    )
    assert found.paragraphs == ("It has 14 workbenches.", "First", "Second")
    assert found.list_items == (1, 2)
    assert found.subheads == (Subhead(1, "Next steps"),)
    assert found.captions == (Caption(1, "The workshop (Photo: A. Nobody)"),)
    assert found.boilerplates == (Boilerplate("About the club", "Founded in 2011."),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("***\n\n", ""),  # she takes the rule for an ornament
        ("***\n\n", "---\n\n"),
        ("Club life\n\n", ""),
        ("# Workshop", "<!-- gone -->\n# Workshop"),
        ("Founded in 2011.", "Founded in 2011. <!-- sure? -->"),
    ],
)
def test_small_liberties_change_no_more_than_they_mean_to(old: str, new: str) -> None:
    before, found = read(HEAD + TEXT), read(HEAD + TEXT.replace(old, new))
    assert (found.headline, found.subheadline, found.paragraphs) == (
        before.headline,
        before.subheadline,
        before.paragraphs,
    )
    assert found.boilerplates == before.boilerplates


def test_her_own_contact_and_correction_are_hers() -> None:
    found = read(
        HEAD.replace("\n---\n\n", "\ncorrection: Fifteen benches.\n---\n\n")
        + TEXT
        + "\n## Press contact\n\nAda Marsh  \nada@club.example\n"
    )
    assert found.contact.lines == ("Ada Marsh", "ada@club.example")
    assert found.contact.emails == ("ada@club.example",)
    assert found.correction == "Fifteen benches."
    assert len(found.boilerplates) == 1


def test_more_than_one_line_above_the_headline_is_text_and_not_lost() -> None:
    found = read(HEAD + "Something she put here.\n\n" + TEXT)
    assert found.kicker == "Club life"
    assert found.paragraphs[0] == "Something she put here."
    assert found.subheads == (Subhead(2, "Next steps"),)


def test_an_embargo_that_she_writes_counts_unless_the_front_matter_denies_it() -> None:
    held = read(HEAD + TEXT.replace("It has", "Embargo: 1 March 2031, 10 am\n\nIt has"))
    assert held.embargo is not None
    assert held.paragraphs[0] == "It has 14 workbenches."
    head = HEAD.replace("\n---\n\n", "\nsperrfrist: keine\n---\n\n")
    free = read(head + TEXT.replace("It has", "Not before 15 March 2026\n\nIt has"))
    assert free.embargo is None
    assert free.paragraphs[0] == "Not before 15 March 2026"


def test_without_its_front_matter_it_is_read_like_any_text() -> None:
    found = read(TEXT)
    assert (found.headline, found.mark) == ("Workshop opens its doors", None)
    assert found.boilerplates == (Boilerplate("About the club", "Founded in 2011."),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# A\n\n<!-- open\n\nHer words.\n", "hat kein Ende (Zeile 4"),
        ("# A\n\n<!-- one\n\nHer words.\n\n<!-- two -->\n", "hat kein Ende (Zeile 4"),
        ("# A\n\nDeutsch: geheim -->\n\nHer words.\n", "hat keinen Anfang (Zeile 4"),
    ],
)
def test_a_comment_that_would_swallow_her_words_or_be_published_is_told(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(HEAD + text)
    assert reason in error.value.reason


def test_an_arrow_in_any_other_text_is_an_arrow() -> None:
    assert read("# A\n\nFrom here --> to there.\n").subheadline == "From here --> to there."
