"""A desk whose runs are killed and its twin whose are not: what both rounds of kills need.

A desk with a translator on this machine. After each kill the state file must be sound and open, every output file must
be the one from before the change or the one that a run which was never killed makes of it, lists must lead to what is
there, nothing withheld may be out, and what the officer wrote must be as she wrote it.
"""

from __future__ import annotations

import json
import mmap
import multiprocessing
import os
import sqlite3
import struct
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from kill_rounds import BASE, HIDDEN, PAUSE_S, FaultError, follow, links, listing, live
from loopback import Loopback

from pipeline import build
from pipeline.config import Google, Settings, Translate
from pipeline.job import STATE_FILE, Job
from pipeline.state.identity import Record
from pipeline.state.store import Store

TEXTS = Path(__file__).parents[1] / "data" / "journeys"
HERS = "eigene"  # the release with a person's English text, which is never touched
BEFORE, READING, NAMES, TRANSLATING, PUBLISHING, STATE = STAGES = (
    "vor dem Lesen",
    "Lesen",
    "Personen und Organisationen finden",
    "Übersetzen",
    "Veröffentlichen",
    "Gemerktes schreiben",
)
OVER = len(STAGES)


class Clock:
    """Progress whose stages, and the moments at which they began, stand in memory that both processes see."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8 * (OVER + 1))

    def begin(self) -> None:
        self._memory[:] = bytes(len(self._memory))
        self.note(0)

    def note(self, stage: int) -> None:
        self._memory[8 * stage : 8 * stage + 8] = struct.pack("d", time.monotonic())

    def moments(self) -> tuple[float, ...]:
        return struct.unpack(f"{OVER + 1}d", self._memory[:])

    def stage(self) -> int:
        """The number of the stage that began last; one more than there are if the run is over."""
        return max(number for number, moment in enumerate(self.moments()) if moment)

    def lengths_s(self) -> list[float]:
        """How long each stage of the last run took; one that there was no need for took no time."""
        ends = list(self.moments())
        for stage in reversed(range(OVER)):
            ends[stage] = ends[stage] or ends[stage + 1]
        return [max(0.0, after - before) for before, after in pairwise(ends)]

    def start(self, stage: str, total: int) -> None:
        # Withheld releases are translated in a stage of their own; it counts with the others.
        self.note(STAGES.index(TRANSLATING if "übersetzen" in stage else stage))

    def advance(self, steps: int = 1) -> None:
        if self.stage() == STAGES.index(PUBLISHING):
            self.note(STAGES.index(STATE))


@dataclass
class Desk:
    """The folders of a desk and what its last complete run left."""

    folder: Path
    settings: Settings
    clock: Clock
    now: datetime
    output: dict[str, bytes] = field(default_factory=dict)

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def state(self) -> Path:
        return self.folder / ".press"

    def job(self) -> Job:
        return Job(
            settings=self.settings,
            releases=self.releases,
            output=self.folder / "output",
            state=self.state,
            now=self.now,
            environ={},
            clock_ns=time.time_ns(),
            withdraw_missing=True,
        )

    def build(self) -> None:
        """One run."""
        done = build.build(self.job(), progress=self.clock)
        if done.catalogue.failures:
            raise FaultError(f"a run failed: {done.catalogue.failures}")
        self.clock.note(OVER)

    def complete(self) -> None:
        """Let a run live."""
        self.clock.begin()
        live(self.build)
        if self.clock.stage() != OVER:
            raise FaultError("a run that was not killed did not come to its end")
        self.output = visible(self.folder)

    def drop(self, name: str, text: str | None) -> None:
        """Put a file among the releases, or take it out."""
        path = self.releases / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, "utf-8")

    def records(self) -> tuple[Record, ...]:
        """What is remembered for good: ids, addresses, dates."""
        with Store.open(self.state / STATE_FILE) as store:
            return store.records()


def sample(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def visible(folder: Path) -> dict[str, bytes]:
    """What readers may come across in the output."""
    found = listing(folder / "output")
    return {path: content for path, content in found.items() if not HIDDEN.match(path)}


def look(desk: Desk, expected: dict[str, bytes], releases: dict[str, bytes], secrets: Collection[bytes]) -> None:
    """Check a desk after a kill."""
    look_at_state(desk.state)
    if listing(desk.releases) != releases:
        raise FaultError("a file of the officer has changed")
    for path, content in listing(desk.folder / "output").items():
        if any(secret in content for secret in secrets):
            raise FaultError(f"{path} holds what is withheld")
    found = visible(desk.folder)
    for path, content in found.items():
        if content not in (desk.output.get(path), expected.get(path)):
            raise FaultError(f"{path} is neither the old nor the new file: {len(content)} bytes")
    if lost := (desk.output.keys() & expected.keys()) - found.keys():
        raise FaultError(f"before and after, but gone: {sorted(lost)}")
    follow(found, lambda path: links(path, found[path]))
    mark = f'"{HERS}.txt"'.encode()
    hers = [content for path, content in found.items() if path.startswith("data/") and mark in content]
    if not any(
        json.loads(content)["editions"]["en"]["status"] == "approved" for content in hers if content[:1] == b"{"
    ):
        raise FaultError("her English text is not published any more")


def look_at_state(state: Path) -> None:
    """Check that the state file is sound, opens, and was not set aside by whoever opened it before."""
    database = state / STATE_FILE
    if database.exists():
        with sqlite3.connect(database) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise FaultError("the state file is damaged")
        connection.close()
    with Store.open(database) as store:
        store.records()
    if list(state.glob("*damaged*")):
        raise FaultError("the state file was set aside")


def compare(killed: Desk, twin: Desk) -> None:
    """Check that a desk whose last run lived has, byte for byte, what one has that was never killed."""
    paths = killed.output.keys() | twin.output.keys()
    if odd := sorted(path for path in paths if killed.output.get(path) != twin.output.get(path)):
        raise FaultError(f"a desk that was never killed has other files: {odd}")
    if killed.records() != twin.records():
        raise FaultError("a desk that was never killed remembers other ids, addresses or dates")


def has_ended(child: int) -> bool:
    """Whether it is over; it stays to be waited for, so that its id is that of no other process."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def wait_for_stage(clock: Clock, stage: int, child: int) -> None:
    """Wait until a run has come to a stage, or is over."""
    while clock.stage() < stage and not has_ended(child):
        time.sleep(PAUSE_S)


@contextmanager
def desks(folder: Path, now: datetime, names: Sequence[str] = ("killed", "twin")) -> Iterator[tuple[Desk, ...]]:
    """Desks side by side that ask a translator on this machine; each has a release with a person's English text."""
    ours, theirs = multiprocessing.Pipe()
    translator = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs,), daemon=True)
    translator.start()
    google = Google(url=ours.recv())
    translate = Translate(google=google, requests_per_second={"google": 0.0}, answer_timeout_s=60.0)
    base = Settings()
    settings = replace(base, translate=translate, site=replace(base.site, base_url=BASE))
    os.environ["NO_PROXY"] = "127.0.0.1"
    clock = Clock()
    made = tuple(Desk(folder / name, settings, clock, now) for name in names)
    for desk in made:
        desk.drop(f"{HERS}.txt", sample("werkstatt.txt"))
        desk.drop(f"{HERS}.en.md", sample("werkstatt.en.md"))
    yield made
    ours.send(None)
    translator.join(5)


def _serve(told: Connection) -> None:
    """A translator in a process of its own: one that is forked again and again has no threads."""
    with Loopback() as server:
        told.send(server.google_url)
        told.recv()
