"""Many waits at a time: work that waits for the network, in threads, its results in this one as they come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TypeVar

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")
# A wait without an end cannot be interrupted on Windows.
_LOOK_UP_S = 0.5


def concurrently(
    work: Callable[[_Job], _Result],
    jobs: Sequence[_Job],
    *,
    workers: int,
    keep: Callable[[_Result], None] = lambda result: None,
) -> Iterator[_Result]:
    """The result of every job as soon as there is one, at most ``workers`` at a time; an exception is raised here.

    ``keep`` gets each result in this thread, and only then the next job begins: so nobody ever has more than
    ``workers`` results to lose. Whoever stops reading stops the work: no further job is begun, and what is in flight
    is not waited for.
    """
    todo = SimpleQueue[_Job | None]()
    done = SimpleQueue[Future[_Result]]()
    stopped = threading.Event()

    def run() -> None:
        while (job := todo.get()) is not None and not stopped.is_set():
            outcome = Future[_Result]()
            try:
                outcome.set_result(work(job))
            except Exception as error:  # noqa: BLE001 -- the thread that reads raises it
                outcome.set_exception(error)
            done.put(outcome)

    waiting = iter(jobs)
    threads = min(workers, len(jobs))
    for job in islice(waiting, threads):
        todo.put(job)
    # An executor's threads would keep an interrupted command until the last of them has its answer; daemons do not.
    for _ in range(threads):
        threading.Thread(target=run, name="translators", daemon=True).start()
    try:
        for _ in jobs:
            result = _next(done).result()
            keep(result)
            for job in islice(waiting, 1):
                todo.put(job)
            yield result
    finally:
        stopped.set()
        for _ in range(threads):
            todo.put(None)


def _next(queue: SimpleQueue[Future[_Result]]) -> Future[_Result]:
    while True:
        try:
            return queue.get(timeout=_LOOK_UP_S)
        except Empty:
            continue
