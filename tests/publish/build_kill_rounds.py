"""Build again and again, kill it with SIGKILL at random moments, and look at what is left each time.

    python tests/publish/build_kill_rounds.py KILLS SEED FOLDER

Releases come, go and change, one has a person's English text, one is under embargo; ``kill_desk`` says what must hold
after each kill. Every few kills a run lives, and must leave byte for byte what a desk that was never killed has. Prints
what was found as JSON; the first fault ends it.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kill_desk import STAGES, Desk, compare, desks, has_ended, look, sample, wait_for_stage
from kill_rounds import kill, listing, start

NOW = datetime(2024, 6, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
RELEASES = 8
MOST_KILLS = 8  # of one change
SECRET = "Tiefenbohrung"


def change(chance: random.Random, desks: Iterable[Desk], turn: int) -> None:
    """What an officer does between two runs: one to three releases edited, taken out or put back."""
    words = sample("werkstatt.txt")
    for _ in range(chance.randint(1, 3)):
        number = chance.randrange(RELEASES)
        text = words.replace("\n", f" {number}\n", 1).replace("14 Werkbänke", f"{20 + turn} Werkbänke")
        gone = chance.random() < 0.2
        for desk in desks:
            desk.drop(f"meldung-{number}.txt", None if gone else text)


def main(kills: int, seed: int, folder: Path) -> None:
    with desks(folder, NOW) as (killed, twin):
        for desk in (killed, twin):
            desk.drop("gesperrt.txt", f"{sample('geheim.txt')}\n\n{SECRET}: Mehr dazu später.\n")
        for number in range(RELEASES):
            change(random.Random(number), (killed, twin), number)
        for desk in (killed, twin):
            desk.complete()
        chance = random.Random(seed)
        clock = killed.clock
        hits: Counter[str] = Counter()
        survived = turn = 0
        while hits.total() < kills:
            turn += 1
            change(chance, (killed, twin), turn)
            twin.complete()
            releases = listing(killed.releases)
            lengths_s = clock.lengths_s()
            for _ in range(min(chance.randint(1, MOST_KILLS), kills - hits.total())):
                # Stages take their turns, else nearly all kills would hit the longest one.
                stage = chance.randrange(len(STAGES))
                clock.begin()
                child = start(killed.build)
                wait_for_stage(clock, stage, child)
                time.sleep(chance.uniform(0, lengths_s[stage]))
                hits["nach dem Ende" if has_ended(child) else STAGES[min(clock.stage(), len(STAGES) - 1)]] += 1
                kill(child)
                look(killed, twin.output, releases, [SECRET.encode()])
            killed.complete()
            survived += 1
            compare(killed, twin)
    print(json.dumps({"kills": hits.total(), "hits": hits, "runs that lived": survived, "files": len(killed.output)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
