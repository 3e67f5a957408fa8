from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.memory import HUMAN, Entry, nearest

LAMPS = Entry("de", "en", "Die Lampen leuchten am Fluss.", "The lamps shine by the river.", "google", date="2024")
ENTRIES = (
    LAMPS,
    replace(LAMPS, text="Die Lampen leuchten am See.", translation="The lamps shine by the lake."),
    replace(LAMPS, text="Der Verein hat 83 Mitglieder.", translation="The association has 83 members."),
)


def test_what_resembles_most_comes_first_and_what_does_not_is_left_out() -> None:
    found = nearest("Die Lampen leuchten am Flusse.", ENTRIES, at_least=75, limit=5)
    assert [entry.text for _, entry in found] == ["Die Lampen leuchten am Fluss.", "Die Lampen leuchten am See."]
    assert 95 < found[0][0] < 100
    assert 75 <= found[1][0] < found[0][0]
    assert nearest(LAMPS.text, ENTRIES, at_least=75, limit=1) == ((100.0, LAMPS),)


def test_a_segment_stands_once_with_a_persons_words_before_a_machines_and_late_before_early() -> None:
    later = replace(LAMPS, origin="deepl", translation="The lamps glow.", date="2025")
    hers = replace(LAMPS, origin=HUMAN, translation="Lights on the river.", date="2020")
    assert nearest(LAMPS.text, [later, LAMPS], at_least=99, limit=5) == ((100.0, later),)
    assert nearest(LAMPS.text, [later, hers, LAMPS], at_least=99, limit=5) == ((100.0, hers),)


@given(
    text=st.text(max_size=20),
    entries=st.lists(st.builds(lambda text: replace(LAMPS, text=text), st.text("abc ", max_size=8)), max_size=8),
    at_least=st.integers(0, 100),
    limit=st.integers(0, 5),
)
def test_bounds_are_kept_and_the_order_of_entries_does_not_matter(
    text: str, entries: list[Entry], at_least: int, limit: int
) -> None:
    found = nearest(text, entries, at_least=at_least, limit=limit)
    assert len(found) <= limit
    assert all(at_least <= score <= 100 for score, _ in found)
    assert [score for score, _ in found] == sorted((score for score, _ in found), reverse=True)
    assert found == nearest(text, entries[::-1], at_least=at_least, limit=limit)
