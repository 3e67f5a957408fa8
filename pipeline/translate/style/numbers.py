"""Plain numbers and percentages: German marks put right, percent by sign or word."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.config import Style
from pipeline.translate.conventions import convention

# A number as either language writes it.
NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_GERMAN_NUMBER = re.compile(rf"(?<![\w.,:/]){NUMBER}(?![\w:/]|[.,]\d)")
_MARKED = re.compile(r"(?<![\w.,:/+-])\d+(?:[.,]\d+)+(?![\w:/]|[.,-]\d)")
_PERCENT = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})[\s-]?(?:%|percent\b|per cent\b|Prozent\b|pct\b)(?!age)")
_GERMAN_PERCENT = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})\s?(?:%|Prozent\b)")


def german_value(token: str) -> Decimal | None:
    """What a number means in German: ``1.250,5``."""
    return convention("de").value(token)


def english_value(token: str) -> Decimal | None:
    """What a number means in English: ``1,250.5``."""
    return convention("en").value(token)


def english_number(value: Decimal, like: str) -> str:
    """A value as English writes it, with as many decimals as the German ``like``."""
    decimals = len(like.partition(",")[2]) if "," in like else len(like.partition(".")[2]) if value % 1 else 0
    return f"{value:,.{decimals}f}"


def meant(token: str, source: dict[Decimal, str]) -> Decimal | None:
    """Which value of the source a number of the answer means: read as English, or left standing as German."""
    for value in (english_value(token), german_value(token)):
        if value is not None and value in source:
            return value
    return None


def numbers_styled(segment: str, answer: str, style: Style) -> str:
    """German marks that were left standing put right: ``3.000`` is three thousand, ``3,5`` is 3.5."""
    del style
    values = {german_value(found[0]) for found in _GERMAN_NUMBER.finditer(segment)}
    german = {found[0] for found in _MARKED.finditer(segment)}

    def written(found: re.Match[str]) -> str:
        token = found[0]
        value = german_value(token)
        if token not in german or value is None or english_value(token) in values:
            return token
        return english_number(value, token)

    return _MARKED.sub(written, answer)


def percents_styled(segment: str, answer: str, style: Style) -> str:
    """Percentages of the source by sign or word."""
    if not style.percent:
        return answer
    values = {
        value: found["number"]
        for found in _GERMAN_PERCENT.finditer(segment)
        if (value := german_value(found["number"])) is not None
    }

    def written(found: re.Match[str]) -> str:
        value = meant(found["number"], values)
        if value is None:
            return found[0]
        return style.percent.replace("5", english_number(value, values[value]))

    return _PERCENT.sub(written, answer)
