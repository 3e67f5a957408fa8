"""What was published of a file stays while somebody has it open: a copy, taken before she saves her first change.

A word processor may save half a sentence every few minutes; readers get the whole correction once she closes the file.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pipeline.intake.folder import Signature, signature_of
from pipeline.intake.inbox import PICTURE_TYPES

FOLDER = "open"
_LOG = logging.getLogger(__name__)


def keep_copies(
    releases: Path, state: Path, held: Collection[str], seen: Mapping[str, Signature], known: Mapping[str, Signature]
) -> dict[str, Path]:
    """Copies of the files that are ``held`` and as the last run knew them; those of other files are removed.

    ``seen`` and ``known`` are the signatures of now and of the last run. Returns where the copies are, by source. A
    file that was changed before there was a copy has none, nor has one that the disk has no room for.
    """
    folder = state / FOLDER
    copies: dict[str, Path] = {}
    for source in held:
        if PurePosixPath(source).suffix.lower() in {*PICTURE_TYPES, ".toml"}:
            continue
        copy = folder / source
        if copy.exists() or (seen.get(source) == known.get(source) and _copied(releases / source, copy, seen[source])):
            copies[source] = copy
    _drop_others(folder, {*copies.values()})
    return copies


def _copied(path: Path, copy: Path, expected: Signature) -> bool:
    """Whether the file could be copied as it was expected to be."""
    beside = copy.with_name(f".{copy.name}.tmp")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, beside)
        if signature_of(path) == expected:
            beside.replace(copy)
            return True
    except OSError as error:
        _LOG.debug("no copy of %s: %s", path, error.strerror)
    with suppress(OSError):
        beside.unlink(missing_ok=True)
    return False


def _drop_others(folder: Path, wanted: Collection[Path]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path not in wanted:
            with suppress(OSError):  # a folder with something wanted in it
                path.rmdir() if path.is_dir() else path.unlink()
