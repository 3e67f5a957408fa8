"""SIGKILL at random moments of a watch and all that it has started, and then, most often, the power goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_watches_leave_state_output_and_her_texts_sound_and_the_next_run_completes(tmp_path: Path) -> None:
    kills = 12
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests", HERE)))
    done = subprocess.run(
        [sys.executable, str(HERE / "watch_kill_rounds.py"), str(kills), "1", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == kills
    # Not all of them hit a watch that was waiting.
    assert sum(number for phase, number in found["hits"].items() if "arten" not in phase) >= kills // 3
    assert found["runs that lived"].keys() == {"watch", "build"}
    assert sum(number for how, number in found["files after a power cut"].items() if how != "as it was")
