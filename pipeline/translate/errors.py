"""How asking a translator can fail."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What kind of failure it was; the circuit breaker decides by it."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    LIMITED = "limited"
    BLOCKED = "blocked"
    SERVER = "server"
    GARBLED = "garbled"
    REFUSED = "refused"
    UNKNOWN_PAIR = "unknown-pair"
    NOBODY = "nobody"


class TranslatorError(Exception):
    """A text could not be translated.

    ``reason_de`` is German and goes on from the translator's name without a full stop: „hat nicht
    geantwortet“. ``retry_after_s`` is the wait in seconds that the server asked for.
    """

    def __init__(self, reason_de: str, kind: Kind, *, retry_after_s: float | None = None) -> None:
        super().__init__(reason_de)
        self.reason_de = reason_de
        self.kind = kind
        self.retry_after_s = retry_after_s
