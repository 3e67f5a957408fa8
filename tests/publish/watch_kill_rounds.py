"""Watch a desk again and again, kill the watch with SIGKILL at random moments, and look at what is left each time.

    python tests/publish/watch_kill_rounds.py KILLS SEED FOLDER

While it is watched, releases are dropped, edited, corrected and taken out, English texts put in and changed, embargoes
run out. The whole process group dies, with the helper that reads. ``kill_desk`` says what must hold after each kill;
after the last one of a change, most often, the power goes too (``power_cut``). Then the next watch, or the next
``press build``, must come to its end by itself and leave byte for byte what a desk has that was never killed, with the
same ids, addresses and dates. Prints what was found as JSON; the first fault ends it.

The watch's wall clock is ours, and stands still between changes; the one it waits by goes four times as fast.
"""

from __future__ import annotations

import json
import logging
import mmap
import os
import random
import signal
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from kill_desk import PUBLISHING, STAGES, STATE, TRANSLATING, Desk, compare, desks, has_ended, look, sample, visible
from kill_rounds import BASE, PAUSE_S, FaultError, listing, live, start
from power_cut import cut, syncs_told

from pipeline import cli, config
from pipeline.job import STATE_FILE
from pipeline.stopping import Stopped, stoppable
from pipeline.understanding import Progress
from pipeline.watch import Clock, Watch
from pipeline.watch import Desk as WatchedDesk
from pipeline.watch_card import alone

BERLIN = ZoneInfo("Europe/Berlin")
RELEASES = 8
MOST_SEALED = 6
MOST_KILLS = 5  # of one change
STEP = timedelta(hours=7)  # from one change to the next
HASTE = 4
LIMIT_S = 120.0
SETTLING, WAITING = "Stillstand abwarten", "Warten"
PHASES = (SETTLING, *STAGES, WAITING)
# How long a kill is put off in the phases that only pass time.
PASSING_S = {SETTLING: 2.0 / HASTE, WAITING: 0.5}
SETTLED_S = 2.1  # by then a change of a file shows in its times for sure
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


def later(moment: datetime, wait: timedelta) -> datetime:
    return (moment.astimezone(UTC) + wait).astimezone(moment.tzinfo)


@dataclass
class Change:
    """What happens between two moments: files that come, change or go (``None``)."""

    until: datetime
    files: dict[str, str | None] = field(default_factory=dict)

    def on(self, desk: Desk) -> None:
        for name, text in self.files.items():
            desk.drop(name, text)
        desk.now = self.until


@dataclass
class Officer:
    """Which releases lie in the folder, and what is under embargo until when."""

    chance: random.Random
    lying: set[str]
    sealed: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    turn: int = 0

    def change(self, now: datetime) -> Change:
        """One to three things that she does; an embargo may run out as well."""
        self.turn += 1
        made = Change(later(now, STEP))
        for _ in range(self.chance.randint(1, 3)):
            name = f"meldung-{self.chance.randrange(RELEASES)}"
            # Without its release an English text is a mistake.
            kinds = (_edited, _edited, _corrected, _removed, _translated, _translated, _untranslated)
            kind = self.chance.choice(kinds if name in self.lying else (_edited, _corrected))
            made.files |= kind(name, self.turn)
            self.lying.add(name)
            if kind is _removed:
                self.lying.remove(name)
        if self.chance.random() < 0.4:
            made.files |= self._seal(made.until)
        return made

    def _seal(self, now: datetime) -> dict[str, str | None]:
        files: dict[str, str | None] = {}
        if len(self.sealed) == MOST_SEALED:
            oldest = min(self.sealed)
            del self.sealed[oldest]
            files[oldest] = None
        until = later(now, STEP * self.chance.randint(0, 2) + STEP / 2)
        word = f"Tiefenbohrung{self.turn}x"
        name = f"gesperrt-{self.turn:05}.md"
        self.sealed[name] = word, until
        files[name] = (
            f"---\ntitel: Eine {word} in Kahla\nsperrfrist: {until.isoformat()}\n---\n\nKahla, 3. Mai 2024 – Der "
            f"Tüftlerverein Kahla e.V. hat {self.turn} Meter gebohrt. Dr. Karla Steinhäuser nennt es {word}.\n"
        )
        return files

    def secrets(self, now: datetime) -> list[bytes]:
        """The words that nobody may find at a moment."""
        return [word.encode() for word, until in self.sealed.values() if now < until]


def _edited(name: str, turn: int) -> Mapping[str, str | None]:
    return {f"{name}.md": _words(name, turn)}


def _corrected(name: str, turn: int) -> Mapping[str, str | None]:
    return {f"{name}.md": f'---\nkorrektur: "Es sind {turn} Werkbänke."\n---\n\n{_words(name, turn)}'}


def _removed(name: str, _turn: int) -> Mapping[str, str | None]:
    return {f"{name}.md": None, f"{name}.en.md": None}


def _translated(name: str, turn: int) -> Mapping[str, str | None]:
    return {f"{name}.en.md": sample("werkstatt.en.md").replace("14 workbenches", f"{turn} workbenches, says {name}")}


def _untranslated(name: str, _turn: int) -> Mapping[str, str | None]:
    return {f"{name}.en.md": None}


def _words(name: str, turn: int) -> str:
    return "# " + sample("werkstatt.txt").replace("\n", f" {name}\n", 1).replace("14 Werk", f"{turn} Werk")


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


@dataclass
class Rounds:
    """The desk that is killed, its twin, and what was counted."""

    killed: Desk
    twin: Desk
    board: Board
    chance: random.Random
    hits: Counter[str] = field(default_factory=Counter)
    lived: Counter[str] = field(default_factory=Counter)
    cuts: Counter[str] = field(default_factory=Counter)
    change: Change | None = None  # what the killed desk has not heard of yet
    changed_s: float = 0.0

    def apply(self) -> None:
        """Let the change happen on the killed desk: first the files, so that the clock alone changes nothing."""
        if self.change is not None:
            self.change.on(self.killed)
            self.board.now = self.change.until
            self.changed_s = time.monotonic()
        self.change = None

    def kill(self, phase: str, wait_s: float) -> None:
        """A watch, and its end so many seconds after it has come to a phase."""
        self.board.begin()
        is_live = self.change is not None and self.chance.random() < 0.7
        if not is_live:
            self.apply()
        child = start_group(partial(watched, self.killed, self.board))
        try:
            if is_live:
                wait(lambda: self.board.is_idle(1), child, "idle")
                if phase != WAITING:
                    self.apply()
                    wait(lambda: not self.board.is_idle(1) or self.board.runs > 1, child, "at work")
            run = int(is_live and phase != WAITING)
            goal = PHASES.index(phase)
            wait(
                lambda: self.board.runs > run or (self.board.runs == run and self.board.phase >= goal),
                child,
                f"at „{phase}“",
            )
            time.sleep(wait_s)
            self.hits[PHASES[self.board.phase]] += 1
        finally:
            kill_group(child)
        self.expect_no_failure()

    def complete(self) -> None:
        """The next one, which lives: a watch or a build."""
        self.board.begin()
        if self.chance.random() < 0.5:
            self.lived["build"] += 1
            self.apply()
            live(partial(build, self.killed, self.board))
        else:
            self.lived["watch"] += 1
            child = start_group(partial(watched, self.killed, self.board))
            try:
                wait(lambda: self.board.is_idle(1), child, "idle")
                if self.change is not None:
                    self.apply()
                    wait(lambda: self.board.is_idle(2), child, "idle again")
                os.kill(child, signal.SIGTERM)
                end_s = time.monotonic() + LIMIT_S
                while not has_ended(child) and time.monotonic() < end_s:
                    time.sleep(PAUSE_S)
                if (status := os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is None:
                    raise FaultError("the watch did not end when asked to")
                if status.si_status:
                    raise FaultError(f"the watch ended with {status.si_status}")
            finally:
                kill_group(child)
        self.expect_no_failure()
        self.killed.output = visible(self.killed.folder)
        compare(self.killed, self.twin)
        if listing(self.killed.releases) != listing(self.twin.releases):
            raise FaultError("a file of the officer has changed")

    def cut_power(self) -> None:
        """Spoil what was written and not flushed, in the output and in the state folder."""
        state = [path for path in self.killed.state.iterdir() if not path.name.startswith(STATE_FILE)]
        output = [path for path in (self.killed.folder / "output").rglob("*") if path.is_file()]
        self.cuts += cut(self.chance, [*state, *output], self.board.synced_ns)

    def expect_no_failure(self) -> None:
        if self.board.failures:
            raise FaultError("a run failed; what it said stands above")


def main(kills: int, seed: int, folder: Path) -> None:
    # Whoever ends this before its time ends the watch with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    chance = random.Random(seed)
    now = datetime.now(BERLIN).replace(second=0, microsecond=0)
    with desks(folder, now) as (killed, twin):
        text = CONFIG.format(base=BASE, url=killed.settings.translate.google.url)
        for desk in (killed, twin):
            (desk.folder / "config.toml").write_text(text, "utf-8")
            desk.settings = config.load(desk.folder / "config.toml")
            for number in range(RELEASES):
                Change(now, dict(_edited(f"meldung-{number}", number))).on(desk)
            desk.complete()
        officer = Officer(chance, {f"meldung-{number}" for number in range(RELEASES)})
        rounds = Rounds(killed, twin, Board(now), chance)
        while rounds.hits.total() < kills:
            rounds.change = officer.change(twin.now)
            rounds.change.on(twin)
            twin.complete()
            lengths_s = dict(zip(STAGES, twin.clock.lengths_s(), strict=True)) | PASSING_S
            for last in reversed(range(min(chance.randint(1, MOST_KILLS), kills - rounds.hits.total()))):
                # The last is the one before which the power goes, and that hurts most where much is written.
                phase = chance.choice(PHASES if last or chance.random() < 0.5 else (PUBLISHING, STATE))
                rounds.kill(phase, chance.uniform(0, lengths_s[phase]))
                look(killed, twin.output, listing(killed.releases), officer.secrets(rounds.board.now))
            if chance.random() < 0.2:
                # The power may go after a run that had nothing left to do, too.
                rounds.apply()
                time.sleep(max(0.0, SETTLED_S - (time.monotonic() - rounds.changed_s)))
                rounds.complete()
            if chance.random() < 0.8:
                rounds.cut_power()
            rounds.complete()
    print(
        json.dumps(
            {
                "kills": rounds.hits.total(),
                "hits": rounds.hits,
                "runs that lived": rounds.lived,
                "files after a power cut": rounds.cuts,
                "files": len(killed.output),
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
