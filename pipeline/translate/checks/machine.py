"""Traces that machines leave: pages in place of translations, chatter, placeholders, loops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Level
from pipeline.translate.checks.finding import WORD, Finding, Pair, excerpt

_MARKUP = re.compile(r"<!doctype|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#x?\w{2,6});", re.IGNORECASE)
_ERROR_PAGE = re.compile(
    r"unusual traffic|that[’']s an error|error 5\d\d|server error|enable javascript|too many requests"
    r"|service unavailable|bad gateway|not found on this server|access denied|rate limit|quota exceeded"
    r"|captcha|invalid api key",
    re.IGNORECASE,
)
# What language models say around a translation.
_CHATTER = re.compile(
    r"\A\W*(?:translation|english(?: translation)?|note)\s*:|\A[^.\n]{0,40}\btranslat(?:ion|ed)\b[^.\n]{0,40}:\s"
    r"|\b(?:as an ai|language model|i can(?:not|['’]t) translate|i['’]m sorry, but)\b|```|</?s>|\[/?INST\]"
    r"|<\|?\w+\|?>",
    re.IGNORECASE,
)
_MASK = re.compile(r"\bX\s?Q\s?[A-Z]{1,3}\b|XQ[A-Z]{2}", re.IGNORECASE)
_DOUBLED = re.compile(r"\b(?P<phrase>[^\W\d_]+(?:\s+[^\W\d_]+){0,11})[\s,]+(?P=phrase)\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset({"had", "that", "very", "bye", "no", "so", "many"})
_LOOP_WORDS = 3
_LOOP_TIMES = 3


def foreign_matter(pair: Pair) -> Iterator[Finding]:
    """Markup, an error page or a model's chatter in place of the translation, or around it."""
    for sign, what in (
        (_MARKUP, "enthält Auszeichnungen einer Webseite"),
        (_ERROR_PAGE, "ist wohl eine Fehlermeldung"),
        (_CHATTER, "enthält Worte des Übersetzungsprogramms"),
    ):
        found = sign.search(pair.answer)
        if found and not sign.search(pair.segment):
            message = f"Die Antwort {what}: „{excerpt(found[0])}“"
            yield Finding("translation-page", message, Level.ERROR, pair.in_answer(*found.span()))


def leftover_masks(pair: Pair) -> Iterator[Finding]:
    """A placeholder that stood for a name."""
    own = {found[0] for found in _MASK.finditer(pair.segment)}
    for found in _MASK.finditer(pair.answer):
        if found[0] not in own:
            message = f"Ein Platzhalter ist stehen geblieben: „{found[0]}“"
            yield Finding("translation-mask", message, Level.ERROR, pair.in_answer(*found.span()))


def repetition(pair: Pair) -> Iterator[Finding]:
    """A phrase said twice in a row, or again and again, where the source does not."""
    if loop := _loop(pair.answer, pair.segment):
        message = f"Die Übersetzung wiederholt sich: „{excerpt(pair.answer[loop[0] : loop[1]])}“"
        yield Finding("translation-repetition", message, Level.ERROR, pair.in_answer(*loop))
        return
    if _DOUBLED.search(pair.segment):
        return
    for found in _DOUBLED.finditer(pair.answer):
        words = found["phrase"].split()
        if len(words) == 1 and (found["phrase"].lower() in _MAY_DOUBLE or found["phrase"][0].isupper()):
            continue
        level = Level.ERROR if len(words) > 1 else Level.WARNING
        message = f"Doppelt: „{excerpt(found[0])}“"
        yield Finding("translation-repetition", message, level, pair.in_answer(*found.span()))


def _loop(answer: str, segment: str) -> tuple[int, int] | None:
    """Where the same three words come for the third time and later, if they do not in the source."""
    words = list(WORD.finditer(answer))
    seen: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(words) - _LOOP_WORDS + 1):
        phrase = tuple(word[0].lower() for word in words[at : at + _LOOP_WORDS])
        seen.setdefault(phrase, []).append(at)
        places = seen[phrase]
        if len(places) >= _LOOP_TIMES and places[-1] - places[-3] >= 2 and not _loops_too(segment):
            return words[places[1]].start(), words[-1].end()
    return None


def _loops_too(segment: str) -> bool:
    words = [word.lower() for word in WORD.findall(segment)]
    phrases = [tuple(words[at : at + 2]) for at in range(len(words) - 1)]
    return any(phrases.count(phrase) >= _LOOP_TIMES for phrase in set(phrases))
