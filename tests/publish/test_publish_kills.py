"""SIGKILL at random moments of real runs: never a torn file, never a list that leads to what is missing."""

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
@pytest.mark.parametrize(("kills", "seed"), [pytest.param(200, 2, id="200")])
def test_killed_runs_leave_every_file_old_or_new_every_link_alive_and_the_next_run_repairs(
    kills: int, seed: int, tmp_path: Path
) -> None:
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests", HERE)))
    done = subprocess.run(
        [sys.executable, str(HERE / "kill_rounds.py"), str(kills), str(seed), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == kills
    # Not all before the first rename or after the last: a good part of the kills hit the middle.
    assert found["hits"]["in the middle"] >= kills // 10
