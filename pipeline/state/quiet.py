"""Whether a run would change anything at all: told from the file system, before anything heavy is loaded."""

from __future__ import annotations

import hashlib
import json
import os
import sysconfig
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.intake.folder import Signature, is_settled
from pipeline.job import STATE_FILE, Job
from pipeline.state.footprint import code_footprint
from pipeline.state.last_run import LastRun, State

FILE = "quiet.json"
_BUILTIN = "builtin"
# The doubt that a new day ends.
_PASSING = "date-in-future"


@dataclass(frozen=True, slots=True)
class Quiet:
    """A run after which nothing is left to do ``until`` a moment, if there is one, or something changes.

    ``mark`` is a digest of all that the run depended on, ``output`` tells by path the time of every folder and of the
    manifest in the output (nanoseconds since 1970). The numbers are for people.
    """

    at: str
    until: str | None
    mark: str
    output: Mapping[str, int]
    published: int
    withheld: int
    in_doubt: int


def mark_of(job: Job, signatures: Mapping[str, Signature]) -> str:
    """A digest of the program and its surroundings, the settings, the folder's files and what is remembered."""
    parts = (
        code_footprint(),
        os.stat(sysconfig.get_path("purelib")).st_mtime_ns,  # noqa: PTH116 -- a library that was put in or taken out
        job.settings,
        sorted(signatures.items()),
        *(os.path.abspath(place) for place in (job.releases, job.output)),  # noqa: PTH100 -- not what links lead to
        job.offline,
        _time_of(job.state / STATE_FILE),
        (job.state / STATE_FILE).stat().st_size,
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def quiet_after(
    job: Job, run: LastRun, signatures: Mapping[str, Signature], paths: Iterable[str], *, manifest: str
) -> Quiet | None:
    """What can be relied on after a run, or ``None`` if something is left to do; ``paths`` are those of its output.

    Raises:
        OSError: the state or the output cannot be looked at.
    """
    if (
        not is_settled(signatures.values(), now_ns=job.clock_ns)
        or run.retry
        or run.failures
        or job.settings.extract.model != _BUILTIN
    ):
        return None
    moments = [run.next_release()]
    if any(code == _PASSING for item in run.releases for code, _ in item.doubts):
        zone = ZoneInfo(job.settings.site.timezone)
        moments.append(datetime.combine(job.now.astimezone(zone).date() + timedelta(days=1), time(), zone))
    until = min((moment for moment in moments if moment is not None), default=None)
    folders = {os.path.dirname(path) for path in paths} | {""}  # noqa: PTH120 -- a hundred thousand of them
    return Quiet(
        at=job.now.isoformat(),
        until=until.isoformat() if until else None,
        mark=mark_of(job, signatures),
        output={name: _time_of(job.output / name) for name in sorted(folders | {manifest})},
        published=sum(item.state is State.PUBLISHED for item in run.releases),
        withheld=sum(item.state is State.WITHHELD for item in run.releases),
        in_doubt=sum(bool(item.doubts) for item in run.releases),
    )


def still_quiet(job: Job, signatures: Mapping[str, Signature]) -> Quiet | None:
    """What was recorded after the last run, if it still holds at the job's moment."""
    try:
        known = Quiet(**json.loads((job.state / FILE).read_text("utf-8")))
        begun = datetime.fromisoformat(known.at)
        ends = datetime.fromisoformat(known.until) if known.until else None
        if job.now < begun or (ends is not None and job.now >= ends) or known.mark != mark_of(job, signatures):
            return None
        if any(_time_of(job.output / name) != moment for name, moment in known.output.items()):
            return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return known


def record(state: Path, quiet: Quiet | None) -> None:
    """Keep what can be relied on, or that nothing can."""
    with suppress(OSError):  # then the next run looks at everything, and that is all
        (state / FILE).unlink(missing_ok=True)
        if quiet is not None:
            beside = state / f"{FILE}.tmp"
            beside.write_text(json.dumps(asdict(quiet)), "utf-8")
            beside.replace(state / FILE)


def _time_of(path: Path) -> int:
    return path.stat().st_mtime_ns
