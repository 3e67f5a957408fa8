"""Whether anything lies in a folder, or in the program itself, that was not there the last time; without reading it.

A file counts as the same while its path, size, times and number in the file system are the same, as in make and git.
Two changes within one tick of the file system's clock could hide behind that, so a footprint says how fresh the
youngest change is: whoever took it within ``DOUBTFUL_NS`` of that must not rely on it ("racy git").
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# FAT and some network drives keep times to two seconds.
DOUBTFUL_NS = 2_000_000_000
# Hidden and temporary names, and Python's own compiled files.
_SKIPPED = (".", "~", "__pycache__")


@dataclass(frozen=True, slots=True)
class Footprint:
    """The digest of what lies in a folder, and when anything of it last changed, in nanoseconds since 1970."""

    digest: str
    youngest_ns: int

    def is_settled(self, now_ns: int) -> bool:
        """Whether a further change would surely show; ``now_ns`` is the clock in nanoseconds since 1970."""
        return now_ns - self.youngest_ns > DOUBTFUL_NS


def footprint(folder: Path) -> Footprint:
    """The footprint of a folder with all below it; hidden and temporary names are passed over.

    Raises:
        OSError: a folder cannot be read.
    """
    digest = hashlib.sha256()
    youngest = 0
    for path, state, changed_ns in sorted(_files(os.fspath(folder), "")):
        digest.update(f"{path}\0{state}\0".encode("utf-8", "surrogateescape"))
        youngest = max(youngest, changed_ns)
    return Footprint(digest.hexdigest(), youngest)


def files_footprint(folder: str, paths: Iterable[str]) -> Footprint:
    """The footprint of some files below a folder; of one that is not there, that it is not."""
    told: list[str] = []
    youngest = 0
    for path in paths:
        states: list[os.stat_result] = []
        with suppress(OSError):
            states.append(os.lstat(f"{folder}/{path}"))
            if stat.S_ISLNK(states[0].st_mode):
                states.append(os.stat(f"{folder}/{path}"))  # noqa: PTH116 -- as below
        state, changed_ns = _told(states) if states else ("", 0)
        told += [path, state]
        youngest = max(youngest, changed_ns)
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape"))
    return Footprint(digest.hexdigest(), youngest)


@cache
def code_footprint() -> str:
    """The digest of the program itself with its data files, so that a new version keeps nothing of the old one's."""
    return footprint(Path(__file__).parent).digest


def folder_times(folder: Path) -> dict[str, int]:
    """Every folder from this one down, relative with ``/``: when a name in it last came or went, in nanoseconds.

    Raises:
        OSError: a folder cannot be read.
    """
    times: dict[str, int] = {}
    waiting = [("", os.fspath(folder))]
    while waiting:
        name, path = waiting.pop()
        times[name] = os.stat(path).st_mtime_ns  # noqa: PTH116 -- thousands of them; a Path each is dear
        with os.scandir(path) as entries:
            waiting += [
                (f"{name}{entry.name}/", entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)
            ]
    return times


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str, int]]:
    """The path of each file and of each folder, what would change with it, and when it did, in nanoseconds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_SKIPPED):
                continue
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield f"{path}/", "", 0
                yield from _files(entry.path, f"{path}/")
                continue
            states = [entry.stat(follow_symlinks=False)]
            if entry.is_symlink():
                with suppress(OSError):  # it leads nowhere, and that too is a state
                    states.append(entry.stat())
            yield path, *_told(states)


def _told(states: Sequence[os.stat_result]) -> tuple[str, int]:
    return (
        " ".join(f"{s.st_mode} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino}" for s in states),
        max(max(s.st_mtime_ns, s.st_ctime_ns) for s in states),
    )
