"""The watch: looks at the folder, decides, runs, and tells what happened; one step at a time.

It asks the file system again and again instead of waiting for its events: network drives give none, and what must be
right without them need not be done twice. A look at ten thousand files costs 50 ms, and the pauses are so long that
looking takes at most a hundredth of the time. No pause is longer than ten seconds, and after each the wall clock is
looked at anew, so that a laptop that slept publishes what fell due as soon as it wakes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.build import Report, build
from pipeline.config import Settings
from pipeline.extract import ModelError
from pipeline.intake.folder import MovedError, Snapshot, look
from pipeline.intake.understanding import Progress
from pipeline.job import Job
from pipeline.memory import MemoryFaultError
from pipeline.publish import PublishError
from pipeline.state import last_run
from pipeline.state.last_run import State
from pipeline.stopwatch import Stopwatch
from pipeline.system_words import system_in_german
from pipeline.toml_file import TomlError
from pipeline.watch import card as watch_card
from pipeline.watch.card import Card
from pipeline.watch.decisions import (
    Past,
    Sight,
    Trouble,
    Why,
    failures_told,
    in_hand,
    left_out,
    looks_lost,
    news,
    next_moment,
    reason_to_run,
)
from pipeline.watch.open_files import keep_copies
from pipeline.watch.words import tell_run, tell_waiting
from pipeline.withdrawal import WithdrawalError

_LOG = logging.getLogger(__name__)
Bars = Callable[[], AbstractContextManager[Progress]]
_POLL_S = 1.0
_LONGEST_POLL_S = 10.0
_MOVING_POLL_S = 0.5
_SHORTEST_POLL_S = 0.05
# Looking may take this share of the time.
_SHARE = 0.01
_KEPT = "Was veröffentlicht ist, bleibt, wie es ist; zurückgezogen wird nichts."
_LOST = (
    "{folder}: Der Ordner ist leer, obwohl Meldungen daraus veröffentlicht sind. Das sieht nach einem Laufwerk aus, "
    f"das nicht verbunden ist. {_KEPT} Sollen sie wirklich weg: press build --withdraw-missing"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The wall clock in UTC, seconds that only go on, and a pause of so many seconds."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the watch reads and writes; ``load`` reads the settings in ``config`` anew and raises TomlError."""

    releases: Path
    output: Path
    state: Path
    config: Path
    load: Callable[[], Settings]
    environ: Mapping[str, str]
    offline: bool = False


class Watch:
    """One watch of one desk. It is stopped by an exception such as :class:`pipeline.stopping.Stopped`."""

    def __init__(self, desk: Desk, settings: Settings, card: Card, *, clock: Clock, bars: Bars) -> None:
        """``bars`` gives each run somebody to tell how far it is."""
        self._desk = desk
        self._settings = settings
        self._card = card
        self._clock = clock
        self._bars = bars
        self._sight = Sight()
        self._past = self._recorded()
        self._trouble: Trouble | None = None
        self._tried: Snapshot | None = None
        self._config = self._config_seen = self._state_of_config()
        self._fresh_settings = self._untried_settings = False
        self._told_waiting: frozenset[str] = frozenset()

    def step(self) -> float:
        """Look once and do what is due; returns after how many seconds to look again, at most ten."""
        begun_s = self._clock.monotonic()
        self._reload()
        try:
            snapshot = look(self._desk.releases)
        except OSError as error:
            self._fail(self._refused(error), None)
            return _POLL_S
        rest_s = min(max(_POLL_S, (self._clock.monotonic() - begun_s) / _SHARE), _LONGEST_POLL_S)
        self._sight.look(snapshot, begun_s)
        if looks_lost(snapshot, self._past):
            # Unless somebody has said meanwhile, by a run of her own, that it is meant.
            if looks_lost(snapshot, self._recorded()):
                self._fail(_LOST.format(folder=self._desk.releases), None)
                return rest_s
            self._past = self._recorded()
        if self._sight.must_wait(begun_s):
            return _MOVING_POLL_S
        now = self._now()
        held = in_hand(snapshot, int(now.timestamp() * 1e9))
        self._tell_waiting(snapshot, held)
        # At every look, not only before a run: after her first change it is too late.
        copies = keep_copies(self._desk.releases, self._desk.state, held, snapshot.files, self._past.files)
        busy = {*held, *self._sight.moved_s}
        changed = news(snapshot, self._past.files, busy)
        why = Why.SETTINGS if self._fresh_settings and self._past.run else reason_to_run(self._past, changed, now)
        if why is None:
            self._recovered()
            return self._pause(rest_s, now)
        if not self._may_try(snapshot, begun_s):
            return rest_s
        told = f"{why} ({len(changed.new)} neu, {len(changed.changed)} geändert, {len(changed.gone)} weg)"
        _LOG.info("Es geht los: %s.", told, extra={"event": "run-started", "why": why.name.lower()})
        self._run(self._job(snapshot, busy, copies, now), snapshot)
        return _POLL_S

    def _recorded(self) -> Past:
        """What the last run recorded, whoever ran it; the watch itself has not run since."""
        known = last_run.read(self._desk.state)
        if known is None:
            return Past({}, published=False)
        return Past(known.files, published=any(item.state is State.PUBLISHED for item in known.releases))

    def _may_try(self, snapshot: Snapshot, now_s: float) -> bool:
        """Whether to run: not so soon after a run that failed, unless something is different now."""
        if self._trouble is None or self._tried is None:
            return True
        return snapshot.files != self._tried.files or self._untried_settings or now_s >= self._trouble.until_s

    def _pause(self, rest_s: float, now: datetime) -> float:
        moment = next_moment(self._past)
        return rest_s if moment is None else min(rest_s, max((moment - now).total_seconds(), _SHORTEST_POLL_S))

    def _job(self, snapshot: Snapshot, busy: Collection[str], copies: Mapping[str, Path], now: datetime) -> Job:
        desk = self._desk
        # A known file that is never still is read as it is, in the end; then nothing can be said of the others either.
        restless = any(path in self._past.files for path in self._sight.moved_s)
        return Job(
            settings=self._settings,
            releases=desk.releases,
            output=desk.output,
            state=desk.state,
            now=now,
            environ=desk.environ,
            clock_ns=int(now.timestamp() * 1e9),
            offline=desk.offline,
            left_out=left_out(snapshot, self._past, busy),
            instead=copies,
            settled=None if restless else snapshot.files,
        )

    def _run(self, job: Job, snapshot: Snapshot) -> None:
        self._untried_settings = False
        try:
            with self._bars() as progress:
                watch = Stopwatch(progress, self._clock.monotonic)
                report = build(job, progress=watch)
        except MovedError:
            _LOG.debug("files changed while they were read; nothing was changed")
        except (ModelError, MemoryFaultError, PublishError, TomlError, WithdrawalError) as error:
            self._fail(str(error), snapshot)
        except OSError as error:
            self._fail(self._refused(error), snapshot)
        except Exception as error:  # noqa: BLE001 -- a watch outlives our own mistakes
            _LOG.debug("unexpected failure of a run", exc_info=True)
            self._fail(f"Unerwarteter Fehler im Programm ({type(error).__name__}). Bitte melden.", snapshot)
        else:
            watch.stop()
            self._done(report, watch)

    def _done(self, report: Report, watch: Stopwatch) -> None:
        self._recovered()
        self._fresh_settings = False
        if report.run is not None:
            zone = ZoneInfo(self._settings.site.timezone)
            known = failures_told(self._past, report.run, zone)
            self._past = Past(report.run.files, published=bool(report.published), run=report.run)
            tell_run(report, report.run, watch, zone=zone, known=known)

    def _fail(self, problem: str, snapshot: Snapshot | None) -> None:
        """Say what is wrong, once and then ever more rarely, and when it is tried again."""
        now_s = self._clock.monotonic()
        before = self._trouble
        if before is not None and before.message == problem and now_s < before.until_s:
            return
        same = before if before is not None and before.message == problem else None
        self._trouble = trouble = Trouble.after(same, problem, now_s)
        self._tried = snapshot
        if trouble.tries & (trouble.tries - 1) == 0:  # what stays wrong is said again after each doubling of the tries
            pause_s = round(trouble.until_s - now_s)
            again = "wieder " if trouble.tries > 1 else ""
            _LOG.error(
                "Das ist %snicht gelungen; es wird von selbst weiter versucht (nächstes Mal in %d Sekunden oder sobald "
                "sich etwas ändert). %s",
                again,
                pause_s,
                problem,
                extra={"event": "run-failed", "problem": problem, "retry_s": pause_s},
            )
            self._show(problem)

    def _refused(self, error: OSError) -> str:
        return f"{system_in_german(error, self._desk.releases)} {_KEPT}"

    def _recovered(self) -> None:
        if self._trouble is not None:
            _LOG.info("Wieder in Ordnung.", extra={"event": "recovered"})
            self._show(None)
        self._trouble = self._tried = None

    def _show(self, problem: str | None) -> None:
        try:
            watch_card.show(self._desk.state, self._card, problem=problem)
        except OSError:  # a full disk is no reason to stop telling of it
            _LOG.debug("the card could not be written")

    def _reload(self) -> None:
        """Read the settings anew if their file has changed; as long as they are wrong, those from before count."""
        state, seen = self._state_of_config(), self._config_seen
        self._config_seen = state
        if state in (self._config, None) or state != seen:  # as it was, gone, or perhaps still being written
            return
        self._config = state
        try:
            settings = self._desk.load()
        except TomlError as error:
            _LOG.error(
                "Bis das behoben ist, gelten die bisherigen Einstellungen. %s",
                error,
                extra={"event": "settings-refused", "problem": str(error)},
            )
            return
        if settings != self._settings:
            self._settings = settings
            self._fresh_settings = self._untried_settings = True
            _LOG.info("Neue Einstellungen gelesen.", extra={"event": "settings-read"})

    def _state_of_config(self) -> tuple[int, int] | None:
        try:
            found = self._desk.config.stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def _tell_waiting(self, snapshot: Snapshot, held: Mapping[str, str]) -> None:
        known = self._past.files
        waiting = {path: lock for path, lock in held.items() if snapshot.files[path] != known.get(path)}
        tell_waiting({path: lock for path, lock in waiting.items() if path not in self._told_waiting})
        self._told_waiting = frozenset(waiting)

    def _now(self) -> datetime:
        return self._clock.now().astimezone(ZoneInfo(self._settings.site.timezone))
