"""Amounts with their unit in German texts, and whether a translation names the same unit.

Currencies and their names come from the Unicode CLDR by way of Babel, for every target language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import UnknownUnitError, format_unit

# As German press texts write them → the code of ISO 4217.
CURRENCIES: Mapping[str, str] = {
    "Euro": "EUR", "€": "EUR", "EUR": "EUR", "Dollar": "USD", "US-Dollar": "USD", "$": "USD", "USD": "USD",
    "Pfund": "GBP", "£": "GBP", "GBP": "GBP", "Franken": "CHF", "CHF": "CHF", "Yen": "JPY", "Yuan": "CNY",
    "Zloty": "PLN", "Złoty": "PLN",
}  # fmt: skip
# As German press texts write them → the name of the unit in CLDR.
_UNITS: Mapping[str, str] = {
    "Prozent": "concentr-percent", "%": "concentr-percent", "Kilometer": "length-kilometer", "km": "length-kilometer",
    "Meter": "length-meter", "Zentimeter": "length-centimeter", "cm": "length-centimeter",
    "Millimeter": "length-millimeter", "mm": "length-millimeter", "Kilogramm": "mass-kilogram", "kg": "mass-kilogram",
    "Tonnen": "mass-tonne", "Hektar": "area-hectare", "ha": "area-hectare", "Liter": "volume-liter",
    "Quadratmeter": "area-square-meter", "m²": "area-square-meter", "Quadratkilometer": "area-square-kilometer",
    "km²": "area-square-kilometer", "Kubikmeter": "volume-cubic-meter", "Kilowatt": "power-kilowatt",
    "kW": "power-kilowatt", "Megawatt": "power-megawatt", "MW": "power-megawatt", "°C": "temperature-celsius",
    "Kilowattstunden": "energy-kilowatt-hour", "kWh": "energy-kilowatt-hour",
}  # fmt: skip
# Other words that name them in English; what CLDR has is added.
_ENGLISH: Mapping[str, tuple[str, ...]] = {
    "EUR": ("€", "euro"), "USD": ("$", "dollar", "buck"), "GBP": ("£", "pound", "sterling", "quid"),
    "CHF": ("franc",), "concentr-percent": ("%", "percent", "per cent", "percentage", "pc"),
    "mass-tonne": ("tonne", "ton", "t"), "area-square-meter": ("m2", "sqm", "sq m", "square"),
    "area-square-kilometer": ("km2", "sq km", "square"), "volume-cubic-meter": ("m3", "cubic"),
    "length-meter": ("-meter", "-metre"),
}  # fmt: skip
_AMOUNT = re.compile(
    r"\d\s?(?:(?:Tausend|Mio|Mill|Mrd|Million|Millionen|Milliarde|Milliarden|Billionen)\.?\s)?"
    rf"(?P<unit>{'|'.join(re.escape(word) for word in sorted((*CURRENCIES, *_UNITS), key=len, reverse=True))})(?!\w)"
)
_SIGN_BEFORE = re.compile(r"(?P<unit>[€$£]|EUR|USD|CHF|GBP)\s?\d")
_FIGURE_BEFORE = re.compile(r"\d[\d.,\s]*\Z")
_STEM_CHARS = 4


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure's last digits with its unit at ``start:end`` of the text; ``name`` is ISO 4217 or CLDR."""

    text: str
    start: int
    end: int
    unit: str
    name: str

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit in CURRENCIES


def quantities_in(text: str) -> Iterator[Quantity]:
    """The amounts of money, shares and measures in a German text."""
    for pattern in (_AMOUNT, _SIGN_BEFORE):
        for found in pattern.finditer(text):
            before = _FIGURE_BEFORE.search(text[: found.start() + 1]) if pattern is _AMOUNT else None
            start = before.start() if before else found.start()
            unit = found["unit"]
            yield Quantity(
                text[start : found.end()].strip(), start, found.end(), unit, CURRENCIES.get(unit) or _UNITS[unit]
            )


def stands(quantity: Quantity, answer: str, *, language: str) -> bool:
    """Whether a text in a language (ISO 639-1) names the unit anywhere, by sign, code or word."""
    pattern = _pattern(quantity.name, quantity.unit, language)
    return pattern is None or pattern.search(answer) is not None


@lru_cache(maxsize=512)
def _pattern(name: str, unit: str, language: str) -> re.Pattern[str] | None:
    try:
        words = set(_money_words(name, language) if unit in CURRENCIES else _unit_words(name, language))
    except (UnknownLocaleError, UnknownUnitError, ValueError):
        return None
    words |= {unit, *(_ENGLISH.get(name, ()) if language == "en" else ())}
    letters = {word for word in words if word[0].isalpha()}
    # An inflected word is known by its beginning: „euros“, „procentech“.
    forms = [rf"(?<![^\W\d_]){re.escape(_stem(word))}" for word in letters if len(word) >= _STEM_CHARS]
    forms += [rf"(?<![^\W\d_]){re.escape(word)}(?![^\W_])" for word in letters if len(word) < _STEM_CHARS]
    forms += [re.escape(word) for word in words - letters]
    return re.compile("|".join(sorted(forms)), re.IGNORECASE)


def _stem(word: str) -> str:
    return word[: max(_STEM_CHARS, len(word) - 2)]


def _money_words(code: str, language: str) -> Iterator[str]:
    locale = Locale.parse(language)
    yield code
    if symbol := locale.currency_symbols.get(code):
        yield symbol
    for count in (1, 2, 5):
        yield from get_currency_name(code, count=count, locale=locale).split()[-1:]


def _unit_words(name: str, language: str) -> Iterator[str]:
    for length in ("long", "short", "narrow"):
        for count in (1, 2, 5):
            word = format_unit(count, name, length=length, locale=language)
            yield from (part for part in [re.sub(r"[\d\s]+", " ", word).strip()] if part)
