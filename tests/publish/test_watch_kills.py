"""SIGKILL at random moments of a watch and all that it has started, and then, most often, the power goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rounds import rounds


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_watches_leave_state_output_and_her_texts_sound_and_the_next_run_completes(tmp_path: Path) -> None:
    kills = 12
    found = rounds("watch_kill_rounds.py", kills=kills, seed=1, folder=tmp_path)
    # Not all of them hit a watch that was waiting.
    assert sum(number for phase, number in found["hits"].items() if "arten" not in phase) >= kills // 3
    assert found["runs that lived"].keys() == {"watch", "build"}
    assert sum(number for how, number in found["files after a power cut"].items() if how != "as it was")
