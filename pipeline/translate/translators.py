"""All translators of one run: asked in order, none of them longer than it deserves, and nothing twice."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.memory import Memory
from pipeline.translate.provider import Provider, Question

_LOG = logging.getLogger(__name__)

_OFFLINE = "Es wurde ohne Netz gearbeitet"
_NO_PROVIDER = "Es ist kein Übersetzer eingerichtet (config.toml, [translate] providers)"
_EMBARGO = "Die Sperrfrist verbietet, einen Übersetzer außer Haus zu fragen, und ein eigener ist nicht eingerichtet"

# After how many failures of a kind a provider is not asked again in this run. Time-outs add up over the run,
# for each costs its full time; of the others only those count that follow each other.
_FAILURES_ALLOWED: Mapping[Kind, int] = {Kind.LIMITED: 1, Kind.BLOCKED: 1, Kind.TIMEOUT: 2}
_OTHER_FAILURES_ALLOWED = 3
_SERVER_RETRY_AFTER_S = 0.5
_LONGEST_WAIT_S = 2.0


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated segment and who translated it."""

    text: str
    origin: str


class Translators:
    """What a run knows of its translators: who has failed how often, and the memory they share."""

    def __init__(
        self,
        providers: Sequence[Provider],
        memory: Memory,
        *,
        silence_de: str = _NO_PROVIDER,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``silence_de`` says in German why nobody is asked, for when ``providers`` is empty."""
        self._memory = memory
        self._silence_de = silence_de
        self._pause = pause
        self._lines = tuple(_Line(provider) for provider in providers)

    @classmethod
    def offline(cls, memory: Memory) -> Translators:
        """Nobody is asked; what is in memory is used."""
        return cls((), memory, silence_de=_OFFLINE)

    def local_only(self) -> Translators:
        """The same translators without those that see a text outside the house; for a text under embargo."""
        mine = Translators((), self._memory, silence_de=_EMBARGO, pause=self._pause)
        mine._lines = tuple(line for line in self._lines if line.provider.local)
        return mine

    def recall(self, text: str, *, source: str, target: str) -> Translation | None:
        """What the memory has for a segment."""
        found = self._memory.recall(source=source, target=target, text=text)
        return Translation(*found) if found else None

    def remember(self, text: str, translation: Translation, *, source: str, target: str) -> None:
        """Keep a segment's translation for this and all later runs."""
        self._memory.remember(
            source=source, target=target, text=text, translation=translation.text, origin=translation.origin
        )

    def ask(self, text: str, *, source: str, target: str) -> Translation:
        """The translation by the first translator that has one.

        Raises:
            TranslatorError: none has; its ``reason_de`` is a whole German clause and names them all.
        """
        failures = []
        for line in self._lines:
            if line.broken is None:
                try:
                    answer = self._ask_one(line.provider, text, source, target)
                except TranslatorError as error:
                    line.failed(error)
                    failures.append((line.provider.name, error))
                    continue
                line.answered()
                return Translation(answer, line.provider.name)
            failures.append((line.provider.name, line.broken))
        if not failures:
            raise TranslatorError(self._silence_de, Kind.NOBODY)
        raise TranslatorError("; ".join(f"{name} {error.reason_de}" for name, error in failures), failures[-1][1].kind)

    def _ask_one(self, provider: Provider, text: str, source: str, target: str) -> str:
        try:
            return provider.translate([Question(text)], source=source, target=target)[0]
        except TranslatorError as error:
            wait_s = _wait_s(error)
            if wait_s is None:
                raise
        self._pause(wait_s)
        return provider.translate([Question(text)], source=source, target=target)[0]


class _Line:
    """The line to one provider and its circuit breaker."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.broken: TranslatorError | None = None
        self._failures: Counter[Kind] = Counter()

    def failed(self, error: TranslatorError) -> None:
        self._failures[error.kind] += 1
        if self._failures[error.kind] >= _FAILURES_ALLOWED.get(error.kind, _OTHER_FAILURES_ALLOWED):
            _LOG.info("%s is not asked again in this run: %s", self.provider.name, error.kind)
            self.broken = error

    def answered(self) -> None:
        self._failures = Counter({Kind.TIMEOUT: self._failures[Kind.TIMEOUT]})


def _wait_s(error: TranslatorError) -> float | None:
    """How long to wait before the one retry, or ``None`` for none."""
    if error.kind is Kind.SERVER:
        return _SERVER_RETRY_AFTER_S
    if error.kind is Kind.LIMITED and error.retry_after_s is not None and error.retry_after_s <= _LONGEST_WAIT_S:
        return error.retry_after_s
    return None
