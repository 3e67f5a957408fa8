"""Whether a translation of a unit will do: it is given its final form, and checked."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.memory import Entry
from pipeline.model import Level
from pipeline.translate.checks import Finding, findings
from pipeline.translate.renderings import put_right
from pipeline.translate.rules import NO_RULES, Rules
from pipeline.translate.style import styled
from pipeline.translate.units import Unit


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's translation as it will be read, whose it is, and what is doubtful about it."""

    text: str
    origin: str
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the findings hold the edition back."""
        return sum(finding.level is Level.ERROR for finding in self.findings)


def judged(unit: Unit, raw: str, *, origin: str, target: str, rules: Rules = NO_RULES) -> Answer:
    """What a translator said, as it will be read under the desk's rules, with what the checks find."""
    text = put_right(rules.glossary, unit.text, raw, target)
    text = styled(unit.text, text, style=rules.style, target=target)
    found = findings(unit.text, text, terms=unit.terms, target=target, glossary=rules.glossary)
    return Answer(text, origin, found)


def recalled(unit: Unit, entries: tuple[Entry, ...], *, target: str, rules: Rules = NO_RULES) -> tuple[Answer, ...]:
    """The answers that a memory has for a unit, in its order; a person's words are the only one, and not doubted.

    Where people have put the same segment differently, the one that stood in the same context counts.
    """
    human = [entry for entry in entries if entry.is_human]
    if human:
        fitting = [entry for entry in human if entry.context == unit.context]
        best = (fitting or human)[0]
        return (Answer(best.translation, best.origin),)
    return tuple(judged(unit, entry.translation, origin=entry.origin, target=target, rules=rules) for entry in entries)
