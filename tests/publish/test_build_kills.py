"""SIGKILL at random moments of whole builds, from reading to publishing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rounds import rounds


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_builds_leave_state_output_and_her_text_sound_and_the_next_completes(tmp_path: Path) -> None:
    kills = 40
    found = rounds("build_kill_rounds.py", kills=kills, seed=1, folder=tmp_path)
    # Every stage has had its turn, and most runs were at work.
    assert found["hits"].keys() >= {"Lesen", "Personen und Organisationen finden", "Übersetzen", "Veröffentlichen"}
    assert found["hits"].get("nach dem Ende", 0) <= kills // 2
