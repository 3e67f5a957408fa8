"""A release → its machine-made edition, sentence by sentence, from memory where it can."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.model import Edition, Field, Level, Release, ReleaseWarning, Status
from pipeline.translate.answers import Answer
from pipeline.translate.checks import excerpt
from pipeline.translate.errors import TranslatorError
from pipeline.translate.rules import NO_RULES, Rules
from pipeline.translate.style import glossed
from pipeline.translate.translators import Translators
from pipeline.translate.typography import QUOTATION_MARK
from pipeline.translate.units import Unit, compose, is_english, units_of

_QUOTED = re.compile(r"„([^“]*)“")
# A message may name a word or a figure of a text that is held back, but not quote it.
_MOST_WORDS = 4
_PLAIN_NAME = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A release's units and what was said of each, in one language."""

    release: Release
    target: str
    answers: Mapping[Unit, Answer | TranslatorError]
    rules: Rules = NO_RULES


def draft(release: Release, *, target: str, translators: Translators) -> Edition:
    """The draft of a release in the language ``target`` (BCP 47), or a pending edition that says why not.

    Every segment is in memory as soon as it is translated, so a run that is cut short or runs into a failure
    is taken up where it stopped. Without a network pass ``Translators.offline(memory)``, for a release under
    embargo ``translators.local_only()``; both give a draft if the memory holds all of it. A translator that
    fails is a matter of the edition's ``reason`` and is never raised.
    """
    units = units_of(release, target=target, rules=translators.rules)
    answers = translators.answer(units, source=release.language, target=target)
    return edition_of(Draft(release, target, answers, translators.rules))


def edition_of(draft: Draft) -> Edition:
    """The edition that a draft amounts to; one whose text has errors is still all there."""
    failures = [answer for answer in draft.answers.values() if isinstance(answer, TranslatorError)]
    if failures:
        reasons = "; ".join(dict.fromkeys(failure.reason_de for failure in failures))
        return Edition(language=draft.target, status=Status.PENDING, reason=f"{reasons}.")
    answers = {unit: answer for unit, answer in draft.answers.items() if isinstance(answer, Answer)}
    texts = {unit: answer.text for unit, answer in answers.items()}
    return replace(
        _glossed(compose(draft.release, texts, target=draft.target), draft.rules),
        origin="+".join(dict.fromkeys(answer.origin for answer in answers.values())) or None,
        warnings=tuple(dict.fromkeys(_warnings(answers))),
    )


def _glossed(edition: Edition, rules: Rules) -> Edition:
    """An English edition with German expressions explained where they stand first in its prose."""
    if not is_english(edition.language) or not rules.style.gloss:
        return edition
    captions = (caption.text for caption in edition.captions)
    boilerplates = (boilerplate.text for boilerplate in edition.boilerplates)
    texts = iter(glossed([*edition.paragraphs, *captions, *boilerplates], rules.style.gloss))
    return replace(
        edition,
        paragraphs=tuple(next(texts) for _ in edition.paragraphs),
        captions=tuple(replace(item, text=next(texts)) for item in edition.captions),
        boilerplates=tuple(replace(item, text=next(texts)) for item in edition.boilerplates),
    )


def held_back(edition: Edition, release: Release) -> Edition:
    """The edition, or if its text has errors a pending one in its place, with what was found and what to do.

    Nothing is left of the text; of the release's own words what is needed to find the place.
    """
    errors = sum(warning.level is Level.ERROR for warning in edition.warnings)
    if edition.status is not Status.DRAFT or not errors:
        return edition
    what = "einen Fehler" if errors == 1 else f"{errors} Fehler"
    return Edition(
        language=edition.language,
        status=Status.PENDING,
        origin=edition.origin,
        reason=(
            f"Der Entwurf hat {what} und wird zurückgehalten. "
            f"Zum Durchsehen und Freigeben: press edit {spelled(release.source)} --lang {edition.language}"
        ),
        warnings=_without_quoting(edition, release),
    )


def _without_quoting(edition: Edition, release: Release) -> tuple[ReleaseWarning, ...]:
    """The warnings of an edition, quoting the release where they quoted the edition."""
    said, original = _words(_texts(edition)), _words(text for _, text in release.texts())

    def is_secret(quoted: str) -> bool:
        words = quoted.removesuffix(" …")
        return len(words.split()) > _MOST_WORDS and words in said and words not in original

    def rid(warning: ReleaseWarning) -> ReleaseWarning:
        message = warning.message
        for quoted in filter(is_secret, _QUOTED.findall(message)):
            message = message.replace(quoted, warning.where or "…")
        return replace(warning, message=message)

    return tuple(map(rid, edition.warnings))


def _texts(edition: Edition) -> Iterator[str]:
    """All that an edition says."""
    yield from filter(None, (edition.kicker, edition.headline, edition.subheadline))
    yield from edition.paragraphs
    yield from (subhead.text for subhead in edition.subheads)
    yield from (caption.text for caption in edition.captions)
    for boilerplate in edition.boilerplates:
        yield from (boilerplate.title, boilerplate.text)


def _words(texts: Iterable[str]) -> str:
    """Texts as they are quoted in messages."""
    return " ".join(" ".join(QUOTATION_MARK.sub("", text).split()) for text in texts)


def spelled(name: str) -> str:
    """A file's name as one word of a command line, if it can be in a way that Windows knows as well."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    return shlex.quote(name) if set(name) & set('"$`\\!') else f'"{name}"'


def _warnings(answers: Mapping[Unit, Answer]) -> Iterator[ReleaseWarning]:
    for unit, answer in answers.items():
        paragraph = unit.at.index if unit.at.field is Field.PARAGRAPH else None
        for finding in answer.findings:
            yield ReleaseWarning(finding.code, finding.message, excerpt(unit.text), paragraph, finding.level)
