"""Watch a desk again and again, kill the watch with SIGKILL at random moments, and look at what is left each time.

    python tests/publish/watch_kill_rounds.py KILLS SEED FOLDER

While it is watched, releases are dropped, edited, corrected and taken out, English texts put in and changed, embargoes
run out. The whole process group dies, with the helper that reads. ``kill_desk`` says what must hold after each kill;
after the last one of a change, most often, the power goes too (``power_cut``). Then the next watch, or the next
``press build``, must come to its end by itself and leave byte for byte what a desk has that was never killed, with the
same ids, addresses and dates. Prints what was found as JSON; the first fault ends it.
"""

from __future__ import annotations

import json
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from kill_desk import PUBLISHING, STAGES, STATE, Desk, compare, desks, look, visible
from kill_rounds import FaultError, listing, live
from officer import RELEASES, Change, Officer, edited
from power_cut import cut
from watched_desk import (
    BERLIN,
    PASSING_S,
    PHASES,
    WAITING,
    Board,
    build,
    configure,
    kill_group,
    start_group,
    stop,
    wait,
    watched,
)

from pipeline.job import STATE_FILE

MOST_KILLS = 5  # of one change
SETTLED_S = 2.1  # by then a change of a file shows in its times for sure


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
    hers: dict[str, bytes] = field(default_factory=dict)  # the officer's files on the killed desk, as she left them

    def __post_init__(self) -> None:
        self.hers = listing(self.killed.releases)

    def apply(self) -> None:
        """Let the change happen on the killed desk: first the files, so that the clock alone changes nothing."""
        if self.change is not None:
            self.change.on(self.killed)
            self.board.now = self.change.until
            self.changed_s = time.monotonic()
            self.hers = listing(self.killed.releases)
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
                stop(child)
            finally:
                kill_group(child)
        self.expect_no_failure()
        self.killed.output = visible(self.killed.folder)
        compare(self.killed, self.twin)
        if not self.hers == listing(self.killed.releases) == listing(self.twin.releases):
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
        for desk in (killed, twin):
            configure(desk)
            for number, name in enumerate(RELEASES):
                Change(now, dict(edited(name, number))).on(desk)
            desk.complete()
        officer = Officer(chance, {f"{name}.md" for name in RELEASES})
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
                look(killed, twin.output, rounds.hers, officer.secrets(rounds.board.now))
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
