"""What lies in the folder of releases at a moment, told from the file system alone: for waiting and for comparing.

A file counts as the same while its size and its times are the same. Its number in the file system is left out: some
network drives make one up anew each time they are asked, and every file would seem to change.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.intake.inbox import is_hidden, is_passed_over

# Size in bytes; when the content and when anything of the file changed, in nanoseconds since 1970.
Signature = tuple[int, int, int]

# FAT and some network drives keep times to two seconds.
_TICK_NS = 2_000_000_000

# What programs put beside a file while they have it in hand: how it begins, how it ends.
_OWNER_OF_WORD = "~$"
_OWNER_OF_LIBREOFFICE = (".~lock.", "#")
_HALF_LOADED = (".part", ".crdownload", ".download", ".tmp")
# Word puts "~$" before a short name and in the place of the first letters of a longer one.
_REPLACED_BY_WORD = (0, 1, 2)


class MovedError(Exception):
    """Files changed while they were read, so what was read may be half of them; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files that count, by their path below the folder with ``/``; ``held`` names those that a program has in hand.

    ``held`` gives the path of the lock that says so, and when it was made, in nanoseconds since 1970.
    """

    files: Mapping[str, Signature]
    held: Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The paths that came, changed or went between two looks, each sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def look(folder: Path) -> Snapshot:
    """What lies in a folder and its sub-folders: all that may be a release, a picture or a register.

    Raises:
        OSError: the folder cannot be read; a sub-folder that cannot be is left out, as by a run.
    """
    files: dict[str, Signature] = {}
    held: dict[str, tuple[str, int]] = {}
    # The folder itself must be readable; below it each may fail alone.
    waiting: list[tuple[str, str]] = []
    _look_into(os.fspath(folder), "", files, held, waiting)
    while waiting:
        path, prefix = waiting.pop()
        try:
            _look_into(path, prefix, files, held, waiting)
        except OSError:
            continue
    return Snapshot(files, {path: lock for path, lock in held.items() if path in files})


def difference(before: Mapping[str, Signature], after: Mapping[str, Signature]) -> Difference:
    """What has come, changed and gone."""
    return Difference(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(path for path in after.keys() & before.keys() if after[path] != before[path])),
        gone=tuple(sorted(before.keys() - after.keys())),
    )


def is_settled(signatures: Iterable[Signature], *, now_ns: int) -> bool:
    """Whether any further change of these files would show; ``now_ns`` is the clock in nanoseconds since 1970.

    Two changes within one tick of the file system's clock could hide behind one signature (what git calls "racy").
    """
    youngest_ns = max((max(content_ns, any_ns) for _, content_ns, any_ns in signatures), default=0)
    return now_ns - youngest_ns > _TICK_NS


def signature_of(path: Path) -> Signature:
    """The signature of one file; raises OSError."""
    return _signature(path.stat())


def held_by(name: str) -> Iterator[str]:
    """The names of the files that may be in hand because a file of this name lies beside them.

    Word's ``~$ericht.docx`` for ``Bericht.docx`` is told apart from others by :func:`look`, which knows all names.
    """
    opening, closing = _OWNER_OF_LIBREOFFICE
    if name.startswith(_OWNER_OF_WORD):
        yield name.removeprefix(_OWNER_OF_WORD)
    elif name.startswith(opening) and name.endswith(closing):
        yield name.removeprefix(opening).removesuffix(closing)
    elif name.endswith(_HALF_LOADED):
        yield PurePosixPath(name).stem


def _look_into(
    folder: str,
    prefix: str,
    files: dict[str, Signature],
    held: dict[str, tuple[str, int]],
    waiting: list[tuple[str, str]],
) -> None:
    """Add what lies in one folder; its sub-folders go to ``waiting``."""
    names: list[str] = []
    locks: list[tuple[str, int]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not is_hidden(entry.name):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                continue
            try:
                state = entry.stat()
            except OSError:  # gone meanwhile, or a link that leads nowhere; a run says what is to be said
                continue
            if next(held_by(entry.name), None) is not None:
                locks.append((entry.name, state.st_mtime_ns))
            if not is_passed_over(entry.name) or _counts_all_the_same(entry.name):
                names.append(entry.name)
                files[prefix + entry.name] = _signature(state)
    for lock, made_ns in locks:
        for name in _in_hand(lock, names):
            held[prefix + name] = (prefix + lock, made_ns)


def _signature(state: os.stat_result) -> Signature:
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _counts_all_the_same(name: str) -> bool:
    """A register is no release, but what it says changes them."""
    return name.lower().endswith(".toml") and not is_hidden(name)


def _in_hand(lock: str, names: list[str]) -> list[str]:
    meant = set(held_by(lock))
    if lock.startswith(_OWNER_OF_WORD):
        return [name for name in names if any(name[cut:] in meant for cut in _REPLACED_BY_WORD)]
    return [name for name in names if name in meant]
