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
# Failures that may be the fault of one question in a batch, or of the batch's size.
_DIVISIBLE = (Kind.GARBLED, Kind.REFUSED)
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

    def __init__(
        self,
        provider: Provider,
        manners: Manners,
        *,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.provider = provider
        self.manners = manners
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._broken: TranslatorError | None = None
        self._failures: Counter[Kind] = Counter()
        self._due = 0.0
        self._not_before = 0.0

    def ask(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str | TranslatorError, ...]:
        """What comes of each of a batch of questions, after as many tries as make sense.

        A batch that cannot be answered as a whole is asked in halves, so that one question costs no other its
        answer. Once the breaker has opened nobody is asked, and what opened it comes back.
        """
        try:
            return self._tried(questions, source, target)
        except TranslatorError as error:
            if len(questions) == 1 or error.kind not in _DIVISIBLE or self._broken is not None:
                return (error,) * len(questions)
        middle = len(questions) // 2
        return tuple(
            outcome
            for half in (questions[:middle], questions[middle:])
            for outcome in self.ask(half, source=source, target=target)
        )

    def _tried(self, questions: Sequence[Question], source: str, target: str) -> tuple[str, ...]:
        for tried in range(1, _TRIES + 1):
            self._wait_for_turn()
            if self._broken is not None:
                # A copy: an exception that is raised over and over collects the frames of each time.
                raise TranslatorError(self._broken.reason_de, self._broken.kind)
            try:
                answers = _checked(self.provider, questions, source, target)
            except TranslatorError as error:
                if not self._try_again(error, tried):
                    self._failed(error, len(questions))
                    raise
            else:
                self._answered()
                return answers
        raise AssertionError("the last try either answers or raises")

    def _try_again(self, error: TranslatorError, tried: int) -> bool:
        """Whether another try makes sense; returns when its time has come.

        Exponential back-off with jitter, so that several who were turned away do not come back together. The wait
        that a server asks for holds for everybody, one of our own only for whoever was turned away.
        """
        if tried == _TRIES or error.kind not in (Kind.SERVER, Kind.LIMITED):
            return False
        jitter = random.uniform(0.5, 1.5)
        if error.retry_after_s is not None:
            if error.retry_after_s > self.manners.longest_wait_s:
                return False
            with self._lock:
                self._not_before = max(self._not_before, self._clock() + error.retry_after_s)
            self._pause(error.retry_after_s + (jitter - 0.5) * _FIRST_WAIT_S)
            return True
        if error.kind is Kind.LIMITED:
            return False
        self._pause(_FIRST_WAIT_S * 2 ** (tried - 1) * jitter)
        return True

    def _wait_for_turn(self) -> None:
        """Keep to the rate by the generic cell rate algorithm (ITU-T I.371): a burst is free, the rest spread out."""
        with self._lock:
            now = self._clock()
            step = 1 / self.manners.requests_per_second if self.manners.requests_per_second else 0.0
            due = max(self._due, now)
            self._due = due + step
            turn = due - (_BURST - 1) * step
            until = max(turn, self._not_before)
        while until > now and self._broken is None:
            self._pause(until - now)
            now = until
            with self._lock:  # another may have been told to wait in the meantime
                until = max(until, self._not_before)

    def _failed(self, error: TranslatorError, questions: int) -> None:
        """Note a failure and open the breaker if it was one too many.

        A batch that can be divided is none yet, and not to know a language says nothing about the others.
        """
        if error.kind is Kind.UNKNOWN_PAIR:
            return
        too_long = error.retry_after_s is not None and error.retry_after_s > self.manners.longest_wait_s
        with self._lock:
            if questions == 1 or error.kind not in _DIVISIBLE:
                self._failures[error.kind] += 1
            allowed = _FAILURES_ALLOWED.get(error.kind, _OTHER_FAILURES_ALLOWED)
            if self._broken is None and (too_long or self._failures[error.kind] >= allowed):
                _LOG.info("%s is not asked again in this run: %s", self.provider.name, error.kind)
                self._broken = error

    def _answered(self) -> None:
        with self._lock:
            self._failures = Counter({Kind.TIMEOUT: self._failures[Kind.TIMEOUT]})


def _checked(provider: Provider, questions: Sequence[Question], source: str, target: str) -> tuple[str, ...]:
    """A provider's answers, one to each question and none of them empty.

    Raises:
        TranslatorError: there are none, whatever the reason.
    """
    try:
        answers = provider.translate(questions, source=source, target=target)
    except TranslatorError:
        raise
    except Exception as error:  # the border at which a translator's own mistakes must not stop the run
        _LOG.debug("unexpected failure of %s: %s", provider.name, type(error).__name__)
        raise TranslatorError(f"ist an einem Fehler gescheitert ({type(error).__name__})", Kind.GARBLED) from error
    if len(answers) != len(questions) or not all(answer.strip() for answer in answers):
        raise TranslatorError("hat nicht auf alles geantwortet", Kind.GARBLED)
    return answers
