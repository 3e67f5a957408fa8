"""Reading in a process of its own, so that no file can hold up, fill up or bring down a run.

A reader may loop in a regular expression or crash in a library written in C, and no thread or signal ends that for
sure; a process can be killed. One helper reads all files of a run one after the other, and is started with the first:
that costs about what loading the readers here would, and some tenths of a millisecond a file. It is killed when a file
takes longer than the settings allow, may use so much memory and no more, and ends by itself when this process does.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

from pipeline.config import Settings
from pipeline.model import Release, ReleaseError
from pipeline.reading_helper import Reply, Request

_LOG = logging.getLogger(__name__)
# The same modules as here; whatever else this process was started with is none of the helper's business.
_START = "import sys; sys.path[:] = sys.argv[1:]; from pipeline.reading_helper import serve; serve()"
# What Python and its libraries look at; keys of translators and the like are no business of whoever reads files.
_NEEDED = re.compile(r"PYTHON\w*|PATH|(?:LD|DYLD)_\w+|LANG|LC_\w+|TZ|SYSTEMROOT|TEMP|TMP|TMPDIR")
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


class _Helper:
    """The process that reads; there is at most one at a time, and one request at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: Request, *, timeout_s: float) -> Reply | None:
        """The reply to a request, ``None`` if there is none in time; a helper that died is replaced."""
        with self._lock:
            process = self._running()
            with _watched(process, timeout_s) as killed:
                try:
                    pickle.dump(request, _pipe(process.stdin))
                    _pipe(process.stdin).flush()
                    reply: Reply = pickle.load(_pipe(process.stdout))
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

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent yet cannot be any more
                _pipe(pipe).close()
        # The end of its pipe ends it, unless it is at work; of one that has died this asks what of.
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)
        process.kill()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if _NEEDED.fullmatch(name.upper())},
            )
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


def _pipe(pipe: IO[bytes] | None) -> Any:
    if pipe is None:
        raise OSError("no pipe")
    return pipe


@cache
def _helper(_process_id: int) -> _Helper:
    """That of this process: a copy of it (a worker) must not speak to the helper of its original."""
    helper = _Helper()
    atexit.register(helper.close)
    return helper
