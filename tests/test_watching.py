"""What the watch decides, on moments and files made here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.folder import Difference, Snapshot
from pipeline.state.last_run import EditionState, LastRun, ReleaseState, Retry, State
from pipeline.watch.decisions import (
    LONGEST_PAUSE_S,
    PATIENCE_S,
    SETTLED_S,
    STALE_LOCK_NS,
    Past,
    Sight,
    Trouble,
    Why,
    in_hand,
    left_out,
    looks_lost,
    news,
    next_moment,
    reason_to_run,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
ONE, OTHER = (1, 1, 1), (2, 2, 2)


def seen(**files: tuple[int, int, int]) -> Snapshot:
    return Snapshot(files, {})


def withheld(until: datetime | None) -> ReleaseState:
    return ReleaseState("geheim.txt", State.WITHHELD, until=until)


def past(*releases: ReleaseState, retry: Retry | None = None, at: datetime = NOON) -> Past:
    return Past({"a": ONE}, published=True, run=LastRun(at, {"a": ONE}, releases, retry=retry))


def test_a_file_counts_as_copied_once_it_has_been_still() -> None:
    sight = Sight()
    sight.look(seen(a=ONE), 0.0)
    assert sight.must_wait(0.0)
    sight.look(seen(a=OTHER), 1.5)
    sight.look(seen(a=OTHER), 1.5 + SETTLED_S - 0.1)
    assert sight.must_wait(3.4)
    sight.look(seen(a=OTHER), 1.5 + SETTLED_S)
    assert not sight.must_wait(3.5)
    assert sight.moved_s == {}


def test_a_file_that_is_never_still_is_waited_for_only_so_long() -> None:
    sight = Sight()
    sizes = range(1, 200)
    waited = 0.0
    for size in sizes:
        sight.look(seen(a=(size, 0, 0), b=ONE), size / 2)
        if not sight.must_wait(size / 2):
            break
        waited = size / 2
    assert PATIENCE_S - 1 <= waited <= PATIENCE_S + 1
    assert set(sight.moved_s) == {"a"}
    # What was known before is never left out, what is new may be half a file.
    snapshot = seen(a=ONE, b=ONE)
    assert left_out(snapshot, Past({"b": ONE}, published=True), {"a", "b"}) == {"a"}


def test_locks_of_a_program_that_crashed_hold_nothing() -> None:
    snapshot = Snapshot({"a": ONE, "b": ONE}, {"a": ("~$a", 10), "b": ("~$b", 10 + STALE_LOCK_NS)})
    assert in_hand(snapshot, 10 + STALE_LOCK_NS) == {"b": "~$b"}


def test_news_pass_over_what_is_busy() -> None:
    snapshot = seen(a=OTHER, b=ONE, c=ONE)
    known = {"a": ONE, "d": ONE}
    assert news(snapshot, known, {"a", "c"}) == Difference(("b",), (), ("d",))


def test_an_empty_folder_looks_lost_only_if_something_of_it_is_published() -> None:
    assert looks_lost(seen(), Past({"a": ONE}, published=True))
    assert not looks_lost(seen(), Past({"a": ONE}, published=False))
    assert not looks_lost(seen(a=ONE), Past({"a": ONE}, published=True))


NOTHING = Difference()
LATER = NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("before", "changed", "now", "why"),
    [
        (Past({}, published=False), NOTHING, NOON, Why.START),
        (past(), Difference(new=("b",)), NOON, Why.FILES),
        (past(withheld(LATER)), NOTHING, LATER - timedelta(seconds=1), None),
        (past(withheld(LATER)), NOTHING, LATER, Why.EMBARGO),
        (past(withheld(None)), NOTHING, LATER, None),
        (past(retry=Retry(LATER, 300)), NOTHING, NOON, None),
        (past(retry=Retry(LATER, 300)), NOTHING, LATER, Why.WAITING),
        (past(), NOTHING, NOON + timedelta(hours=11, minutes=59), None),
        (past(), NOTHING, NOON + timedelta(hours=12), Why.DAY),
        # A laptop that slept over all of it publishes what fell due.
        (past(withheld(LATER)), NOTHING, NOON + timedelta(days=3), Why.EMBARGO),
    ],
)
def test_there_is_a_reason_to_run_or_none(before: Past, changed: Difference, now: datetime, why: Why | None) -> None:
    assert reason_to_run(before, changed, now) is why


def test_a_persons_text_under_an_embargo_of_its_own_is_waited_for_too() -> None:
    edition = EditionState("en", "pending", until=LATER)
    release = ReleaseState("a", State.PUBLISHED, editions=(edition,))
    assert next_moment(past(release)) == LATER
    assert reason_to_run(past(release), NOTHING, LATER) is Why.EMBARGO


@given(st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=900)), max_size=5))
def test_the_next_moment_is_the_first_that_something_is_due_at(waits: list[timedelta]) -> None:
    moments = [NOON.astimezone(UTC) + wait for wait in waits]
    before = past(*map(withheld, moments), withheld(None))
    moment = next_moment(before)
    assert moment == min(moments, default=None)
    if moment is not None:
        assert reason_to_run(before, NOTHING, moment) is Why.EMBARGO
        run = replace(before.run, at=moment) if before.run else None
        assert reason_to_run(replace(before, run=run), NOTHING, moment - timedelta(microseconds=1)) is None


def test_the_pause_after_a_failure_grows_to_its_limit() -> None:
    trouble = None
    pauses = []
    for _ in range(9):
        trouble = Trouble.after(trouble, "voll", 100.0)
        pauses.append(trouble.until_s - 100.0)
    assert pauses[:3] == [5.0, 10.0, 20.0]
    assert pauses[-1] == LONGEST_PAUSE_S
