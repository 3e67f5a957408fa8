"""German that a translator left standing: the whole segment, a phrase, a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Level
from pipeline.translate.checks.finding import WORD, Finding, Pair, excerpt
from pipeline.translate.checks.germanwords import AMBIGUOUS, ENGLISH, FOREIGN_TOO, GERMAN, INTERNATIONAL
from pipeline.translate.institutions import PREPOSITIONS
from pipeline.translate.terms import is_head

_MIN_GERMAN_WORDS = 3
_UNCHANGED_MIN_WORDS = 5
_PHRASE_WORDS = 2
_SHARED_MIN_CHARS = 4
_NAME_PARTICLES = frozenset("von vom der den dem zu zum zur van und".split())
_ARTICLES = frozenset({"The", "A", "An"})
_QUOTED = re.compile(r"[„“\"»‘][^„“”\"«»’]{1,60}[“”\"«’]")
_INTERNATIONAL_ENDINGS = ("al", "ant", "ent", "or", "ion", "iv", "ar")
_GERMAN_NOUN = re.compile(r".*(?:[äöüß]|ung|ungen|heit|keit|keiten|schaft|chen|lein)", re.IGNORECASE)


def untranslated(pair: Pair) -> Iterator[Finding]:
    """An answer that is German still, as a whole or for the most part."""
    spoken = WORD.findall(pair.answer)
    small = [word for word in spoken if word.islower()]
    english = ENGLISH if pair.target == "en" else frozenset()
    foreign = any(len(word) > 1 and word not in english for word in small)
    german = sum(_is_german(word, pair.target) for word in small)
    others = sum(word in ENGLISH for word in small) if pair.target == "en" else len(small) - german
    unchanged = pair.answer == pair.segment and len(spoken) >= _UNCHANGED_MIN_WORDS and foreign
    if unchanged or (german >= _MIN_GERMAN_WORDS and german > others):
        message = f"Das ist wohl deutsch geblieben: „{excerpt(pair.answer)}“"
        yield Finding("translation-untranslated", message, Level.ERROR, pair.in_answer(0, len(pair.answer)))


def german_left(pair: Pair) -> Iterator[Finding]:
    """German words in the midst of the answer, outside names and titles; a phrase of them is an error."""
    kept = list(_kept(pair))
    words = [found for found in WORD.finditer(pair.answer) if not any(a <= found.start() < b for a, b in kept)]
    own = WORD.findall(pair.segment)
    for run in _runs(words, frozenset(own), frozenset(pairwise(own)), pair):
        first, last = run[0].start(), run[-1].end()
        small = [word[0] for word in run if word[0].islower()]
        if not small and (first == 0 or not _GERMAN_NOUN.fullmatch(run[-1][0])):
            continue  # a name, or a word that German and the other language share
        if _is_name(run, words, pair.answer):
            continue
        certain = [word for word in small if _is_german(word, pair.target)]
        may_be_name = run[0][0][0].isupper() and run[-1][0][0].isupper() and _NAME_PARTICLES.issuperset(small)
        phrase = len(run) >= _PHRASE_WORDS and (bool(certain) or len(small) >= _PHRASE_WORDS)
        grave = phrase and not may_be_name
        level = Level.ERROR if grave else Level.WARNING
        message = f"Deutsch geblieben: „{pair.answer[first:last]}“"
        yield Finding("translation-german", message, level, pair.in_answer(first, last))


def _is_name(run: list[re.Match[str]], words: list[re.Match[str]], answer: str) -> bool:
    """Whether German words are, or are within, an institution's name: „Institut für Optik und Feinmechanik“."""
    first, last = words.index(run[0]), words.index(run[-1])
    while first and _adjacent(words[first - 1], words[first], answer) and _may_be_named(words[first - 1][0]):
        first -= 1
    while (
        last + 1 < len(words) and _adjacent(words[last], words[last + 1], answer) and _may_be_named(words[last + 1][0])
    ):
        last += 1
    name = [word[0] for word in words[first : last + 1]]
    if name[0] in _ARTICLES:
        name = name[1:]
    capitalised = bool(name) and name[0][0].isupper() and name[-1][0].isupper()
    return capitalised and all(map(_may_be_named, name)) and any(map(is_head, name))


def _may_be_named(word: str) -> bool:
    return word[0].isupper() or word in PREPOSITIONS


def _runs(
    words: list[re.Match[str]], own: frozenset[str], own_pairs: frozenset[tuple[str, str]], pair: Pair
) -> Iterator[list[re.Match[str]]]:
    """Stretches of words that look German and follow each other with nothing but a space between them."""
    together = {at for at, (one, other) in enumerate(pairwise(words)) if _is_phrase(one, other, own_pairs, pair)}
    run: list[re.Match[str]] = []
    for at, word in enumerate(words):
        if not (_is_left(word[0], own, pair.target) or at in together or at - 1 in together):
            continue
        if run and not _adjacent(run[-1], word, pair.answer):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_phrase(one: re.Match[str], other: re.Match[str], own_pairs: frozenset[tuple[str, str]], pair: Pair) -> bool:
    """Whether two words in a row stand so in the source, one of them a word that means another thing elsewhere."""
    ambiguous = AMBIGUOUS | FOREIGN_TOO.get(pair.target, frozenset())
    return (
        bool({one[0], other[0]} & ambiguous) and (one[0], other[0]) in own_pairs and _adjacent(one, other, pair.answer)
    )


def _adjacent(one: re.Match[str], other: re.Match[str], text: str) -> bool:
    return not text[one.end() : other.start()].strip()


def _is_left(word: str, own: frozenset[str], target: str) -> bool:
    if word.islower():
        if _is_german(word, target):
            return True
        shared = word in own and len(word) >= _SHARED_MIN_CHARS
        return shared and word not in INTERNATIONAL and not word.endswith(_INTERNATIONAL_ENDINGS)
    return word in own and word[0].isupper() and len(word) >= _SHARED_MIN_CHARS and not word.isupper()


def _is_german(word: str, target: str) -> bool:
    return word in GERMAN and word not in FOREIGN_TOO.get(target, frozenset())


def _kept(pair: Pair) -> Iterator[tuple[int, int]]:
    """Where the answer rightly has words of the source: names, and what is quoted as a title."""
    names = {term.text for term in pair.terms} | {pair.segment[slice(*term.whole)] for term in pair.terms}
    for name in names - {""}:
        at = pair.answer.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = pair.answer.find(name, at + 1)
    for found in _QUOTED.finditer(pair.answer):
        if found[0][1:-1] in pair.segment:
            yield found.span()
