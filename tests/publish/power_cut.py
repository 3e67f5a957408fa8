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
from pathlib import Path

FLUSHED = frozenset({".manifest.json"})


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
        if state.st_mtime_ns <= synced_ns or path.name in FLUSHED or not state.st_size:
            continue
        how = chance.choice(("as it was", "empty", "cut short", "zeros"))
        left[how] += 1
        if how == "as it was":
            continue
        with path.open("r+b") as file:
            file.truncate(0 if how != "cut short" else chance.randrange(state.st_size))
            if how == "zeros":
                file.truncate(state.st_size)
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    return left
