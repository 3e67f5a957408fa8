"""A run after which nothing changed: the language model is not even loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest
from desk import CONCERT, WORKSHOP, Desk

BUILD = """
import sys
from pipeline.cli import main
code = main(["build", "--offline", "--now", "2026-05-01T10:00"])
sys.exit(9 if "spacy" in sys.modules else code)
"""


def build(desk: Desk) -> int:
    call = [sys.executable, "-c", BUILD]
    return subprocess.run(call, cwd=desk.folder, check=False, capture_output=True).returncode


@pytest.mark.slow
def test_the_model_is_loaded_only_for_texts_that_are_new(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    assert build(desk) == 9
    first = desk.files()
    assert build(desk) == 0
    assert desk.files() == first
    desk.drop("konzert.txt", CONCERT)
    assert build(desk) == 9
    both = desk.files()
    (desk.folder / ".press" / "press.sqlite").unlink()
    assert build(desk) == 9
    assert desk.files().keys() == both.keys()
    assert desk.files()["index.html"] == both["index.html"]
