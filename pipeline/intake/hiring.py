"""Who does the work of a run: this process alone, or more where there is enough of it to be worth starting them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pipeline.config import Run
from pipeline.crew.crew import Crew, Here, Threads
from pipeline.crew.processes import Processes
from pipeline.extract import likeness, ready
from pipeline.intake import reading

if TYPE_CHECKING:
    from pipeline.crew.cluster import Cluster

# Another process that reads costs 0.4 s of the processor, and so does reading so many files.
_FILES_EACH = 60
# Another process with the model costs 2 s of the processor, and so does asking it about so much text.
_CHARACTERS_EACH = 25_000


def hands(run: Run) -> int:
    """How many processes may work on this machine."""
    if run.workers:
        return run.workers
    # What this process may use, which a container or a service manager can limit; else what there is.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def readers(run: Run, *, files: int) -> Iterator[Crew]:
    """Whoever reads so many files. They are read on this machine alone: they lie here, and so do the limits."""
    count = min(hands(run), 1 + files // _FILES_EACH)
    crew: Crew = Threads(count, give_up=reading.abandon) if count > 1 else Here()
    try:
        yield crew
    finally:
        crew.close()
        reading.rest()


def worth_counting(run: Run) -> int:
    """How many characters of text at most make a difference to whoever is hired; 0 if none do."""
    if run.cluster:
        return _CHARACTERS_EACH
    return _CHARACTERS_EACH * hands(run) if hands(run) > 1 else 0


def cluster_of(run: Run, *, model: str, mark: str) -> Cluster:
    """The cluster of the settings, as for :func:`askers`; raises CrewError."""
    from pipeline.crew.cluster import Cluster  # brings Dask along

    instead = partial(Processes, 1, partial(ready, model, mark))
    return Cluster(run.cluster, partial(likeness, model, mark), instead=instead)


@contextmanager
def askers(run: Run, *, model: str, mark: str, characters: int) -> Iterator[Crew]:
    """Whoever asks the model, in so many characters of text; ``mark`` is its fingerprint.

    Raises:
        CrewError: those who are configured cannot work.
        ModelError: the model cannot be loaded.
    """
    crew: Crew = Here()
    count = min(hands(run), characters // _CHARACTERS_EACH)
    if run.cluster and count:
        crew = cluster_of(run, model=model, mark=mark)
    elif count > 1:
        crew = Processes(count, partial(ready, model, mark))
    try:
        yield crew
    finally:
        crew.close()
