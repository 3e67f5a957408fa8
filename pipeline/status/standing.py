"""How things stand: the last run's record beside what lies in the folder now. Nothing is read, nothing is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pipeline.intake.folder import Difference
from pipeline.state.last_run import EditionState, LastRun, ReleaseState, State
from pipeline.watch.card import Card

# Exit codes for scripts, the gravest that holds. 2 is a wrong call, as everywhere.
ALL_WELL, FAILED, OUT_OF_DATE, WAITING = 0, 1, 3, 4


@dataclass(frozen=True, slots=True)
class Standing:
    """The last run, if there was one; how the folder differs from what it saw; and who watches.

    ``unreachable`` says in German why the folder cannot be looked at, ``open_files`` are those that somebody has open.
    """

    now: datetime
    run: LastRun | None
    since: Difference
    watcher: Card | None = None
    unreachable: str | None = None
    open_files: tuple[str, ...] = ()

    def due(self) -> tuple[str, ...]:
        """The releases whose embargo has ended since the last run."""
        return tuple(
            item.source for item in self.releases(State.WITHHELD) if item.until is not None and item.until <= self.now
        )

    def releases(self, state: State) -> tuple[ReleaseState, ...]:
        """The releases that are in a state."""
        return tuple(item for item in self.run.releases if item.state is state) if self.run else ()

    def editions(self, status: str) -> Iterator[tuple[ReleaseState, EditionState]]:
        """The editions with a status, each with its release."""
        for item in self.releases(State.PUBLISHED):
            yield from ((item, edition) for edition in item.editions if edition.status == status)

    def counts(self) -> dict[str, int]:
        """How many releases are in each state, editions in each status, and releases in doubt."""
        releases = self.run.releases if self.run else ()
        editions = Counter(edition.status for item in releases for edition in item.editions)
        return {
            **{state.value: len(self.releases(state)) for state in State},
            **{status: editions[status] for status in ("approved", "draft", "outdated", "pending")},
            "in_doubt": sum(bool(item.doubts) for item in releases),
            "failed": len(self.run.failures) if self.run else 0,
        }

    def exit_code(self) -> int:
        """0 all is well; 1 something failed; 3 the output is not up to date; 4 an edition waits."""
        if self.unreachable or (self.run and self.run.failures) or (self.watcher and self.watcher.problem):
            return FAILED
        if self.run is None or self.since or self.due():
            return OUT_OF_DATE
        return WAITING if next(self.editions("pending"), None) else ALL_WELL

    def as_record(self) -> dict[str, Any]:
        """The whole of it for scripts, in values that JSON knows but for moments."""
        run = self.run
        return {
            "exit_code": self.exit_code(),
            "last_run": run.at if run else None,
            "watch": asdict(self.watcher) if self.watcher else None,
            "folder": {**asdict(self.since), "open": self.open_files, "problem": self.unreachable},
            "counts": self.counts(),
            "due": self.due(),
            "retry_at": run.retry.at if run and run.retry else None,
            "releases": [_release(item) for item in run.releases] if run else [],
            "failures": [asdict(failure) for failure in run.failures] if run else [],
        }


def _release(item: ReleaseState) -> dict[str, Any]:
    return {**asdict(item), "doubts": [{"code": code, "message": message} for code, message in item.doubts]}
