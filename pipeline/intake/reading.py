"""Reading in a process of its own, so that no file can hold up, fill up or bring down a run.

A reader may loop in a regular expression or crash in a library written in C, and no thread or signal ends that for
sure; a process can be killed. One helper reads all files of a run one after the other, and is started with the first:
that costs about what loading the readers here would, and some tenths of a millisecond a file. It is killed when a file
takes longer than the settings allow, may use so much memory and no more, and ends by itself when this process does.
Threads that ask at the same time have one each.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from pipeline.config import Settings
from pipeline.crew import children
from pipeline.crew.children import pipe
from pipeline.intake.reading_helper import Reply, Request
from pipeline.model import Release, ReleaseError

_LOG = logging.getLogger(__name__)
_START = "from pipeline.intake.reading_helper import serve; serve()"
# An alarm ends a process whatever it does, also when nobody is left to watch it. Windows has none.
_ALARM: int = getattr(signal, "SIGALRM", 0)
_GRACE_S = 0.2
_REPORT = "Bitte die Datei in einem anderen Format speichern und den Fehler mit der Datei melden."


def read_release(
    path: Path, *, source: str, settings: Settings, language: str | None = None, within: Path | None = None
) -> Release:
    """The release in a file; ``source`` is what it is called in reports, ``within`` the folder it must lie in.

    ``language`` is the one that is expected, if it is not that of the releases.

    Raises:
        ReleaseError: the file cannot be handled, whatever the reason.
    """
    request = Request(
        path=path.absolute(),  # the helper stays in the folder that it was started in
        source=source,
        within=within.absolute() if within else None,
        limits=settings.limits,
        timezone=settings.site.timezone,
        language=language or settings.languages.source,
    )
    reply = _helper(os.getpid()).ask(request, timeout_s=settings.limits.max_seconds)
    if reply is None:
        seconds = f"{settings.limits.max_seconds:g}".replace(".", ",")
        raise ReleaseError(
            source,
            f"Das Lesen hat länger als {seconds} Sekunden gedauert und wurde abgebrochen.",
            "Bitte den Text in eine neue Datei kopieren und diese ablegen, oder die Grenze erhöhen "
            "(config.toml, [limits] max_seconds).",
        )
    if reply.traceback:
        _LOG.debug("unexpected failure in %s\n%s", source, reply.traceback)
    if isinstance(reply.result, ReleaseError):
        raise reply.result
    return reply.result


def abandon() -> None:
    """Give up all that other threads are reading; they are told that it crashed."""
    _helper(os.getpid()).abandon()


def rest() -> None:
    """Keep one helper at most until the next file comes."""
    _helper(os.getpid()).rest()


class _Helper:
    """A process that reads; there is at most one at a time, and one request at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: Request, *, timeout_s: float) -> Reply | None:
        """The reply to a request, ``None`` if there is none in time; a helper that died is replaced."""
        with self._lock:
            process = self._running()
            with _watched(process, timeout_s) as killed:
                try:
                    pickle.dump(request, pipe(process.stdin))
                    pipe(process.stdin).flush()
                    reply: Reply = pickle.load(pipe(process.stdout))
                except (OSError, EOFError, pickle.UnpicklingError):
                    self.close()
                    if killed.is_set() or process.returncode == -_ALARM:
                        return None
                    problem = f"Das Programm ist beim Lesen abgestürzt (Ende {process.returncode})."
                    return Reply(ReleaseError(request.source, problem, _REPORT))
                except BaseException:  # who asked was interrupted; the reply must not be taken for the next one's
                    self.close()
                    raise
            if reply.is_last:
                self.close()
            return reply

    def abandon(self) -> None:
        """Break off what another thread is asking."""
        if (process := self._process) is not None:
            process.kill()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        for end in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent yet cannot be any more
                pipe(end).close()
        # The end of its pipe ends it, unless it is at work; of one that has died this asks what of.
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)
        process.kill()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = children.start(_START)
        return self._process


@contextmanager
def _watched(process: subprocess.Popen[bytes], timeout_s: float) -> Iterator[threading.Event]:
    """Kill a process after a while, which sets the event; where there are alarms, the helper has set its own."""
    killed = threading.Event()
    if _ALARM:
        yield killed
        return

    def kill() -> None:
        killed.set()
        process.kill()

    watchdog = threading.Timer(timeout_s, kill)
    watchdog.start()
    try:
        yield killed
    finally:
        watchdog.cancel()


class _Helpers:
    """As many as are asked at one time."""

    def __init__(self) -> None:
        self._all: list[_Helper] = []
        self._free: list[_Helper] = []

    def ask(self, request: Request, *, timeout_s: float) -> Reply | None:
        """The reply of one that has nothing else to do."""
        try:
            helper = self._free.pop()
        except IndexError:
            helper = _Helper()
            self._all.append(helper)
        try:
            return helper.ask(request, timeout_s=timeout_s)
        finally:
            self._free.append(helper)

    def abandon(self) -> None:
        for helper in self._all:
            if helper not in self._free:
                helper.abandon()

    def rest(self) -> None:
        for helper in self._free[:-1]:  # the last is the next to be asked
            helper.close()

    def close(self) -> None:
        for helper in self._all:
            helper.close()


@cache
def _helper(_process_id: int) -> _Helpers:
    """Those of this process: a copy of it (a worker) must not speak to the helpers of its original."""
    helpers = _Helpers()
    atexit.register(helpers.close)
    return helpers
