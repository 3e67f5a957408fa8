"""What the doctor finds out about folders, the disks that they lie on, and their clocks."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pipeline.doctor.diagnosis import Diagnosis, Grade
from pipeline.system_words import system_in_german

_LITTLE_BYTES, _FULL_BYTES = 1_000_000_000, 100_000_000
# File times and the clock of this machine may differ by so much.
_SKEW_S = 5.0
# No clock that is right shows an earlier moment: the program did not exist then.
_BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
# File systems on which SQLite's write-ahead log does not work (https://www.sqlite.org/wal.html).
_NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs", "fuse.davfs2"})
_MOUNTS = Path("/proc/mounts")


def writable(what: str, folder: Path) -> Diagnosis:
    """Whether a file can be made, renamed over another and removed in a folder, or in what is there of its path."""
    if folder.exists() and not folder.is_dir():
        return Diagnosis(what, Grade.BAD, f"{folder} ist eine Datei, kein Ordner. Bitte umbenennen oder verschieben.")
    place = _nearest(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=".press-doctor-", dir=place) as made:
            one, other = Path(made, "a"), Path(made, "b")
            one.write_bytes(b"a")
            other.write_bytes(b"b")
            one.replace(other)
    except OSError as error:
        return Diagnosis(what, Grade.BAD, f"{system_in_german(error, place)} Der Ordner muss beschreibbar sein.")
    return Diagnosis(what, Grade.GOOD, f"{folder}: beschreibbar, Umbenennen gelingt.")


def space(what: str, folder: Path) -> Diagnosis:
    """Whether there is room on the disk of a folder."""
    free = shutil.disk_usage(_nearest(folder)).free
    words = f"{free / 1e9:.1f} GB frei.".replace(".", ",", 1)
    grade = Grade.GOOD if free > _LITTLE_BYTES else Grade.NOTE if free > _FULL_BYTES else Grade.BAD
    return Diagnosis(f"Platz ({what})", grade, words if grade is Grade.GOOD else f"{words} Bitte Platz schaffen.")


def one_disk(output: Path) -> Diagnosis:
    """A file goes live by being renamed, which is one stroke only within a disk."""
    device = _nearest(output).stat().st_dev
    folders = [path for path in output.iterdir() if path.is_dir()] if output.is_dir() else []
    apart = [path.name for path in folders if path.stat().st_dev != device]
    if apart:
        words = f"{', '.join(apart)} liegt auf einem anderen Datenträger als {output}. Bitte beides zusammenlegen."
        return Diagnosis("Datenträger", Grade.NOTE, words)
    return Diagnosis("Datenträger", Grade.GOOD, "Die ganze Ausgabe liegt auf einem.")


def local_disk(state: Path) -> Diagnosis:
    """Whether the state lies on a disk of this machine, where the system says so."""
    kind = _file_system(_nearest(state).resolve())
    if kind in _NETWORK_TYPES:
        words = f"{state} liegt auf einem Netzlaufwerk ({kind}); dort ist der Zwischenstand nicht sicher."
        remedy = "Bitte mit --state einen Ordner auf diesem Rechner nennen."
        return Diagnosis("Zwischenstand", Grade.BAD, f"{words} {remedy}")
    return Diagnosis("Zwischenstand", Grade.GOOD, "auf diesem Rechner." if kind else "Art des Datenträgers unbekannt.")


def _file_system(path: Path) -> str | None:
    """The type of the file system that a path lies on, where the system says it (Linux)."""
    try:
        lines = [line.split() for line in _MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return None
    mounts = [(Path(line[1].replace("\\040", " ")), line[2]) for line in lines if len(line) > 2]
    above = [(len(point.parts), kind) for point, kind in mounts if path.is_relative_to(point)]
    return max(above, default=(0, None))[1]


def clock(now: datetime, state: Path) -> Diagnosis:
    """Whether the clock is plausible, and that of the disk agrees with it."""
    if now < _BEGINNING:
        return Diagnosis("Uhr", Grade.BAD, f"Sie steht auf {now:%d.%m.%Y}. Bitte stellen: Sperrfristen hängen daran.")
    try:
        with tempfile.NamedTemporaryFile(prefix=".press-doctor-", dir=_nearest(state)) as made:
            skew_s = abs(os.fstat(made.fileno()).st_mtime - time.time())
    except OSError as error:
        return Diagnosis("Uhr", Grade.NOTE, f"nicht mit der des Datenträgers zu vergleichen: {system_in_german(error)}")
    if skew_s > _SKEW_S:
        words = f"Der Datenträger geht {skew_s:.0f} Sekunden anders als dieser Rechner. Bitte beide stellen."
        return Diagnosis("Uhr", Grade.NOTE, words)
    return Diagnosis("Uhr", Grade.GOOD, f"{now.astimezone():%d.%m.%Y, %H:%M} Uhr (bitte vergleichen).")


def _nearest(folder: Path) -> Path:
    """The folder itself, or what is there of its path."""
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_dir())
