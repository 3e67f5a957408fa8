"""What a file says of itself in key–value pairs: front matter and the like, keys in German or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pipeline.model import Document
from pipeline.parse.embargo import mentions_embargo, speaks_of_embargo

# Our name for a datum → the keys that offices use for it, the first found counts.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": ("titel", "title", "headline", "überschrift", "ueberschrift", "schlagzeile"),
    "kicker": ("dachzeile", "kicker", "rubrik"),
    "subheadline": ("untertitel", "unterzeile", "subheadline", "subtitle", "subline"),
    "date": ("datum", "date", "veröffentlicht", "published"),
    "place": ("ort", "place", "stadt", "city"),
    "tags": ("schlagworte", "schlagwörter", "stichworte", "themen", "tags"),
    "correction": ("korrektur", "berichtigung", "correction", "korrigiert"),
    "language": ("sprache", "language", "lang"),
    "page-title": ("og:title", "page-title"),
    "site-name": ("og:site_name",),
}


# Beginnings of keys that say when a release may be seen, however the key goes on.
_EMBARGO_KEYS = (
    *("gesperrt_", "freigabe", "frei_ab", "freiab", "veröffentlichung", "veroeffentlichung", "sperr"),
    *("publish_", "publishdate", "release_date", "not_before"),
)
# What a release's state may be called while it must not go out, and keys that say so by themselves.
_STATE_KEYS = ("status", "zustand", "state")
_STATES = ("draft", "entwurf", "gesperrt", "hold", "intern", "embargo", "nicht freigegeben", "unpublished")
_WITHDRAWN = (
    *("zurückgezogen", "zurueckgezogen", "zurückgenommen", "zurueckgenommen", "widerrufen"),
    *("withdrawn", "retracted", "recalled"),
)
_FLAGS = ("draft", "entwurf", "hold", "gesperrt", "intern", "vertraulich", "confidential")
_NO = ("", "false", "nein", "no", "0", "off")
_DENIALS = _NO[1:]
_ASSENTS = ("", "true", "ja", "yes", "1", "on")
_NEARLY = 0.8


def embargo_notes(document: Document) -> tuple[str, ...]:
    """The embargo lines that the metadata amount to; an empty or mistyped key makes one, too."""
    notes = []
    for key, value in document.metadata:
        if _is_embargo_key(key):
            notes.append(f"Sperrfrist: {value.strip()}".strip())
        elif _is_kept_back(key, value.strip().lower()):
            notes.append(f"Sperrfrist: {key}: {value}")
        elif speaks_of_embargo(value):
            notes.append(value)
    return tuple(notes)


def states_embargo(document: Document) -> bool:
    """Whether the file says by a key of its own that it has an embargo, or has none."""
    return any(_is_embargo_key(key) for key, _ in document.metadata)


def tags(given: Mapping[str, str]) -> tuple[str, ...]:
    """The keywords in a document's :func:`metadata`, each once."""
    return tuple(dict.fromkeys(tag.strip() for tag in given.get("tags", "").split(",") if tag.strip()))


def _is_kept_back(key: str, value: str) -> bool:
    """Whether a state means that a release is not to go out, or is nearly one that takes it back."""
    if key in _STATE_KEYS:
        return value in _STATES or (value not in _WITHDRAWN and bool(get_close_matches(value, _WITHDRAWN, 1, _NEARLY)))
    return key in _FLAGS and value not in _NO


def is_withdrawn(document: Document) -> bool:
    """Whether the file says of itself that it is withdrawn (``status: zurückgezogen``)."""
    return any(key in _STATE_KEYS and value.strip().lower() in _WITHDRAWN for key, value in document.metadata)


def correction(document: Document) -> str | None:
    """What the file says was corrected; empty if it says only that something was, ``None`` if it does not."""
    marks = [value.strip() for key, value in document.metadata if key in _KEYS["correction"]]
    if not marks or marks[0].lower() in _DENIALS:
        return None
    return "" if marks[0].lower() in _ASSENTS else marks[0]


def doubtful_keys(document: Document) -> tuple[tuple[str, str], ...]:
    """Keys of a front matter that are unknown, each with the known one that was probably meant."""
    if any(key == "page-title" for key, _ in document.metadata):
        return ()  # a web page: its keys are other people's
    known = [key for keys in _KEYS.values() for key in keys]
    pairs = []
    for key, _ in document.metadata:
        if key not in known and not _is_embargo_key(key):
            pairs += [(key, near) for near in get_close_matches(key, known, 1, _NEARLY)]
    return tuple(pairs)


def _is_embargo_key(key: str) -> bool:
    return (
        mentions_embargo(key)
        or key.startswith(_EMBARGO_KEYS)
        or bool(get_close_matches(key, ("sperrfrist", "embargo"), 1, _NEARLY))
    )


def metadata(document: Document) -> dict[str, str]:
    """The document's metadata under our names; blank values are as good as none."""
    given: dict[str, str] = {}
    for key, value in document.metadata:
        if value.strip():
            given.setdefault(key.strip().lower(), value.strip())
    found = {name: _first(given, keys) for name, keys in _KEYS.items()}
    return {name: value for name, value in found.items() if value is not None}


def _first(given: Mapping[str, str], keys: Iterable[str]) -> str | None:
    return next((given[key] for key in keys if key in given), None)
