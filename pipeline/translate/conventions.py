"""How a language writes figures: its decimal mark, its months and its words for thousands and millions.

Months and magnitudes of languages other than German and English come from the Unicode CLDR by way of Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from babel import Locale, UnknownLocaleError

from pipeline.translate.numberwords import MAGNITUDES, MONTHS

GAP = " \u00a0\u202f\u2009"
_LETTERS = re.compile(r"[^\W\d_]+")
# An inflected month is known by so many letters: „w styczniu“ beside „styczeń“ and „stycznia“.
_STEM_CHARS = 4


@dataclass(frozen=True, slots=True)
class Convention:
    """One language's way: ``decimal`` is its decimal mark, ``grouping`` the mark between thousands (or a gap).

    ``number`` matches a plain number, ``grouped`` the beginning of one with groups; ``month_name`` a month, whose
    number ``month`` tells; ``magnitudes`` are powers of ten by their words in lower case.
    """

    language: str
    decimal: str
    grouping: str
    number: re.Pattern[str]
    grouped: re.Pattern[str]
    month_name: re.Pattern[str]
    months: Mapping[str, int]
    magnitudes: Mapping[str, int]

    def value(self, token: str) -> Decimal | None:
        """A token's value, or ``None`` if it is no plain number in this language (``14:30``)."""
        if not self.number.fullmatch(token):
            return None
        for gap in GAP:
            token = token.replace(gap, "")
        if self.decimal in token or self.grouped.match(token):
            token = token.replace(self.grouping, "").replace(self.decimal, ".")
        return Decimal(token)

    def month(self, word: str) -> int:
        """The number, from 1, of what ``month_name`` matched."""
        return self.months.get(word) or next(
            number for name, number in self.months.items() if len(name) >= _STEM_CHARS and word.startswith(name)
        )


@lru_cache(maxsize=32)
def convention(language: str) -> Convention:
    """The convention of a language (ISO 639-1); of one that CLDR does not know, figures with a decimal point."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    decimal, grouping = (".", ",") if locale.number_symbols["latn"]["decimal"] == "." else (",", ".")
    months = MONTHS.get(language) or dict(_months(locale))
    mixed = rf"|\d+{decimal}\d+" if decimal == "," else ""  # „4.0“ is no thousand, whatever the mark
    return Convention(
        language=language,
        decimal=decimal,
        grouping=grouping,
        number=re.compile(rf"\d{{1,3}}(?:[{grouping}{GAP}]\d{{3}})+(?:\{decimal}\d+)?{mixed}|\d+\.\d+|\d+"),
        grouped=re.compile(rf"\d{{1,3}}[{grouping}{GAP}]\d{{3}}\b"),
        month_name=_month_pattern(language, months),
        months=months,
        magnitudes=MAGNITUDES.get(language) or dict(_magnitudes(locale)),
    )


def _month_pattern(language: str, months: Mapping[str, int]) -> re.Pattern[str]:
    ending = "" if language in MONTHS else r"[^\W\d_]{0,5}"
    names = (
        re.escape(name) + (ending if len(name) >= _STEM_CHARS else "") for name in sorted(months, key=len, reverse=True)
    )
    # The longest name wins, so that „May“ is not found in „Mayor“ nor „Jan“ in „January“.
    return re.compile(rf"(?<![^\W\d_])({'|'.join(names)})(?![^\W\d_])")


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    """Names, abbreviations and stems of the months, each in both ways to capitalise it."""
    for number in range(1, 13):
        forms = {
            _without_stop(locale.months[context][width][number])
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        }
        full = [locale.months[context]["wide"][number] for context in ("format", "stand-alone")]
        stem = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*full, strict=False)))
        for form in {*forms, *([stem] if len(stem) >= _STEM_CHARS else [])}:
            if _LETTERS.fullmatch(form):
                yield form, number
                yield form.capitalize(), number


def _magnitudes(locale: Locale) -> Iterator[tuple[str, int]]:
    for width in ("long", "short"):
        for patterns in locale.compact_decimal_formats[width].values():
            for power, pattern in patterns.items():
                for word in _LETTERS.findall(pattern.pattern):
                    yield word.lower(), (len(power) - 1) // 3 * 3


def _without_stop(name: str) -> str:
    return name.removesuffix(".")
