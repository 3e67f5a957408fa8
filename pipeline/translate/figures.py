"""Whether the figures of a German text stand in its translation: ``3.000`` as ``3,000``, ``14 Uhr`` as ``2 p.m.``

Every figure has *readings*: sets of tokens, of which one set must be offered in full by the other text. A
token is a canonical number (``1250.5``) or a month (``month 3``). A figure is read strictly by its language's
convention, so that ``3.000`` left standing in English is found; what the other text *offers* is taken
generously, number words included, so that good translations raise few alarms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.translate.numberwords import ENGLISH_WORDS, GERMAN_LARGE, GERMAN_STEMS, MAGNITUDES, MONTHS

Reading = frozenset[str]

_GAP = " \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"""
    (?<!\bm)(?<!\b[ck]m)                                              # km2 is a unit
    (?: (?<![\d.,]) \d{{1,3}} (?:[{_GAP}]\d{{3}})+ (?!\d) (?:[.,]\d+)?    # 28 000
    | \d+ (?:[.,:]\d+)* )                                             # 28.000  3,5  14:30  15.03.2023
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(rf"[.,:{_GAP}]")
_NUMBER = {
    "de": re.compile(rf"\d{{1,3}}(?:[.{_GAP}]\d{{3}})+(?:,\d+)?|\d+,\d+|\d+\.\d+|\d+"),
    "en": re.compile(rf"\d{{1,3}}(?:[,{_GAP}]\d{{3}})+(?:\.\d+)?|\d+\.\d+|\d+"),
}
_GROUPED = {"de": re.compile(rf"\d{{1,3}}[.{_GAP}]\d{{3}}\b"), "en": re.compile(rf"\d{{1,3}}[,{_GAP}]\d{{3}}\b")}
_WORD_AFTER = re.compile(rf"[-{_GAP}]?([A-Za-z]+)")
_MONTH_NAMES = {
    language: re.compile(rf"(?<![^\W\d_])({'|'.join(sorted(names, key=len, reverse=True))})(?![^\W\d_])")
    for language, names in MONTHS.items()
}
_MONTH_AFTER_DAY = re.compile(rf"\.[{_GAP}]?({'|'.join(sorted(MONTHS['de'], key=len, reverse=True))})(?![^\W\d_])")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(0?[1-9]|1[0-2])(?:\.(\d{4}|\d{2}))?")
_NUMERIC_DATE = re.compile(r"\b(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\b")
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
_CENTURY_BEFORE = re.compile(r"(\d\d)\d\d\s?[/–-]\s?\Z")
_DECADE_AFTER = re.compile(r"-?er\b")
_WORD = re.compile(r"[^\W\d_]+")
_TENS_AND_UNITS = re.compile(r"(\w+)und(\w+zig)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in the text, with its readings."""

    text: str
    readings: tuple[Reading, ...]


def lost(source: str, answer: str, *, target: str) -> tuple[str, ...]:
    """The figures of a German text that its translation lacks, as the German text writes them."""
    if target != "en":
        there = {_digits(found[0]) for found in _FIGURE.finditer(answer)}
        return tuple(found[0] for found in _FIGURE.finditer(source) if _digits(found[0]) not in there)
    return _not_offered(_figures(source, "de"), _offer_english(answer))


def invented(source: str, answer: str, *, target: str) -> tuple[str, ...]:
    """The figures of an English translation that the German text names neither in digits nor in words."""
    if target != "en" or any(large in source.lower() for large in GERMAN_LARGE):
        return ()
    return _not_offered(_figures(answer, "en"), _offer_german(source))


def _not_offered(figures: Iterator[Figure], offer: frozenset[str]) -> tuple[str, ...]:
    missing = (figure.text for figure in figures if not any(reading <= offer for reading in figure.readings))
    return tuple(dict.fromkeys(missing))


def _figures(text: str, language: str) -> Iterator[Figure]:
    clock = language == "de" and "Uhr" in text
    for found in _FIGURE.finditer(text):
        token, before, after = found[0], text[: found.start()], text[found.end() :]
        readings = [*_readings(token, before, after, language)]
        if clock or ":" in token:
            readings += _times(token, clock=clock)
        month = _MONTH_AFTER_DAY.match(after) if language == "de" else None
        yield Figure(token + (month[0] if month else ""), tuple(readings))


def _readings(token: str, before: str, after: str, language: str) -> Iterator[Reading]:
    parts = frozenset(_canonical(Decimal(part)) for part in _SEPARATOR.split(token))
    value = _value(token, language)
    if language == "de" and (date := _date(token, after)):
        yield date
        yield parts if value is None else frozenset({_canonical(value)})
    elif value is None:
        yield parts
    elif magnitude := _magnitude(after, language):
        yield frozenset({_canonical(value.scaleb(magnitude))})
        if language == "en":  # "5 m" may be metres
            yield frozenset({_canonical(value)})
    elif language == "de" and (month := _MONTH_AFTER_DAY.match(after)):
        yield frozenset({_canonical(value), _month(MONTHS["de"][month[1]])})
    else:
        yield frozenset({_canonical(value)})
        if any(gap in token for gap in _GAP):
            yield parts
        if len(token) == 2 and (century := _CENTURY_BEFORE.search(before[-8:])):
            yield frozenset({century[1] + token})
        if _DECADE_AFTER.match(after):
            yield frozenset({_canonical(value % 100)})
            yield frozenset({_canonical(1900 + value % 100)})


def _times(token: str, *, clock: bool) -> Iterator[Reading]:
    """The time of day in its English forms; ``clock`` says that the text surely speaks of one."""
    if not (found := _TIME.fullmatch(token)):
        return
    hour, minute = int(found[1]), int(found[2] or 0)
    minutes = {str(minute)} if minute else set()
    yield frozenset({str(hour)} | minutes)
    if clock and (hour > 12 or hour == 0):
        yield frozenset({str(abs(hour - 12))} | minutes)


def _offer_german(text: str) -> frozenset[str]:
    words = text.lower()
    stems = {_canonical(value) for stem, value in GERMAN_STEMS.items() if stem in words}
    sums = {
        _canonical(tens + units)
        for found in _TENS_AND_UNITS.finditer(words)
        for units in _stem_values(found[1])
        for tens in _stem_values(found[2])
    }
    return _offered(text, "de") | stems | sums


def _stem_values(word: str) -> Iterator[Decimal]:
    return (value for stem, value in GERMAN_STEMS.items() if word.endswith(stem))


def _offer_english(text: str) -> frozenset[str]:
    values: set[int] = set()
    before: int | None = None
    for word in _WORD.findall(text.lower()):
        value = ENGLISH_WORDS.get(word)
        if value is not None:
            values.add(value)
            if value >= 100:
                values.add(value := value * (before or 1))
            elif before is not None and 20 <= before <= 90 and value < 10:
                values.add(before + value)
        before = value if value is not None or word != "and" else before
    halves = {f"{whole}.5" for whole in (0, 1, *values)} if "half" in text else set()
    return _offered(text, "en") | {str(value) for value in values} | halves


def _offered(text: str, language: str) -> frozenset[str]:
    """All that the figures of a text can mean, and its months."""
    tokens = {token for figure in _figures(text, language) for reading in figure.readings for token in reading}
    for found in _FIGURE.finditer(text):
        if (value := _value(found[0], language)) is not None:
            tokens.add(_canonical(value))
    for found in _MONTH_NAMES[language].finditer(text):
        tokens.add(_month(MONTHS[language][found[1]]))
    for found in _NUMERIC_DATE.finditer(text):
        tokens |= {_month(int(part)) for part in (found[1], found[3]) if 1 <= int(part) <= 12}
        tokens |= {str(int(part)) for part in (found[1], found[3], found[4])}
    return frozenset(tokens)


def _value(token: str, language: str) -> Decimal | None:
    """A token's value by the language's convention, or ``None`` if it is no plain number (``14:30``)."""
    if not _NUMBER[language].fullmatch(token):
        return None
    grouping, mark = (".", ",") if language == "de" else (",", ".")
    for gap in _GAP:
        token = token.replace(gap, "")
    if mark in token or _GROUPED[language].match(token):
        token = token.replace(grouping, "").replace(mark, ".")
    return Decimal(token)


def _date(token: str, after: str) -> Reading | None:
    """``15.03.2023`` or ``15.03.`` as day, month and year."""
    found = _GERMAN_DATE.fullmatch(token)
    if not found or not (found[3] or after.startswith(".")) or not 1 <= int(found[1]) <= 31:
        return None
    year = {str(int(found[3]))} if found[3] else set()
    return frozenset({str(int(found[1])), _month(int(found[2]))} | year)


def _magnitude(after: str, language: str) -> int | None:
    found = _WORD_AFTER.match(after)
    return MAGNITUDES[language].get(found[1].lower()) if found else None


def _month(number: int) -> str:
    return f"month {number}"


def _canonical(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _digits(token: str) -> str:
    return re.sub(r"\D", "", token)
