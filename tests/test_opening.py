"""A file of the releases folder is opened, and nothing else that stands under its name."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.opening import OpeningError, bytes_of

WORDS = "Ein ganz gewöhnlicher Text.".encode()


def refused(path: Path, *, within: Path | None = None, max_mb: int = 1) -> str:
    with pytest.raises(OpeningError) as caught:
        bytes_of(path, max_mb=max_mb, within=within)
    assert caught.value.remedy
    return caught.value.reason


def test_an_ordinary_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(WORDS)
    assert bytes_of(tmp_path / "a.txt", max_mb=1, within=tmp_path) == WORDS


def test_a_link_within_the_folder_is_followed_and_one_that_leads_out_is_not(tmp_path: Path) -> None:
    folder, outside = tmp_path / "releases", tmp_path / "geheim.txt"
    (folder / "unter").mkdir(parents=True)
    outside.write_bytes(WORDS)
    (folder / "unter" / "a.txt").write_bytes(WORDS)
    (folder / "innen.txt").symlink_to("unter/a.txt")
    (folder / "aussen.txt").symlink_to(outside)
    (folder / "ueber-ordner").symlink_to(tmp_path, target_is_directory=True)
    (folder / "punkte.txt").symlink_to("unter/../../geheim.txt")
    assert bytes_of(folder / "innen.txt", max_mb=1, within=folder) == WORDS
    for name in ("aussen.txt", "ueber-ordner/geheim.txt", "punkte.txt"):
        assert "führt aus ihm hinaus" in refused(folder / name, within=folder)


def test_a_path_with_dots_does_not_leave_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (tmp_path / "geheim.txt").write_bytes(WORDS)
    assert "hinaus" in refused(folder / ".." / "geheim.txt", within=folder)


def test_a_file_that_becomes_a_link_outwards_after_the_listing_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    (folder / "unter").mkdir(parents=True)
    (tmp_path / "anderswo").mkdir()
    for place in (folder / "unter", tmp_path / "anderswo"):
        (place / "a.txt").write_bytes(WORDS)
    path = folder / "unter" / "a.txt"
    assert bytes_of(path, max_mb=1, within=folder) == WORDS
    # The same name, but its folder is another by now.
    (folder / "unter").rename(tmp_path / "fort")
    (folder / "unter").symlink_to(tmp_path / "anderswo", target_is_directory=True)
    assert "hinaus" in refused(path, within=folder)


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and sockets that have a name")
@pytest.mark.parametrize("make", [_fifo, _socket, _device, Path.mkdir])
def test_what_is_no_ordinary_file_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's address is short
    make(Path("a.txt"))
    outcome: list[str] = []
    reader = threading.Thread(target=lambda: outcome.append(refused(Path("a.txt"))), daemon=True)
    reader.start()
    reader.join(5)
    assert outcome == ["Das ist keine Datei, sondern ein Ordner oder Gerät."]


def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1_000_001)
    assert refused(tmp_path / "a.txt").startswith("Die Datei ist größer als 1 MB")
    assert len(bytes_of(tmp_path / "a.txt", max_mb=2)) == 1_000_001


@pytest.mark.parametrize("change", [b"", WORDS + b" Und mehr."])
def test_a_file_that_shrinks_or_grows_while_it_is_read_is_left_for_the_next_run(
    tmp_path: Path, change: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WORDS)
    look, looks = os.fstat, 0

    def fstat(descriptor: int) -> os.stat_result:
        nonlocal looks
        found = look(descriptor)
        looks += 1
        if looks == 1:  # it has been opened, and not been read yet
            path.write_bytes(change)
        return found

    monkeypatch.setattr(os, "fstat", fstat)
    assert "geändert, während sie gelesen wurde" in refused(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="for root nothing is unreadable")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WORDS)
    path.chmod(0)
    assert "lässt sich nicht öffnen" in refused(path)


def test_what_is_not_there_and_names_that_cannot_be_are_told(tmp_path: Path) -> None:
    (tmp_path / "datei").write_bytes(WORDS)
    for name in ("fehlt.txt", "nul\0.txt", "datei/a.txt", "n" * 300):
        assert refused(tmp_path / name)
