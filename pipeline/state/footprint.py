"""What changes whenever the program itself does, told from the file system without reading a file."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


def footprint(folder: Path) -> str:
    """A digest of the paths, sizes and times of all files below a folder, but for what Python compiles there."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            state = path.stat()
            digest.update(f"{path.relative_to(folder)}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return digest.hexdigest()


@cache
def code_footprint() -> str:
    """The footprint of the program with its data files, so that a new version keeps nothing of the old one's."""
    return footprint(Path(__file__).parents[1])
