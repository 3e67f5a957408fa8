from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"(\d+) requests, .* ratio ([\d.]+); second run: (\d+) requests, ([\d.]+) ms a segment")


@pytest.mark.slow
def test_drafting_keeps_near_the_ideal_and_a_second_run_asks_nothing_and_is_quick() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "translate.py"), "--segments", "600"]
    ran = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    found = LINE.findall(ran.stdout)
    assert [int(requests) for requests, *_ in found] == [600, 600, 60, 60]
    # In batches there is so little to wait for that what the machine does besides decides.
    assert all(float(ratio) <= 1.5 for _, ratio, *_ in found[:2]), ran.stdout
    for *_, again, ms in found:
        assert int(again) == 0
        assert float(ms) < 2, ran.stdout
