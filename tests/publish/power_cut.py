"""What a power cut does to files that were written but not flushed to the disk: acted out on what a kill has left.

A file system brings a new name to the disk earlier than the bytes behind it. After a cut such a file may be empty, cut
short, or zeros, under its name and with its size or its time. What was written before the program last flushed
(``os.sync``) is safe, and so is a file that was flushed by itself (``os.fsync``: the manifest). SQLite flushes its own.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

FLUSHED = frozenset({".manifest.json"})


class Left(StrEnum):
    """How a file is found after the cut."""

    WHOLE = "as it was"
    EMPTY = "empty"
    SHORT = "cut short"
    ZEROS = "zeros"


@contextmanager
def syncs_told(tell: Callable[[int], None]) -> Iterator[None]:
    """Within, tell of each ``os.sync`` when it began, in nanoseconds since 1970, as soon as all is on the disk."""
    sync = os.sync

    def told() -> None:
        begun_ns = time.time_ns()
        sync()
        tell(begun_ns)

    os.sync = told
    try:
        yield
    finally:
        os.sync = sync


def cut(chance: random.Random, files: Iterable[Path], synced_ns: int) -> Counter[str]:
    """Spoil some of the files that were written after the last flush; how many were left how."""
    left: Counter[str] = Counter()
    for path in sorted(files):
        state = path.stat()
        if state.st_mtime_ns > synced_ns and path.name not in FLUSHED and state.st_size:
            how = chance.choice(list(Left))
            left[how] += 1
            spoil(path, how, length=chance.randrange(state.st_size))
    return left


def spoil(path: Path, how: Left, *, length: int) -> None:
    """Leave a file so; its time is as it was."""
    state = path.stat()
    with path.open("r+b") as file:
        if how is Left.SHORT:
            file.truncate(length)
        elif how is not Left.WHOLE:
            file.truncate(0)
            file.truncate(state.st_size if how is Left.ZEROS else 0)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
