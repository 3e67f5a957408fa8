"""Many waits at a time: work that waits for the network, in threads, its results in this one as they come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def concurrently(work: Callable[[_Job], _Result], jobs: Sequence[_Job], *, workers: int) -> Iterator[_Result]:
    """The result of every job as soon as there is one, at most ``workers`` at a time; an exception is raised here.

    Whoever stops reading stops the work: no further job is begun, and what is in flight is not waited for.
    """
    waiting = SimpleQueue[_Job]()
    for job in jobs:
        waiting.put(job)
    done = SimpleQueue[Future[_Result]]()
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            try:
                job = waiting.get_nowait()
            except Empty:
                return
            outcome = Future[_Result]()
            try:
                outcome.set_result(work(job))
            except Exception as error:  # noqa: BLE001 -- the thread that reads raises it
                outcome.set_exception(error)
            done.put(outcome)

    # An executor's threads would keep an interrupted command until the last of them has its answer; daemons do not.
    for _ in range(min(workers, len(jobs))):
        threading.Thread(target=run, name="translators", daemon=True).start()
    try:
        for _ in jobs:
            yield done.get().result()
    finally:
        stopped.set()
