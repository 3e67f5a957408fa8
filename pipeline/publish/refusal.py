"""What the system refuses in the output folder, as messages for the officer."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class PublishError(Exception):
    """The output folder cannot be written; German ``reason`` and ``remedy`` for the officer."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason} {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[PublishError], tuple[Path, str, str]]:
        """Keep the three parts when the error crosses a process border."""
        return (PublishError, (self.path, self.reason, self.remedy))


@contextmanager
def in_german(path: Path) -> Iterator[None]:
    """Turn the system's refusal into a message for the officer.

    Raises:
        PublishError: instead of an ``OSError``; names ``path`` where the system names no file.
    """
    try:
        yield
    except OSError as error:
        place = Path(error.filename) if isinstance(error.filename, str) else path
        if error.errno in _DISK_FULL:
            raise PublishError(
                place,
                "Der Datenträger ist voll oder das Speicherkontingent ist erschöpft.",
                "Bitte Platz schaffen und noch einmal starten; die bisherigen Dateien sind unbeschädigt.",
            ) from error
        if error.errno in _FORBIDDEN:
            raise PublishError(
                place,
                "Hier darf nicht geschrieben werden.",
                "Bitte die Schreibrechte des Ausgabeordners prüfen und Programme schließen, "
                "die die Datei geöffnet haben.",
            ) from error
        if error.errno in (errno.EEXIST, errno.ENOTDIR):
            raise PublishError(
                place,
                "Hier liegt eine Datei, wo ein Ordner hingehört.",
                "Bitte die Datei verschieben oder umbenennen und noch einmal starten.",
            ) from error
        raise PublishError(
            place,
            f"Das Schreiben ist fehlgeschlagen ({error.strerror or error}).",
            "Bitte prüfen, ob der Datenträger erreichbar ist, und noch einmal starten.",
        ) from error
