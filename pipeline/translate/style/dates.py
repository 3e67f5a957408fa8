"""Dates: ``15. März 2023`` → ``15 March 2023`` or ``March 15, 2023``; ``3. bis 5. Mai`` → ``3 to 5 May``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import Style
from pipeline.translate.numberwords import MONTHS

_NAMES = "January February March April May June July August September October November December".split()
_ALL = {**MONTHS["de"], **MONTHS["en"]}
_GERMAN_MONTH = "|".join(sorted(MONTHS["de"], key=len, reverse=True))
_MONTH = "|".join(sorted(_ALL, key=len, reverse=True))
_GERMAN = re.compile(
    rf"(?<![\w.,])(?P<days>(?:\d{{1,2}}\.?\s*(?:,|und|bis|sowie|–|-)\s*)*\d{{1,2}}\.)\s?(?P<month>{_GERMAN_MONTH})(?!\w)"
)
_GERMAN_NUMERIC = re.compile(r"(?<![\w.,])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?!\d))?")
_DAY = re.compile(r"\d{1,2}")
_ORDINAL = r"(?:st|nd|rd|th|\.)?"
_ENGLISH = re.compile(
    rf"""
    (?:\b[Tt]he\s(?=\d{{1,2}}(?:st|nd|rd|th)\sof\s))?
    (?<![\w.,/-])
    (?:
        (?:(?P<from>\d{{1,2}}){_ORDINAL}\s?(?P<join>–|-|to|and|until|through)\s?)?
        (?P<day>\d{{1,2}}){_ORDINAL}\s(?:of\s)?(?P<month>{_MONTH})\b
        (?:\.(?=,?\s(?:\d{{4}}\b|[a-z])))?(?:,?\s(?P<year>\d{{4}})\b)?
      | (?P<month_first>{_MONTH})\b\.?\s
        (?:(?P<from_after>\d{{1,2}}){_ORDINAL}\s?(?P<join_after>–|-|to|and|until|through)\s?)?
        (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.,]\d|\s?(?:a\.m|p\.m|am\b|pm\b|%|percent))
        (?:,?\s(?P<year_after>\d{{4}})\b)?
      | (?P<german_day>\d{{1,2}})\.(?P<german_month>\d{{1,2}})\.(?P<german_year>\d{{4}})(?!\d)
      | (?P<iso_year>\d{{4}})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})(?!\d)
    )
    """,
    re.VERBOSE,
)
# „May 3, 4 and 5“, „3, 4 and 5 May“: what stands beside belongs to the same month.
_LIST_AFTER = re.compile(r",?\s(?:and\s|to\s)?\d{1,2}(?:st|nd|rd|th)?\b")
_LIST_BEFORE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?,\s\Z")


def dates_styled(segment: str, answer: str, style: Style) -> str:
    """Dates of the source written in the style; a year stays as the answer has it."""
    if not style.date:
        return answer
    known = set(_dates(segment))
    month_first = style.date.startswith("M")

    def written(found: re.Match[str]) -> str:
        parts = {name.split("_")[0]: value for name, value in found.groupdict().items() if value}
        month_word = found["month"] or found["month_first"]
        month = _ALL[month_word] if month_word else int(found["german_month"] or found["iso_month"])
        day = found["day"] or found["day_after"] or found["german_day"] or found["iso_day"]
        year = found["year"] or found["year_after"] or found["german_year"] or found["iso_year"]
        first = parts.get("from")
        listed = (
            _LIST_AFTER.match(answer, found.end())
            if found["month_first"]
            else _LIST_BEFORE.search(answer[: found.start()])
        )
        if listed or any((int(each), month) not in known for each in (day, *([first] if first else []))):
            return found[0]
        join = parts.get("join", "")
        space = " " if join.isalpha() else ""
        days = f"{int(first)}{space}{join if space else '–'}{space}{int(day)}" if first else str(int(day))
        name = _NAMES[month - 1]
        if month_first:
            return f"{name} {days}, {year}" if year else f"{name} {days}"
        return f"{days} {name} {year}" if year else f"{days} {name}"

    return _ENGLISH.sub(written, answer)


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """Day and month of all dates in a German text."""
    for found in _GERMAN.finditer(text):
        for day in _DAY.findall(found["days"]):
            yield int(day), MONTHS["de"][found["month"]]
    for found in _GERMAN_NUMERIC.finditer(text):
        if 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12:
            yield int(found[1]), int(found[2])
