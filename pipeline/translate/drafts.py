"""A release → its machine-made edition, sentence by sentence, from memory where it can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.model import Edition, Field, Level, Release, ReleaseWarning, Status
from pipeline.translate.answers import Answer
from pipeline.translate.checks import excerpt
from pipeline.translate.errors import TranslatorError
from pipeline.translate.translators import Translators
from pipeline.translate.units import Unit, compose, units_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A release's units and what was said of each, in one language."""

    release: Release
    target: str
    answers: Mapping[Unit, Answer | TranslatorError]


def draft(release: Release, *, target: str, translators: Translators) -> Edition:
    """The draft of a release in the language ``target`` (BCP 47), or a pending edition that says why not.

    Every segment is in memory as soon as it is translated, so a run that is cut short or runs into a failure
    is taken up where it stopped. Without a network pass ``Translators.offline(memory)``, for a release under
    embargo ``translators.local_only()``; both give a draft if the memory holds all of it. A translator that
    fails is a matter of the edition's ``reason`` and is never raised.
    """
    units = units_of(release, target=target)
    return edition_of(Draft(release, target, translators.answer(units, source=release.language, target=target)))


def edition_of(draft: Draft) -> Edition:
    """The edition that a draft amounts to; one whose text has errors is still all there."""
    failures = [answer for answer in draft.answers.values() if isinstance(answer, TranslatorError)]
    if failures:
        reasons = "; ".join(dict.fromkeys(failure.reason_de for failure in failures))
        return Edition(language=draft.target, status=Status.PENDING, reason=f"{reasons}.")
    answers = {unit: answer for unit, answer in draft.answers.items() if isinstance(answer, Answer)}
    texts = {unit: answer.text for unit, answer in answers.items()}
    return replace(
        compose(draft.release, texts, target=draft.target),
        origin="+".join(dict.fromkeys(answer.origin for answer in answers.values())) or None,
        warnings=tuple(dict.fromkeys(_warnings(answers))),
    )


def held_back(edition: Edition) -> Edition:
    """The edition, or if its text has errors a pending one in its place, with what was found and what to do."""
    errors = [warning for warning in edition.warnings if warning.level is Level.ERROR]
    if edition.status is not Status.DRAFT or not errors:
        return edition
    what = "einen Fehler" if len(errors) == 1 else f"{len(errors)} Fehler"
    reason = (
        f"Der Entwurf hat {what} und wird zurückgehalten. Bitte durchsehen und freigeben: "
        f"press edit NAME --lang {edition.language}"
    )
    return Edition(
        language=edition.language,
        status=Status.PENDING,
        origin=edition.origin,
        reason=reason,
        warnings=edition.warnings,
    )


def _warnings(answers: Mapping[Unit, Answer]) -> Iterator[ReleaseWarning]:
    for unit, answer in answers.items():
        paragraph = unit.at.index if unit.at.field is Field.PARAGRAPH else None
        for finding in answer.findings:
            yield ReleaseWarning(finding.code, finding.message, excerpt(unit.text), paragraph, finding.level)
