from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.state.footprint import code_footprint, footprint


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "stage.py").write_text("x = 22", "utf-8"),
        lambda folder: (folder / "deep" / "words.po").write_text("", "utf-8"),
        lambda folder: (folder / "stage.py").unlink(),
        lambda folder: (folder / "stage.py").rename(folder / "other.py"),
    ],
)
def test_every_change_shows(tmp_path: Path, change: Callable[[Path], object]) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "stage.py").write_text("x = 1", "utf-8")
    before = footprint(tmp_path)
    change(tmp_path)
    assert footprint(tmp_path) != before


def test_what_python_compiles_does_not_count(tmp_path: Path) -> None:
    before = footprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "stage.pyc").write_bytes(b"x")
    assert footprint(tmp_path) == before


def test_the_programs_own_is_that_of_its_folder() -> None:
    assert code_footprint() == footprint(Path(pipeline.__file__).parent)
