"""A small grammar of German (and English) dates, exact to what the text says and no more.

Ready-made parsers guess: they read '03.04.2026' as 4 March, '12 Uhr' as the 12th and fill what is missing
from today. Here a month without a day stays a month, and what is no date is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from pipeline.parse.words import MONTHS, WEEKDAYS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))

DATE_PATTERN = rf"""
(?: (?: am \s+ )? (?:{_WEEKDAY}) \b \.? ,? \s+ )?              # Mittwoch,
(?: (?: dem | den | am | vom | im | anfang | mitte | ende | der ) \s+ )?
(?:
    (?P<iso_year>(?:19|20)\d\d) - (?P<iso_month>\d\d) (?: - (?P<iso_day>\d\d) )? (?![\d-])
  | (?P<ymd_year>(?:19|20)\d\d) / (?P<ymd_month>\d\d) / (?P<ymd_day>\d\d) (?![\d/])
  | (?P<dot_day>\d{{1,2}}) \. \s? (?P<dot_month>\d{{1,2}}) \. \s? (?P<dot_year>(?:(?:19|20)\d\d|\d\d)) (?![\d.]*\d)
  | (?P<bar_day>\d{{1,2}}) (?P<bar>[/-]) (?P<bar_month>\d{{1,2}}) (?P=bar) (?P<bar_year>(?:19|20)\d\d) (?!\d)
  | (?P<long_day>\d{{1,2}}) (?: \. | st | nd | rd | th )? \s* (?P<long_month>{_MONTH}) (?![a-zäöüß]) \.? ,? \s*
    (?P<long_year>(?:19|20)\d\d|['’]\d\d) (?!\d)
  | (?P<english_month>{_MONTH}) \b \.? \s+ (?P<english_day>\d{{1,2}}) (?: st | nd | rd | th )? , \s+
    (?P<english_year>(?:19|20)\d\d) (?!\d)
  | (?P<only_month>{_MONTH}) \b \.? ,? \s* (?P<only_year>(?:19|20)\d\d) (?!\d)
)
"""
_FORMS = ("iso", "ymd", "dot", "bar", "long", "english", "only")
_DATE = re.compile(rf"(?<![\w./-]){DATE_PATTERN}", re.VERBOSE | re.IGNORECASE)
_TIME = re.compile(
    r"""
    (?<![\d.,:]) (?P<hour>2[0-4]|[01]?\d)
    (?: (?P<colon>:) (?P<minute>[0-5]\d) (?: :(?P<second>[0-5]\d) )? | \. (?P<dot_minute>[0-5]\d) )?
    (?! \d ) (?! \.\d )
    (?: \s* (?P<unit> uhr | h\b | (?P<half>[ap])\.?\s?m\b\.? ) (?: \s* (?P<late_minute>[0-5]\d) \b (?! [.:\d] ) )? )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``value`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, at ``start:end`` of the text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day at ``span`` of a text; 24 Uhr is midnight, ``days_later`` 1."""

    clock: time
    days_later: int
    span: tuple[int, int]


def find_date(text: str, start: int = 0) -> FoundDate | None:
    """The first real date in a text from an offset on; days that no calendar has are passed over."""
    for match in _DATE.finditer(text, start):
        if (value := _value(match)) is not None:
            return FoundDate(value, match.start(), match.end())
    return None


def read_date(text: str) -> str | None:
    """The date that a text consists of, such as a front matter value, or ``None``."""
    stripped = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", stripped):
        return stripped
    found = find_date(stripped)
    if found is None or found.start != 0:
        return None
    rest = stripped[found.end :].strip()
    return found.value if not rest or rest[0] in ",T" or _TIME.match(rest) else None


def find_time(text: str) -> FoundTime | None:
    """The first time of day in a text.

    '10 Uhr', '10:30', '10.30 Uhr', '10 h', '10 Uhr 30', '9 a.m.'; a bare number is no time.
    """
    for match in _TIME.finditer(text):
        if match["unit"] is None and match["colon"] is None:
            continue
        minutes = match["minute"] or match["dot_minute"] or match["late_minute"] or "0"
        hour, minute, second = int(match["hour"]), int(minutes), int(match["second"] or 0)
        if match["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        if hour == 24:
            return FoundTime(time(0), 1, match.span()) if minute == second == 0 else None
        return FoundTime(time(hour, minute, second), 0, match.span())
    return None


def _value(match: re.Match[str]) -> str | None:
    group = match.groupdict()
    form = next(form for form in _FORMS if group[f"{form}_year"])
    year, month, day = group[f"{form}_year"], group[f"{form}_month"], group.get(f"{form}_day")
    # Two digits mean this century: press releases that are dropped today are not older.
    full_year = year if len(year) == 4 else f"20{year[-2:]}"
    return _checked(full_year, int(month) if month.isdigit() else MONTHS[month.lower()], day)


def _checked(year: str, month: int, day: str | None) -> str | None:
    try:
        checked = date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return checked.isoformat() if day else checked.isoformat()[:7]
