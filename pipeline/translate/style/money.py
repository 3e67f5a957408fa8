"""Amounts of money: ``1.250,5 Mio. Euro`` → ``EUR 1,250.5 million`` or ``€1,250.5 million``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.config import Style
from pipeline.translate.numberwords import MAGNITUDES
from pipeline.translate.quantities import CURRENCIES
from pipeline.translate.style.numbers import NUMBER, english_number, english_value, german_value

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
_WORDS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_GERMAN_UNIT = "|".join(re.escape(word) for word in sorted(CURRENCIES, key=len, reverse=True))
_GERMAN_MAGNITUDE = r"Tsd\.|Tausend|Millionen|Million|Mio\.?|Milliarden|Milliarde|Mrd\.?|Billionen|Billion"
_GERMAN = re.compile(
    rf"(?<![\w.,])(?:(?P<from>{NUMBER})\s*(?P<join>bis|und|oder|–|-)\s*)?"
    rf"(?P<number>{NUMBER})\s?(?:(?P<magnitude>{_GERMAN_MAGNITUDE})\s?)?(?P<unit>{_GERMAN_UNIT})(?!\w)"
    rf"|(?P<sign>[€$£]|EUR|USD|GBP|CHF)\s?(?P<after>{NUMBER})(?:\s?(?P<power>{_GERMAN_MAGNITUDE})(?!\w))?"
)
_ENGLISH_UNITS = {
    "euros": "EUR", "euro": "EUR", "Euros": "EUR", "Euro": "EUR", "€": "EUR", "EUR": "EUR", "US dollars": "USD",
    "dollars": "USD", "dollar": "USD", "$": "USD", "US$": "USD", "USD": "USD", "pounds": "GBP", "£": "GBP",
    "GBP": "GBP", "Swiss francs": "CHF", "francs": "CHF", "CHF": "CHF",
}  # fmt: skip
_UNIT = "|".join(re.escape(word) for word in sorted(_ENGLISH_UNITS, key=len, reverse=True))
_MAGNITUDE = r"thousand|million|billion|trillion|mn|bn|m|k|Mio\.?|Mrd\.?|Millionen|Million|Milliarden|Milliarde"
_ENGLISH = re.compile(
    rf"(?<![\w.,€$£])(?:(?P<from>{NUMBER})\s*(?P<join>to|and|or|–|-)\s*)?"
    rf"(?P<number>{NUMBER})[\s-]?(?:(?P<magnitude>{_MAGNITUDE})[\s-]?)?(?P<unit>{_UNIT})(?!\w)"
    rf"|(?<![\w])(?P<sign>US\$|[€$£]|EUR|USD|GBP|CHF)\s?(?P<after>{NUMBER})"
    rf"(?:(?P<power>(?:m|mn|bn|k)\b)|\s(?P<word>thousand|million|billion|trillion|Mio\.?|Mrd\.?)(?!\w))?"
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of the German text: its figure as written, its power of ten, its currency (ISO 4217)."""

    number: str
    power: int
    currency: str
    lower: str | None = None

    @property
    def value(self) -> Decimal:
        """The whole amount."""
        return (german_value(self.number) or Decimal(0)).scaleb(self.power)

    def written(self, style: str) -> str:
        """The amount in a style that is called by its form of five euros."""
        number = english_number(german_value(self.number) or Decimal(0), self.number)
        magnitude = f" {_WORDS[self.power]}" if self.power else ""
        return _with_currency(f"{number}{magnitude}", self.currency, style)


def money_styled(segment: str, answer: str, style: Style) -> str:
    """Amounts of the source written in the style."""
    if not style.currency:
        return answer
    amounts = [_amount(found) for found in _GERMAN.finditer(segment)]

    def written(found: re.Match[str]) -> str:
        number = found["number"] or found["after"]
        currency = _ENGLISH_UNITS[found["unit"] or found["sign"]]
        power = _power(found["magnitude"] or found["power"] or found["word"], "en")
        amount = _same(amounts, number, power, currency)
        # „135 Pfund“, 135 pounds: it may be a weight.
        if amount is None or (found["unit"] == "pounds" and not power):
            return found[0]
        if found["from"] is None:
            return amount.written(style.currency)
        if amount.lower is None or (lower := _lower(amount, found["from"])) is None:
            return found[0]
        whole = amount.written(style.currency)
        sign = _with_currency("", amount.currency, style.currency)
        join = found["join"] if found["join"].isalpha() else "–"
        space = " " if join.isalpha() else ""
        return f"{sign}{lower}{space}{join}{space}{whole.removeprefix(sign)}"

    return _ENGLISH.sub(written, answer)


def _amount(found: re.Match[str]) -> _Amount:
    return _Amount(
        found["number"] or found["after"],
        _power(found["magnitude"] or found["power"], "de"),
        CURRENCIES[found["unit"] or found["sign"]],
        found["from"],
    )


def _same(amounts: list[_Amount], number: str, power: int, currency: str) -> _Amount | None:
    """The amount of the source that a number of the answer means, read as English or left standing as German."""
    for value in (english_value(number), german_value(number)):
        for amount in amounts:
            if value is not None and amount.currency == currency and value.scaleb(power) == amount.value:
                return amount
    return None


def _lower(amount: _Amount, token: str) -> str | None:
    """The lower end of a range in English, if the answer has the one of the source."""
    wanted = german_value(amount.lower or "")
    if wanted is None or wanted not in (english_value(token), german_value(token)):
        return None
    return english_number(wanted, amount.lower or "")


def _power(word: str | None, language: str) -> int:
    if not word:
        return 0
    plain = word.rstrip(".").lower()
    # A German word that was left standing means what it means in German.
    return MAGNITUDES["de"].get(plain, 0) if language == "de" or word[0].isupper() else MAGNITUDES["en"][plain]


def _with_currency(amount: str, currency: str, style: str) -> str:
    symbol = _SYMBOLS.get(currency) if style == "€5" else None
    return f"{symbol}{amount}" if symbol else f"{currency} {amount}"
