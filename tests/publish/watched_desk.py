"""A desk that is watched by a process of its own, which tells what it is at and can be killed with all it has started.

The watch's wall clock is that of whoever kills it, and stands still between changes; the one it waits by goes four
times as fast as ours.
"""

from __future__ import annotations

import logging
import mmap
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kill_desk import PUBLISHING, STAGES, STATE, TRANSLATING, Desk, has_ended
from kill_rounds import BASE, PAUSE_S, FaultError, start
from power_cut import syncs_told

from pipeline import cli, config
from pipeline.intake.understanding import Progress
from pipeline.stopping import Stopped, stoppable
from pipeline.watch.card import alone
from pipeline.watch.watcher import Clock, Watch
from pipeline.watch.watcher import Desk as WatchedDesk

BERLIN = ZoneInfo("Europe/Berlin")
HASTE = 4
LIMIT_S = 120.0
SETTLING, WAITING = "Stillstand abwarten", "Warten"
PHASES = (SETTLING, *STAGES, WAITING)
# How long the phases last that only pass time.
PASSING_S = {SETTLING: 2.0 / HASTE, WAITING: 0.5}
CONFIG = """[site]
base_url = "{base}"

[translate]
answer_timeout_s = 60.0

[translate.requests_per_second]
google = 0.0

[translate.google]
url = "{url}"
"""


class Board:
    """What the watch and whoever kills it tell each other, in memory that both see."""

    def __init__(self, now: datetime) -> None:
        self._memory = mmap.mmap(-1, 8 * 5)
        self._set(0, now.timestamp())

    def _get(self, at: int) -> float:
        number: float = struct.unpack_from("d", self._memory, 8 * at)[0]
        return number

    def _set(self, at: int, number: float) -> None:
        struct.pack_into("d", self._memory, 8 * at, number)

    def begin(self) -> None:
        """A watch is to start."""
        for at in (1, 2, 3):
            self._set(at, 0)

    @property
    def now(self) -> datetime:
        """The wall clock."""
        return datetime.fromtimestamp(self._get(0), BERLIN)

    @now.setter
    def now(self, moment: datetime) -> None:
        self._set(0, moment.timestamp())

    @property
    def phase(self) -> int:
        """The number of what the watch does."""
        return int(self._get(1))

    @property
    def runs(self) -> int:
        """How many runs of this watch have come to their end."""
        return int(self._get(2))

    @property
    def failures(self) -> int:
        """How many have failed."""
        return int(self._get(3))

    @property
    def synced_ns(self) -> int:
        """When any watch last flushed all to the disk, in nanoseconds since 1970."""
        return int(self._get(4) * 1e9)

    def note(self, phase: str) -> None:
        self._set(1, PHASES.index(phase))

    def done(self) -> None:
        self._set(2, self.runs + 1)

    def failed(self) -> None:
        self._set(3, self.failures + 1)

    def synced(self, moment_ns: int) -> None:
        self._set(4, moment_ns / 1e9)

    def is_idle(self, runs: int) -> bool:
        """Whether the watch has nothing to do, after so many runs."""
        return self.runs >= runs and PHASES[self.phase] == WAITING


@dataclass(frozen=True, slots=True)
class Told:
    """Progress that is put on the board."""

    board: Board

    def start(self, stage: str, total: int) -> None:
        self.board.note(TRANSLATING if "übersetzen" in stage else stage)

    def advance(self, steps: int = 1) -> None:
        if PHASES[self.board.phase] == PUBLISHING:
            self.board.note(STATE)


class Failures(logging.Handler):
    """Notes that a run failed: none may, whatever the dead one has left."""

    def __init__(self, board: Board) -> None:
        super().__init__(logging.ERROR)
        self._board = board

    def emit(self, record: logging.LogRecord) -> None:
        self._board.failed()
        print(record.getMessage(), file=sys.stderr, flush=True)


def configure(desk: Desk) -> None:
    """Give a desk a file with its settings, as an officer has one."""
    path = desk.folder / "config.toml"
    path.write_text(CONFIG.format(base=BASE, url=desk.settings.translate.google.url), "utf-8")
    desk.settings = config.load(path)


def watched(desk: Desk, board: Board) -> None:
    """``press watch`` with our clock."""
    logging.getLogger("pipeline").addHandler(Failures(board))

    def sleep(seconds: float) -> None:
        board.note(SETTLING if seconds < 1 else WAITING)
        time.sleep(seconds / HASTE)

    @contextmanager
    def bars() -> Iterator[Progress]:
        board.note(STAGES[0])
        yield Told(board)
        board.done()

    place = WatchedDesk(
        releases=desk.releases,
        output=desk.folder / "output",
        state=desk.state,
        config=desk.folder / "config.toml",
        load=lambda: config.load(desk.folder / "config.toml"),
        environ=os.environ,
    )
    clock = Clock(now=lambda: board.now, monotonic=lambda: time.monotonic() * HASTE, sleep=sleep)
    with suppress(Stopped), stoppable(), syncs_told(board.synced), alone(desk.state, board.now) as card:
        watch = Watch(place, place.load(), card, clock=clock, bars=bars)
        while True:
            clock.sleep(watch.step())


def build(desk: Desk, board: Board) -> None:
    """``press build`` at the board's moment, as it is called: with the look whether there is anything to do at all."""
    with syncs_told(board.synced), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        sys.stdout = nowhere
        places = ("--releases", desk.releases, "--output", desk.folder / "output", "--state", desk.state)
        options = ("--config", desk.folder / "config.toml", "--now", board.now.isoformat(), *places)
        if code := cli.main(["build", *map(str, options)]):
            raise FaultError(f"press build ended with {code}")


def start_group(action: Callable[[], object]) -> int:
    """A process of its own, first of a group of its own."""

    def act() -> None:
        os.setpgid(0, 0)
        action()

    child = start(act)
    with suppress(PermissionError, ProcessLookupError):  # whoever of the two comes first
        os.setpgid(child, child)
    return child


def kill_group(child: int) -> None:
    """SIGKILL for a process and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


def wait(met: Callable[[], bool], child: int, what: str) -> None:
    """Wait for a watch."""
    end_s = time.monotonic() + LIMIT_S
    while not met():
        if has_ended(child):
            raise FaultError(f"the watch ended by itself before it was {what}")
        if time.monotonic() > end_s:
            raise FaultError(f"the watch was not {what} in {LIMIT_S:g} s")
        time.sleep(PAUSE_S)


def stop(child: int) -> None:
    """Ask a watch to end, which it must do well and by itself."""
    os.kill(child, signal.SIGTERM)
    end_s = time.monotonic() + LIMIT_S
    while not has_ended(child):
        if time.monotonic() > end_s:
            raise FaultError("the watch did not end when asked to")
        time.sleep(PAUSE_S)
    status = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    if status is not None and status.si_status:
        raise FaultError(f"the watch ended with {status.si_status}")
