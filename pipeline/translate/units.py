"""A release → the units in which it is translated, and translated units → the edition; aligned field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from pipeline.model import Boilerplate, Edition, Field, Location, Release, Status
from pipeline.translate.english_sentences import split_english
from pipeline.translate.renderings import glossary_terms
from pipeline.translate.rules import NO_RULES, Rules
from pipeline.translate.segments import split
from pipeline.translate.terms import Term, terms_in
from pipeline.translate.typography import unquoted, with_marks_of


@dataclass(frozen=True, slots=True)
class Unit:
    """What is translated in one go: a sentence or a headline, without white space and quotation marks around it.

    ``text`` stands at offset ``start`` of the text at ``at``; ``context`` is the unit before it in the release,
    empty for the first; ``terms`` are what must come through, their offsets counted in ``text``.
    """

    text: str
    at: Location
    start: int
    context: str = ""
    terms: tuple[Term, ...] = ()


def _whole(text: str) -> tuple[str, ...]:
    return (text,)


# What an edition consists of, and how it is cut: a headline may be no sentence and is never cut.
_CUT: Mapping[Field, Callable[[str], tuple[str, ...]]] = MappingProxyType(
    {
        Field.KICKER: _whole,
        Field.HEADLINE: _whole,
        Field.SUBHEADLINE: _whole,
        Field.PARAGRAPH: split,
        Field.SUBHEAD: _whole,
        Field.CAPTION: split,
        Field.BOILERPLATE_TITLE: _whole,
        Field.BOILERPLATE: split,
    }
)
_ENGLISH = "en"


def units_of(release: Release, *, target: str, rules: Rules = NO_RULES) -> tuple[Unit, ...]:
    """The units of a release for the language ``target`` (BCP 47), in reading order; ``rules`` name more terms."""
    named = release if is_english(target) else _without_english_names(release)
    units: list[Unit] = []
    for at, text in release.texts():
        cut = _CUT.get(at.field)
        for start, core in _cores(text, cut) if cut and text else ():
            context = units[-1].text if units else ""
            terms = terms_in(named, core, at=at, start=start, target=target)
            units.append(Unit(core, at, start, context, (*terms, *glossary_terms(rules.glossary, core, target))))
    return tuple(units)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text that a unit would be, and whether a quotation mark was put aside before and behind it."""

    text: str
    opens: bool
    closes: bool


def sentences(text: str, field: Field, *, language: str) -> tuple[Sentence, ...]:
    """A text that stands in a field, in a language (BCP 47), cut as units are."""
    cut = _CUT[field]
    if cut is split and is_english(language):
        cut = split_english
    parts = (unquoted(segment.strip()) for segment in cut(text))
    return tuple(Sentence(core, bool(opening), bool(closing)) for opening, core, closing in parts if _says(core))


def segments_of(release: Release) -> frozenset[str]:
    """The texts of a release's units, whatever the language."""
    return frozenset(
        core for at, text in release.texts() if text and at.field in _CUT for _, core in _cores(text, _CUT[at.field])
    )


def compose(release: Release, texts: Mapping[Unit, str], *, target: str) -> Edition:
    """The draft in the language ``target`` (BCP 47) with these texts in the place of its units.

    What stands between the units, and a unit that has no text, stays as it is in the release.
    """
    places: dict[Location, list[Unit]] = defaultdict(list)
    for unit in sorted(texts, key=lambda unit: unit.start):
        places[unit.at].append(unit)

    def said(text: str, field: Field, index: int = 0) -> str:
        done, end = [], 0
        for unit in places[Location(field, index)]:
            done += [text[end : unit.start], texts[unit]]
            end = unit.start + len(unit.text)
        whole = "".join([*done, text[end:]])
        return with_marks_of(whole, target)

    return Edition(
        language=target,
        status=Status.DRAFT,
        kicker=release.kicker and said(release.kicker, Field.KICKER),
        headline=said(release.headline, Field.HEADLINE),
        subheadline=release.subheadline and said(release.subheadline, Field.SUBHEADLINE),
        paragraphs=tuple(said(text, Field.PARAGRAPH, index) for index, text in enumerate(release.paragraphs)),
        subheads=tuple(
            replace(subhead, text=said(subhead.text, Field.SUBHEAD, index))
            for index, subhead in enumerate(release.subheads)
        ),
        captions=tuple(
            replace(caption, text=said(caption.text, Field.CAPTION, index))
            for index, caption in enumerate(release.captions)
        ),
        boilerplates=tuple(
            Boilerplate(
                said(boilerplate.title, Field.BOILERPLATE_TITLE, index),
                said(boilerplate.text, Field.BOILERPLATE, index),
            )
            for index, boilerplate in enumerate(release.boilerplates)
        ),
    )


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag is that of English, in any region."""
    return language.split("-")[0] == _ENGLISH


def _cores(text: str, cut: Callable[[str], tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    """Offset and text of what must be translated; a segment without letters need not be."""
    start = 0
    for segment in cut(text):
        stripped = segment.strip()
        opening, core, _ = unquoted(stripped)
        if _says(core):
            yield start + segment.index(stripped) + len(opening), core
        start += len(segment)


def _says(core: str) -> bool:
    return any(character.isalpha() for character in core)


def _without_english_names(release: Release) -> Release:
    """For other languages what the register says of English names is nothing to go by."""
    return replace(
        release,
        people=tuple(replace(person, english=None) for person in release.people),
        organisations=tuple(replace(organisation, english=None) for organisation in release.organisations),
    )
