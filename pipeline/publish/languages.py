"""What CLDR, by way of Babel, knows of a language: its names, its direction, how it writes dates and lists.

Languages are BCP 47 tags. A tag that CLDR does not know counts as its language alone (``de-1901`` as ``de``).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

# English without a country is British here: „15 March 2023“, en_GB.
_STYLES = {"en": "en-GB"}
# CLDR's patterns know no ordinal for the first of a month, and French writes none other but that one.
_FIRST_OF_A_MONTH = {"fr": "1er"}


def primary(language: str) -> str:
    """The first part of a BCP 47 tag: ``de`` of ``de-AT``."""
    return language.split("-")[0].lower()


@cache
def direction(language: str) -> str:
    """``rtl`` or ``ltr``, for the ``dir`` attribute; ``ltr`` for a language that CLDR does not know."""
    found = _locale(language)
    return found.text_direction if found else "ltr"


def own_name(language: str) -> str:
    """What a language calls itself, with a capital as in a list, or its tag: ``Čeština``, ``Português (Brasil)``."""
    found = _locale(language)
    return _capitalised(found.get_display_name() if found else None) or language


def german_name(language: str) -> str:
    """What a language is called in German, or its tag: ``Tschechisch``, ``Portugiesisch (Brasilien)``."""
    found = _locale(language)
    return _capitalised(found.get_display_name("de") if found else None) or language


def with_country(language: str) -> str:
    """``de_DE`` for ``de``, ``de_AT`` for ``de-AT``: where most of its readers are; the language alone if unknown."""
    found = _locale(_STYLES.get(language, language))
    if found is None:
        return primary(language)
    likely = get_global("likely_subtags").get(str(found), "")
    country = found.territory or likely.rpartition("_")[2]
    return f"{found.language}_{country}" if country else found.language


def and_list(words: Sequence[str], language: str) -> str:
    """The words as a list in a sentence: ``A, B und C``."""
    return format_list(words, locale=_locale(language) or Locale("en"))


@lru_cache(maxsize=4096)
def readable_date(iso: str, language: str) -> str:
    """``2023``, ``2023-03`` or ``2023-03-15`` as a reader of the language writes it; else as it is."""
    found = _locale(_STYLES.get(language, language))
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    try:
        moment = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return iso
    if found is None:
        return iso
    if day:
        text = format_date(moment, "long", locale=found)
        first = _FIRST_OF_A_MONTH.get(found.language)
        return text.replace("1 ", f"{first} ", 1) if first and moment.day == 1 else text
    return format_skeleton("yMMMM" if month else "y", moment, locale=found)


@cache
def _locale(language: str) -> Locale | None:
    for tag in (language, primary(language)):
        with suppress(ValueError, TypeError, UnknownLocaleError):
            return Locale.parse(tag, sep="-")
    return None


def _capitalised(name: str | None) -> str | None:
    # Title case, not upper case: Georgian has capitals for whole words alone.
    return name and name[0].title() + name[1:]
