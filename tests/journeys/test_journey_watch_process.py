"""``press watch`` as a process of its own, by the real clock: bursts, embargoes, signals, a full disk."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

ROOT = Path(__file__).parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals are sent as POSIX systems do")]


class Process:
    """A running watch, and the events that it has told of so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.log = (folder / "log.jsonl").open("w+", encoding="utf-8")
        command = [sys.executable, "-m", "pipeline", "watch", "--log-json", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, cwd=folder, stderr=self.log, env=environment)

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text("utf-8").splitlines()]

    def count(self, name: str) -> int:
        return sum(event["event"] == name for event in self.events())

    def until(self, met: Callable[[], object], *, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not met():
            assert self.process.poll() is None, (self.folder / "log.jsonl").read_text("utf-8")
            assert time.monotonic() < end, (self.folder / "log.jsonl").read_text("utf-8")
            time.sleep(0.05)

    def stop(self, number: int = signal.SIGTERM) -> float:
        """End it; how many seconds that took."""
        begun_s = time.monotonic()
        self.process.send_signal(number)
        assert self.process.wait(20) == 0
        return time.monotonic() - begun_s


@contextmanager
def watch(folder: Path, *options: str) -> Iterator[Process]:
    running = Process(folder, *options)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        running.log.close()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "releases").mkdir()
    (tmp_path / "config.toml").write_text("[translate]\nproviders = []\n", "utf-8")
    return tmp_path


def release(number: int, *, sentences: int = 3) -> str:
    body = " ".join(f"Der Verein Nummer {number} zeigt im Saal {index} seine Arbeiten." for index in range(sentences))
    return f"Meldung Nummer {number}\n\nKahla, 3. Mai 2024 – {body}\n"


def published(folder: Path) -> set[str]:
    index = folder / "output" / "data" / "index.json"
    records = [json.loads(path.read_text("utf-8")) for path in index.parent.glob("*.json")] if index.exists() else []
    return {record["source"] for record in records if isinstance(record, dict) and "source" in record}


def test_a_burst_of_500_files_is_one_run(office: Path) -> None:
    with watch(office) as running:
        running.until(lambda: running.count("run-finished"))
        for number in range(500):
            (office / "releases" / f"m{number}.txt").write_text(release(number), "utf-8")
            time.sleep(0.004)
        running.until(lambda: running.count("run-finished") > 1, seconds=240)
        time.sleep(3)
        finished = [event for event in running.events() if event["event"] == "run-finished"]
        assert [event["published"] for event in finished] == [0, 500]
        assert set(finished[1]["stages"]) == {
            "Lesen",
            "Personen und Organisationen finden",
            "Übersetzen",
            "Veröffentlichen",
        }
        assert running.stop() < 5


def test_an_embargo_ends_at_its_second_by_the_real_clock(office: Path) -> None:
    with watch(office) as running:
        running.until(lambda: running.count("run-finished"))
        until = datetime.now(BERLIN).replace(microsecond=0) + timedelta(seconds=9)
        text = f"---\ntitel: Der Geheimpreis\nsperrfrist: {until.isoformat()}\n---\n\nKahla, 3. Mai 2024 – Er kommt.\n"
        (office / "releases" / "geheim.md").write_text(text, "utf-8")
        running.until(lambda: running.count("release-withheld"))
        assert datetime.now(BERLIN) < until
        while datetime.now(BERLIN) < until:
            for path in (office / "output").rglob("*"):
                assert "geheim" not in path.name
                assert not path.is_file() or b"eheimpreis" not in path.read_bytes() or datetime.now(BERLIN) >= until
            time.sleep(0.1)
        running.until(lambda: published(office) == {"geheim.md"}, seconds=5)
        assert b"eheimpreis" not in (office / "log.jsonl").read_bytes()


@pytest.mark.parametrize("delay_s", [0.0, 0.8, 2.0])
def test_a_signal_in_the_middle_of_a_run_leaves_all_of_it_or_nothing(office: Path, delay_s: float) -> None:
    for number in range(20):
        (office / "releases" / f"m{number}.txt").write_text(release(number, sentences=30), "utf-8")
    with watch(office) as running:
        running.until(lambda: running.count("run-started"))
        time.sleep(delay_s)
        assert running.stop() < 15
    assert running.events()[-1]["event"] == "watch-stopped"
    output = office / "output"
    manifest = json.loads((output / ".manifest.json").read_text("utf-8")) if output.exists() else {}
    found = {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert found == manifest
    assert len(published(office)) in (0, 20)
    assert not list(output.rglob(".press-*"))
    with watch(office) as running:
        running.until(lambda: running.count("run-finished"))
    assert len(published(office)) == 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "klein"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("option", ["--output", "--state"])
def test_a_full_disk_is_told_and_outlived(office: Path, small_disk: Path, option: str) -> None:
    ballast = small_disk / "ballast"
    with watch(office, option, str(small_disk / "ordner")) as running:
        running.until(lambda: running.count("run-finished"))
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        for number in range(20):
            (office / "releases" / f"m{number}.txt").write_text(release(number), "utf-8")
        running.until(lambda: running.count("run-failed"))
        time.sleep(6)
        problem = next(event["problem"] for event in running.events() if event["event"] == "run-failed")
        assert "Traceback" not in problem
        assert "Platz" in problem or "voll" in problem
        ballast.unlink()
        running.until(lambda: running.count("recovered"))
        output = small_disk / "ordner" if option == "--output" else office / "output"
        assert len(list((output / "data").glob("meldung-*.json"))) == 20
        assert running.stop() < 5
