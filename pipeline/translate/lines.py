"""The line to one translator: how often it is asked, how long it is waited for, and when it is given up."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.provider import Provider, Question

_LOG = logging.getLogger(__name__)

# After how many failures of a kind a provider is not asked again in this run. Time-outs add up over the run,
# for each costs its full time; of the others only those count that follow each other.
_FAILURES_ALLOWED: Mapping[Kind, int] = {Kind.LIMITED: 1, Kind.BLOCKED: 1, Kind.TIMEOUT: 2}
_OTHER_FAILURES_ALLOWED = 3
_TRIES = 3
_FIRST_WAIT_S = 0.5
# A short text's worth of questions may go out at once; only a run's many are slowed down.
_BURST = 5


@dataclass(frozen=True, slots=True)
class Manners:
    """How a translator is asked: so many requests at a time and a second (0: any), and the longest wait in seconds."""

    concurrency: int = 1
    requests_per_second: float = 0.0
    longest_wait_s: float = 30.0


class Line:
    """A provider with its circuit breaker; used from several threads at once."""

    def __init__(self, provider: Provider, manners: Manners, *, pause: Callable[[float], None] = time.sleep) -> None:
        self.provider = provider
        self.manners = manners
        self.broken: TranslatorError | None = None
        self._pause = pause
        self._failures: Counter[Kind] = Counter()
        self._lock = threading.Lock()
        self._due = 0.0
        self._not_before = 0.0

    def ask(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The answers to a batch of questions, after as many tries as make sense.

        Raises:
            TranslatorError: there are none; once the breaker has opened, at once and with what opened it.
        """
        for tried in range(1, _TRIES + 1):
            if self.broken is not None:
                raise self.broken
            self._wait_for_turn()
            try:
                answers = self.provider.translate(questions, source=source, target=target)
            except TranslatorError as error:
                wait_s = self._wait_s(error, tried)
                if wait_s is None:
                    self._failed(error)
                    raise
                self._hold(wait_s)
                continue
            self._answered()
            return answers
        raise AssertionError("the last try either answers or raises")

    def _wait_s(self, error: TranslatorError, tried: int) -> float | None:
        """How long to wait before the next try, or ``None`` if there is none.

        Exponential back-off with jitter, so that several who were turned away do not come back together.
        """
        if tried == _TRIES or error.kind not in (Kind.SERVER, Kind.LIMITED):
            return None
        if error.retry_after_s is not None:
            return error.retry_after_s if error.retry_after_s <= self.manners.longest_wait_s else None
        if error.kind is Kind.LIMITED:
            return None
        return float(_FIRST_WAIT_S * 2 ** (tried - 1) * random.uniform(0.5, 1.5))

    def _wait_for_turn(self) -> None:
        """Keep to the rate by the generic cell rate algorithm (ITU-T I.371): a burst is free, the rest spread out."""
        with self._lock:
            now = time.monotonic()
            step = 1 / self.manners.requests_per_second if self.manners.requests_per_second else 0.0
            due = max(self._due, now)
            self._due = due + step
            wait_s = max(due - _BURST * step, self._not_before) - now
        if wait_s > 0:
            self._pause(wait_s)

    def _hold(self, wait_s: float) -> None:
        """Nobody asks before the wait that the provider wants is over."""
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + wait_s)

    def _failed(self, error: TranslatorError) -> None:
        with self._lock:
            self._failures[error.kind] += 1
            if self._failures[error.kind] >= _FAILURES_ALLOWED.get(error.kind, _OTHER_FAILURES_ALLOWED):
                _LOG.info("%s is not asked again in this run: %s", self.provider.name, error.kind)
                self.broken = error

    def _answered(self) -> None:
        with self._lock:
            self._failures = Counter({Kind.TIMEOUT: self._failures[Kind.TIMEOUT]})
