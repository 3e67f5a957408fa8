"""A file put where none is: whole or not at all, and never over another."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def place(path: Path, data: bytes) -> None:
    """Write a new file at a stroke: a reader sees nothing, or all of it.

    The bytes go to a hidden file beside it, which gets its name by a hard link: unlike a renaming, that fails
    where a file lies already. A drive without hard links gets the file opened exclusively instead.

    Raises:
        FileExistsError: there is one already; it was not touched.
        OSError: the folder cannot be written.
    """
    hidden = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    hidden.unlink(missing_ok=True)
    try:
        with hidden.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(hidden, path)
        except FileExistsError:
            raise
        except OSError:
            with path.open("xb") as file:
                file.write(data)
    finally:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)
