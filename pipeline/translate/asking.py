"""How one translator is asked for units: with hints if it takes them, and once more where names were lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.memory import Entry
from pipeline.translate.answers import Answer, judged
from pipeline.translate.errors import TranslatorError
from pipeline.translate.hints import hinted
from pipeline.translate.lines import Line
from pipeline.translate.masks import mask, unmask
from pipeline.translate.provider import Question
from pipeline.translate.renderings import renderings
from pipeline.translate.rules import Rules
from pipeline.translate.terms import lost_in
from pipeline.translate.units import Unit

# A translator's words, or why it has none.
Outcome = str | TranslatorError


@dataclass(frozen=True, slots=True)
class Errand:
    """Whom to ask, from which language into which (BCP 47), under which rules, and what may be shown as examples."""

    line: Line
    source: str
    target: str
    rules: Rules
    entries: Sequence[Entry] = ()

    def judge(self, unit: Unit, raw: str) -> Answer:
        """What this translator said, as it will be read, with what the checks find."""
        return judged(unit, raw, origin=self.line.provider.name, target=self.target, rules=self.rules)


def outcomes(units: Sequence[Unit], errand: Errand) -> list[tuple[Unit, Outcome]]:
    """What comes of asking for a batch of units, in their order; may run in any thread."""
    first = _ask(((unit, unit.text) for unit in units), errand)
    return list((first | _with_masks(first, errand)).items())


def _with_masks(first: Mapping[Unit, Outcome], errand: Errand) -> dict[Unit, Outcome]:
    """A second try with lost names hidden: what is better for it.

    Where it does not come about, an answer with errors is not that translator's last word, so it is none at all;
    the next run asks again.
    """
    raws = {unit: raw for unit, raw in first.items() if isinstance(raw, str)}
    masked = {
        unit: mask(unit.text, lost)
        for unit, raw in raws.items()
        if (lost := lost_in(raw, unit.terms, target=errand.target))
    }
    better: dict[Unit, Outcome] = {}
    for unit, outcome in _ask(((unit, item.text) for unit, item in masked.items()), errand).items():
        before = errand.judge(unit, raws[unit])
        if isinstance(outcome, TranslatorError):
            if before.errors:
                better[unit] = outcome
        elif text := unmask(outcome, masked[unit]):
            after = errand.judge(unit, text)
            if (after.errors, len(after.findings)) < (before.errors, len(before.findings)):
                better[unit] = text
    return better


def _ask(texts: Iterable[tuple[Unit, str]], errand: Errand) -> dict[Unit, Outcome]:
    """What comes of each unit, put in these words; nobody is asked for none."""
    asked = dict(texts)
    if not asked:
        return {}
    takes_hints = errand.line.provider.takes_hints
    questions = [_hinted(unit, text, errand) if takes_hints else Question(text) for unit, text in asked.items()]
    answers = errand.line.ask(questions, source=errand.source, target=errand.target)
    return dict(zip(asked, answers, strict=True))


def _hinted(unit: Unit, text: str, errand: Errand) -> Question:
    glossary = renderings(errand.rules.glossary, text, errand.target)
    return hinted(unit, text, errand.entries, glossary=glossary)
