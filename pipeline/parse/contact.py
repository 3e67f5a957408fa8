"""The press contact: e-mail addresses and telephone numbers, fax numbers left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@(?:[\w-]+\.)+[a-zA-Z]{2,}")
# Obfuscations that press offices use against harvesters: 'name (at) haus.de', 'name[at]haus.de'.
_AT = re.compile(r"\s*(?:\(\s*(?:at|ät)\s*\)|\[\s*(?:at|ät)\s*\])\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:\(\s*(?:dot|punkt)\s*\)|\[\s*(?:dot|punkt)\s*\])\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w@./-])(?:\+|\(?0)[\d\s()/.–-]{4,24}\d(?![\w@])")
_FAX = re.compile(r"(?:tele)?fax[a-zäöü]*\.?\s*[:.-]?\s*\Z|\bf\s*[:.]\s*\Z", re.IGNORECASE)
# A date or a range of years is no number.
_DATE_LIKE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")
PHONE_LABEL = re.compile(
    r"\b(?:tel(?:efon)?|fon|phone|mobil(?:telefon|e)?|handy|durchwahl|ruf(?:nummer)?|telephone)\b",
    re.IGNORECASE,
)


def emails(lines: Iterable[str]) -> tuple[str, ...]:
    """The e-mail addresses in lines, each once, in order."""
    found: dict[str, None] = {}
    for line in lines:
        for match in EMAIL.finditer(_DOT.sub(".", _AT.sub("@", line))):
            found.setdefault(match[0].rstrip("."))
    return tuple(found)


def phones(lines: Iterable[str]) -> tuple[str, ...]:
    """The telephone numbers in lines as E.164, each once, in order; numbers marked as fax are left out.

    A number without a country code belongs to the country of those that have one, else to Germany.
    """
    numbers = [
        re.sub(r"(?<=\d)\s*\(0\)", " ", match[0])  # '(0)' after a country code is dialled at home only
        for line in lines
        for match in _NUMBER.finditer(line)
        if not (_FAX.search(line[: match.start()]) or _DATE_LIKE.search(match[0]))
    ]
    region = _home(numbers)
    found: dict[str, None] = {}
    for number in numbers:
        parsed = _parsed(number, region)
        if parsed is not None and phonenumbers.is_possible_number(parsed):
            found.setdefault(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    return tuple(found)


def _parsed(number: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


def _home(numbers: Iterable[str]) -> str:
    """The one country whose code stands before numbers; Germany, if there is none or several."""
    found = (_parsed(number, None) for number in numbers)
    codes = {parsed.country_code for parsed in found if parsed is not None and parsed.country_code is not None}
    return phonenumbers.region_code_for_country_code(codes.pop()) if len(codes) == 1 else "DE"


def names_a_contact(text: str) -> bool:
    """Whether a line holds an e-mail address or a labelled telephone number."""
    return bool(EMAIL.search(_AT.sub("@", text))) or (bool(PHONE_LABEL.search(text)) and bool(_NUMBER.search(text)))
