"""What of a segment must come through a translation as it is: names, acronyms, addresses.

A descriptive German name (Bundesministerium für Bildung und Forschung) may be translated; of it only its
acronym and its proper parts must stay: in „Friedrich-Schiller-Universität Jena“ Friedrich, Schiller and Jena.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.model import Location, Mention, Organisation, Release
from pipeline.translate.institutions import (
    COMPANY_FORMS,
    DESCRIPTIVE,
    ENGLISH_FORMS,
    EPONYMS,
    HEAD_ENDINGS,
    HEAD_WORDS,
    PREPOSITIONS,
)


class TermKind(StrEnum):
    """What a term is, for the message."""

    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch ``start:end`` of the segment, equal to ``text``, that must stand in the translation.

    ``english`` is what the register calls it in English: it counts as well, and a mask puts it in its place.
    ``also`` is what counts besides: the registered English name of the whole of which this is a part.
    """

    text: str
    start: int
    end: int
    kind: TermKind
    english: str | None = None
    also: str | None = None


_ADDRESS = re.compile(
    r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                     # e-mail
    | (?:https?://|www\.)[^\s<>„“”"»«]+                              # URL
    | (?<![\w.@-])(?:[\w-]+\.)+(?:de|com|org|net|eu|info|at|ch|io|gov|edu|eco|berlin)\b(?:/[^\s<>„“”"»«]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOSING = ".,;:!?)]}'’“”"
_TOKEN = re.compile(r"\S+")
_NAME_PART = re.compile(r"[^\W_](?:[^\W_]|['’.&](?=\w))*")
_ACRONYM = re.compile(r"(?=(?:.*[A-ZÄÖÜ]){2})[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9&]*[a-zäöü]{0,2}[A-ZÄÖÜ0-9]+")
_CASES = ("", "s", "es", "n", "en")
_NOBILITY = frozenset({"Baron", "Baronin", "Freifrau", "Freiherr", "Fürst", "Graf", "Gräfin", "Prinz", "Prinzessin"})


def terms_in(release: Release, segment: str, *, at: Location, start: int) -> tuple[Term, ...]:
    """The terms of a segment that stands at offset ``start`` of the text at ``at``, in order of their place."""
    addresses = tuple(_addresses(segment))
    names = [term for term in _names(release, segment, at, start) if not _within(term, addresses)]
    return tuple(sorted({*addresses, *names}, key=lambda term: (term.start, -term.end)))


def lost_in(answer: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that do not stand in a translation."""
    plain = _plain(answer)
    return tuple(term for term in terms if not _stands(term, plain))


def _stands(term: Term, answer: str) -> bool:
    if term.kind is TermKind.ADDRESS:
        return _plain(term.text) in answer
    registered = (name for name in (term.english, term.also) if name)
    forms = (term.text, *ENGLISH_FORMS.get(term.text, ()), *registered)
    return any(re.search(rf"(?<!\w){re.escape(_plain(form))}(?:['’]?s)?(?!\w)", answer) for form in forms)


def _plain(text: str) -> str:
    """A text without the differences of spacing and hyphens that do no harm to a name: ``e. V.``, ``e.V.``"""
    text = text.replace("‑", "-").replace("’", "'")
    return re.sub(r"(?<=\.)\s+(?=\w)", "", re.sub(r"\s+", " ", text))


def _addresses(segment: str) -> Iterator[Term]:
    for found in _ADDRESS.finditer(segment):
        text = found[0].rstrip(_CLOSING)
        yield Term(text, found.start(), found.start() + len(text), TermKind.ADDRESS)


def _names(release: Release, segment: str, at: Location, start: int) -> Iterator[Term]:
    for person in release.people:
        for offset, mention in _here(person.mentions, segment, at, start):
            for part in _person_parts(mention.text, person.name):
                yield _moved(replace(part, also=person.english), offset)
    for organisation in release.organisations:
        for offset, mention in _here(organisation.mentions, segment, at, start):
            if organisation.english and _is_full(mention.text, organisation.name):
                whole = Term(mention.text, 0, len(mention.text), TermKind.NAME, english=organisation.english)
                yield _moved(whole, offset)
                continue
            for part in _organisation_parts(mention.text, organisation, release):
                yield _moved(replace(part, also=organisation.english), offset)


def _here(mentions: Iterable[Mention], segment: str, at: Location, start: int) -> Iterator[tuple[int, Mention]]:
    for mention in mentions:
        offset = mention.start - start
        if mention.at == at and offset >= 0 and segment[offset : offset + len(mention.text)] == mention.text:
            yield offset, mention


def _moved(term: Term, by: int) -> Term:
    return replace(term, start=term.start + by, end=term.end + by)


def _is_full(text: str, name: str) -> bool:
    """Whether a mention is the canonical name, perhaps in the genitive."""
    return _plain(text) in (_plain(name), f"{_plain(name)}s")


def _within(term: Term, others: Iterable[Term]) -> bool:
    return any(other.start <= term.start and term.end <= other.end for other in others)


def _person_parts(text: str, name: str) -> Iterator[Term]:
    """The first name and surnames of a mention, each for itself: a translator may put „Ms“ between them."""
    known = set(_NAME_PART.findall(name))
    for found in _NAME_PART.finditer(text):
        part = _without_genitive(found[0], known)
        if part[0].isupper() and len(part) > 1 and part not in _NOBILITY:
            yield Term(part, found.start(), found.start() + len(part), TermKind.NAME)


def _organisation_parts(text: str, organisation: Organisation, release: Release) -> Iterator[Term]:
    tokens = list(_TOKEN.finditer(text))
    if any(token[0].strip(",") in COMPANY_FORMS for token in tokens):
        yield Term(text, 0, len(text), TermKind.NAME)
        return
    known = {part for name in (organisation.name, organisation.acronym or "") for part in _NAME_PART.findall(name)}
    proper = {place.name for place in release.places} | {organisation.acronym}
    heads = [position for position, token in enumerate(tokens) if _is_head(token[0])]
    follows_head = described = False
    for position, token in enumerate(tokens):
        word = token[0]
        if position in heads:
            follows_head = not described
            yield from _eponyms(token)
            continue
        if word in PREPOSITIONS or word in DESCRIPTIVE:
            # What follows says what the institution is for, and may itself end like one: „für Wirtschaft“.
            follows_head = False
            described = bool(heads) and position > heads[0]
        for found in _NAME_PART.finditer(word):
            part = _without_genitive(found[0], known)
            named = part in proper or _ACRONYM.fullmatch(part) or follows_head or not heads
            if named and part[0].isupper() and len(part) > 1 and part not in DESCRIPTIVE:
                begin = token.start() + found.start()
                yield Term(part, begin, begin + len(part), TermKind.NAME)


def _is_head(word: str) -> bool:
    last = word.rstrip(",.").rsplit("-", 1)[-1]
    return last in HEAD_WORDS or any(last.lower().removesuffix(end).endswith(HEAD_ENDINGS) for end in _CASES)


def _eponyms(token: re.Match[str]) -> Iterator[Term]:
    """The namesakes in „Friedrich-Schiller-Universität“; two or more parts before the head always are."""
    parts = list(_NAME_PART.finditer(token[0]))[:-1]
    for found in parts:
        if found[0] in EPONYMS or (len(parts) > 1 and found[0][0].isupper()) or _ACRONYM.fullmatch(found[0]):
            begin = token.start() + found.start()
            yield Term(found[0], begin, begin + len(found[0]), TermKind.NAME)


def _without_genitive(part: str, known: set[str]) -> str:
    return part[:-1] if part.endswith("s") and part not in known and part[:-1] in known else part
