"""SIGKILL at random moments of whole builds, from reading to publishing."""

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
def test_killed_builds_leave_state_output_and_her_text_sound_and_the_next_completes(tmp_path: Path) -> None:
    kills = 40
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests", HERE)))
    done = subprocess.run(
        [sys.executable, str(HERE / "build_kill_rounds.py"), str(kills), "1", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == kills
    # Every stage has had its turn, and most runs were at work.
    assert found["hits"].keys() >= {"Lesen", "Personen und Organisationen finden", "Übersetzen", "Veröffentlichen"}
    assert found["hits"].get("nach dem Ende", 0) <= kills // 2
