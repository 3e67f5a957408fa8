from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.sidecar import place


def test_a_file_is_put_where_none_is_and_leaves_nothing_else(tmp_path: Path) -> None:
    place(tmp_path / "a.en.md", b"hers")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.en.md": b"hers"}


@pytest.mark.parametrize("links", [True, False])
def test_nothing_is_ever_put_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool) -> None:
    if not links:

        def refuse(*_: object) -> None:
            raise PermissionError("this drive has no hard links")

        monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a.en.md").write_bytes(b"hers")
    with pytest.raises(FileExistsError):
        place(tmp_path / "a.en.md", b"a machine's")
    place(tmp_path / "b.en.md", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.en.md": b"hers", "b.en.md": b"new"}
