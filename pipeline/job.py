"""What a run is asked to do, and what may be seen at its moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipeline.catalogue import Withheld
from pipeline.config import Settings
from pipeline.intake.folder import Signature
from pipeline.model import Release

STATE_FILE = "press.sqlite"


@dataclass(frozen=True, slots=True)
class Job:
    """Where a run reads and writes, and what it may do; ``now`` carries an offset.

    ``clock_ns`` is the true time in nanoseconds since 1970, by which files are told that have just changed; without
    it nothing is put by for the next run.

    ``withdraw_missing`` takes back releases whose files are gone, however many there are. Files that are ``left_out``
    are passed over this time, as if they were not there yet; ``instead`` says which are read from another place.
    ``settled``, if given, is what must still lie in the folder, and nothing else, once all is read.
    """

    settings: Settings
    releases: Path
    output: Path
    state: Path
    now: datetime
    environ: Mapping[str, str]
    clock_ns: int = 0
    offline: bool = False
    withdraw_missing: bool = False
    left_out: Collection[str] = ()
    instead: Mapping[str, Path] = field(default_factory=dict)
    settled: Mapping[str, Signature] | None = None

    def path_of(self, source: str) -> Path:
        """Where the file that reports call ``source`` is read from."""
        return self.instead.get(source, self.releases / source)


def withheld_until(release: Release, now: datetime) -> Withheld | None:
    """Why a release must not be seen at a moment, or ``None`` if it may be."""
    if release.embargo is None:
        return None
    until = release.embargo.until
    if until is None:
        return Withheld(release.source, None, f"Die Sperrfrist „{release.embargo.text}“ ist nicht eindeutig zu lesen.")
    return Withheld(release.source, until, "Sperrfrist") if now < until else None
