"""What the system refused, in German; its number and its English words are nobody's concern."""

from __future__ import annotations

import errno
from pathlib import Path


def system_in_german(error: OSError, place: Path | None = None) -> str:
    """What the system refused and what to do; ``place`` is where, if the error does not say."""
    where = error.filename if error.filename is not None else place
    at = f"{where}: " if where is not None else ""
    match error:
        case FileNotFoundError():
            return f"{at}Das gibt es nicht (mehr)."
        case PermissionError():
            return f"{at}Hier fehlen die Rechte zum Lesen oder Schreiben. Bitte die Rechte prüfen."
        case NotADirectoryError():
            return f"{at}Das ist eine Datei, kein Ordner."
        case IsADirectoryError():
            return f"{at}Das ist ein Ordner, keine Datei."
        case OSError(errno=errno.ENOSPC):
            return f"{at}Der Datenträger ist voll. Bitte Platz schaffen."
        case _:
            return f"{at}Das System meldet einen Fehler ({error.strerror or type(error).__name__})."
