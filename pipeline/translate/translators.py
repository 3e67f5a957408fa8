"""All translators of one run: asked in order until an answer holds, and nobody for what is known."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.memory import Entry, Memory
from pipeline.translate.answers import Answer, recalled
from pipeline.translate.asking import Errand, Outcome, outcomes
from pipeline.translate.concurrency import concurrently
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.lines import Line, Manners
from pipeline.translate.provider import Provider
from pipeline.translate.rules import NO_RULES, Rules
from pipeline.translate.units import Unit

_OFFLINE = "Es wurde ohne Netz gearbeitet"
_NO_PROVIDER = "Es ist kein Übersetzer eingerichtet (config.toml, [translate] providers)"
_EMBARGO = "Die Sperrfrist verbietet, einen Übersetzer außer Haus zu fragen, und ein eigener ist nicht eingerichtet"
_POLITE = Manners()


class Translators:
    """What a run knows of its translators: who has failed how often, and the memory they share."""

    def __init__(
        self,
        providers: Sequence[Provider],
        memory: Memory,
        *,
        manners: Mapping[str, Manners] | None = None,
        rules: Rules = NO_RULES,
        date: str = "",
        silence_de: str = _NO_PROVIDER,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``manners`` say by a provider's name how it is asked; ``date`` (ISO 8601, UTC) goes with what is remembered.

        ``silence_de`` says in German why nobody is asked, for when ``providers`` is empty.
        """
        self.rules = rules
        self._memory = memory
        self._date = date
        self._silence_de = silence_de
        self._confidential = False
        self._lines = tuple(
            Line(provider, (manners or {}).get(provider.name, _POLITE), pause=pause) for provider in providers
        )

    @classmethod
    def offline(cls, memory: Memory, *, rules: Rules = NO_RULES) -> Translators:
        """Nobody is asked; what is in memory is used."""
        return cls((), memory, rules=rules, silence_de=_OFFLINE)

    def local_only(self) -> Translators:
        """The same translators without those that see a text outside the house; for a text under embargo.

        What they say is remembered as confidential.
        """
        mine = Translators((), self._memory, rules=self.rules, date=self._date, silence_de=_EMBARGO)
        mine._lines = tuple(line for line in self._lines if line.provider.local)
        mine._confidential = True
        return mine

    def __bool__(self) -> bool:
        """Whether there is anybody to ask."""
        return bool(self._lines)

    def answer(
        self, units: Iterable[Unit], *, source: str, target: str, tell: Callable[[int], None] = lambda settled: None
    ) -> dict[Unit, Answer | TranslatorError]:
        """For each unit the best answer that memory or a translator has, or why there is none.

        The next translator is asked where the answers so far have errors; if all have, the one with the fewest
        counts. What a translator has answered it is not asked again, in no run. Every answer is in memory before it
        is told. ``tell`` hears how many units have been settled since it was told last. A unit's
        ``TranslatorError`` has a German clause that names all translators.
        """
        known: dict[Unit, tuple[Answer, ...]] = {}
        for unit in dict.fromkeys(units):
            known[unit] = self._recall(unit, source, target)
            if _holds(known[unit]):
                tell(1)
        unsettled = {unit: None for unit, answers in known.items() if not _holds(answers)}
        failures: dict[Unit, list[str]] = defaultdict(list)
        for line in self._lines:
            name = line.provider.name
            todo = [unit for unit in unsettled if all(answer.origin != name for answer in known[unit])]
            if not todo:
                continue
            errand = Errand(line, source, target, self.rules, self._examples(line.provider, source, target))
            for unit, outcome in self._ask(errand, todo):
                if isinstance(outcome, TranslatorError):
                    failures[unit].append(f"{name} {outcome.reason_de}")
                else:
                    known[unit] = (*known[unit], outcome)
                if _holds(known[unit]) or line is self._lines[-1]:
                    del unsettled[unit]
                    tell(1)
        tell(len(unsettled))
        return {unit: self._best(answers, failures[unit]) for unit, answers in known.items()}

    def _best(self, answers: Sequence[Answer], failures: Sequence[str]) -> Answer | TranslatorError:
        if not answers:
            return TranslatorError("; ".join(failures) or self._silence_de, Kind.NOBODY)
        order = {line.provider.name: position for position, line in enumerate(self._lines)}
        return min(answers, key=lambda answer: (answer.errors, order.get(answer.origin, len(order))))

    def _recall(self, unit: Unit, source: str, target: str) -> tuple[Answer, ...]:
        entries = self._memory.recall(unit.text, source=source, target=target)
        if not self._confidential and any(entry.confidential for entry in entries):
            # It stands in a release that may be seen, so it is no secret any more.
            self._memory.remember(replace(entry, confidential=False) for entry in entries)
        return recalled(unit, entries, target=target, rules=self.rules)

    def _examples(self, provider: Provider, source: str, target: str) -> tuple[Entry, ...]:
        """What a translator may see of the memory. What is confidential helps with confidential releases alone.

        For a translator may put words of an example into its answer, even one in the house.
        """
        if not provider.takes_hints:
            return ()
        secret_too = self._confidential and provider.local
        entries = self._memory.entries(source=source, target=target)
        return tuple(entry for entry in entries if secret_too or not entry.confidential)

    def _ask(self, errand: Errand, units: Sequence[Unit]) -> Iterator[tuple[Unit, Answer | TranslatorError]]:
        """Ask for each text once, several at a time; every answer is remembered as soon as it is there."""
        alike: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            alike[unit.text].append(unit)
        firsts = [same[0] for same in alike.values()]
        size = errand.line.provider.batch_size
        batches = [firsts[start : start + size] for start in range(0, len(firsts), size)]
        answered = concurrently(
            lambda batch: outcomes(batch, errand),
            batches,
            workers=errand.line.manners.concurrency,
            keep=lambda batch: self._remember(batch, errand),
        )
        for batch in answered:
            for unit, outcome in batch:
                for same in alike[unit.text]:
                    yield same, outcome if isinstance(outcome, TranslatorError) else errand.judge(same, outcome)

    def _remember(self, answered: Sequence[tuple[Unit, Outcome]], errand: Errand) -> None:
        name, date, secret = errand.line.provider.name, self._date, self._confidential
        entries = [
            Entry(errand.source, errand.target, unit.text, raw, name, date=date, confidential=secret)
            for unit, raw in answered
            if isinstance(raw, str)
        ]
        if entries:
            self._memory.remember(entries)


def _holds(answers: Sequence[Answer]) -> bool:
    return any(answer.errors == 0 for answer in answers)
