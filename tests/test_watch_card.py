from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.watch.card import CARD, TakenError, alone, show, watcher

ROOT = Path(__file__).parents[1]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from pipeline.watch.card import alone
with alone(Path(sys.argv[1]), datetime.now(UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_holder_is_named_and_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(TakenError, match=rf"\(Prozess {other.pid}\) seit \d\d\.\d\d\.\d{{4}}"),
            alone(tmp_path, NOON),
        ):
            pass
        card = watcher(tmp_path)
        assert card is not None
        assert card.pid == other.pid
        other.send_signal(signal.SIGKILL)
        other.wait(10)
    assert (tmp_path / CARD).exists()
    assert watcher(tmp_path) is None
    with alone(tmp_path, NOON) as mine:
        assert mine.pid == os.getpid()
        assert watcher(tmp_path) == mine
    assert watcher(tmp_path) is None


def test_the_card_says_what_is_wrong(tmp_path: Path) -> None:
    with alone(tmp_path, NOON) as card:
        show(tmp_path, card, problem="Der Datenträger ist voll.")
        found = watcher(tmp_path)
        assert found is not None
        assert found.problem == "Der Datenträger ist voll."
    assert not (tmp_path / CARD).exists()


@pytest.mark.parametrize("text", ["", "{}", json.dumps({"host": 1}), "[]"])
def test_a_card_that_says_nothing_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / CARD).write_text(text, "utf-8")
    assert watcher(tmp_path) is None
