"""How long each stage of a run took, and the places between two releases at which it can be stopped."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.intake.understanding import Progress
from pipeline.stopping import stop_if_asked


class Stopwatch:
    """Progress that measures, and tells another what it hears.

    A library may swallow what a signal raises in the middle of it; so whoever asked for the end is heard here too.
    """

    def __init__(self, progress: Progress, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds and only goes on."""
        self._progress = progress
        self._clock = clock
        self._begun: list[tuple[str, float]] = []
        self._end_s = self._start_s = clock()

    def start(self, stage: str, total: int) -> None:
        """A stage begins, and the one before it ends."""
        stop_if_asked()
        self._begun.append((stage, self._clock()))
        self._progress.start(stage, total)

    def advance(self, steps: int = 1) -> None:
        """So much more of the stage is done."""
        self._progress.advance(steps)
        stop_if_asked()

    def stop(self) -> None:
        """The run is over."""
        self._end_s = self._clock()

    @property
    def total_s(self) -> float:
        """The seconds of the whole run."""
        return self._end_s - self._start_s

    def stages(self) -> tuple[tuple[str, float], ...]:
        """The German name of each stage with its seconds, in order."""
        ends = [*(at_s for _, at_s in self._begun[1:]), self._end_s]
        return tuple((stage, end_s - at_s) for (stage, at_s), end_s in zip(self._begun, ends, strict=False))
