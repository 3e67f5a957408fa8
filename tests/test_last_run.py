from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.memory import MemoryFaultError
from pipeline.state import last_run
from pipeline.state.last_run import (
    FIRST_WAIT,
    LONGEST_WAIT,
    EditionState,
    FailedFile,
    LastRun,
    ReleaseState,
    Retry,
    State,
    Steps,
    next_try,
    steps,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WAITING = frozenset({("a.txt", "en")})
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis
texts = st.text(max_size=8)
editions = st.builds(
    EditionState, texts, texts, st.none() | texts, st.none() | texts, st.booleans(), st.none() | moments
)
releases = st.builds(
    ReleaseState,
    texts,
    st.sampled_from(State),
    texts,
    texts,
    texts,
    st.none() | moments,
    st.none() | texts,
    st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    st.lists(editions, max_size=2).map(tuple),
)
signatures = st.tuples(st.integers(0), st.integers(0), st.integers(0))
runs = st.builds(
    LastRun,
    moments,
    st.dictionaries(texts, signatures, max_size=3),
    st.lists(releases, max_size=3).map(tuple),
    st.lists(st.builds(FailedFile, texts, texts, texts), max_size=2).map(tuple),
    st.none() | st.builds(Retry, moments, st.floats(0, 1e6)),
)


@given(run=runs)
def test_what_is_recorded_is_read_again(tmp_path_factory: pytest.TempPathFactory, run: LastRun) -> None:
    state = tmp_path_factory.getbasetemp()
    last_run.write(state, run)
    assert last_run.read(state) == run


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 0}', '{"version": 1}', '{"version": 1, "at": 5}', "\0"])
def test_a_record_that_says_nothing_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / last_run.FILE).write_text(text, "utf-8")
    assert last_run.read(tmp_path) is None


def test_a_folder_that_cannot_be_written_is_told_and_keeps_the_old_record(tmp_path: Path) -> None:
    run = LastRun(NOON)
    last_run.write(tmp_path, run)
    (tmp_path / f"{last_run.FILE}.tmp").mkdir()
    with pytest.raises(MemoryFaultError, match=r"last-run\.json: Hier lässt sich nicht schreiben"):
        last_run.write(tmp_path, replace(run, at=NOON + timedelta(1)))
    assert last_run.read(tmp_path) == run


def test_what_waits_is_tried_again_ever_more_rarely() -> None:
    run, waits = LastRun(NOON), []
    moment = NOON
    for _ in range(9):
        retry = next_try(run, WAITING, moment)
        assert retry is not None
        waits.append(retry.at - moment)
        release = ReleaseState("a.txt", State.PUBLISHED, editions=(EditionState("en", "pending", retried=True),))
        run, moment = LastRun(moment, releases=(release,), retry=retry), retry.at
    assert waits[:3] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]
    assert waits[-1] == LONGEST_WAIT
    assert run.waiting() == WAITING


def test_a_file_that_fails_is_tried_again_for_an_hour_and_then_left_to_its_owner() -> None:
    run, tries = LastRun(NOON), 0
    failed = FailedFile("a.docx", "Beschädigt.", "Neu speichern.")
    moment = NOON
    while (retry := next_try(run, frozenset({("a.docx", "")}), moment)) is not None:
        run, moment, tries = LastRun(moment, failures=(failed,), retry=retry), retry.at, tries + 1
    assert tries == 6
    assert moment - NOON == timedelta(minutes=63)
    given_up = LastRun(moment, failures=(failed,))
    later = moment + timedelta(hours=5)
    assert next_try(given_up, given_up.waiting(), later) is None
    # Whatever else waits now has tries of its own.
    for other in (("b.docx", ""), ("b.txt", "en")):
        assert next_try(given_up, given_up.waiting() | {other}, later) == Retry(later + FIRST_WAIT, 60)


def test_a_run_for_another_reason_leaves_the_wait_as_it_is_and_progress_shortens_it() -> None:
    release = ReleaseState("a.txt", State.PUBLISHED, editions=(EditionState("en", "pending", retried=True),))
    run = LastRun(NOON, releases=(release,), retry=Retry(NOON + timedelta(minutes=16), 960))
    soon = NOON + timedelta(minutes=3)
    assert next_try(run, WAITING, soon) == Retry(soon + timedelta(minutes=16), 960)
    assert next_try(run, frozenset({("b.txt", "en")}), soon) == Retry(soon + FIRST_WAIT, 60)
    assert next_try(run, frozenset(), soon) is None


def test_what_is_new_changed_or_the_same_is_told_by_the_file_and_by_its_editions() -> None:
    draft, pending = (EditionState("en", status) for status in ("draft", "pending"))

    def published(source: str, digest: str, edition: EditionState) -> ReleaseState:
        return ReleaseState(source, State.PUBLISHED, digest, editions=(edition,))

    gone = ReleaseState("e", State.WITHDRAWN)
    before = LastRun(
        NOON, releases=(published("a", "1", draft), published("b", "1", draft), published("c", "1", pending), gone)
    )
    after = LastRun(
        NOON,
        releases=(
            published("a", "1", draft),
            published("b", "2", draft),
            published("c", "1", draft),
            published("d", "1", draft),
            gone,
        ),
    )
    assert steps(before, after) == Steps(new=("d",), changed=("b", "c"), same=("a",))
    assert steps(None, before).new == ("a", "b", "c", "e")
