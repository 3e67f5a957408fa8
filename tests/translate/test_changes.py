"""Where an original has changed since a person wrote her edition, told without its words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Edition, Field, Location, Revision, Status, Texts
from pipeline.places import change_lines, change_title, revised_places
from pipeline.translate import changes, formerly, revisions

SEVERAL = (Field.PARAGRAPH, Field.CAPTION, Field.BOILERPLATE)
HERS = Edition("en", Status.OUTDATED, paragraphs=("One.", "Two.", "Three."))


def paragraphs(*texts: str) -> Texts:
    return tuple((Location(Field.PARAGRAPH, index), text) for index, text in enumerate(texts))


@st.composite
def some_texts(draw: st.DrawFn) -> Texts:
    # Few words, so that texts stand twice and move about.
    return tuple(
        (Location(field, index), text)
        for field in SEVERAL
        for index, text in enumerate(draw(st.lists(st.sampled_from(["Ei", "Ei des Huhns", "Kuh", ""]), max_size=6)))
    )


@given(some_texts(), some_texts())
def test_from_the_places_alone_the_same_places_come_out_again(before: Texts, now: Texts) -> None:
    told = revisions(before, now)
    known = formerly(now, told)
    assert revisions(known, now) == told
    stood = dict(before)
    assert dict(known).keys() == stood.keys()
    assert all(text in (None, stood[at]) for at, text in known)


@given(some_texts(), some_texts(), some_texts())
def test_every_text_that_is_not_what_it_was_is_told_once(before: Texts, now: Texts, later: Texts) -> None:
    known = formerly(now, revisions(before, now))
    for then in (before, known):
        told = revisions(then, later)
        found = changes(then, later, HERS)
        assert Counter(change.at for change in found if change.at) == Counter(
            Location(item.field, index) for item in told for index in item.at
        )
        assert Counter(change.was for change in found if change.was) == Counter(
            Location(item.field, index) for item in told for index in item.was
        )


def test_what_a_text_was_is_said_to_be_forgotten_where_it_is() -> None:
    before, now = paragraphs("Eins.", "Zwei.", "Drei."), paragraphs("Eins.", "Vier.", "Drei.")
    (known,) = changes(before, now, HERS)
    (change,) = changes(formerly(now, revisions(before, now)), now, HERS)
    assert (change_title(change), change_title(known)) == ("Absatz 2 ist geändert",) * 2
    assert dict(change_lines(known))["Deutsch bisher"] == "Zwei."
    assert dict(change_lines(change)) == {
        "Deutsch bisher": "nicht mehr bekannt, weil der Zwischenstand verloren ging",
        "Deutsch jetzt": "Vier.",
        "Ihre Fassung": "Two.",
    }


@pytest.mark.parametrize(
    ("was", "at", "told"),
    [
        ((1,), (1,), ["Absatz 2 ist geändert"]),
        ((), (0, 1), ["Absatz 1 ist neu", "Absatz 2 ist neu"]),
        ((2,), (), ["Absatz 3 ist weggefallen"]),
        ((0,), (0, 1), ["Absatz 1 ist geändert oder neu", "Absatz 2 ist geändert oder neu"]),
        ((0, 1), (0,), ["Absatz 1 ist geändert oder neu", "Dort ist etwas weggefallen"]),
        ((0, 1, 2), (0,), ["Absatz 1 ist geändert oder neu", "Dort sind 2 Texte weggefallen"]),
    ],
)
def test_places_are_told_in_german_as_exactly_as_they_can_be_known(
    was: tuple[int, ...], at: tuple[int, ...], told: list[str]
) -> None:
    assert [title for title, _ in revised_places(Revision(Field.PARAGRAPH, was, at))] == told
