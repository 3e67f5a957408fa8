"""Two runs at once in one output folder, whatever state folders they use: the second waits, or says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.publish import PublishError, write

ROOT = Path(__file__).parents[2]
# A run in a process of its own that stands still in the middle of its files until it reads a line.
RUN = """
import sys
from pathlib import Path
from pipeline.publish import write

def files():
    yield "a.html", b"theirs"
    print("in the middle", flush=True)
    sys.stdin.readline()
    yield "b.html", b"theirs"

write(files(), Path(sys.argv[1]))
"""


@contextmanager
def other_run(output: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", RUN, str(output)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in the middle\n"
        try:
            yield process
        finally:
            process.kill()


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir())


def test_second_run_says_so_after_a_while_and_changes_nothing(tmp_path: Path) -> None:
    write({"a.html": b"old"}, tmp_path)
    with other_run(tmp_path) as other:
        before = names(tmp_path)
        with pytest.raises(PublishError, match="Ein anderer Lauf schreibt gerade in diesen Ordner") as caught:
            write({"a.html": b"ours"}, tmp_path, wait_s=0.2)
        assert names(tmp_path) == before
        assert (tmp_path / "a.html").read_bytes() == b"old"
        other.communicate(b"\n", timeout=30)

    assert caught.value.path == tmp_path
    assert (tmp_path / "a.html").read_bytes() == b"theirs"
    assert names(tmp_path) == [".manifest.json", "a.html", "b.html"]


def test_second_run_waits_for_its_turn(tmp_path: Path) -> None:
    with other_run(tmp_path) as other:
        assert other.stdin is not None
        waiting = threading.Thread(target=write, args=({"a.html": b"ours"}, tmp_path))
        waiting.start()
        time.sleep(0.3)
        assert not (tmp_path / "a.html").exists()
        other.stdin.write(b"\n")
        other.stdin.close()
        waiting.join(timeout=30)

    assert (tmp_path / "a.html").read_bytes() == b"ours"
    assert names(tmp_path) == [".manifest.json", "a.html"]


def test_killed_run_holds_nobody_up_and_leaves_nothing_for_readers(tmp_path: Path) -> None:
    write({"a.html": b"old"}, tmp_path)
    with other_run(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait(timeout=30)
        assert (tmp_path / "a.html").read_bytes() == b"old"
        assert not (tmp_path / "b.html").exists()

        done = write({"a.html": b"ours"}, tmp_path, wait_s=0)

    assert done.foreign == ()
    assert names(tmp_path) == [".manifest.json", "a.html"]


@pytest.mark.slow
def test_many_runs_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    inside: list[int] = []
    most = 0

    def files(number: int) -> Iterator[tuple[str, bytes]]:
        nonlocal most
        inside.append(number)
        most = max(most, len(inside))
        time.sleep(0.01)
        yield "a.html", str(number).encode()
        inside.remove(number)

    runs = [threading.Thread(target=lambda n=n: write(files(n), tmp_path)) for n in range(12)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(timeout=60)

    assert most == 1
    assert names(tmp_path) == [".manifest.json", "a.html"]
