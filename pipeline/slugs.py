"""Parts of addresses made of words: lower-case ASCII with hyphens."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "ı": "i", "æ": "ae"})
_NO_SLUG_CHARACTER = re.compile(r"[^a-z0-9]+")
_LENGTH = 70
_DIGEST_LENGTH = 8
# What comes back from its slug unharmed and looks like no slug with a digest.
_PLAIN_NAME = re.compile(r"(?!.* [0-9a-f]{8}\Z)[a-z0-9]+(?: [a-z0-9]+)*\Z")


def slugify(text: str) -> str:
    """A headline as a part of an address: ``Gold für Jena`` → ``gold-fuer-jena``; at most 70 characters."""
    slug = _words(text)
    # The others are names of lists in the output.
    return slug if slug not in ("", "latest", "index", "entities") else f"release-{slug}".strip("-")


def same_name(name: str) -> str:
    """What two spellings of one name have in common: neither case nor the kind of space or letter form tells."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@lru_cache(maxsize=8192)
def name_slug(name: str) -> str:
    """A slug that depends on the name alone and is another for another name.

    A name whose slug other names share (through umlauts, punctuation or length) carries a digest of itself:
    ``Photonik`` → ``photonik``, ``OptoNet e.V.`` → ``optonet-e-v-a50d5b09``. So no name that comes or goes
    ever changes the address of another.
    """
    key = same_name(name)
    slug = _words(key)
    if _PLAIN_NAME.match(key) and len(key) <= _LENGTH:
        return slug
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    return f"{slug}-{digest}".strip("-")


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TRANSLITERATION)).encode("ascii", "ignore").decode()
    slug = _NO_SLUG_CHARACTER.sub("-", plain).strip("-")
    if len(slug) > _LENGTH:
        slug = slug[: _LENGTH + 1].rpartition("-")[0] or slug[:_LENGTH]
    return slug
