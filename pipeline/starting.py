"""What a new desk begins with: files of the program's own, copied where nothing lies yet."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
# The configuration of the project itself, so that its comments are kept in one place: the package carries a copy,
# which in the source tree stands above it.
_CONFIG = (_HERE / "starter" / "config.toml", _HERE.parent / "config.toml")
_RELEASES = "releases"
_EXAMPLE = f"{_RELEASES}/beispielmeldung.md"


@dataclass(frozen=True, slots=True)
class Started:
    """The paths that were made, and those that were there and stay as they are; below the folder, with ``/``."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def start_desk(folder: Path) -> Started:
    """Make a configuration, a folder of releases with one example, and hints for version control. Overwrites nothing.

    The example goes into a new folder of releases only: in one that is in use it would be published.

    Raises:
        OSError: the folder cannot be written.
    """
    files: Mapping[str, Path] = {
        "config.toml": next(path for path in _CONFIG if path.exists()),
        ".gitignore": _HERE / "starter" / "gitignore.txt",
    }
    folder.mkdir(parents=True, exist_ok=True)
    made: list[str] = []
    kept: list[str] = []
    if (folder / _RELEASES).exists():
        kept.append(f"{_RELEASES}/")
    else:
        (folder / _RELEASES).mkdir()
        files = {**files, _EXAMPLE: _HERE / "starter" / "beispielmeldung.md"}
    for name, origin in files.items():
        (made if _copied(origin, folder / name) else kept).append(name)
    return Started(tuple(made), tuple(kept))


def _copied(origin: Path, target: Path) -> bool:
    """Whether the file could be made; one that is there, or comes in the meantime, stays."""
    content = origin.read_bytes()
    with suppress(FileExistsError), target.open("xb") as file:
        file.write(content)
        return True
    return False
