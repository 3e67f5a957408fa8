"""Whether the figures of a German text stand in its translation: ``3.000`` as ``3,000``, ``14 Uhr`` as ``2 p.m.``

Every figure has *readings*: sets of tokens, of which one set must be offered in full by the other text. A
token is a canonical number (``1250.5``), a month (``month 3``) or a half of the day (``half 2``). A figure is read
strictly by its language's convention, so that ``3.000`` left standing in English is found; what the other text
*offers* is taken generously, number words of German and English included, so that good translations raise few
alarms.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.translate.conventions import GAP, Convention, convention
from pipeline.translate.numberwords import ENGLISH_WORDS, GERMAN_STEMS, MONTHS, german_values

Reading = frozenset[str]

_FIGURE = re.compile(
    rf"""
    (?<!\bm)(?<!\b[ck]m)                                              # km2 is a unit
    (?: (?<![\d.,]) \d{{1,3}} (?:[{GAP}]\d{{3}})+ (?!\d) (?:[.,]\d+)?    # 28 000
    | \d+ (?:[.,:]\d+)* )                                             # 28.000  3,5  14:30  15.03.2023
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(rf"[.,:{GAP}]")
_WORD_AFTER = re.compile(rf"[-{GAP}]?([^\W\d_]+)")
_MONTH_AFTER_DAY = re.compile(rf"\.[{GAP}]?({'|'.join(sorted(MONTHS['de'], key=len, reverse=True))})(?![^\W\d_])")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(0?[1-9]|1[0-2])(?:\.(\d{4}|\d{2}))?")
_NUMERIC_DATE = re.compile(r"\b(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\b")
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
_HOUR_AFTER = re.compile(rf"[{GAP}]?(?:[ap]\.?[{GAP}]?m\b|h\b|hrs?\b|o['’]clock|heures?\b|hod|godz)", re.IGNORECASE)
_HALVES = {  # of the day, as English words tell them
    "half 1": re.compile(r"\ba\.?[ \u00a0]?m\b|morning|midnight|night|early", re.IGNORECASE),
    "half 2": re.compile(r"\bp\.?[ \u00a0]?m\b|noon|midday|evening|night", re.IGNORECASE),
}
_CENTURY_BEFORE = re.compile(r"(\d\d)\d\d\s?[/–-]\s?\Z")
_DECADE_AFTER = re.compile(r"-?er\b")
_WORD = re.compile(r"[^\W\d_]+")
_TENS_AND_UNITS = re.compile(r"(\w+)und(\w+zig)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands at ``start:end`` of its text, with its readings."""

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...]


def lost(source: str, answer: str, *, target: str) -> tuple[Figure, ...]:
    """The figures of a German text that its translation into ``target`` (ISO 639-1) lacks."""
    return _not_offered(figures_in(source, "de"), _offer(answer, target))


def invented(source: str, answer: str, *, target: str) -> tuple[Figure, ...]:
    """The figures of a translation that the German text names neither in digits nor in words."""
    return _not_offered(figures_in(answer, target), _offer(source, "de"))


def fewer(source: str, answer: str, *, target: str) -> tuple[Figure, ...]:
    """The figures that the source has more than once, and the translation, though it has them, not as often."""
    there = Counter(token for figure in figures_in(answer, target) for token in frozenset().union(*figure.readings))
    words = _offered_by_english_words(answer) if target == "en" else set()
    by_text: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures_in(source, "de"):
        by_text[figure.text].append(figure)
    return tuple(
        same[0]
        for same in by_text.values()
        if len(same) > 1
        and not any(
            min((there[token] for token in reading if token[0].isdigit()), default=0) >= len(same) or reading & words
            for reading in same[0].readings
        )
    )


def figures_in(text: str, language: str) -> Iterator[Figure]:
    """All figures of a text in digits, as its language (ISO 639-1) reads them."""
    ways = convention(language)
    clock = language == "de" and "Uhr" in text
    for found in _FIGURE.finditer(text):
        token, before, after = found[0], text[: found.start()], text[found.end() :]
        readings = [*_readings(token, before, after, ways)]
        if clock or ":" in token or (language != "de" and _HOUR_AFTER.match(after)):
            readings += _times(token, after, clock=clock)
        month = _MONTH_AFTER_DAY.match(after) if language == "de" else None
        whole = token + (month[0] if month else "")
        yield Figure(whole, found.start(), found.start() + len(whole), tuple(readings))


def _not_offered(figures: Iterator[Figure], offer: frozenset[str]) -> tuple[Figure, ...]:
    missing = (figure for figure in figures if not any(reading <= offer for reading in figure.readings))
    return tuple({figure.text: figure for figure in missing}.values())


def _readings(token: str, before: str, after: str, ways: Convention) -> Iterator[Reading]:
    german = ways.language == "de"
    parts = frozenset(_canonical(Decimal(part)) for part in _SEPARATOR.split(token))
    value = ways.value(token)
    if german and (date := _date(token, after)):
        yield date
        yield parts if value is None else frozenset({_canonical(value)})
    elif value is None:
        yield parts
    elif magnitude := _magnitude(after, ways):
        yield frozenset({_canonical(value.scaleb(magnitude))})
        if not german:  # "5 m" may be metres
            yield frozenset({_canonical(value)})
    elif german and (month := _MONTH_AFTER_DAY.match(after)):
        yield frozenset({_canonical(value), _month(MONTHS["de"][month[1]])})
    else:
        yield frozenset({_canonical(value)})
        if any(gap in token for gap in GAP):
            yield parts
        if len(token) == 2 and (century := _CENTURY_BEFORE.search(before[-8:])):
            yield frozenset({century[1] + token})
        if _DECADE_AFTER.match(after):
            yield frozenset({_canonical(value % 100)})
            yield frozenset({_canonical(1900 + value % 100)})


def _times(token: str, after: str, *, clock: bool) -> Iterator[Reading]:
    """The time of day in its forms; ``clock`` says that the German text surely speaks of one."""
    if not (found := _TIME.fullmatch(token)):
        return
    hour, minute = int(found[1]), int(found[2] or 0)
    minutes = {str(minute)} if minute else set()
    yield frozenset({str(hour)} | minutes)
    if clock and (hour > 12 or hour == 0):
        yield frozenset({str(abs(hour - 12)), "half 1" if hour in (0, 24) else "half 2"} | minutes)


def _offer(text: str, language: str) -> frozenset[str]:
    """All that a text can mean by its figures, number words and months."""
    ways = convention(language)
    tokens = {token for figure in figures_in(text, language) for reading in figure.readings for token in reading}
    for found in _FIGURE.finditer(text):
        if (value := ways.value(found[0])) is not None:
            tokens.add(_canonical(value))
        if _TIME.fullmatch(found[0]):  # "2.30 p.m."
            tokens |= {str(int(part)) for part in _SEPARATOR.split(found[0])}
    tokens |= {_month(ways.month(found[0])) for found in ways.month_name.finditer(text)}
    for found in _NUMERIC_DATE.finditer(text):
        tokens |= {_month(int(part)) for part in (found[1], found[3]) if 1 <= int(part) <= 12}
        tokens |= {str(int(part)) for part in (found[1], found[3], found[4])}
    halves = {half for half, words in _HALVES.items() if words.search(text)}
    tokens |= halves if language == "en" and halves else set(_HALVES)
    if language == "de":
        tokens |= _offered_by_german_words(text)
    if language == "en":
        tokens |= _offered_by_english_words(text)
    return frozenset(tokens)


def _offered_by_german_words(text: str) -> set[str]:
    words = text.lower()
    stems = {_canonical(value) for stem, value in GERMAN_STEMS.items() if stem in words}
    sums = {
        _canonical(tens + units)
        for found in _TENS_AND_UNITS.finditer(words)
        for units in _stem_values(found[1])
        for tens in _stem_values(found[2])
    }
    return stems | sums | {_canonical(value) for value in german_values(words)}


def _stem_values(word: str) -> Iterator[Decimal]:
    return (value for stem, value in GERMAN_STEMS.items() if word.endswith(stem))


def _offered_by_english_words(text: str) -> set[str]:
    values: set[int] = set()
    before: int | None = None
    for word in _WORD.findall(text.lower()):
        value = ENGLISH_WORDS.get(word)
        if value is not None:
            values.add(value)
            if value >= 100:
                values.add(value := value * (before or 1))
            elif (before is not None and 20 <= before <= 90 and value < 10) or (before is not None and before >= 100):
                values.add(value := before + value)
        before = value if value is not None or word != "and" else before
    halves = {f"{whole}.5" for whole in (0, 1, *values)} if "half" in text else set()
    return {str(value) for value in values} | halves


def _date(token: str, after: str) -> Reading | None:
    """``15.03.2023`` or ``15.03.`` as day, month and year."""
    found = _GERMAN_DATE.fullmatch(token)
    if not found or not (found[3] or after.startswith(".")) or not 1 <= int(found[1]) <= 31:
        return None
    year = {str(int(found[3]))} if found[3] else set()
    return frozenset({str(int(found[1])), _month(int(found[2]))} | year)


def _magnitude(after: str, ways: Convention) -> int | None:
    found = _WORD_AFTER.match(after)
    return ways.magnitudes.get(found[1].lower()) if found else None


def _month(number: int) -> str:
    return f"month {number}"


def _canonical(value: Decimal) -> str:
    return f"{value.normalize():f}"
