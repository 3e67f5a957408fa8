"""Build again and again, kill it with SIGKILL at random moments, and look at what is left each time.

    python tests/publish/build_kill_rounds.py KILLS SEED FOLDER

A desk with a translator on this machine: releases come, go and change, one has a person's English text, one is under
embargo. After each kill the state file must be sound and open, every output file must be the one from before the change
or the one that a run which was never killed makes of it, lists must lead to what is there, nothing withheld may be out,
and what the officer wrote must be as she wrote it. Every few kills a run lives, and must leave byte for byte what a
desk that was never killed has. Prints what was found as JSON; the first fault ends it.
"""

from __future__ import annotations

import json
import mmap
import multiprocessing
import os
import random
import sqlite3
import struct
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo

from kill_rounds import BASE, HIDDEN, PAUSE_S, FaultError, follow, kill, links, listing, live, start
from loopback import Loopback

from pipeline import build
from pipeline.config import Google, Settings, Translate
from pipeline.job import STATE_FILE, Job
from pipeline.store import Store

TEXTS = Path(__file__).parents[1] / "data" / "journeys"
NOW = datetime(2024, 6, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
RELEASES = 8
MOST_KILLS = 8  # of one change
SECRET = b"Tiefenbohrung"
STAGES = ("vor dem Lesen", "Lesen", "Personen und Organisationen finden", "Übersetzen", "Veröffentlichen")


class Clock:
    """Progress whose stages, and the moments at which they began, stand in memory that both processes see."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8 * (len(STAGES) + 1))

    def begin(self) -> None:
        self._memory[:] = bytes(len(self._memory))
        self.note(0)

    def note(self, stage: int) -> None:
        self._memory[8 * stage : 8 * stage + 8] = struct.pack("d", time.monotonic())

    def moments(self) -> tuple[float, ...]:
        return struct.unpack(f"{len(STAGES) + 1}d", self._memory[:])

    def stage(self) -> int:
        """The number of the stage that began last; one more than there are if the run is over."""
        return max(number for number, moment in enumerate(self.moments()) if moment)

    def start(self, stage: str, total: int) -> None:
        # Withheld releases are translated in a stage of their own; it counts with the others.
        self.note(STAGES.index("Übersetzen" if "übersetzen" in stage else stage))

    def advance(self, steps: int = 1) -> None:
        """Nobody counts."""


@dataclass
class Desk:
    """The folders of a desk and what its last complete run left."""

    folder: Path
    settings: Settings
    clock: Clock
    output: dict[str, bytes] = field(default_factory=dict)

    def job(self) -> Job:
        return Job(
            settings=self.settings,
            releases=self.folder / "releases",
            output=self.folder / "output",
            state=self.folder / ".press",
            now=NOW,
            environ={},
            withdraw_missing=True,
        )

    def build(self) -> None:
        """One run."""
        done = build.build(self.job(), progress=self.clock)
        if done.catalogue.failures:
            raise FaultError(f"a run failed: {done.catalogue.failures}")
        self.clock.note(len(STAGES))

    def complete(self) -> None:
        """Let a run live."""
        self.clock.begin()
        live(self.build)
        if self.clock.stage() != len(STAGES):
            raise FaultError("a run that was not killed did not come to its end")
        self.output = visible(self.folder)


def visible(folder: Path) -> dict[str, bytes]:
    """What readers may come across in the output."""
    found = listing(folder / "output")
    return {path: content for path, content in found.items() if not HIDDEN.match(path)}


def drop(folders: list[Path], name: str, text: str | None) -> None:
    for folder in folders:
        path = folder / "releases" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, "utf-8")


def change(chance: random.Random, folders: list[Path], turn: int) -> None:
    """What an officer does between two runs: one to three releases edited, taken out or put back."""
    words = (TEXTS / "werkstatt.txt").read_text("utf-8")
    for _ in range(chance.randint(1, 3)):
        number = chance.randrange(RELEASES)
        text = words.replace("\n", f" {number}\n", 1).replace("14 Werkbänke", f"{20 + turn} Werkbänke")
        drop(folders, f"meldung-{number}.txt", None if chance.random() < 0.2 else text)


def look(desk: Desk, expected: dict[str, bytes], releases: dict[str, bytes]) -> None:
    """Check a desk after a kill."""
    database = desk.folder / ".press" / STATE_FILE
    if database.exists():
        with sqlite3.connect(database) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise FaultError("the state file is damaged")
        connection.close()
    with Store.open(database) as store:
        store.records()
    if list(database.parent.glob("*beschädigt*")) or len(list(database.parent.glob("*.sqlite"))) > 2:
        raise FaultError("the state file was set aside")
    if listing(desk.folder / "releases") != releases:
        raise FaultError("a file of the officer has changed")
    found = visible(desk.folder)
    for path, content in found.items():
        if content not in (desk.output.get(path), expected.get(path)):
            raise FaultError(f"{path} is neither the old nor the new file: {len(content)} bytes")
        if SECRET in content:
            raise FaultError(f"{path} holds what is withheld")
    if lost := (desk.output.keys() & expected.keys()) - found.keys():
        raise FaultError(f"before and after, but gone: {sorted(lost)}")
    follow(found, lambda path: links(path, found[path]))
    hers = [content for path, content in found.items() if path.startswith("data/") and b'"eigene.txt"' in content]
    if not any(
        json.loads(content)["editions"]["en"]["status"] == "approved" for content in hers if content[:1] == b"{"
    ):
        raise FaultError("her English text is not published any more")


def has_ended(child: int) -> bool:
    """Whether it is over; it stays to be waited for, so that its id is that of no other process."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def serve(told: Connection) -> None:
    """A translator in a process of its own: one that is forked again and again has no threads."""
    with Loopback() as server:
        told.send(server.google_url)
        told.recv()


def main(kills: int, seed: int, folder: Path) -> None:
    ours, theirs = multiprocessing.Pipe()
    translator = multiprocessing.get_context("fork").Process(target=serve, args=(theirs,), daemon=True)
    translator.start()
    google = Google(url=ours.recv())
    translate = Translate(google=google, requests_per_second={"google": 0.0}, answer_timeout_s=60.0)
    base = Settings()
    settings = replace(base, translate=translate, site=replace(base.site, base_url=BASE))
    os.environ["NO_PROXY"] = "127.0.0.1"
    clock = Clock()
    killed, twin = (Desk(folder / name, settings, clock) for name in ("killed", "twin"))
    folders = [killed.folder, twin.folder]
    drop(folders, "eigene.txt", (TEXTS / "werkstatt.txt").read_text("utf-8"))
    drop(folders, "eigene.en.md", (TEXTS / "werkstatt.en.md").read_text("utf-8"))
    secret = (TEXTS / "geheim.txt").read_text("utf-8")
    drop(folders, "gesperrt.txt", f"{secret}\n\n{SECRET.decode()}: Mehr dazu später.\n")
    for number in range(RELEASES):
        change(random.Random(number), folders, number)
    for desk in (killed, twin):
        desk.complete()
    chance = random.Random(seed)
    hits: Counter[str] = Counter()
    survived = turn = 0
    while hits.total() < kills:
        turn += 1
        change(chance, folders, turn)
        twin.complete()
        releases = listing(killed.folder / "releases")
        moments = clock.moments()
        lengths = [max(0.0, after - before) for before, after in pairwise(moments)]
        for _ in range(min(chance.randint(1, MOST_KILLS), kills - hits.total())):
            # Stages take their turns, else nearly all kills would hit the longest one.
            stage = chance.randrange(len(STAGES))
            clock.begin()
            child = start(killed.build)
            while clock.stage() < stage and not has_ended(child):
                time.sleep(PAUSE_S)
            time.sleep(chance.uniform(0, lengths[stage]))
            hits["nach dem Ende" if has_ended(child) else STAGES[min(clock.stage(), len(STAGES) - 1)]] += 1
            kill(child)
            look(killed, twin.output, releases)
        killed.complete()
        survived += 1
        if killed.output != twin.output:
            odd = {
                path
                for path in killed.output.keys() | twin.output.keys()
                if killed.output.get(path) != twin.output.get(path)
            }
            raise FaultError(f"a desk that was never killed has other files: {sorted(odd)}")
    ours.send(None)
    translator.join(5)
    print(json.dumps({"kills": hits.total(), "hits": hits, "runs that lived": survived, "files": len(killed.output)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
