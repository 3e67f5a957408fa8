"""All translators of one run: asked in order until an answer holds, and nobody for what is known."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.memory import Entry, Memory
from pipeline.translate.answers import Answer, judged, recalled
from pipeline.translate.concurrency import concurrently
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.lines import Line, Manners
from pipeline.translate.masks import mask, unmask
from pipeline.translate.provider import Provider, Question
from pipeline.translate.terms import lost_in
from pipeline.translate.units import Unit

_OFFLINE = "Es wurde ohne Netz gearbeitet"
_NO_PROVIDER = "Es ist kein Übersetzer eingerichtet (config.toml, [translate] providers)"
_EMBARGO = "Die Sperrfrist verbietet, einen Übersetzer außer Haus zu fragen, und ein eigener ist nicht eingerichtet"
_POLITE = Manners()


# A unit, and a translator's words or why it has none.
_Answered = tuple[Unit, str | TranslatorError]


@dataclass(frozen=True, slots=True)
class _Pair:
    """From which language into which, as BCP 47 tags."""

    source: str
    target: str


class Translators:
    """What a run knows of its translators: who has failed how often, and the memory they share."""

    def __init__(
        self,
        providers: Sequence[Provider],
        memory: Memory,
        *,
        manners: Mapping[str, Manners] | None = None,
        date: str = "",
        silence_de: str = _NO_PROVIDER,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``manners`` say by a provider's name how it is asked; ``date`` (ISO 8601, UTC) goes with what is remembered.

        ``silence_de`` says in German why nobody is asked, for when ``providers`` is empty.
        """
        self._memory = memory
        self._date = date
        self._silence_de = silence_de
        self._confidential = False
        self._lines = tuple(
            Line(provider, (manners or {}).get(provider.name, _POLITE), pause=pause) for provider in providers
        )

    @classmethod
    def offline(cls, memory: Memory) -> Translators:
        """Nobody is asked; what is in memory is used."""
        return cls((), memory, silence_de=_OFFLINE)

    def local_only(self) -> Translators:
        """The same translators without those that see a text outside the house; for a text under embargo.

        What they say is remembered as confidential.
        """
        mine = Translators((), self._memory, date=self._date, silence_de=_EMBARGO)
        mine._lines = tuple(line for line in self._lines if line.provider.local)
        mine._confidential = True
        return mine

    def answer(
        self, units: Iterable[Unit], *, source: str, target: str, tell: Callable[[int], None] = lambda settled: None
    ) -> dict[Unit, Answer | TranslatorError]:
        """For each unit the best answer that memory or a translator has, or why there is none.

        The next translator is asked where the answers so far have errors; if all have, the one with the fewest
        counts. Every answer is in memory before it is told. ``tell`` hears how many units have been settled since
        it was told last. A unit's ``TranslatorError`` has a German clause that names all translators.
        """
        pair = _Pair(source, target)
        known = {unit: self._recall(unit, pair) for unit in dict.fromkeys(units)}
        failures: dict[Unit, list[str]] = defaultdict(list)
        tell(sum(map(_holds, known.values())))
        for line in self._lines:
            name = line.provider.name
            todo = [
                unit
                for unit, answers in known.items()
                if not _holds(answers) and all(answer.origin != name for answer in answers)
            ]
            for unit, outcome in self._ask(line, todo, pair):
                if isinstance(outcome, TranslatorError):
                    failures[unit].append(f"{name} {outcome.reason_de}")
                else:
                    known[unit] = (*known[unit], outcome)
                    tell(outcome.errors == 0)
        return {unit: self._best(answers, failures[unit]) for unit, answers in known.items()}

    def _best(self, answers: Sequence[Answer], failures: Sequence[str]) -> Answer | TranslatorError:
        if not answers:
            return TranslatorError("; ".join(failures) or self._silence_de, Kind.NOBODY)
        order = {line.provider.name: position for position, line in enumerate(self._lines)}
        return min(answers, key=lambda answer: (answer.errors, order.get(answer.origin, len(order))))

    def _recall(self, unit: Unit, pair: _Pair) -> tuple[Answer, ...]:
        entries = self._memory.recall(unit.text, source=pair.source, target=pair.target)
        if not self._confidential and any(entry.confidential for entry in entries):
            # It stands in a release that may be seen, so it is no secret any more.
            self._memory.remember(replace(entry, confidential=False) for entry in entries)
        return recalled(unit, entries, target=pair.target)

    def _ask(self, line: Line, units: Sequence[Unit], pair: _Pair) -> Iterator[tuple[Unit, Answer | TranslatorError]]:
        """Ask for each text once, several at a time; every answer is remembered as soon as it is there."""
        alike: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            alike[unit.text].append(unit)
        firsts = [same[0] for same in alike.values()]
        size = line.provider.batch_size
        batches = [firsts[start : start + size] for start in range(0, len(firsts), size)]
        for answered in concurrently(_asking(line, pair), batches, workers=line.manners.concurrency):
            self._remember(answered, line.provider.name, pair)
            for unit, raw in answered:
                for same in alike[unit.text]:
                    yield same, raw if isinstance(raw, TranslatorError) else _judged(same, raw, line, pair)

    def _remember(self, answered: Sequence[_Answered], name: str, pair: _Pair) -> None:
        self._memory.remember(
            Entry(pair.source, pair.target, unit.text, raw, name, date=self._date, confidential=self._confidential)
            for unit, raw in answered
            if not isinstance(raw, TranslatorError)
        )


def _holds(answers: Sequence[Answer]) -> bool:
    return any(answer.errors == 0 for answer in answers)


def _judged(unit: Unit, raw: str, line: Line, pair: _Pair) -> Answer:
    return judged(unit, raw, origin=line.provider.name, target=pair.target)


def _asking(line: Line, pair: _Pair) -> Callable[[Sequence[Unit]], list[_Answered]]:
    """How one translator is asked for a batch of units, in any thread; what it cannot do comes back as its error."""

    def ask(units: Sequence[Unit]) -> list[_Answered]:
        try:
            raws = _raws(line, [unit.text for unit in units], pair)
        except TranslatorError as error:
            return [(unit, error) for unit in units]
        return list((dict(zip(units, raws, strict=True)) | _with_masks(line, units, raws, pair)).items())

    return ask


def _with_masks(line: Line, units: Sequence[Unit], raws: Sequence[str], pair: _Pair) -> dict[Unit, str]:
    """A second try with lost terms hidden, for those units that it makes sound."""
    masked = {
        unit: mask(unit.text, lost) for unit, raw in zip(units, raws, strict=True) if (lost := lost_in(raw, unit.terms))
    }
    if not masked:
        return {}
    try:
        again = _raws(line, [item.text for item in masked.values()], pair)
    except TranslatorError:
        return {}
    texts = {unit: unmask(raw, item) for (unit, item), raw in zip(masked.items(), again, strict=True)}
    return {unit: text for unit, text in texts.items() if text and not _judged(unit, text, line, pair).findings}


def _raws(line: Line, texts: Sequence[str], pair: _Pair) -> tuple[str, ...]:
    return line.ask([Question(text) for text in texts], source=pair.source, target=pair.target)
