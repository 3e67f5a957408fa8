"""Processes on this machine that work: each is started for its first piece, and replaced when it dies."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from pipeline.crew import children
from pipeline.crew.children import pipe
from pipeline.crew.crew import Answer, CrewError, LostError, Outcome, Threads

_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")
_START = "from pipeline.crew.worker import serve; serve()"
# Who was killed once was unlucky; what has killed three of them would kill the next.
_TRIES = 3
_LOOK_UP_S = 0.5


class Processes:
    """So many processes; ``prepare`` is done in each before anything else, and its errors are everybody's."""

    def __init__(self, count: int, prepare: Callable[[], object]) -> None:
        self._prepare = pickle.dumps((prepare, (), {}))
        self._idle = SimpleQueue[_Worker]()
        self._starting: set[_Worker] = set()
        self._ready: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closing = False
        self._threads = Threads(count, give_up=self._kill)
        self.ahead = self._threads.ahead

    def submit(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Answer[_Result]:
        """Do it in the next free process; one that dies of it is replaced and the work tried again, twice."""
        request = pickle.dumps((function, args, kwargs))
        return self._threads.submit(self._done, request)

    def close(self) -> None:
        """End all processes, also in the middle of their work."""
        self._threads.close()

    def _done(self, request: bytes) -> Any:
        for _ in range(_TRIES):
            worker = self._free()
            try:
                outcome = worker.ask(request)
            except _DiedError as error:
                code = error.code
                self._forget(worker)
                continue
            self._idle.put(worker)
            return outcome.get()
        raise LostError(
            f"Beim Suchen nach Namen ist der Prozess {_TRIES}-mal abgestürzt (Ende {code}).",
            "Bitte die Datei mit dem Fehler melden; reicht der Arbeitsspeicher nicht, weniger Prozesse erlauben "
            "(config.toml, [run] workers).",
        )

    def _free(self) -> _Worker:
        """One that has nothing to do, or a new one."""
        for _ in range(_TRIES):
            with suppress(Empty):
                return self._idle.get_nowait()
            try:
                return self._started()
            except _DiedError as error:
                code = error.code
            # There may be no memory for so many; as long as others live, they do the work.
            while self._ready and not self._closing:
                with suppress(Empty):
                    return self._idle.get(timeout=_LOOK_UP_S)
        raise CrewError(
            f"Die Prozesse, die Namen suchen sollen, enden beim Laden des Sprachmodells (Ende {code}). Reicht der "
            "Arbeitsspeicher nicht, bitte weniger erlauben (config.toml, [run] workers)."
        )

    def _started(self) -> _Worker:
        with self._lock:
            if self._closing:
                raise CrewError("Abgebrochen.")
            worker = _Worker()
            self._starting.add(worker)
        try:
            worker.ask(self._prepare).get()
        except BaseException:
            self._forget(worker)
            raise
        with self._lock:
            self._starting.discard(worker)
            self._ready.add(worker)
        return worker

    def _forget(self, worker: _Worker) -> None:
        with self._lock:
            self._starting.discard(worker)
            self._ready.discard(worker)
        worker.close()

    def _kill(self) -> None:
        with self._lock:
            self._closing = True
            left = [*self._starting, *self._ready]
        for worker in left:
            worker.kill()
        for worker in left:
            worker.close()


class _DiedError(Exception):
    """A process has ended with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Worker:
    """One process, and one piece of work at a time."""

    def __init__(self) -> None:
        self._process = children.start(_START)

    def ask(self, request: bytes) -> Outcome:
        try:
            into = pipe(self._process.stdin)
            into.write(request)
            into.flush()
            reply: Outcome = pickle.load(pipe(self._process.stdout))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self.kill()
            raise _DiedError(self._process.wait()) from error
        return reply

    def kill(self) -> None:
        """End it whatever it does; it holds nothing that others need."""
        self._process.kill()

    def close(self) -> None:
        self.kill()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet cannot be any more
                pipe(end).close()
