"""The releases folder: which files in it are releases, and which are a person's text of one (``NAME.en.md``)."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.model import Failure

# A picture of the same name belongs to the release beside it.
PICTURE_TYPES: Mapping[str, str] = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# What offices keep beside their releases, and what programs leave there while they work.
_IGNORED_SUFFIXES = frozenset(
    ".gif .svg .tif .tiff .heic .mp4 .zip .toml .tmp .part .crdownload .download .bak .lnk .ini .db".split()
)
_IGNORED_PREFIXES = (".", "~$", "~")


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A release's path, its texts in other languages (by language) and its pictures; relative paths with ``/``."""

    source: str
    texts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the folder: releases in order of their path, and files that cannot be taken."""

    files: tuple[DroppedFile, ...]
    failures: tuple[Failure, ...] = ()


def list_inbox(folder: Path, *, targets: Collection[str]) -> Inbox:
    """The releases in a folder and its sub-folders with their pictures; hidden and temporary files are passed over.

    Raises:
        OSError: the folder itself cannot be read.
    """
    root = folder.resolve(strict=True)
    paths: list[str] = []
    failures: list[Failure] = []

    def report(error: OSError) -> None:
        if error.filename is None or Path(error.filename).resolve() == root:
            raise error
        failures.append(
            Failure(
                Path(error.filename).relative_to(folder).as_posix(),
                f"Der Unterordner lässt sich nicht lesen ({error.strerror}).",
                "Bitte die Leserechte prüfen.",
            )
        )

    for current, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith(_IGNORED_PREFIXES))
        for name in sorted(names):
            path = Path(current, name)
            if name.startswith(_IGNORED_PREFIXES) or path.suffix.lower() in _IGNORED_SUFFIXES:
                continue
            source = path.relative_to(folder).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                failures.append(
                    Failure(
                        source,
                        "Die Verknüpfung führt aus dem Ordner hinaus und wird nicht verfolgt.",
                        "Bitte die Datei selbst in den Ordner legen.",
                    )
                )
            else:
                paths.append(source)
    pictures = [path for path in paths if PurePosixPath(path).suffix.lower() in PICTURE_TYPES]
    files, orphans = pair([path for path in paths if path not in set(pictures)], targets=targets)
    files = tuple(replace(file, pictures=_beside(file.source, pictures)) for file in files)
    failures += [
        Failure(
            path,
            "Zu dieser Übersetzung liegt keine Meldung im Ordner.",
            f"Bitte die Meldung daneben legen (etwa „{PurePosixPath(path).with_suffix('').stem}.txt“) "
            "oder die Datei umbenennen.",
        )
        for path in orphans
    ]
    return Inbox(files, tuple(sorted(failures, key=lambda failure: failure.source)))


def _beside(source: str, pictures: Iterable[str]) -> tuple[str, ...]:
    name = PurePosixPath(source).with_suffix("")
    return tuple(path for path in pictures if PurePosixPath(path).with_suffix("") == name)


def pair(paths: Iterable[str], *, targets: Collection[str]) -> tuple[tuple[DroppedFile, ...], tuple[str, ...]]:
    """The releases with the texts that lie beside them, and the texts that no release belongs to; both sorted.

    ``NAME.LANG.SUFFIX`` is a text of the release ``NAME.*`` in the same folder if ``LANG`` is one of the
    target languages.
    """
    texts: dict[str, list[tuple[str, str]]] = {}
    releases: list[str] = []
    for path in sorted(paths):
        stem = PurePosixPath(path).with_suffix("")
        language = stem.suffix.removeprefix(".")
        if language in targets:
            texts.setdefault(str(stem.with_suffix("")), []).append((language, path))
        else:
            releases.append(path)
    names = [(path, str(PurePosixPath(path).with_suffix(""))) for path in releases]
    paired = tuple(DroppedFile(path, tuple(texts.get(name, ()))) for path, name in names)
    taken = {name for _, name in names}
    return paired, tuple(path for name, found in texts.items() if name not in taken for _, path in found)
