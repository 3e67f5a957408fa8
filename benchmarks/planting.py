"""Faults planted into good translations by rule, one function a kind; for measuring the checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from pipeline.translate.terms import Term, TermKind

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,:]\d+)*(?![\w])")
_NOT = re.compile(r"\b(?:not|no|never)\s(?!only\b)|n['’]t\b|\bwithout\b", re.IGNORECASE)
_GERMAN_NOT = re.compile(r"\b(?:nicht(?! nur)|kein\w*|nie|niemals|ohne|weder)\b", re.IGNORECASE)
_WITHOUT_NOT = {"without": "with"}
_CLAUSE = re.compile(r",\s[^,;:.!?\"“”„]+(?=[,.;:!?])")
_WORD = re.compile(r"\S+")
_SPEECH = re.compile(r"[„“\"»]|\b(?:sagt|erklär|beton|berichte|mein|so\b|laut\b|zufolge|nach Angaben|schr[ie]+b|teilt)")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Line:
    """A German sentence, a good translation, and the names that were found in the German."""

    source: str
    good: str
    terms: tuple[Term, ...]


def digit_changed(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """One digit of a figure is another."""
    found = _some(_FIGURE, line.good, random)
    if not found:
        return None
    at = random.choice([at for at in range(found.start(), found.end()) if line.good[at].isdigit()])
    digit = random.choice([digit for digit in "123456789" if digit != line.good[at]])
    return line.good[:at] + digit + line.good[at + 1 :]


def factor_ten(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """A figure is ten times as large."""
    return _times(line, random, "0")


def factor_thousand(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """A figure is a thousand times as large."""
    return _times(line, random, ",000")


def figure_dropped(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """A figure is gone."""
    found = _some(_FIGURE, line.good, random)
    return _without(line.good, found.start(), found.end()) if found else None


def name_misspelt(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """Two letters of a name have changed places, or one is another."""
    found = _name(line, random)
    if not found:
        return None
    name = found[0]
    at = random.randrange(1, len(name) - 1)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if swapped == name or random.random() < 0.5:
        other = random.choice([letter for letter in _VOWELS if letter != name[at].lower()])
        swapped = name[:at] + other + name[at + 1 :]
    return line.good[: found.start()] + swapped + line.good[found.end() :]


def name_replaced(line: Line, random: Random, names: Sequence[str]) -> str | None:
    """Another name stands in the place of one."""
    found = _name(line, random)
    if not found:
        return None
    other = random.choice([name for name in names if name not in line.source and name not in line.good])
    return line.good[: found.start()] + other + line.good[found.end() :]


def name_dropped(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """A name is gone wherever it stands."""
    found = _name(line, random)
    if not found:
        return None
    return re.sub(r"\s{2,}", " ", re.sub(rf"(?<!\w){re.escape(found[0])}(?:['’]s)?(?!\w)", "", line.good)).strip()


def negation_lost(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """A "not", "no", "never" or "without" is gone."""
    found = _some(_NOT, line.good, random)
    if not found or not _GERMAN_NOT.search(line.source):
        return None
    return line.good[: found.start()] + _WITHOUT_NOT.get(found[0].lower(), "") + line.good[found.end() :]


def clause_dropped(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """What stands between two commas, or a comma and the end, is gone; four words at least."""
    clauses = [found for found in _CLAUSE.finditer(line.good) if len(found[0].split()) >= 4]
    if not clauses:
        return None
    found = random.choice(clauses)
    return line.good[: found.start()] + line.good[found.end() :]


def speaker_swapped(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """Two people change places in a sentence that reports speech."""
    people = _people_standing(line)
    wholes = {term.text: term.whole for term in line.terms}
    pairs = [(one, other) for one in people for other in people if one < other]
    pairs = [(one, other) for one, other in pairs if not _same(wholes[one], wholes[other], line)]
    if not pairs or not _SPEECH.search(line.source):
        return None
    return _swapped(line.good, *random.choice(pairs))


def speaker_replaced(line: Line, random: Random, names: Sequence[str]) -> str | None:
    """In a sentence that reports speech somebody else stands in the place of its only person."""
    people = _people_standing(line)
    if not people or not _SPEECH.search(line.source) or len({term.whole for term in line.terms}) > 1:
        return None
    other = random.choice([name for name in names if name not in line.source])
    return re.sub(rf"(?<!\w){re.escape(random.choice(people))}(?!\w)", other, line.good)


def german_left(line: Line, random: Random, _names: Sequence[str]) -> str | None:
    """Two to four words are German still, one of them at least in lower case."""
    german, english = list(_WORD.finditer(line.source)), list(_WORD.finditer(line.good))
    if len(german) < 8 or len(english) < 8:
        return None
    length = random.randint(2, 4)
    starts = [
        at
        for at in range(1, len(german) - length)
        if any(word[0].isalpha() and word[0].islower() for word in german[at : at + length])
        and all(word[0].strip(",.;:!?").isalpha() for word in german[at : at + length])
    ]
    if not starts:
        return None
    at = random.choice(starts)
    phrase = line.source[german[at].start() : german[at + length - 1].end()].rstrip(",.;:!?")
    there = min(round(at / len(german) * len(english)), len(english) - length - 1)
    return line.good[: english[there].start()] + phrase + line.good[english[there + length - 1].end() :]


FAULTS: Mapping[str, Callable[[Line, Random, Sequence[str]], str | None]] = {
    "figure: digit changed": digit_changed,
    "figure: factor 10": factor_ten,
    "figure: factor 1000": factor_thousand,
    "figure: dropped": figure_dropped,
    "name: misspelt": name_misspelt,
    "name: replaced": name_replaced,
    "name: dropped": name_dropped,
    "negation lost": negation_lost,
    "clause dropped": clause_dropped,
    "speaker: two swapped": speaker_swapped,
    "speaker: replaced": speaker_replaced,
    "German left": german_left,
}


def _people_standing(line: Line) -> list[str]:
    people = {term.text for term in line.terms if term.kind is TermKind.PERSON and len(term.text) > 2}
    return sorted(name for name in people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line.good))


def _some(pattern: re.Pattern[str], text: str, random: Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return random.choice(found) if found else None


def _times(line: Line, random: Random, zeros: str) -> str | None:
    whole = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?![\w.,:]\d|\w)")
    found = _some(whole, line.good, random)
    if not found or int(found[0].replace(",", "")) == 0:
        return None
    if zeros == ",000":
        return line.good[: found.end()] + zeros + line.good[found.end() :]
    value = int(found[0].replace(",", "")) * 10
    return line.good[: found.start()] + (f"{value:,}" if "," in found[0] else str(value)) + line.good[found.end() :]


def _name(line: Line, random: Random) -> re.Match[str] | None:
    names = [term.text for term in line.terms if term.kind is not TermKind.ADDRESS and len(term.text) > 3]
    places = [found for name in names for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", line.good)]
    return random.choice(places) if places else None


def _without(text: str, start: int, end: int) -> str:
    return text[:start].rstrip() + " " + text[end:].lstrip()


def _same(one: tuple[int, int], other: tuple[int, int], line: Line) -> bool:
    """Whether two mentions are of one person: they share a word."""
    words = [set(line.source[start:end].split()) for start, end in (one, other)]
    return bool(words[0] & words[1])


def _swapped(text: str, one: str, other: str) -> str:
    names = {one: other, other: one}
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
    return re.sub(pattern, lambda found: names[found[0]], text)
