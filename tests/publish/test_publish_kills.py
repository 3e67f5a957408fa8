"""SIGKILL at random moments of real runs: never a torn file, never a list that leads to what is missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rounds import rounds


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize(("kills", "seed"), [pytest.param(200, 2, id="200")])
def test_killed_runs_leave_every_file_old_or_new_every_link_alive_and_the_next_run_repairs(
    kills: int, seed: int, tmp_path: Path
) -> None:
    found = rounds("kill_rounds.py", kills=kills, seed=seed, folder=tmp_path)
    # Not all before the first rename or after the last: a good part of the kills hit the middle.
    assert found["hits"]["in the middle"] >= kills // 10
