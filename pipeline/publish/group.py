"""Files of the output that are made together, so that they need not be made again while nothing of theirs changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Relative path (with „/“) and content.
Files = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together; ``key`` names the group for ever.

    ``inputs`` is a digest of everything that their content depends on: while it stays, so do they, and ``make`` need
    not be called. ``None`` stands for what is not worth the telling.
    """

    key: str
    inputs: str | None
    make: Callable[[], Files]
