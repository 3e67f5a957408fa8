"""``releases/memory/``: files with translations, kept for good, from which the memory can be made again at any time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogue import Failure
from pipeline.config import Settings
from pipeline.exchange import ExchangeError, Languages, MissingExtraError, bytes_of, read_contents
from pipeline.intake.inbox import MEMORY_NAME, is_memory, is_passed_over, printable_name
from pipeline.state.store_memory import StoredMemory


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading the folder: files that cannot be used, and German sentences on what else is in doubt."""

    failures: tuple[Failure, ...] = ()
    doubts: tuple[str, ...] = ()


def memory_languages(settings: Settings) -> Languages:
    """The languages that are looked for in files."""
    return Languages(settings.languages.source, settings.languages.targets)


def load_folder(releases: Path, memory: StoredMemory, languages: Languages) -> Loaded:
    """Load what lies in the folder and was not loaded before; a file that cannot be used stops no other."""
    failures: list[Failure] = []
    missing: list[ExchangeError] = []
    for path in _files(releases):
        source = printable_name(path.relative_to(releases).as_posix())
        try:
            data = bytes_of(path)
            file = file_key(data, languages)
            if not memory.has_loaded(file):
                memory.load(read_contents(path.name, data, languages).entries, file=file)
        except MissingExtraError as error:
            missing.append(error)
        except ExchangeError as error:
            failures.append(Failure(source, error.reason, error.remedy))
        except OSError:
            failures.append(Failure(source, "Die Datei lässt sich nicht lesen.", "Bitte die Leserechte prüfen."))
    doubts = (f"{MEMORY_NAME}/: {_counted(missing)} nicht geladen. {missing[0]}",) if missing else ()
    return Loaded(tuple(failures), doubts)


def keep(name: str, data: bytes, releases: Path) -> Path:
    """Put a file into the folder as it is and return where; one that is there already is not put there twice.

    A number is added to a name that other content has.
    """
    folder = next(iter(_folders(releases)), releases / MEMORY_NAME)
    folder.mkdir(exist_ok=True)
    plain = Path(name.lstrip(".~$"))
    names = (plain.name if number == 1 else f"{plain.stem}-{number}{plain.suffix}" for number in range(1, 10_000))
    for path in (folder / name for name in names):
        if not path.exists():
            part = path.with_name(f".{path.name}.part")
            part.write_bytes(data)
            part.replace(path)
            return path
        if path.is_file() and path.read_bytes() == data:
            return path
    raise FileExistsError(0, "", str(folder / plain.name))


def file_key(data: bytes, languages: Languages) -> str:
    """What a file is known by: its bytes, and the languages that are looked for in it."""
    wanted = " ".join((languages.source, *languages.targets))
    return f"{hashlib.sha256(data).hexdigest()} {wanted}"


def _folders(releases: Path) -> list[Path]:
    """The folder, in whatever case; where case tells names apart there may be several."""
    return sorted(path for path in releases.iterdir() if is_memory(path.name) and path.is_dir())


def _files(releases: Path) -> Iterator[Path]:
    for folder in _folders(releases):
        for current, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not is_passed_over(name))
            yield from (Path(current, name) for name in sorted(names) if not is_passed_over(name))


def _counted(files: list[ExchangeError]) -> str:
    return "Eine Datei mit Übersetzungen ist" if len(files) == 1 else f"{len(files)} Dateien mit Übersetzungen sind"
