"""Names, acronyms and addresses that a translation must keep, and who says what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.model import Level
from pipeline.translate.checks.finding import WORD, Finding, Pair
from pipeline.translate.checks.speakers import ENGLISH, GERMAN, speakers
from pipeline.translate.placenames import other_forms
from pipeline.translate.terms import Term, TermKind, lost_in

_KINDS = {
    TermKind.PERSON: ("name", "Der Name"),
    TermKind.NAME: ("name", "Der Name"),
    TermKind.ACRONYM: ("acronym", "Die Abkürzung"),
    TermKind.PRODUCT: ("name", "Die Bezeichnung"),
    TermKind.ADDRESS: ("address", "Die Adresse"),
}
_OFTEN = frozenset(_KINDS) - {TermKind.ADDRESS}
# Parts of a descriptive name that are likely German nouns and adjectives.
_LIKE_A_NOUN = re.compile(r".*(?:e[nmrs]?|ung|heit|keit|schaft|ion|tät|lich|isch)")
_MISSPELT_FROM = 75  # per cent of likeness
_MISSPELT_MIN_CHARS = 4


def lost_names(pair: Pair) -> Iterator[Finding]:
    """Names, acronyms and addresses that the answer lacks or spells in another way.

    Of an organisation's name that is descriptive, or part of a compound, single words may rightly be translated; it is
    an error if nothing of it is left, a word is spelt differently, or another name stands beside what is left.
    """
    # Of expressions the check of the glossary tells.
    terms = tuple(term for term in pair.terms if term.kind in _KINDS)
    lost = lost_in(pair.answer, terms, target=pair.target)
    stand = {term.whole: term for term in pair.terms if term not in lost}
    for term in lost:
        misspelt = _misspelt(term, pair)
        code, what = _KINDS[term.kind]
        english = f" (englisch „{term.english}“)" if term.english and pair.target == "en" else ""
        message = f"{what} „{term.text}“{english} fehlt in der Übersetzung."
        place = pair.in_source(term.start, term.end)
        if misspelt:
            message = f"{what} „{term.text}“ ist in der Übersetzung anders geschrieben: „{misspelt}“."
            at = pair.answer.index(misspelt)
            place = pair.in_answer(at, at + len(misspelt))
        rest = stand.get(term.whole) if term.kind is TermKind.NAME and not misspelt else None
        minor = rest is not None and _LIKE_A_NOUN.fullmatch(term.text) and not _has_new_neighbour(rest, pair)
        yield Finding(f"translation-{code}", message, Level.WARNING if minor else Level.ERROR, place)
    yield from _not_as_often(pair, lost)


def _misspelt(term: Term, pair: Pair) -> str | None:
    """A word of the answer that is nearly the term, and no word of the source."""
    if len(term.text) < _MISSPELT_MIN_CHARS or term.kind is TermKind.ADDRESS:
        return None
    own = set(WORD.findall(pair.segment))
    words = (word for word in WORD.findall(pair.answer) if word[0].isupper() and word not in own)
    return next((word for word in words if word != term.text and _alike(word, term.text)), None)


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one.removesuffix("'s").removesuffix("’s"), other) >= _MISSPELT_FROM


def _has_new_neighbour(term: Term, pair: Pair) -> bool:
    """Whether a capitalised word that the source has not stands beside a term in the answer."""
    own = {word.lower() for word in WORD.findall(pair.segment)}
    words = [found[0] for found in WORD.finditer(pair.answer)]
    places = [at for at, word in enumerate(words) if word.lower() == term.text.lower()]
    beside = [words[other] for at in places for other in (at - 1, at + 1) if 0 < other < len(words)]
    return any(word[0].isupper() and word.lower() not in own for word in beside)


def _not_as_often(pair: Pair, lost: tuple[Term, ...]) -> Iterator[Finding]:
    """Names that stand in the answer, but not as often as in the source."""
    often = Counter(term.text for term in pair.terms if term.kind in _OFTEN)
    names = (term for term in pair.terms if term.kind in _OFTEN and term not in lost and often[term.text] > 1)
    for term in {term.text: term for term in names}.values():
        forms = (term.text, *other_forms(term.text, pair.target), *filter(None, (term.english, term.also)))
        if sum(pair.answer.lower().count(form.lower()) for form in forms) >= often[term.text]:
            continue
        if misspelt := _misspelt(term, pair):
            at = pair.answer.index(misspelt)
            message = f"Der Name „{term.text}“ ist in der Übersetzung anders geschrieben: „{misspelt}“."
            yield Finding("translation-name", message, Level.ERROR, pair.in_answer(at, at + len(misspelt)))
        else:
            message = f"Der Name „{term.text}“ steht im Original {often[term.text]}-mal, in der Übersetzung seltener."
            yield Finding("translation-name", message, Level.WARNING, pair.in_source(term.start, term.end))


def swapped_speaker(pair: Pair) -> Iterator[Finding]:
    """A statement that the source gives to one person and the English answer to another one."""
    people = [term for term in pair.terms if term.kind is TermKind.PERSON]
    # The last part of a mention stands for the whole of it.
    last = {term.whole: term.text for term in people}
    surname = {term.text: last[term.whole] for term in people}
    said = {surname[name] for name, _, _ in speakers(pair.segment, surname, GERMAN)}
    theirs = speakers(pair.answer, surname, ENGLISH)
    if said and theirs and not said & {surname[name] for name, _, _ in theirs}:
        name, start, end = theirs[0]
        message = f"Im Original sagt es „{', '.join(sorted(said))}“, in der Übersetzung „{name}“."
        yield Finding("translation-speaker", message, Level.ERROR, pair.in_answer(start, end))
