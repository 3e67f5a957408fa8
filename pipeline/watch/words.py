"""What the watch says of its runs, for people in German and for programs as events; never a word of a release."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from pipeline.build import Report
from pipeline.german_time import in_words
from pipeline.state.last_run import FailedFile, LastRun, ReleaseState, State
from pipeline.stopwatch import Stopwatch

_LOG = logging.getLogger(__name__)
_STATUS = {"pending": "wartet", "draft": "Entwurf", "approved": "freigegeben", "outdated": "veraltet"}
_STATE = {State.PUBLISHED: "veröffentlicht", State.WITHHELD: "zurückgehalten", State.WITHDRAWN: "zurückgezogen"}


def tell_run(
    report: Report, run: LastRun, watch: Stopwatch, *, zone: ZoneInfo, known: Collection[FailedFile] = ()
) -> None:
    """What a run did, release by release for those that are new or changed; failures that are ``known`` are counted."""
    states = {item.source: item for item in run.releases}
    for word, sources in (("neu", report.steps.new), ("geändert", report.steps.changed)):
        for source in sources:
            _tell_release(states[source], word, zone)
    for failure in (failure for failure in run.failures if failure not in known):
        _LOG.warning(
            "%s: %s %s",
            failure.source,
            failure.reason,
            failure.remedy,
            extra={"event": "file-failed", "release": failure.source},
        )
    counts = {state: sum(item.state is state for item in run.releases) for state in State}
    _LOG.info(
        "Fertig in %s s: %d veröffentlicht, %d zurückgehalten, %d nicht verarbeitet; %d Dateien geschrieben.%s",
        f"{watch.total_s:.1f}".replace(".", ","),
        counts[State.PUBLISHED],
        counts[State.WITHHELD],
        len(run.failures),
        len(report.written.written),
        _outlook(run, zone),
        extra={
            "event": "run-finished",
            "published": counts[State.PUBLISHED],
            "withheld": counts[State.WITHHELD],
            "failed": len(run.failures),
            "new": len(report.steps.new),
            "changed": len(report.steps.changed),
            "unchanged": len(report.steps.same),
            "files_written": len(report.written.written),
            "seconds": round(watch.total_s, 3),
            "stages": {stage: round(seconds, 3) for stage, seconds in watch.stages()},
        },
    )


def tell_waiting(held: Mapping[str, str]) -> None:
    """Which files wait until somebody closes them; ``held`` has the lock of each."""
    for path, lock in held.items():
        _LOG.info(
            "%s wartet, bis die Datei geschlossen ist (geöffnet laut „%s“; hat sie niemand mehr offen, bitte diese "
            "löschen).",
            path,
            lock,
            extra={"event": "file-open", "release": path},
        )


def _tell_release(item: ReleaseState, word: str, zone: ZoneInfo) -> None:
    parts = [_STATE[item.state]]
    if item.state is State.WITHHELD:
        parts = [f"zurückgehalten bis {in_words(item.until, zone)}" if item.until else "zurückgehalten"]
    parts += [f"{edition.language}: {_STATUS[edition.status]}" for edition in item.editions]
    if item.doubts:
        parts.append(f"{len(item.doubts)} im Zweifel")
    _LOG.info(
        "%s (%s): %s.",
        item.source,
        word,
        ", ".join(parts),
        extra={
            "event": f"release-{item.state}",
            "release": item.source,
            "editions": {edition.language: edition.status for edition in item.editions},
            "doubts": [code for code, _ in item.doubts],
            "until": item.until.isoformat() if item.until else None,
        },
    )


def _outlook(run: LastRun, zone: ZoneInfo) -> str:
    parts = []
    if moment := run.next_release():
        parts.append(f" Nächste Sperrfrist: {in_words(moment, zone)}.")
    if run.retry is not None:
        parts.append(f" Was wartet, wird um {run.retry.at.astimezone(zone):%H:%M} Uhr wieder versucht.")
    return "".join(parts)
