"""One run at a time in a folder, whatever else the runs share: a lock that ends with its process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_PAUSE_S = 0.05
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def exclusive(path: Path, *, wait_s: float) -> Iterator[None]:
    """Hold the lock file at ``path``; it is there only as long. The system frees the lock of a process that dies.

    Raises:
        TimeoutError: another process has held it for all of ``wait_s`` seconds.
        OSError: the file cannot be made.
    """
    descriptor = _acquired(path, time.monotonic() + wait_s)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps an open file; then it stays, empty
            os.unlink(path)  # noqa: PTH108 - by its name, as the rename in writing
        os.close(descriptor)


def _acquired(path: Path, until: float) -> int:
    while True:
        descriptor = os.open(path, _FLAGS, 0o644)
        try:
            if _is_ours(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= until:
            raise TimeoutError(f"{path} is held by another process")
        time.sleep(_PAUSE_S)


def _is_ours(descriptor: int, path: Path) -> bool:
    """Whether the lock is ours, on the file that stands there: its last holder may have removed the one we opened."""
    try:
        _try(descriptor)
    except (BlockingIOError, PermissionError):  # the second is what Windows says
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
