"""Opening what lies in the folder of releases: a file of it and nothing else, up to a size, and whole.

Whoever can drop files there may drop a link, a pipe or a device as well, or change a file while it is read. So the
file is looked at after it was opened, not before: what was opened is what counts.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

# Opening a pipe must not wait for somebody who writes to it, nor a terminal become ours.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class OpeningError(Exception):
    """The file is not taken; ``reason`` and ``remedy`` are German sentences for the officer."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


def bytes_of(path: Path, *, max_mb: int, within: Path | None = None) -> bytes:
    """The content of a file of at most ``max_mb`` million bytes; ``within`` is the folder that it has to lie in.

    Raises:
        OpeningError: it is not there, no ordinary file, outside the folder, too big, unreadable, or changes meanwhile.
    """
    try:
        _check_kind(os.stat(path))  # noqa: PTH116 - a device may act on being opened
        descriptor = os.open(path, _FLAGS)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - it is open already
            before = os.fstat(descriptor)
            _check_kind(before)
            if within is not None:
                _check_place(path, within, before)
            if before.st_size > max_mb * 1_000_000:
                raise _too_big(max_mb)
            data = file.read(max_mb * 1_000_000 + 1)
            after = os.fstat(descriptor)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise OpeningError("Die Datei ist nicht (mehr) da.", "Bitte die Datei wieder in den Ordner legen.") from error
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError before Python 3.13
        raise OpeningError(
            "Die Datei lässt sich nicht öffnen.",
            "Bitte die Leserechte prüfen oder die Datei schließen, falls ein anderes Programm sie offen hält.",
        ) from error
    if len(data) > max_mb * 1_000_000:
        raise _too_big(max_mb)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise OpeningError(
            "Die Datei hat sich geändert, während sie gelesen wurde.",
            "Bitte warten, bis sie fertig gespeichert oder kopiert ist; der nächste Lauf liest sie dann.",
        )
    return data


def _check_kind(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OpeningError(
            "Das ist keine Datei, sondern ein Ordner oder Gerät.", "Bitte die Meldung selbst als Datei ablegen."
        )


def _check_place(path: Path, folder: Path, opened: os.stat_result) -> None:
    """What was opened must be what lies at a place in the folder, whatever became of the path meanwhile."""
    place = path.resolve(strict=True)
    if not place.is_relative_to(folder.resolve()) or not os.path.samestat(place.stat(), opened):
        raise OpeningError(
            "Die Datei liegt nicht im Ordner der Meldungen, sondern führt aus ihm hinaus.",
            "Bitte die Datei selbst in den Ordner legen.",
        )


def _too_big(max_mb: int) -> OpeningError:
    return OpeningError(
        f"Die Datei ist größer als {max_mb} MB (config.toml, [limits] max_file_mb).",
        "Bitte kleiner speichern, die Mitteilung etwa ohne eingebettete Bilder, oder die Grenze erhöhen.",
    )
