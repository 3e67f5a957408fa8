"""What the last run recorded of itself in the state folder: for a quick answer on how things stand, and for the watch.

Names, states and reasons, no text of a release. Whoever deletes the file loses nothing but that answer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.intake.folder import Signature
from pipeline.memory import MemoryFaultError

FILE = "last-run.json"
_VERSION = 1
# How long after a run what waits is tried again; twice as long after each try that got nobody further. What a busy
# machine or a network drive did to a file is over by the longest wait; after that it is for its owner to mend.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


class State(StrEnum):
    """What has become of a release."""

    PUBLISHED = "published"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class EditionState:
    """How far one edition has come; ``status`` is one of :class:`pipeline.model.Status`, ``reason`` German.

    ``retried`` says whether a later run may get further by itself, ``until`` when a person's own text may be seen,
    ``changed`` in German where the original has changed under an edition that is outdated.
    """

    language: str
    status: str
    origin: str | None = None
    reason: str | None = None
    retried: bool = False
    until: datetime | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """What has become of one release; ``doubts`` are codes with German words, ``until`` is ``None`` if unclear."""

    source: str
    state: State
    digest: str = ""
    id: str = ""
    slug: str = ""
    until: datetime | None = None
    reason: str | None = None
    doubts: tuple[tuple[str, str], ...] = ()
    editions: tuple[EditionState, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be handled, and in German why and what to do."""

    source: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Retry:
    """When what waits is tried again, and how many seconds that is after the run."""

    at: datetime
    wait_s: float


@dataclass(frozen=True, slots=True)
class LastRun:
    """One run: when it was, what lay in the folder (with the signature of each file), and what became of it."""

    at: datetime
    files: Mapping[str, Signature] = field(default_factory=dict)
    releases: tuple[ReleaseState, ...] = ()
    failures: tuple[FailedFile, ...] = ()
    retry: Retry | None = None

    def waiting(self) -> frozenset[tuple[str, str]]:
        """What a later run may get further with by itself: source and language, or none for a file that failed."""
        return frozenset(
            {(item.source, edition.language) for item in self.releases for edition in item.editions if edition.retried}
            | {(failure.source, "") for failure in self.failures}
        )

    def next_release(self) -> datetime | None:
        """The first moment after the run at which something withheld may be seen."""
        moments = [item.until for item in self.releases if item.state is State.WITHHELD]
        moments += [edition.until for item in self.releases for edition in item.editions]
        return min((moment for moment in moments if moment is not None), default=None)


@dataclass(frozen=True, slots=True)
class Steps:
    """The sources whose release is new, has changed or stayed the same from one run to the next; each sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def steps(before: LastRun | None, after: LastRun) -> Steps:
    """What a run did to releases, told by their file's digest, their state and that of their editions."""
    known = {item.source: _told(item) for item in before.releases} if before else {}
    found: dict[str, list[str]] = {"new": [], "changed": [], "same": []}
    for item in after.releases:
        if item.state is State.WITHDRAWN and known.get(item.source) == _told(item):
            continue
        what = "new" if item.source not in known else "same" if known[item.source] == _told(item) else "changed"
        found[what].append(item.source)
    return Steps(**{what: tuple(sorted(sources)) for what, sources in found.items()})


def next_try(before: LastRun | None, waiting: frozenset[tuple[str, str]], now: datetime) -> Retry | None:
    """When what waits is tried again, if anything does.

    The wait grows only after a try that was due and got nobody further; a run for another reason leaves it as it is.
    Where nothing but files that failed is left, there is no other try after the last of them in the first hour.
    """
    if not waiting:
        return None
    if before is None or not waiting >= before.waiting():
        return _retry(FIRST_WAIT, now)
    if before.retry is None:
        return None if waiting == before.waiting() else _retry(FIRST_WAIT, now)
    wait = timedelta(seconds=before.retry.wait_s)
    if now < before.retry.at:
        return _retry(wait, now)
    if wait * 2 > LONGEST_WAIT and not any(language for _, language in waiting):
        return None
    return _retry(min(wait * 2, LONGEST_WAIT), now)


def _retry(wait: timedelta, now: datetime) -> Retry:
    return Retry(now + wait, wait.total_seconds())


def read(state: Path) -> LastRun | None:
    """What is recorded in a state folder, or ``None`` if nothing is that can be understood."""
    try:
        data = json.loads((state / FILE).read_text("utf-8"))
        return _from_json(data) if data["version"] == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(state: Path, run: LastRun) -> None:
    """Record a run, whole or not at all, also if the power goes: the watch tells a lost drive by it.

    Raises:
        MemoryFaultError: the folder cannot be written.
    """
    beside = state / f"{FILE}.tmp"
    text = json.dumps({"version": _VERSION, **_plain(run)}, default=_plain, separators=(",", ":"))
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(state / FILE)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise MemoryFaultError(
            f"{state / FILE}: Hier lässt sich nicht schreiben ({error.strerror}). Bitte prüfen, ob der Ordner "
            "beschreibbar und Platz auf dem Datenträger ist."
        ) from error


def _plain(value: Any) -> Any:
    """What JSON does not know, in what it knows; quicker than ``asdict``, which copies everything."""
    if isinstance(value, datetime):
        return value.isoformat()
    return {item.name: getattr(value, item.name) for item in fields(value)}


def _told(item: ReleaseState) -> tuple[object, ...]:
    return item.digest, item.state, tuple((edition.language, edition.status) for edition in item.editions)


def _from_json(data: Mapping[str, Any]) -> LastRun:
    return LastRun(
        at=datetime.fromisoformat(data["at"]),
        files={str(path): (int(size), int(changed), int(touched)) for path, (size, changed, touched) in _items(data)},
        releases=tuple(map(_release, data["releases"])),
        failures=tuple(FailedFile(**item) for item in data["failures"]),
        retry=Retry(datetime.fromisoformat(data["retry"]["at"]), float(data["retry"]["wait_s"]))
        if data["retry"]
        else None,
    )


def _items(data: Mapping[str, Any]) -> Iterable[tuple[str, tuple[int, int, int]]]:
    return data["files"].items()  # type: ignore[no-any-return]  # what it holds is checked where it is taken apart


def _release(item: Mapping[str, Any]) -> ReleaseState:
    return ReleaseState(
        **{
            **item,
            "state": State(item["state"]),
            "until": _moment(item["until"]),
            "doubts": tuple((str(code), str(message)) for code, message in item["doubts"]),
            "editions": tuple(
                EditionState(
                    **{**edition, "until": _moment(edition["until"]), "changed": tuple(edition.get("changed", ()))}
                )
                for edition in item["editions"]
            ),
        }
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
