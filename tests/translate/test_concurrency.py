from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.concurrency import concurrently


def workers_alive() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "translators"]


def expect_no_worker() -> None:
    for thread in workers_alive():
        thread.join(2)
    assert workers_alive() == []


@given(jobs=st.lists(st.integers(), max_size=30), workers=st.integers(1, 8))
def test_every_job_has_its_result(jobs: list[int], workers: int) -> None:
    assert sorted(concurrently(lambda job: job * 2, jobs, workers=workers)) == sorted(job * 2 for job in jobs)


def test_waits_overlap_but_never_more_than_the_workers() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def work(job: int) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return job

    began = time.monotonic()
    assert sorted(concurrently(work, range(20), workers=5)) == list(range(20))
    assert most == 5
    assert time.monotonic() - began < 20 * 0.02
    expect_no_worker()


def test_a_slow_job_holds_no_other_up() -> None:
    slow = threading.Event()

    def work(job: int) -> int:
        if job == 0:
            slow.wait(5)
        return job

    results = concurrently(work, range(6), workers=2)
    assert [next(results) for _ in range(5)] == [1, 2, 3, 4, 5]
    slow.set()
    assert list(results) == [0]


@pytest.mark.parametrize("workers", [1, 3])
def test_whoever_keeps_each_result_has_no_more_to_lose_than_the_workers(workers: int) -> None:
    begun: list[int] = []
    kept = 0

    def keep(result: None) -> None:
        nonlocal kept
        time.sleep(0.005)  # long enough for a worker that would run ahead
        assert len(begun) - kept <= workers
        kept += 1

    list(concurrently(begun.append, range(20), workers=workers, keep=keep))
    assert len(begun) == kept == 20


def test_a_mistake_in_the_work_is_raised_where_the_results_are_read() -> None:
    def work(job: int) -> int:
        return 1 // job

    with pytest.raises(ZeroDivisionError):
        list(concurrently(work, [3, 2, 0, 1], workers=2))
    expect_no_worker()


def test_whoever_stops_reading_stops_the_work() -> None:
    begun: list[int] = []
    results = concurrently(begun.append, range(100), workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    expect_no_worker()
    assert len(begun) <= 4
