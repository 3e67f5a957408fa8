"""Why a translation agency's file cannot be taken."""

from __future__ import annotations


class ExchangeError(Exception):
    """A file cannot be used: in German why, and what to do. Nothing of it was taken."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason, self.remedy = reason, remedy


class MissingExtraError(ExchangeError):
    """The library for a format is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Für diese Dateien fehlt das Paket translate-toolkit.",
            'Bitte nachinstallieren: pip install "press-pipeline[exchange]"',
        )
