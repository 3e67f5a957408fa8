"""What a translation agency's programs read and write: TMX and XLIFF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from pipeline.exchange.contents import Contents, Languages
from pipeline.exchange.errors import ExchangeError, MissingExtraError
from pipeline.exchange.guard import bytes_of
from pipeline.exchange.tmx import read_tmx
from pipeline.exchange.tmx_writing import write_tmx
from pipeline.exchange.xliff import read_xliff

__all__ = [
    "READERS",
    "Contents",
    "ExchangeError",
    "Languages",
    "MissingExtraError",
    "bytes_of",
    "read_contents",
    "write_tmx",
]

READERS: Mapping[str, Callable[[bytes, Languages], Contents]] = MappingProxyType(
    {".tmx": read_tmx, ".xlf": read_xliff, ".xliff": read_xliff}
)
"""Which function reads which suffix; a new format is one module and one line here."""


def read_contents(name: str, data: bytes, languages: Languages) -> Contents:
    """What a file with a name and these bytes holds for the memory.

    Raises:
        ExchangeError: it cannot be used; ``MissingExtraError`` if only a library is missing.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ExchangeError(
            f"Das ist keine Datei mit Übersetzungen; gelesen werden {', '.join(READERS)}.",
            "Bitte im Übersetzungsprogramm so exportieren.",
        )
    return reader(data, languages)
