"""A release → its machine-made edition, sentence by sentence, from memory where it can."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.model import Boilerplate, Edition, Field, Location, Release, ReleaseWarning, Status
from pipeline.translate.checks import excerpt, findings
from pipeline.translate.errors import TranslatorError
from pipeline.translate.masks import mask, unmask
from pipeline.translate.segments import join, split
from pipeline.translate.terms import Term, lost_in, terms_in
from pipeline.translate.translators import Translation, Translators
from pipeline.translate.typography import english_quotes, unquoted

_ENGLISH = "en"


def draft(release: Release, *, target: str, translators: Translators) -> Edition:
    """The draft of a release in the language ``target`` (BCP 47), or a pending edition that says why not.

    Every segment is in memory as soon as it is translated, so a run that is cut short or runs into a failure
    is taken up where it stopped. Without a network pass ``Translators.offline(memory)``, for a release under
    embargo ``translators.local_only()``; both give a draft if the memory holds all of it. A translator that
    fails is a matter of the edition's ``reason`` and is never raised.
    """
    work = _Work(release if _is_english(target) else _without_english_names(release), target, translators)
    edition = Edition(
        language=target,
        status=Status.DRAFT,
        kicker=work.line(release.kicker, Field.KICKER),
        headline=work.line(release.headline, Field.HEADLINE),
        subheadline=work.line(release.subheadline, Field.SUBHEADLINE),
        paragraphs=tuple(work.prose(text, Field.PARAGRAPH, index) for index, text in enumerate(release.paragraphs)),
        subheads=tuple(
            replace(subhead, text=work.line(subhead.text, Field.SUBHEAD, index) or "")
            for index, subhead in enumerate(release.subheads)
        ),
        captions=tuple(
            replace(caption, text=work.prose(caption.text, Field.CAPTION, index))
            for index, caption in enumerate(release.captions)
        ),
        boilerplates=tuple(
            Boilerplate(
                title=work.line(boilerplate.title, Field.BOILERPLATE_TITLE, index) or "",
                text=work.prose(boilerplate.text, Field.BOILERPLATE, index),
            )
            for index, boilerplate in enumerate(release.boilerplates)
        ),
    )
    if work.failures:
        return Edition(language=target, status=Status.PENDING, reason=work.reason())
    origin = "+".join(dict.fromkeys(work.origins)) or None
    return replace(edition, origin=origin, warnings=tuple(dict.fromkeys(work.warnings)))


@dataclass(slots=True)
class _Work:
    """One draft in the making: what was found, who helped and what failed so far."""

    release: Release
    target: str
    translators: Translators
    origins: list[str] = field(default_factory=list)
    warnings: list[ReleaseWarning] = field(default_factory=list)
    failures: list[TranslatorError] = field(default_factory=list)

    def line(self, text: str | None, where: Field, index: int = 0) -> str | None:
        """A headline or the like, as one segment."""
        return text and self._finished(self._segment(text, Location(where, index), 0))

    def prose(self, text: str, where: Field, index: int) -> str:
        """A text of several sentences, with the white space between them."""
        done, start = [], 0
        for segment in split(text):
            done.append(self._segment(segment, Location(where, index), start))
            start += len(segment)
        return self._finished(join(done))

    def reason(self) -> str:
        reasons = "; ".join(dict.fromkeys(failure.reason_de for failure in self.failures))
        return f"{reasons}."

    def _finished(self, text: str) -> str:
        return english_quotes(text) if _is_english(self.target) else text

    def _segment(self, segment: str, at: Location, start: int) -> str:
        """A segment in the other language, between its own white space and marks; itself if that failed."""
        stripped = segment.strip()
        opening, core, closing = unquoted(stripped)
        if not any(character.isalpha() for character in core):
            return segment
        offset = segment.index(stripped) + len(opening)
        terms = terms_in(self.release, core, at=at, start=start + offset)
        try:
            translation = self._translation(core, terms)
        except TranslatorError as failure:
            self.failures.append(failure)
            return segment
        self.origins.append(translation.origin)
        self._warn(core, translation.text, terms, at)
        return segment[:offset] + translation.text + closing + segment[offset + len(core) + len(closing) :]

    def _translation(self, core: str, terms: tuple[Term, ...]) -> Translation:
        languages = {"source": self.release.language, "target": self.target}
        known = self.translators.recall(core, **languages)
        if known is not None:
            return known
        translation = self.translators.ask(core, **languages)
        if lost := lost_in(translation.text, terms):
            translation = self._with_masks(core, terms, lost) or translation
        self.translators.remember(core, translation, **languages)
        return translation

    def _with_masks(self, core: str, terms: tuple[Term, ...], lost: tuple[Term, ...]) -> Translation | None:
        """A second try with the lost terms hidden; only if it is without any fault."""
        masked = mask(core, lost)
        try:
            translation = self.translators.ask(masked.text, source=self.release.language, target=self.target)
        except TranslatorError:
            return None
        text = unmask(translation.text, masked)
        if text is None or findings(core, text, terms=terms, target=self.target):
            return None
        return replace(translation, text=text)

    def _warn(self, core: str, answer: str, terms: tuple[Term, ...], at: Location) -> None:
        paragraph = at.index if at.field is Field.PARAGRAPH else None
        for finding in findings(core, answer, terms=terms, target=self.target):
            self.warnings.append(
                ReleaseWarning(finding.code, finding.message, where=excerpt(core), paragraph=paragraph)
            )


def _is_english(language: str) -> bool:
    return language.split("-")[0] == _ENGLISH


def _without_english_names(release: Release) -> Release:
    """For other languages what the register says of English names is nothing to go by."""
    return replace(
        release,
        people=tuple(replace(person, english=None) for person in release.people),
        organisations=tuple(replace(organisation, english=None) for organisation in release.organisations),
    )
