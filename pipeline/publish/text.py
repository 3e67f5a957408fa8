"""Making text from a file safe for the places it goes to; nothing here knows about releases."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote, urlsplit

# What XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), with DEL and the C1 controls that it discourages.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_BREAKING_SPACE = re.compile(r"[ \t\n]+")
# Where some HTML parser would begin a tag, a comment or a declaration, or see a reference, if an unknown one.
_LIKE_MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")
_EMAIL = re.compile(r"[^\s@<>\"'?&%,;:()\[\]]+@[^\s@<>\"'?&%,;:()\[\]/]+\Z")
_E164 = re.compile(r"\+\d+\Z", re.ASCII)


def clean(text: str) -> str:
    """The text without the characters that no XML and no UTF-8 file can carry; line ends as ``\\n``."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The cleaned text on one line, as titles and attributes need it; no-break spaces within stay."""
    return _BREAKING_SPACE.sub(" ", clean(text)).strip()


def shortened(text: str, max_characters: int) -> str:
    """The text on one line, cut at a word's end with „…“ if it is longer than ``max_characters``."""
    line = one_line(text)
    if len(line) <= max_characters:
        return line
    head = line[: max_characters - 1]
    at_word_end = head.rpartition(" ")[0] or head
    return at_word_end.rstrip(" ,;:–-") + "…"


def sort_key(text: str) -> tuple[str, str]:
    """How names stand in a list that people read: accents and case tell only where nothing else does."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), text


def feed_text(text: str) -> str:
    """Plain text for an RSS ``title`` or ``description``.

    Readers disagree whether these hold text or HTML, so text that means the same either way (nearly all) stays
    as it is, and text that HTML would read as markup is escaped as HTML.
    """
    cleaned = clean(text)
    if _LIKE_MARKUP.search(cleaned) or html.unescape(cleaned) != cleaned:
        return html.escape(cleaned, quote=False)
    return cleaned


def safe_href(href: str | None) -> str | None:
    """The address if it is a plain ``http``, ``https`` or ``mailto`` one, else ``None``."""
    if href is None:
        return None
    stripped = href.strip()
    if stripped != clean(stripped) or _UNSAFE_IN_ADDRESS.search(stripped):
        return None
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return stripped if parts.path else None
    return stripped if parts.scheme in ("http", "https") and parts.netloc else None


def mailto(email: str) -> str | None:
    """The ``mailto:`` address for an e-mail address, or ``None`` if it is no plain one."""
    return "mailto:" + quote(email, safe="@!$*+-._~/=") if _EMAIL.match(clean(email)) else None


def tel(phone: str) -> str | None:
    """The ``tel:`` address for a number in E.164, or ``None`` if it is none."""
    return "tel:" + phone if _E164.match(phone) else None
