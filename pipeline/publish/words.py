"""What pages, feeds and the element say to readers, from the catalogues in ``pipeline/locale/``.

A catalogue is ``<language>/LC_MESSAGES/press.po``, read as it is: it is small, and nothing has to be compiled. Its
msgids are the English words. Readers of a language that has none get English, marked as such for screen readers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable

from babel.messages.pofile import read_po
from markupsafe import Markup

from pipeline.catalogue import Withdrawn
from pipeline.publish.languages import and_list, direction, readable_date

_ENGLISH = "en"


def gettext_for(language: str) -> Callable[[str], str]:
    """What turns English words into those of the catalogue for a language; words that it lacks stay English.

    ``_ = gettext_for(language)`` is how the words are found for the catalogues (CONTRIBUTING, Languages).
    """
    words = _words(spoken(language))
    return lambda message: words.get(message, message)


@cache
def spoken(language: str) -> str:
    """The language in which its readers are spoken to: itself if it has a catalogue, else English."""
    return language if _nearest(language) else _ENGLISH


@cache
def apart(language: str) -> Markup:
    """The attributes for words of a catalogue within a text in a language: none, or those that say it is English."""
    said = spoken(language)
    return Markup() if said == language else Markup(' lang="{}" dir="{}"').format(said, direction(said))


def catalogue_languages() -> tuple[str, ...]:
    """The languages that have a catalogue, as BCP 47 tags."""
    return tuple(_files())


def withdrawn_notice(item: Withdrawn, language: str) -> str:
    """What readers of a language find in the place of a release that was taken back."""
    _ = gettext_for(language)
    day = readable_date(item.since.date().isoformat(), spoken(language))
    return _("This press release was withdrawn on {date}.").format(date=day)


def translators(origin: str | None, language: str) -> str | None:
    """The machines in an edition's origin (``google+human``) by the names that people know; ``None`` without any."""
    _ = gettext_for(language)
    known = {
        "deepl": "DeepL",
        # Translators: the service of Google, by the name that it has in your language
        "google": _("Google Translate"),
        "libretranslate": "LibreTranslate",
        "microsoft": "Microsoft Translator",
        "mymemory": "MyMemory",
    }
    names = (known.get(name, name) for name in (origin or "").split("+") if name not in ("", "human"))
    return and_list(list(dict.fromkeys(names)), spoken(language)) or None


def _nearest(language: str) -> str | None:
    """The catalogue for a tag, or for what is left of it without its last parts."""
    parts = language.lower().split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    known = {tag.lower(): tag for tag in _files()}
    return next((known[tag] for tag in tags if tag in known), None)


@cache
def _words(language: str) -> Mapping[str, str]:
    """The words of a catalogue by the English ones, without those that a translator still has to look at."""
    name = _nearest(language)
    if name is None:
        return {}
    with _files()[name].open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string and not message.fuzzy
    }


@cache
def _files() -> Mapping[str, Traversable]:
    """The catalogues by their language."""
    folders = sorted((package_files("pipeline") / "locale").iterdir(), key=lambda folder: folder.name)
    files = {folder.name.replace("_", "-"): folder / "LC_MESSAGES" / "press.po" for folder in folders}
    return {language: file for language, file in files.items() if file.is_file()}
