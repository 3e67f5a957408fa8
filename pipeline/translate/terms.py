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
    EPONYMS,
    HEAD_ENDINGS,
    HEAD_WORDS,
    PREPOSITIONS,
)
from pipeline.translate.placenames import other_forms


class TermKind(StrEnum):
    """What a term is: a part of a person's name or of another one, an acronym, a product, something to copy.

    An ``EXPRESSION`` of the glossary is the only one that must not stay: it must become its rendering.
    """

    PERSON = "person"
    NAME = "name"
    ACRONYM = "acronym"
    PRODUCT = "product"
    ADDRESS = "address"
    EXPRESSION = "expression"


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch ``start:end`` of the segment, equal to ``text``, that must stand in the translation.

    ``english`` is what it is called in the other language (in English by the register or the text itself, else by the
    glossary): it counts as well, and a mask puts it in its place. ``also`` is what counts besides: the English name of
    the whole of which this is a part. ``whole`` is where that whole stands in the segment.
    """

    text: str
    start: int
    end: int
    kind: TermKind
    english: str | None = None
    also: str | None = None
    whole: tuple[int, int] = (0, 0)


_ADDRESS = re.compile(
    r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                     # e-mail
    | (?:https?://|www\.)[^\s<>„“”"»«]+                              # URL
    | (?<![\w.@-])(?:[\w-]+\.)+(?:de|com|org|net|eu|info|at|ch|io|gov|edu|eco|berlin)\b(?:/[^\s<>„“”"»«]*)?
    | (?<![\w.,/+-])(?:\+[1-9]\d{0,2}|0\d{2,5})(?:[ /-]|[ ]?\(0\)[ ]?)\d[\d /-]{3,}\d           # telephone
    | (?<![\w&/#@])[#@](?=\w*[^\W\d_])\w+                           # hashtag, handle
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOSING = ".,;:!?)]}'’“”"
_TOKEN = re.compile(r"\S+")
_NAME_PART = re.compile(r"[^\W_](?:[^\W_]|['’.&](?=\w))*")
_ACRONYM = re.compile(r"(?=(?:.*[A-ZÄÖÜ]){2})[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9&]*[a-zäöü]{0,2}[A-ZÄÖÜ0-9]+")
_PHONE = re.compile(r"[+\d][\d ()/-]+")
# Languages that give names case endings.
_INFLECTING = frozenset("bg cs et fi hr hu lt lv pl ro ru sk sl sr tr uk".split())
_INFLECTED_NAME = r"[^\W\d_]{0,4}"
_OWN_ENGLISH = re.compile(r"(?=.*\b(?:for|of|and|the)\b)[A-Z][\w&'’-]*(?: [\w&'’-]+)+")
_CASES = ("", "s", "es", "n", "en")
_NOBILITY = frozenset({"Baron", "Baronin", "Freifrau", "Freiherr", "Fürst", "Graf", "Gräfin", "Prinz", "Prinzessin"})


def terms_in(release: Release, segment: str, *, at: Location, start: int, target: str = "en") -> tuple[Term, ...]:
    """The terms of a segment that stands at offset ``start`` of the text at ``at``, in order of their place.

    ``target`` (BCP 47) is the language it is to be translated into: names in English are for English only.
    """
    addresses = tuple(_addresses(segment))
    names = [
        term
        for term in _names(release, segment, at, start, is_english=target.split("-")[0] == "en")
        if not _within(term, addresses)
    ]
    return tuple(sorted({*addresses, *names}, key=lambda term: (term.start, -term.end)))


def lost_in(answer: str, terms: Iterable[Term], *, target: str = "en") -> tuple[Term, ...]:
    """The terms that do not stand in a translation into ``target`` (BCP 47)."""
    plain = _plain(answer)
    language = target.split("-")[0]
    return tuple(term for term in terms if not _stands(term, plain, language))


def _stands(term: Term, answer: str, language: str) -> bool:
    if term.kind is TermKind.ADDRESS:
        return _plain(term.text) in answer or (bool(_PHONE.fullmatch(term.text)) and _dialled(term.text, answer))
    registered = (name for name in (term.english, term.also) if name)
    own = () if term.kind is TermKind.EXPRESSION else (term.text, *other_forms(term.text, language))
    forms = (*own, *registered)
    # „Software“ in an organisation's name may be a common word; a person's name never is.
    flags = re.IGNORECASE if term.kind in (TermKind.NAME, TermKind.EXPRESSION) else 0
    ending = _INFLECTED_NAME if language in _INFLECTING else r"(?:['’]?s)?"
    return any(re.search(rf"(?<!\w){_stem(form, language)}{ending}(?!\w)", answer, flags) for form in forms)


def _stem(form: str, language: str) -> str:
    plain = _plain(form)
    droppable = language in _INFLECTING and len(plain) > 3 and plain[-1] in "aeo"
    return re.escape(plain[:-1] if droppable else plain)


def _dialled(number: str, answer: str) -> bool:
    """Whether a telephone number stands there, with whatever between its digits."""
    digits = (digit for digit in number if digit.isdigit())
    return re.search(r"[\s()/.-]*".join(digits), answer) is not None


def _plain(text: str) -> str:
    """A text without the differences of spacing and hyphens that do no harm to a name: ``e. V.``, ``e.V.``"""
    text = text.replace("‑", "-").replace("’", "'")
    return re.sub(r"(?<=\.)\s+(?=\w)", "", re.sub(r"\s+", " ", text))


def _addresses(segment: str) -> Iterator[Term]:
    for found in _ADDRESS.finditer(segment):
        text = found[0].rstrip(_CLOSING)
        yield Term(text, found.start(), found.start() + len(text), TermKind.ADDRESS)


def _names(release: Release, segment: str, at: Location, start: int, *, is_english: bool) -> Iterator[Term]:
    for person in release.people:
        for offset, mention in _here(person.mentions, segment, at, start):
            for part in _person_parts(mention.text, person.name):
                yield _placed(replace(part, also=person.english), offset, mention)
    for organisation in release.organisations:
        english = organisation.english or (_own_english(organisation) if is_english else None)
        for offset, mention in _here(organisation.mentions, segment, at, start):
            if english and _is_full(mention.text, organisation.name):
                yield _placed(Term(mention.text, 0, len(mention.text), TermKind.NAME, english=english), offset, mention)
                continue
            for part in _organisation_parts(mention.text, organisation, release):
                yield _placed(replace(part, also=english), offset, mention)


def _own_english(organisation: Organisation) -> str | None:
    """The English name that an organisation gives itself somewhere in the text."""
    return next((mention.text for mention in organisation.mentions if _OWN_ENGLISH.fullmatch(mention.text)), None)


def _here(mentions: Iterable[Mention], segment: str, at: Location, start: int) -> Iterator[tuple[int, Mention]]:
    for mention in mentions:
        offset = mention.start - start
        if mention.at == at and offset >= 0 and segment[offset : offset + len(mention.text)] == mention.text:
            yield offset, mention


def _placed(term: Term, offset: int, mention: Mention) -> Term:
    """A term of a mention, as one of the segment in which the mention stands at an offset."""
    kind = TermKind.ACRONYM if term.kind is TermKind.NAME and _ACRONYM.fullmatch(term.text) else term.kind
    whole = (offset, offset + len(mention.text))
    return replace(term, start=term.start + offset, end=term.end + offset, kind=kind, whole=whole)


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
            yield Term(part, found.start(), found.start() + len(part), TermKind.PERSON)


def _organisation_parts(text: str, organisation: Organisation, release: Release) -> Iterator[Term]:
    tokens = list(_TOKEN.finditer(text))
    if any(token[0].strip(",") in COMPANY_FORMS for token in tokens):
        yield Term(text, 0, len(text), TermKind.NAME)
        return
    known = {part for name in (organisation.name, organisation.acronym or "") for part in _NAME_PART.findall(name)}
    proper = {place.name for place in release.places} | {organisation.acronym}
    heads = [position for position, token in enumerate(tokens) if is_head(token[0])]
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
        for found in _NAME_PART.finditer(_without_common_head(word)):
            part = _without_genitive(found[0], known)
            named = part in proper or _ACRONYM.fullmatch(part) or follows_head or not heads
            if named and part[0].isupper() and len(part) > 1 and part not in DESCRIPTIVE:
                begin = token.start() + found.start()
                yield Term(part, begin, begin + len(part), TermKind.NAME)


def _without_common_head(word: str) -> str:
    """A word without the common noun that says what bears the acronym or number before it: „ÖFB-Kapitänin“."""
    first, *others = word.split("-")
    named = len(others) == 1 and (_ACRONYM.fullmatch(first) or first.isdigit()) and not _ACRONYM.fullmatch(others[0])
    return first if named else word


def is_head(word: str) -> bool:
    """Whether a word says what kind of institution a name stands for: „Institut“, „Fachhochschule“."""
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
