"""What a file says of itself in key–value pairs: front matter and the like, keys in German or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.model import Document

# Our name for a datum → the keys that offices use for it, the first found counts.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": ("titel", "title", "headline", "überschrift", "ueberschrift", "schlagzeile"),
    "kicker": ("dachzeile", "kicker", "rubrik"),
    "subheadline": ("untertitel", "unterzeile", "subheadline", "subtitle", "subline"),
    "date": ("datum", "date", "veröffentlicht", "published"),
    "place": ("ort", "place", "stadt", "city"),
    "embargo": ("sperrfrist", "embargo", "frei ab", "freigabe"),
    "language": ("sprache", "language", "lang"),
    "page-title": ("og:title", "page-title"),
    "site-name": ("og:site_name",),
}


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
