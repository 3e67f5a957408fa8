"""The words of the interface: what readers see in a language, and what the officer sees in German."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipeline.catalogue import Withdrawn
from pipeline.model import Status


@dataclass(frozen=True, slots=True)
class Words:
    """The interface words of one language; ``{…}`` are filled in by those who use them."""

    months: tuple[str, ...]
    day: str
    month: str
    draft_notice: str
    german_changed_notice: str
    original_changed_notice: str
    correction: str
    withdrawn_notice: str
    contact: str
    links: str
    also_in: str
    nothing_yet: str
    latest: str
    feed: str
    feed_description: str
    topic_feed_description: str
    organisation_feed_description: str
    person_feed_description: str


WORDS: dict[str, Words] = {
    "de": Words(
        months=(
            *("Januar", "Februar", "März", "April", "Mai", "Juni"),
            *("Juli", "August", "September", "Oktober", "November", "Dezember"),
        ),
        day="{day}. {month} {year}",
        month="{month} {year}",
        draft_notice="Maschinelle Übersetzung, noch nicht geprüft",
        german_changed_notice="Das deutsche Original wurde nach dieser Übersetzung noch geändert",
        original_changed_notice="Das Original wurde nach dieser Übersetzung noch geändert",
        correction="Korrektur",
        withdrawn_notice="Diese Pressemitteilung wurde am {date} zurückgezogen.",
        contact="Pressekontakt",
        links="Weiterführende Links",
        also_in="Diese Meldung in anderen Sprachen",
        nothing_yet="Noch keine Pressemitteilungen.",
        latest="Neueste Pressemitteilungen",
        feed="Pressemitteilungen als RSS-Feed",
        feed_description="Pressemitteilungen von {publisher}",
        topic_feed_description="Pressemitteilungen von {publisher} zum Thema {name}",
        organisation_feed_description="Pressemitteilungen von {publisher}, in denen {name} vorkommt",
        person_feed_description="Pressemitteilungen von {publisher}, in denen {name} vorkommt",
    ),
    "en": Words(
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        day="{day} {month} {year}",
        month="{month} {year}",
        draft_notice="Machine translation, not yet reviewed",
        german_changed_notice="The German original has changed since this translation was made",
        original_changed_notice="The original has changed since this translation was made",
        correction="Correction",
        withdrawn_notice="This press release was withdrawn on {date}.",
        contact="Press contact",
        links="Further links",
        also_in="This release in other languages",
        nothing_yet="No press releases yet.",
        latest="Latest press releases",
        feed="Press releases as an RSS feed",
        feed_description="Press releases from {publisher}",
        topic_feed_description="Press releases from {publisher} on {name}",
        organisation_feed_description="Press releases from {publisher} that mention {name}",
        person_feed_description="Press releases from {publisher} that mention {name}",
    ),
}

# Names of languages in themselves, and in German for the officer.
OWN_NAMES = {
    "cs": "Čeština",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}
GERMAN_NAMES = {
    "cs": "Tschechisch",
    "da": "Dänisch",
    "de": "Deutsch",
    "en": "Englisch",
    "es": "Spanisch",
    "fr": "Französisch",
    "it": "Italienisch",
    "nl": "Niederländisch",
    "pl": "Polnisch",
    "pt": "Portugiesisch",
    "ru": "Russisch",
    "sv": "Schwedisch",
    "tr": "Türkisch",
    "uk": "Ukrainisch",
    "zh": "Chinesisch",
}

# Languages written from right to left (CLDR's characterOrder).
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Badge:
    """How the preview names a status: a word, a sentence and the class that colours it."""

    label: str
    explanation: str
    css_class: str


BADGES: dict[Status, Badge] = {
    Status.APPROVED: Badge("Freigegeben", "Von einem Menschen bestätigt oder geschrieben.", "approved"),
    Status.DRAFT: Badge("Maschinenentwurf", "Noch von keinem Menschen geprüft.", "draft"),
    Status.PENDING: Badge("Wartet auf Übersetzung", "Diese Fassung gibt es noch nicht.", "pending"),
    Status.OUTDATED: Badge("Veraltet", "Freigegeben, aber der Ausgangstext hat sich seither geändert.", "outdated"),
}

# Translators by the names that people know.
_TRANSLATORS = {"deepl": "DeepL", "google": "Google Übersetzer", "libretranslate": "LibreTranslate"}

# What a warning is about, by the fields' names in the model.
FIELD_NAMES = {
    "kicker": "Dachzeile",
    "headline": "Überschrift",
    "subheadline": "Unterzeile",
    "dateline": "Ort und Datum",
    "paragraph": "Absatz",
    "paragraphs": "Absätze",
    "subhead": "Zwischenüberschrift",
    "subheads": "Zwischenüberschriften",
    "caption": "Bildunterschrift",
    "captions": "Bildunterschriften",
    "boilerplate": "Über-Text",
    "boilerplates": "Über-Texte",
    "boilerplate-title": "Titel eines Über-Textes",
    "contact": "Kontakt",
    "embargo": "Sperrfrist",
    "link": "Link",
    "links": "Links",
    "people": "Personen",
    "organisations": "Organisationen",
    "places": "Orte",
    "quote": "Zitat",
    "quotes": "Zitate",
    "language": "Sprache",
}


def primary(language: str) -> str:
    """The first part of a BCP 47 tag: ``de`` of ``de-AT``."""
    return language.split("-")[0].lower()


def words_for(language: str) -> Words:
    """The interface words in a language, in English where we have none."""
    return WORDS.get(primary(language), WORDS["en"])


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, for the ``dir`` attribute."""
    return "rtl" if primary(language) in _RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """What a language calls itself, or its tag."""
    return OWN_NAMES.get(primary(language), language)


def german_name(language: str) -> str:
    """What a language is called in German, or its tag."""
    return GERMAN_NAMES.get(primary(language), language)


def translators(origin: str | None) -> str | None:
    """The machines in an edition's origin (``google+human``) as German text, ``None`` if there are none."""
    names = [_TRANSLATORS.get(name, name) for name in (origin or "").split("+") if name not in ("", "human")]
    return " und ".join(dict.fromkeys(names)) or None


def readable_date(iso: str, language: str) -> str:
    """``2023``, ``2023-03`` or ``2023-03-15`` as a reader of the language writes it; else as it is."""
    words = words_for(language)
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return iso
    if not month:
        return year
    pattern = words.day if day else words.month
    return pattern.format(day=int(day or 1), month=words.months[int(month) - 1], year=year)


def withdrawn_notice(item: Withdrawn, language: str) -> str:
    """What readers of a language find in the place of a release that was taken back."""
    day = readable_date(item.since.date().isoformat(), language)
    return words_for(language).withdrawn_notice.format(date=day)


def german_time(moment: datetime) -> str:
    """A moment as the officer reads it: ``15. März 2023, 10:00 Uhr``, in the moment's own zone."""
    return f"{readable_date(moment.date().isoformat(), 'de')}, {moment:%H:%M} Uhr"


def german_number(number: int) -> str:
    """A whole number as the officer reads it: ``10.000``."""
    return f"{number:,}".replace(",", ".")
