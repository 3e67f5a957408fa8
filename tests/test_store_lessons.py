from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.memory import HUMAN, Entry, Teaching
from pipeline.state.store import Store

DAY = Entry("de", "en", "Guten Tag", "Good day", HUMAN, date="2026-01-05T00:00:00+00:00")
LATER = "2026-01-06T00:00:00+00:00"
EVEN_LATER = "2026-01-07T00:00:00+00:00"


def teaching(teacher: str, *entries: Entry, digest: str = "d", confidential: bool = False) -> Teaching:
    marked = tuple(replace(entry, confidential=confidential) for entry in entries)
    return Teaching(teacher, "en", digest, "c", confidential, marked)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "press.sqlite") as opened:
        yield opened


def said(store: Store, text: str = "Guten Tag") -> list[str]:
    return [entry.translation for entry in store.memory.recall(text, source="de", target="en")]


def test_what_a_text_taught_before_is_replaced_by_what_it_teaches_now(store: Store) -> None:
    other = replace(DAY, text="Gute Nacht", translation="Good night")
    store.lessons.learn([teaching("a", DAY, other)])
    store.lessons.learn([teaching("a", replace(DAY, translation="Hello", date=LATER), digest="e")])
    assert said(store) == ["Hello"]
    assert said(store, "Gute Nacht") == []
    assert store.lessons.learnt() == {("a", "en"): ("e", "c", False)}


def test_the_latest_wording_counts_and_the_one_before_returns_only_where_it_still_stands(store: Store) -> None:
    store.lessons.learn([teaching("a", DAY)])
    store.lessons.learn([teaching("b", replace(DAY, translation="Hello", date=LATER))])
    assert said(store) == ["Hello"]
    # She changes something else in the first text; its greeting is as old as it was.
    store.lessons.learn([teaching("a", replace(DAY, date=EVEN_LATER), digest="e")])
    assert said(store) == ["Hello"]
    store.lessons.learn([teaching("b", digest="f")])
    assert said(store) == ["Good day"]
    store.lessons.learn([teaching("a", digest="g")])
    assert said(store) == []


def test_what_somebody_else_put_into_the_memory_is_not_taken_away(store: Store) -> None:
    store.lessons.learn([teaching("a", DAY)])
    store.memory.remember([replace(DAY, translation="Good afternoon", date=LATER)])
    store.lessons.learn([teaching("a", digest="e")])
    assert said(store) == ["Good afternoon"]


def test_a_withheld_text_teaches_in_confidence_until_it_is_known_by_its_id(store: Store) -> None:
    store.lessons.learn([teaching("file:a.txt", DAY, confidential=True)])
    (entry,) = store.memory.recall("Guten Tag", source="de", target="en")
    assert entry.confidential
    store.lessons.learn([replace(teaching("urn:a", DAY), formerly=("file:a.txt",))])
    (entry,) = store.memory.recall("Guten Tag", source="de", target="en")
    assert not entry.confidential
    assert set(store.lessons.learnt()) == {("urn:a", "en")}


def test_all_or_nothing_is_learnt(store: Store) -> None:
    def failing() -> Iterator[Teaching]:
        yield teaching("a", DAY)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.lessons.learn(failing())
    assert said(store) == []
    assert store.lessons.learnt() == {}
