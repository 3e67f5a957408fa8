from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.intake.folder import Difference, difference, look


def put(folder: Path, name: str, text: str = "x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_it_sees_what_may_be_a_release_a_picture_or_a_register_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a.docx", "2026/b.md", "2026/b.jpg", "register.toml"):
        put(tmp_path, name)
    for name in (".hidden.md", "~$a.docx", "c.docx.part", "clip.mp4", ".git/config.md", "~alt/d.md"):
        put(tmp_path, name)
    assert sorted(look(tmp_path).files) == ["2026/b.jpg", "2026/b.md", "a.docx", "register.toml"]


@pytest.mark.parametrize(
    ("lock", "file"),
    [
        ("~$Bericht.docx", "Bericht.docx"),
        ("~$richt.docx", "Bericht.docx"),
        ("~$ericht.docx", "Bericht.docx"),
        (".~lock.Bericht.odt#", "Bericht.odt"),
        ("Bericht.pdf.part", "Bericht.pdf"),
        ("Bericht.pdf.crdownload", "Bericht.pdf"),
    ],
)
def test_a_lock_beside_a_file_says_that_it_is_in_hand(tmp_path: Path, lock: str, file: str) -> None:
    put(tmp_path, f"2026/{file}")
    put(tmp_path, file)
    put(tmp_path, "anderes.docx")
    made = put(tmp_path, f"2026/{lock}")
    assert look(tmp_path).held == {f"2026/{file}": (f"2026/{lock}", made.stat().st_mtime_ns)}


def test_a_lock_without_its_file_holds_nothing(tmp_path: Path) -> None:
    put(tmp_path, "~$Bericht.docx")
    assert look(tmp_path).held == {}


def test_a_change_that_keeps_the_size_shows(tmp_path: Path) -> None:
    path, _, gone = put(tmp_path, "a.txt", "eins"), put(tmp_path, "b.txt"), put(tmp_path, "c.txt")
    before = look(tmp_path).files
    path.write_text("zwei", "utf-8")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    gone.unlink()
    put(tmp_path, "d.txt")
    assert difference(before, look(tmp_path).files) == Difference(("d.txt",), ("a.txt",), ("c.txt",))
    assert not difference(before, before)


def test_a_folder_that_is_gone_is_an_error_and_an_unreadable_sub_folder_is_not(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        look(tmp_path / "fehlt")
    put(tmp_path, "a.txt")
    (tmp_path / "verweis.txt").symlink_to("fehlt.txt")
    assert sorted(look(tmp_path).files) == ["a.txt"]
