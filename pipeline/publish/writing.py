"""Files into the output folder: whole or not at all for its readers, and nothing that is not ours.

A run has two halves. First every file that changes is written beside its place, under a hidden name; nothing that
a reader sees has changed, and whatever goes wrong – a broken text, a full disk – leaves the old output as it was.
Then the files are renamed in, each at one stroke, in an order in which nothing links to what is missing; removals
come last. The manifest is written between the halves with the old and the new files, so that a run that is killed
leaves nothing that the next one would not know as ours; and at the end with the new ones alone. The next run
compares every file with what belongs there, and so repairs whatever a dead run or a power cut left behind: by its
bytes, or, where nothing of its group's inputs has changed, by its size and time, as they were when all was on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.locking import exclusive
from pipeline.publish.group import Files, Group
from pipeline.publish.manifest import MANIFEST, check_path, manifest_bytes, read_manifest
from pipeline.publish.order import arrival, departure
from pipeline.publish.ownership import looks_like_ours
from pipeline.publish.refusal import PublishError, in_german
from pipeline.stopping import unbroken

LOCK = ".press.lock"
_TEMPORARY = re.compile(r"\.press-\d+(-\d+)?\.tmp\Z", re.ASCII)
_WAIT_S = 10.0

# Size in bytes and time of the last change in nanoseconds, of every file by its path.
_Present = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Made:
    """What is remembered of a group of files: the digest of its inputs, and each file as it was written.

    ``listed`` is JSON, for there are a hundred thousand of them: of every file its path, SHA-256 in hex, size in bytes
    and time of the last change in nanoseconds.
    """

    inputs: str
    listed: str

    def files(self) -> list[tuple[str, str, int, int]]:
        """The files taken apart."""
        return [(path, sha256, size, changed_ns) for path, sha256, size, changed_ns in json.loads(self.listed)]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the output folder: paths relative to it, sorted.

    ``foreign`` are files in it that are not ours; they were left alone.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(slots=True)
class _Stage:
    """What the first half of a run has found and made ready."""

    digests: dict[str, str] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)  # what changes, and the number of the file where it waits
    new: set[str] = field(default_factory=set)
    folders: list[Path] = field(default_factory=list)  # made for it, outermost first
    usable: set[Path] = field(default_factory=set)  # folders that have been looked at


def write(files: Mapping[str, bytes] | Files, output: Path, *, wait_s: float = _WAIT_S) -> Written:
    """Make the output folder hold exactly these files of ours; see :func:`write_groups`."""
    if isinstance(files, Mapping):
        for path in files:
            check_path(path)
        files = files.items()
    made = files
    written, _ = write_groups([Group("all", None, lambda: made)], output, wait_s=wait_s)
    return written


def write_groups(
    groups: Iterable[Group], output: Path, *, ledger: Mapping[str, Made] | None = None, wait_s: float = _WAIT_S
) -> tuple[Written, dict[str, Made]]:
    """Make the output folder hold exactly the files of these groups, beside whatever else in it is not ours.

    Every file is written beside its place and renamed in; one whose content stays is not touched. Only one file is
    held at a time if they come one after the other; if making one fails, nothing has changed. A file of ours that
    belongs to no group is removed at the end, with folders that become empty. A file that we find in a place of
    ours without an entry in the manifest is replaced if it is one of our own making (the manifest was lost), else
    nothing at all is written. One run at a time: a second waits ``wait_s`` seconds for its turn.

    ``ledger`` is what an earlier call has returned. A group whose inputs are those in it and whose files lie there as
    it says is not made again. The second value is the ledger for the next call.

    Raises:
        PublishError: another run is at work, a foreign file or folder is in the way, or the system refuses to write.
        ValueError: a path is not a plain relative path, or comes twice.
    """
    with in_german(output):
        output.mkdir(parents=True, exist_ok=True)
    with _alone(output, wait_s):
        present = _cleared(output)
        listed = read_manifest(output)
        stage = _Stage()
        told: dict[str, Made] = {}
        fresh: dict[str, tuple[str, list[str]]] = {}
        try:
            for group in groups:
                before = (ledger or {}).get(group.key)
                if before is not None and before.inputs == group.inputs and _kept(stage, before, present, listed):
                    told[group.key] = before
                    continue
                paths = []
                for path, content in group.make():
                    _prepare(stage, path, content, output, listed)
                    paths.append(path)
                if group.inputs is not None:
                    fresh[group.key] = group.inputs, paths
            with unbroken():
                written = _go_live(stage, output, listed, present)
            if fresh or ledger is not None:
                _flush()
            told |= _told(fresh, stage, output)
            return written, told
        finally:
            _clear_away(stage, output)


def _kept(stage: _Stage, made: Made, present: _Present, listed: Mapping[str, str]) -> bool:
    """Keep the files of a group, if they all lie there as they were written."""
    try:
        files = made.files()
    except (ValueError, TypeError):  # whatever it once was
        return False
    for path, sha256, size, changed_ns in files:
        if present.get(path) != (size, changed_ns) or listed.get(path) != sha256:
            return False
    for path, sha256, _, _ in files:
        if path in stage.digests:
            raise ValueError(f"an output path comes twice: {path!r}")
        stage.digests[path] = sha256
    return True


def _flush() -> None:
    """Bring all to the disk, also what a run that was killed has written: the next one may not look at it again."""
    if hasattr(os, "sync"):  # Windows has nothing like it; there each file is flushed when it is written
        os.sync()


def _waiting(target: Path, number: int) -> Path:
    """Where the new content of a file waits."""
    return target.parent / f".press-{os.getpid()}-{number}.tmp"


def _write_beside(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        if not hasattr(os, "sync"):
            file.flush()
            os.fsync(file.fileno())


def _told(fresh: Mapping[str, tuple[str, list[str]]], stage: _Stage, output: Path) -> dict[str, Made]:
    """The new entries of the ledger; all that they speak of must be on the disk, whatever happens to the machine."""
    made = {}
    for key, (inputs, paths) in fresh.items():
        files = []
        for path in paths:
            state = os.stat(output / path)  # noqa: PTH116 -- thousands of them
            files.append((path, stage.digests[path], state.st_size, state.st_mtime_ns))
        made[key] = Made(inputs, json.dumps(files, separators=(",", ":")))
    return made


@contextmanager
def _alone(output: Path, wait_s: float) -> Iterator[None]:
    """The folder for this run alone, also against runs that remember things elsewhere."""
    with ExitStack() as stack:
        with in_german(output):
            try:
                stack.enter_context(exclusive(output / LOCK, wait_s=wait_s))
            except TimeoutError as error:
                raise PublishError(
                    output,
                    "Ein anderer Lauf schreibt gerade in diesen Ordner.",
                    "Bitte abwarten, bis er fertig ist, und noch einmal starten.",
                ) from error
        yield


def _prepare(stage: _Stage, path: str, content: bytes, output: Path, listed: Mapping[str, str]) -> None:
    """Write a file beside its place, unless what is there is right already."""
    check_path(path)
    if path in stage.digests:
        raise ValueError(f"an output path comes twice: {path!r}")
    target = output / path
    if target.parent not in stage.usable:
        with in_german(target):
            _check_folders(output, target)
        stage.usable.add(target.parent)
    current = _is_current(target, path, content, listed)
    stage.digests[path] = hashlib.sha256(content).hexdigest()
    if current:
        return
    with in_german(target):
        _make_folders(stage, target.parent)
        if not target.exists():
            stage.new.add(path)
        number = len(stage.beside)
        stage.beside[path] = number
        _write_beside(_waiting(target, number), content)


def _go_live(stage: _Stage, output: Path, listed: dict[str, str], present: Iterable[str]) -> Written:
    """The second half: rename in, remove, remember."""
    changed = sorted(stage.beside, key=lambda path: arrival(path, new=path in stage.new))
    stale = sorted(listed.keys() - stage.digests.keys(), key=departure)
    if listed.keys() != stage.digests.keys():  # else all that may be left behind by a killed run is known as ours
        _write_manifest(output, listed | stage.digests)
    for path in changed:
        with in_german(output / path):
            os.replace(_waiting(output / path, stage.beside[path]), output / path)  # noqa: PTH105 - also replaces on Windows, by its name
        del stage.beside[path]
    stage.folders.clear()
    removed = [path for path in stale if _remove(output, path)]
    ours = dict(sorted(stage.digests.items()))
    _write_manifest(output, ours)
    known, gone = set(changed), set(removed)
    return Written(
        written=tuple(sorted(changed)),
        unchanged=tuple(path for path in ours if path not in known),
        removed=tuple(sorted(removed)),
        foreign=tuple(sorted(path for path in present if path not in ours and path not in gone)),
    )


def _clear_away(stage: _Stage, output: Path) -> None:
    """Remove what a failed run has made ready."""
    for path, number in stage.beside.items():
        with suppress(OSError):
            _waiting(output / path, number).unlink(missing_ok=True)
    for folder in reversed(stage.folders):
        with suppress(OSError):
            folder.rmdir()


def _make_folders(stage: _Stage, folder: Path) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for made in reversed(missing):
        made.mkdir(exist_ok=True)
        stage.folders.append(made)


def _is_current(target: Path, path: str, content: bytes, listed: Mapping[str, str]) -> bool:
    """Whether the file has this content already; an obstacle raises before anything is written."""
    with in_german(target):
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


def _write_manifest(output: Path, digests: Mapping[str, str]) -> None:
    """Written like any other file, and on the disk before it counts: repairs after a power cut begin with it."""
    content = manifest_bytes(digests)
    target = output / MANIFEST
    beside = output / f".press-{os.getpid()}.tmp"
    with in_german(target):
        if target.exists() and target.read_bytes() == content:
            return
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)  # noqa: PTH105 - as above
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


def _remove(output: Path, path: str) -> bool:
    """Remove a file of ours and the folders that this leaves empty; whether there was one."""
    target = output / path
    root = output.resolve()
    with in_german(target):
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


def _cleared(output: Path) -> dict[str, tuple[int, int]]:
    """The files below the folder with ``/``, once what a killed run left half-written is removed."""
    present: dict[str, tuple[int, int]] = {}
    folders = [("", os.fspath(output))]
    while folders:
        prefix, folder = folders.pop()
        if prefix and not os.access(folder, os.R_OK | os.X_OK):
            continue  # not ours: ours can be read
        with in_german(Path(folder)), os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{path}/", entry.path))
                elif entry.name.startswith(".") and _TEMPORARY.match(entry.name):
                    Path(entry.path).unlink(missing_ok=True)
                elif path not in (MANIFEST, LOCK):
                    state = entry.stat(follow_symlinks=False)
                    present[path] = state.st_size, state.st_mtime_ns
    return present
