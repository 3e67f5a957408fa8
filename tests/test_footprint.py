from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.footprint import DOUBTFUL_NS, code_footprint, folder_times, footprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "orgel.txt").write_text("Die Orgel klingt.", "utf-8")
    (tmp_path / "register.toml").write_text("", "utf-8")
    return tmp_path


def rewrite_with_size_and_time_kept(folder: Path) -> None:
    file = folder / "2026" / "orgel.txt"
    before = file.stat()
    file.write_text("Die Orgel brummt.", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_another_file_in_its_place(folder: Path) -> None:
    (folder / "neu.txt").write_text("Die Orgel klingt.", "utf-8")
    (folder / "neu.txt").replace(folder / "2026" / "orgel.txt")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "2026" / "chor.txt").write_text("Der Chor singt.", "utf-8"),
        lambda folder: (folder / "2026" / "orgel.txt").unlink(),
        lambda folder: (folder / "2026" / "orgel.txt").rename(folder / "orgel.txt"),
        lambda folder: (folder / "register.toml").write_text("# neu", "utf-8"),
        lambda folder: (folder / "leer").mkdir(),
        lambda folder: (folder / "a.txt").symlink_to("fehlt.txt"),
        rewrite_with_size_and_time_kept,
        put_another_file_in_its_place,
    ],
)
def test_every_change_shows(folder: Path, change: Callable[[Path], object]) -> None:
    before = footprint(folder).digest
    change(folder)
    assert footprint(folder).digest != before


def test_what_a_link_leads_to_counts_too(folder: Path) -> None:
    (folder / "b.txt").symlink_to("2026/orgel.txt")
    linked = footprint(folder).digest
    (folder / "2026" / "orgel.txt").write_text("Anders.", "utf-8")
    assert footprint(folder).digest != linked


@pytest.mark.parametrize("name", [".DS_Store", "~$orgel.docx", "__pycache__"])
def test_hidden_and_temporary_names_do_not_count(folder: Path, name: str) -> None:
    before = footprint(folder).digest
    (folder / "2026" / name).write_text("x", "utf-8")
    assert footprint(folder).digest == before


def test_a_fresh_change_is_doubtful_until_the_clock_has_moved_on(folder: Path) -> None:
    file = folder / "2026" / "orgel.txt"
    changed_ns = max(file.stat().st_mtime_ns, file.stat().st_ctime_ns)
    found = footprint(folder)
    assert found.youngest_ns >= changed_ns
    assert not found.is_settled(found.youngest_ns + DOUBTFUL_NS)
    assert found.is_settled(found.youngest_ns + DOUBTFUL_NS + 1)


def test_the_programs_own_footprint_is_the_same_within_a_run() -> None:
    assert code_footprint() == footprint(Path(__file__).parents[1] / "pipeline").digest


def test_a_folders_time_moves_when_a_name_in_it_comes_or_goes(folder: Path) -> None:
    before = folder_times(folder)
    assert set(before) == {"", "2026/"}
    (folder / "2026" / "orgel.txt").unlink()
    after = folder_times(folder)
    assert [name for name in before if before[name] != after[name]] == ["2026/"]
