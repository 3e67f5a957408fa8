"""What a reader of one format gives back, and how it refuses a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model import Block, ReleaseWarning


@dataclass(frozen=True, slots=True)
class Content:
    """A file's content without the facts about the file itself; the parts are those of ``Document``."""

    blocks: tuple[Block, ...]
    metadata: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    warnings: tuple[ReleaseWarning, ...] = ()
    set_aside: tuple[str, ...] = ()


class UnreadableError(Exception):
    """The bytes cannot be read; ``reason`` and ``remedy`` are German sentences for the officer."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


Reader = Callable[[bytes], Content]
"""Takes a file's bytes; raises ``UnreadableError`` and nothing else."""
