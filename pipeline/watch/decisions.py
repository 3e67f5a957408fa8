"""What the watch makes of what it sees: whether to run now, for what reason, and which files to leave alone.

Pure: what is seen, and both clocks, come in as arguments. Times with ``_s`` are seconds of a clock that only goes on;
moments are of the wall clock, which alone knows embargoes, and which goes on while a laptop sleeps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum

from pipeline.intake.folder import Difference, Signature, Snapshot, difference
from pipeline.state.last_run import FailedFile, LastRun

# A file counts as copied once nothing about it has changed for so long.
SETTLED_S = 2.0
# So long what else is to be done waits for files that are never still.
PATIENCE_S = 30.0
# A lock that is older belongs to a program that crashed; nobody has a document open for so long.
STALE_LOCK_NS = 24 * 3600 * 1_000_000_000
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 300.0


class Why(StrEnum):
    """The reasons for a run, in the words of the log."""

    START = "Start"
    FILES = "der Ordner hat sich geändert"
    SETTINGS = "config.toml hat sich geändert"
    EMBARGO = "eine Sperrfrist ist abgelaufen"
    WAITING = "was wartet, wird noch einmal versucht"
    DAY = "ein neuer Tag"


@dataclass(slots=True)
class Sight:
    """What was seen of the folder so far; ``moved_s`` says of each path when it was last seen to change.

    ``unrest_s`` is since when, without a break, anything has been changing.
    """

    snapshot: Snapshot | None = None
    moved_s: dict[str, float] = field(default_factory=dict)
    unrest_s: float | None = None

    def look(self, snapshot: Snapshot, now_s: float) -> None:
        """Take a new look at the folder into account; at the first, any file may be in the middle of being copied."""
        moved = difference(self.snapshot.files if self.snapshot else {}, snapshot.files)
        self.moved_s.update(dict.fromkeys((*moved.new, *moved.changed, *moved.gone), now_s))
        self.snapshot = snapshot
        self.moved_s = {path: at_s for path, at_s in self.moved_s.items() if now_s - at_s < SETTLED_S}
        if not self.moved_s:
            self.unrest_s = None
        elif self.unrest_s is None:
            self.unrest_s = now_s

    def must_wait(self, now_s: float) -> bool:
        """Whether files are still being copied, and not for longer than anybody's patience."""
        return self.unrest_s is not None and now_s - self.unrest_s < PATIENCE_S


@dataclass(frozen=True, slots=True)
class Past:
    """What the last run left behind: the files that it saw, and what it recorded.

    ``run`` is ``None`` for as long as the watch itself has not run yet. ``published`` says whether readers see anything
    that came from the folder.
    """

    files: Mapping[str, Signature]
    published: bool
    run: LastRun | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the last try came to nothing, in German, how often so far, and when the next is due."""

    message: str
    tries: int
    until_s: float

    @classmethod
    def after(cls, before: Trouble | None, message: str, now_s: float) -> Trouble:
        """One more try that came to nothing: the pause doubles from 5 seconds to 5 minutes."""
        tries = before.tries + 1 if before else 1
        return cls(message, tries, now_s + min(FIRST_PAUSE_S * 2 ** (tries - 1), LONGEST_PAUSE_S))


def in_hand(snapshot: Snapshot, now_ns: int) -> dict[str, str]:
    """The files that a program has in hand, each with the lock that says so; locks of a program that crashed aside."""
    return {path: lock for path, (lock, made_ns) in snapshot.held.items() if now_ns - made_ns < STALE_LOCK_NS}


def news(snapshot: Snapshot, known: Mapping[str, Signature], busy: Collection[str]) -> Difference:
    """How the folder differs from what the last run saw, but for files that are in hand or being copied."""

    def free(files: Mapping[str, Signature]) -> dict[str, Signature]:
        return {path: signature for path, signature in files.items() if path not in busy}

    return difference(free(known), free(snapshot.files))


def looks_lost(snapshot: Snapshot, past: Past) -> bool:
    """Whether the folder is empty though releases of it are published: more likely a drive that is not connected."""
    return not snapshot.files and past.published


def reason_to_run(past: Past, changed: Difference, now: datetime) -> Why | None:
    """Why a run is due now, if one is."""
    if past.run is None:
        return Why.START
    if changed:
        return Why.FILES
    moment = past.run.next_release()
    if moment is not None and moment <= now:
        return Why.EMBARGO
    if past.run.retry is not None and past.run.retry.at <= now:
        return Why.WAITING
    # Some doubts depend on the day, and output that somebody has changed by hand is put right.
    return Why.DAY if past.run.at.astimezone(now.tzinfo).date() != now.date() else None


def next_moment(past: Past) -> datetime | None:
    """When something is due without anybody doing anything."""
    if past.run is None:
        return None
    moments = [past.run.next_release(), past.run.retry.at if past.run.retry else None]
    return min((moment for moment in moments if moment is not None), default=None)


def failures_told(past: Past, run: LastRun, zone: tzinfo) -> tuple[FailedFile, ...]:
    """The failures that need not be told again after a run: each is told once a day, and when its file has changed."""
    before = past.run
    if before is None or before.at.astimezone(zone).date() != run.at.astimezone(zone).date():
        return ()
    return tuple(item for item in before.failures if before.files.get(item.source) == run.files.get(item.source))


def left_out(snapshot: Snapshot, past: Past, busy: Collection[str]) -> frozenset[str]:
    """The files that a run must not read yet: new ones that are in hand or being copied.

    What was there before is no new file: leaving it out would take it from its readers.
    """
    return frozenset(path for path in busy if path in snapshot.files and path not in past.files)
