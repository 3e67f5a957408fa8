"""Ending when asked to, between two things and not in the middle of one that must be whole.

A signal raises :class:`Stopped` wherever the program is, as Ctrl-C always did, so that it ends within seconds even
while it waits for a server. What must not be left half done stands in ``with unbroken():``; there it waits.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

# Not every system has all of them.
_SIGNALS = tuple(
    found for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if (found := getattr(signal, name, None)) is not None
)


class Stopped(KeyboardInterrupt):
    """The process was asked to end."""


class _Request:
    """Whether somebody asked, and how many things are under way that must be whole; of the one process."""

    asked = False
    depth = 0


@contextmanager
def stoppable() -> Iterator[None]:
    """Within, the system's signals to end raise :class:`Stopped`; a signal that was ignored before still is.

    Outside the main thread, where signals cannot be heard, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {}
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, _hear)
    _Request.asked = False
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def unbroken() -> Iterator[None]:
    """Within, nobody is stopped; whoever was asked to end ends at the close."""
    _Request.depth += 1
    try:
        yield
    finally:
        _Request.depth -= 1
    stop_if_asked()


def stop_if_asked() -> None:
    """Raises Stopped if somebody has asked, and nothing is under way that must be whole."""
    if _Request.asked and _Request.depth == 0:
        raise Stopped


def _hear(_number: int, _frame: FrameType | None) -> None:
    _Request.asked = True
    stop_if_asked()
