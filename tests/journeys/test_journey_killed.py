"""A run that is killed, at any moment, and one that is interrupted: what is paid for is kept, and it ends at once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from desk import Desk
from loopback import Loopback, late, never

ROOT = Path(__file__).parents[2]
CONCURRENCY = 4
SENTENCES = 60
RELEASE = "\n".join(
    [
        "Neue Lampen am Fluss\n",
        "Kahla, 3. Mai 2024 – Der Verein stellt heute Lampen auf.\n",
        *(f"Das Licht der Lampe {number} ist hell.\n" for number in range(SENTENCES)),
    ]
)
pytestmark = pytest.mark.slow


def start(desk: Desk) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "build", "--now", "2024-06-01T12:00"],
        cwd=desk.folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "NO_PROXY": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for(server: Loopback, requests: int) -> None:
    until = time.monotonic() + 60
    while len(server.requests) < requests:
        assert time.monotonic() < until, "the run never came to its translator"
        time.sleep(0.002)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_run_loses_no_more_than_what_is_in_flight(desk: Desk, translator: Loopback, seed: int) -> None:
    chance = random.Random(seed)
    desk.configure(
        providers=["google"],
        concurrency=CONCURRENCY,
        requests_per_second={"google": 0.0},
        google={"url": translator.google_url},
    )
    desk.drop("lampen.txt", RELEASE)
    translator.always = late(0.02)
    kills = 0
    for _ in range(3):
        run = start(desk)
        wait_for(translator, len(translator.requests) + chance.randrange(1, 12))
        time.sleep(chance.uniform(0, 0.02))
        run.kill()
        run.communicate()
        kills += 1
    desk.build()
    edition = desk.data()["lampen.txt"]["editions"]["en"]
    assert len(edition["paragraphs"]) == SENTENCES + 1
    asked = Counter(translator.texts)
    # Each kill costs at most what was in flight; nothing else is asked for twice.
    assert sum(asked.values()) - len(asked) <= kills * CONCURRENCY


def test_an_interrupted_run_ends_within_a_second(desk: Desk, translator: Loopback) -> None:
    desk.configure(
        providers=["google"],
        answer_timeout_s=60.0,
        requests_per_second={"google": 0.0},
        google={"url": translator.google_url},
    )
    desk.drop("lampen.txt", RELEASE)
    translator.always = never
    run = start(desk)
    wait_for(translator, CONCURRENCY)
    began = time.monotonic()
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert time.monotonic() - began < 1
    assert run.returncode == 1
    assert "der nächste Lauf macht weiter" in said.decode()
    assert "Traceback" not in said.decode()
