"""Rounds of kills in a process of their own: they fork, and what they kill must not be this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def rounds(script: str, *, kills: int, seed: int, folder: Path) -> dict[str, Any]:
    """What a script of this folder found in so many kills, all of which it must have made without a fault."""
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests", HERE)))
    done = subprocess.run(
        [sys.executable, str(HERE / script), str(kills), str(seed), str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["kills"] == kills
    return found
