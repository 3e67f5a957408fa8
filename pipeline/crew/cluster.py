"""The workers of a Dask cluster. Dask is imported here alone, and this module only where a cluster is configured.

A worker that is lost costs time: the scheduler gives its work to another. What was under way on several that died may
have killed them or was in bad company, so it is done once more on this machine. Nothing is asked of a worker whose
program or model is not this one's.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from pipeline.crew.crew import Answer, Crew, CrewError, Outcome, outcome

_Result = TypeVar("_Result")
_Given = TypeVar("_Given", covariant=True)
_Arguments = ParamSpec("_Arguments")
_Likeness = tuple[tuple[str, str], ...]
_CONNECT_S = 5
_FIRST_WORKER_S = 10
_WITHOUT_WORKERS_S = 60
_LOOK_S = 0.5
_CLOSE_S = 10
_AGAIN = "Was gefunden ist, ist gemerkt; der nächste Lauf macht weiter."


class Cluster:
    """The cluster behind a scheduler; ``likeness`` must give on every worker what it gives here.

    ``instead`` makes a crew of this machine, for what the cluster gives up.

    Raises:
        CrewError: Dask is not installed, nobody answers, there are no workers, or one of them is not like this machine.
    """

    def __init__(self, address: str, likeness: Callable[[], _Likeness], *, instead: Callable[[], Crew]) -> None:
        self.address = address
        self._instead = instead
        self._home: Crew | None = None
        self._likeness = likeness
        self._expected = likeness()
        self._client = _connected(address)
        try:
            threads = self._checked_workers()
        except BaseException:
            self.close()
            raise
        self.workers = len(threads)
        self.ahead = 3 * max(sum(threads.values()), 4)

    def submit(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Answer[_Result]:
        """Do it on some worker."""
        work = partial(function, *args, **kwargs)
        try:
            future = self._client.submit(_checked, self._expected, self._likeness, work, pure=False)
        except Exception as error:  # whatever Dask raises when it has lost its scheduler
            raise _lost(self.address) from error
        return _Remote(self, future, work)

    def home(self) -> Crew:
        """The crew of this machine."""
        self._home = self._home or self._instead()
        return self._home

    def close(self) -> None:
        """Leave the cluster; it forgets what is not done."""
        with suppress(TimeoutError, OSError):  # a scheduler that is lost does not answer
            self._client.close(timeout=_CLOSE_S)
        if self._home is not None:
            self._home.close()

    def expect_workers(self) -> int:
        """How many workers there are now; raises CrewError if nobody answers."""
        try:
            return len(self._client.nthreads())
        except Exception as error:  # as above
            raise _lost(self.address) from error

    def _checked_workers(self) -> Mapping[str, int]:
        try:
            self._client.wait_for_workers(1, timeout=_FIRST_WORKER_S)
        except TimeoutError as error:
            raise CrewError(
                f"Der Cluster {self.address} hat keinen Arbeiter. Bitte auf seinen Rechnern welche starten: "
                f"dask worker {self.address} --nthreads 1"
            ) from error
        found: Mapping[str, Any] = self._client.run(outcome, self._likeness, on_error="return")
        for worker, reply in sorted(found.items()):
            if not isinstance(reply, Outcome):
                raise CrewError(
                    f"Auf {worker} läuft dieses Programm nicht ({type(reply).__name__}: {reply}). Bitte dort dieselbe "
                    'Fassung einrichten wie hier: pip install "press-pipeline[cluster]"'
                )
            _expect_alike(worker, self._expected, reply.get())
        threads: Mapping[str, int] = self._client.nthreads()
        return threads


@dataclass(frozen=True, slots=True)
class _Remote(Generic[_Given]):
    crew: Cluster
    future: Any
    work: Callable[[], _Given]

    def result(self) -> _Given:
        from distributed import KilledWorker

        done = threading.Event()
        self.future.add_done_callback(lambda _: done.set())
        alone_since: float | None = None
        while not done.wait(_LOOK_S):
            now = time.monotonic()
            alone_since = None if self.crew.expect_workers() else alone_since or now
            if alone_since is not None and now - alone_since > _WITHOUT_WORKERS_S:
                raise CrewError(
                    f"Der Cluster {self.crew.address} hat keinen Arbeiter mehr. {_AGAIN} Bitte Arbeiter starten."
                )
        try:
            reply: Outcome = self.future.result()
        except KilledWorker:
            return self.crew.home().submit(self.work).result()
        except Exception as error:  # as above
            raise _lost(self.crew.address) from error
        return cast(_Given, reply.get())


def _checked(expected: _Likeness, likeness: Callable[[], _Likeness], work: Callable[[], Any]) -> Outcome:
    """On a worker: do it, if this is no stranger that has come later."""
    return outcome(_done_alike, expected, likeness, work)


def _done_alike(expected: _Likeness, likeness: Callable[[], _Likeness], work: Callable[[], Any]) -> Any:
    from distributed import get_worker

    _expect_alike(get_worker().address, expected, likeness())
    return work()


def _expect_alike(worker: str, here: _Likeness, there: _Likeness) -> None:
    other = dict(there)
    different = [
        f"{what} ({other.get(what, 'nicht da')}, hier {known})" for what, known in here if other.get(what) != known
    ]
    if different:
        raise CrewError(
            f"Der Arbeiter {worker} ist nicht wie dieser Rechner, und so wäre es auch das Ergebnis nicht: "
            f"{', '.join(different)}. Bitte dort dieselbe Fassung einrichten und den Arbeiter neu starten."
        )


def _connected(address: str) -> Any:
    """A client. One that has failed to connect is never quite rid of again, so others knock first."""
    try:
        from distributed import Client, Security
    except ModuleNotFoundError as error:
        raise CrewError(
            "Für den Cluster (config.toml, [run] cluster) fehlt das Paket distributed. Bitte nachinstallieren: "
            'pip install "press-pipeline[cluster]"'
        ) from error
    parts = urlsplit(address)
    try:
        socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=_CONNECT_S).close()
    except OSError as error:
        raise CrewError(
            f"{_silent(address)} Bitte prüfen, ob dort ein Scheduler läuft (dask scheduler), oder cluster leer lassen."
        ) from error
    # What it tells is for programmers, with tracebacks; what went wrong is said by whoever asked.
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    security = Security()
    if parts.scheme == "tls" and not security.tls_ca_file:
        raise CrewError(
            f"Für {address} fehlen Zertifikate. Bitte in der Konfiguration von Dask nennen (distributed.comm.tls, wie "
            "in docs/operation.md)."
        )
    try:
        asyncio.run(asyncio.wait_for(_greeted(address, security), _CONNECT_S))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions, which are looked at more closely below
            return Client(address, security=security, timeout=_CONNECT_S, set_as_default=False, name="press")
    except Exception as error:  # from wrong certificates to whatever else may listen there
        raise CrewError(
            f"{_silent(address)} Bitte prüfen, ob dort ein Scheduler dieser Fassung von Dask läuft und die Zertifikate "
            f"stimmen ({type(error.__cause__ or error).__name__})."
        ) from error


async def _greeted(address: str, security: Any) -> None:
    from distributed import rpc

    async with rpc(address, connection_args=security.get_connection_args("client")) as scheduler:
        await scheduler.identity()


def _silent(address: str) -> str:
    return f"Der Cluster {address} (config.toml, [run] cluster) antwortet nicht."


def _lost(address: str) -> CrewError:
    return CrewError(f"Die Verbindung zum Cluster {address} ist abgerissen. {_AGAIN}")
