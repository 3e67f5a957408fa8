"""German and English words that stand for figures: numerals, magnitudes, months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

MAGNITUDES: Mapping[str, Mapping[str, int]] = {
    "de": {
        "tausend": 3,
        "tsd": 3,
        "million": 6,
        "millionen": 6,
        "mio": 6,
        "milliarde": 9,
        "milliarden": 9,
        "mrd": 9,
        "billion": 12,
        "billionen": 12,
    },
    # „mio“: a German abbreviation that translators leave standing.
    "en": {
        "thousand": 3,
        "k": 3,
        "million": 6,
        "m": 6,
        "mn": 6,
        "mio": 6,
        "billion": 9,
        "bn": 9,
        "b": 9,
        "trillion": 12,
        "tn": 12,
    },
}

MONTHS: Mapping[str, Mapping[str, int]] = {
    "de": {
        "Januar": 1, "Jänner": 1, "Jan": 1, "Februar": 2, "Feb": 2, "März": 3, "Mrz": 3, "April": 4, "Apr": 4,
        "Mai": 5, "Juni": 6, "Jun": 6, "Juli": 7, "Jul": 7, "August": 8, "Aug": 8, "September": 9, "Sept": 9,
        "Sep": 9, "Oktober": 10, "Okt": 10, "November": 11, "Nov": 11, "Dezember": 12, "Dez": 12,
    },
    "en": {
        "January": 1, "Jan": 1, "February": 2, "Feb": 2, "March": 3, "Mar": 3, "April": 4, "Apr": 4, "May": 5,
        "June": 6, "Jun": 6, "July": 7, "Jul": 7, "August": 8, "Aug": 8, "September": 9, "Sept": 9, "Sep": 9,
        "October": 10, "Oct": 10, "November": 11, "Nov": 11, "December": 12, "Dec": 12,
    },
}  # fmt: skip

ENGLISH_WORDS: Mapping[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 1_000_000, "billion": 1_000_000_000,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20,
    "once": 1, "twice": 2, "double": 2, "doubled": 2, "twofold": 2, "triple": 3, "tripled": 3, "threefold": 3,
    "dozen": 12, "noon": 12, "midday": 12, "midnight": 0,
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip

# Stems are looked for anywhere in a word: „dreitägig“, „Doppelsieg“, „achtköpfig“.
GERMAN_STEMS: Mapping[str, Decimal] = {
    stem: Decimal(value)
    for stem, value in (
        ("null", 0), ("ein", 1), ("erst", 1), ("einig", 1), ("zwei", 2), ("zwo", 2), ("beid", 2), ("doppel", 2),
        ("drei", 3), ("dritt", 3), ("vier", 4), ("fünf", 5), ("sechs", 6), ("sieb", 7), ("acht", 8),
        ("neun", 9), ("zehn", 10), ("elf", 11), ("zwölf", 12), ("dutzend", 12), ("dreizehn", 13),
        ("vierzehn", 14), ("fünfzehn", 15), ("sechzehn", 16), ("siebzehn", 17), ("achtzehn", 18),
        ("neunzehn", 19), ("zwanzig", 20), ("dreißig", 30), ("vierzig", 40), ("fünfzig", 50), ("hälfte", 50),
        ("sechzig", 60), ("siebzig", 70), ("achtzig", 80), ("neunzig", 90), ("halb", "0.5"),
        ("anderthalb", "1.5"), ("eineinhalb", "1.5"), ("mittag", 12), ("mitternacht", 12), ("jahrzehnt", 10),
        ("quartal", 3), ("halbjahr", 6),
    )
}  # fmt: skip

_BELOW_TWENTY = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_BELOW_HUNDRED: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_BELOW_TWENTY)},
    "eine": 1, "eins": 1, "zwo": 2,
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{
        f"{unit}und{ten}": value + number
        for value, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for number, unit in enumerate(_BELOW_TWENTY[1:10], 1)
    },
}  # fmt: skip
_SMALL = "|".join(sorted(_BELOW_HUNDRED, key=len, reverse=True))
_HUNDREDS = re.compile(
    rf"(?:(?P<thousands>{_SMALL})?(?P<thousand>tausend))?"
    rf"(?:(?P<hundreds>{_SMALL})?(?P<hundred>hundert))?(?:und)?(?P<rest>{_SMALL})?"
)
_HUNDREDS_OF = re.compile(r"\b(tausend|million|milliarde|billion)")
_MILLIONS = re.compile(r"([^\W\d_]+)[ \u00a0]+(tausend|million|milliarde|billion)")
_FRACTIONS = {"halbe": Decimal("0.5"), "anderthalb": Decimal("1.5"), "eineinhalb": Decimal("1.5")}


def german_values(text: str) -> Iterator[Decimal]:
    """The values of German numerals from a hundred on in a text in lower case: „zweihundertfünf“, „drei Millionen“."""
    for found in _HUNDREDS.finditer(text) if "hundert" in text or "tausend" in text else ():
        if found["thousand"] or found["hundred"]:
            small = {name: _BELOW_HUNDRED.get(found[name] or "", 1) for name in ("thousands", "hundreds")}
            thousands = small["thousands"] * 1000 if found["thousand"] else 0
            hundreds = small["hundreds"] * 100 if found["hundred"] else 0
            yield Decimal(thousands + hundreds + _BELOW_HUNDRED.get(found["rest"] or "", 0))
    for found in _MILLIONS.finditer(text):
        power = MAGNITUDES["de"][found[2]]
        factors = [value for word, value in _FRACTIONS.items() if found[1].startswith(word)]
        factors += [Decimal(value) for word, value in _BELOW_HUNDRED.items() if found[1].startswith(word)]
        yield from (factor.scaleb(power) for factor in factors)
    for found in _HUNDREDS_OF.finditer(text):
        yield Decimal(1).scaleb(MAGNITUDES["de"][found[1]])
