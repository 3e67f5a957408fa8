"""Files into the output folder: whole or not at all for its readers, and nothing that is not ours.

What we wrote stands in ``.manifest.json``: path to SHA-256. It is written before the first file, so that a run
that is killed leaves nothing behind that the next one would not know as ours.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.ownership import looks_like_ours

MANIFEST = ".manifest.json"
_LOG = logging.getLogger(__name__)

_TEMPORARY = re.compile(r"\.press-\d+\.tmp\Z", re.ASCII)
_SAFE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\Z", re.ASCII)

# What links to other files comes after them: lists and feeds after pages, the preview after all.
_ORDER = (
    re.compile(r"index\.html\Z"),
    re.compile(r"feeds/|fragments/(latest\.|\w+/)|data/index\.json\Z"),
)

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


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the output folder: paths relative to it, sorted.

    ``foreign`` are files in it that are not ours; they were left alone.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def write(files: Mapping[str, bytes], output: Path) -> Written:
    """Make the output folder hold exactly these files of ours, beside whatever else lies in it.

    Every file is written beside its place and renamed in; one whose content stays is not touched. A file of
    ours that is not among ``files`` is removed at the end, with folders that become empty. A file that we find
    in a place of ours without an entry in the manifest is replaced if it is one of our own making (the manifest
    was lost), else nothing at all is written.

    Raises:
        PublishError: a foreign file or folder is in the way, or the system refuses to write.
        ValueError: a path is not a plain relative path.
    """
    for path in files:
        _check(path)
    with _in_german(output):
        output.mkdir(parents=True, exist_ok=True)
    listed = _read_manifest(output)
    changed: list[str] = []
    unchanged: list[str] = []
    for path in sorted(files, key=_place):
        (unchanged if _is_current(output, path, files[path], listed) else changed).append(path)
    stale = sorted(listed.keys() - files.keys())
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}

    _remove_temporaries(output)
    if changed or stale:
        _write_manifest(output, listed | digests)
    for path in changed:
        _replace(output, path, files[path])
    removed = [path for path in stale if _remove(output, path)]
    _write_manifest(output, digests)
    foreign = [path for path in _walk(output) if path not in files and path != MANIFEST]
    return Written(tuple(sorted(changed)), tuple(sorted(unchanged)), tuple(removed), tuple(foreign))


def _check(path: str) -> None:
    if path == MANIFEST or not all(_SAFE_NAME.match(name) for name in path.split("/")):
        raise ValueError(f"no plain relative output path: {path!r}")


def _place(path: str) -> tuple[int, str]:
    """The sort key that brings a file after those that it links to."""
    rank = next((rank for rank, pattern in enumerate(_ORDER) if pattern.match(path)), len(_ORDER))
    return (-rank, path)


def _is_current(output: Path, path: str, content: bytes, listed: Mapping[str, str]) -> bool:
    """Whether the file has this content already; an obstacle raises before anything is written."""
    target = output / path
    with _in_german(target):
        _check_folders(output, target)
        if target.is_symlink():
            if path not in listed:
                raise _in_the_way(target, "eine Verknüpfung, die")
            return False
        if target.is_dir():
            raise _in_the_way(target, "ein Ordner, der")
        if not target.exists():
            return False
        found = target.read_bytes()
    if found == content:
        return True
    if path not in listed and not looks_like_ours(path, found):
        raise _in_the_way(target, "eine Datei, die")
    return False


def _check_folders(output: Path, target: Path) -> None:
    for folder in target.parents[: len(target.relative_to(output).parts) - 1]:
        if folder.exists() and not folder.is_dir():
            raise _in_the_way(folder, "eine Datei, die")
    if not target.parent.resolve().is_relative_to(output.resolve()):
        raise PublishError(
            target,
            "Der Ordner ist eine Verknüpfung, die aus dem Ausgabeordner hinausführt.",
            "Bitte die Verknüpfung durch einen gewöhnlichen Ordner ersetzen.",
        )


def _in_the_way(target: Path, what: str) -> PublishError:
    return PublishError(
        target,
        f"Hier liegt schon {what} nicht von diesem Programm stammt; es wurde nichts überschrieben.",
        "Bitte an einen anderen Ort verschieben oder umbenennen und noch einmal starten.",
    )


def _read_manifest(output: Path) -> dict[str, str]:
    """The manifest's entries with a safe path; nothing if there is none or it cannot be understood."""
    target = output / MANIFEST
    try:
        with _in_german(target):
            entries = json.loads(target.read_bytes()) if target.exists() else {}
    except ValueError:
        _LOG.warning("%s: unreadable, rebuilt from what is published now", target)
        return {}
    if not isinstance(entries, dict):
        return {}
    listed = {}
    for path, digest in entries.items():
        with suppress(ValueError):
            _check(path)
            listed[path] = str(digest)
    return listed


def _write_manifest(output: Path, digests: Mapping[str, str]) -> None:
    content = (json.dumps(dict(sorted(digests.items())), indent=2) + "\n").encode()
    target = output / MANIFEST
    with _in_german(target):
        if not target.exists() or target.read_bytes() != content:
            _replace(output, MANIFEST, content)


def _replace(output: Path, path: str, content: bytes) -> None:
    """Write beside the target and rename in: a reader sees the old file or the new one, never a part."""
    target = output / path
    beside = target.parent / f".press-{os.getpid()}.tmp"
    with _in_german(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            os.replace(beside, target)  # noqa: PTH105 - the rename that also replaces on Windows, by its name
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


def _remove(output: Path, path: str) -> bool:
    """Remove a file of ours and the folders that this leaves empty; whether there was one."""
    target = output / path
    root = output.resolve()
    with _in_german(target):
        if not target.parent.resolve().is_relative_to(root):
            return False
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (IsADirectoryError, PermissionError):
            if not target.is_dir():
                raise
            return False
    for folder in target.parents:
        if folder == output:
            break
        try:
            folder.rmdir()
        except OSError:
            break
    return True


def _remove_temporaries(output: Path) -> None:
    """Remove what a killed run left half-written, known by its name."""
    for path in _walk(output, temporaries=True):
        with _in_german(output / path):
            (output / path).unlink(missing_ok=True)


def _walk(output: Path, *, temporaries: bool = False) -> Iterable[str]:
    """The files below the folder with ``/``, sorted: our temporary ones, or all others."""
    found = []
    for folder, _, names in os.walk(output):
        for name in names:
            if bool(_TEMPORARY.match(name)) == temporaries:
                found.append((Path(folder) / name).relative_to(output).as_posix())
    return sorted(found)


@contextmanager
def _in_german(path: Path) -> Iterator[None]:
    """Turn the system's refusal into a message for the officer."""
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
