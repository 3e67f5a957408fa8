"""What the translate stage needs of a translation memory."""

from __future__ import annotations

from typing import Protocol


class Memory(Protocol):
    """Remembered segment pairs; languages are BCP 47 tags, ``origin`` is a provider's name or ``human``."""

    def recall(self, *, source: str, target: str, text: str) -> tuple[str, str] | None:
        """The translation of a segment and its origin, or ``None``."""

    def remember(self, *, source: str, target: str, text: str, translation: str, origin: str) -> None:
        """Keep a translation for good before returning; a later one replaces it."""
