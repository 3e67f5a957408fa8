"""Names of styles in word processors, in German and English, and what they make of a paragraph.

Sources: the built-in styles of Word and LibreOffice in both languages, and names that press offices give
to their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Role


@dataclass(frozen=True, slots=True)
class Kind:
    """The role that a style gives; ``level`` is 0 for the title of the whole text and for all but headings."""

    role: Role
    level: int = 0


PLAIN = Kind(Role.PARAGRAPH)
TITLE = Kind(Role.HEADING)
LIST_ITEM = Kind(Role.LIST_ITEM)
CAPTION = Kind(Role.CAPTION)

_LAST_WORDS: dict[str, Kind] = {
    **dict.fromkeys("title titel haupttitel headline schlagzeile hauptzeile hauptüberschrift".split(), TITLE),
    **dict.fromkeys("heading überschrift ueberschrift".split(), Kind(Role.HEADING, 1)),
    **dict.fromkeys(
        "subtitle subtitel untertitel unterzeile subline subheadline unterüberschrift".split(), Kind(Role.HEADING, 2)
    ),
    **dict.fromkeys("zwischenüberschrift zwischentitel subhead subheading".split(), Kind(Role.HEADING, 3)),
    **dict.fromkeys("dachzeile kicker overline oberzeile spitzmarke".split(), PLAIN),
    **dict.fromkeys(
        "caption beschriftung bildunterschrift bildtext bildlegende figure illustration abbildung bu".split(), CAPTION
    ),
    **dict.fromkeys("aufzählung aufzählungszeichen listennummer bullet bulletpoint".split(), LIST_ITEM),
}
_LISTS = re.compile(r"(?:list (?:bullet|number)|aufzählungszeichen|listennummer)(?: \d)?")
_NUMBERED_HEADING = re.compile(r"(?:^| )(?:heading|überschrift|ueberschrift|berschrift) ?([1-9])(?= |$)")
_ENCODED_CHARACTER = re.compile(r"_([0-9a-f]{2})_")
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_COMMON = frozenset(
    "|normal|standard|default|default style|default paragraph style|text body|body text|textkörper|textbody|"
    "no spacing|kein leerraum|normal (web)|standard (web)|list paragraph|listenabsatz|table contents|"
    "tabelleninhalt|frame contents|rahmeninhalt|plain text|nur text".split("|")
)


def style_words(name: str) -> str:
    """A style's name in lower case with single spaces: ``Heading_20_1`` and ``heading 1`` are the same."""
    decoded = _ENCODED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), name.lower())
    return _BETWEEN_WORDS.sub(" ", decoded).strip()


def kind_of(name: str) -> Kind | None:
    """What a style of this name makes of a paragraph, or ``None`` if the name does not tell."""
    words = style_words(name)
    if heading := _NUMBERED_HEADING.search(words):
        return Kind(Role.HEADING, min(int(heading[1]), 6))
    if _LISTS.fullmatch(words):
        return LIST_ITEM
    return _LAST_WORDS.get(words.rpartition(" ")[2])


def hint_of(name: str) -> str | None:
    """A style's name as a hint for the next stage (``pm-dachzeile``), or ``None`` for a style of running text."""
    words = style_words(name)
    return None if words in _COMMON else words.replace(" ", "-")[:60]


MACHINE_MADE_ALT = re.compile(
    r"automatisch generierte beschreibung|description automatically generated"
    r"|ki-generierte inhalte können fehlerhaft sein|ai-generated content may be incorrect"
    r"|^(?:bild|grafik|picture|image|graphic|shape|objekt)\s*\d*$"
    r"|^(?:[a-z]:\\|\\\\|file:)|^\S+\.(?:jpe?g|png|gif|webp|tiff?|bmp|emf|wmf)$",
    re.IGNORECASE,
)
"""Alternative texts that no person wrote: by Office's machine, by its numbering, or a file's name."""

SYMBOLS: dict[int, str] = {
    0xF028: "☎",
    0xF02A: "✉",
    0xF0B7: "•",
    0xF0A7: "•",
    0xF0A8: "•",
    0xF06E: "•",
    0xF0D8: "•",
    0xF0FC: "•",
    0xF076: "•",
    0xF02D: "–",
    0xF0E0: "→",
    0xF0F0: "→",
    0xF0BE: "–",
}
"""What the private codes of Symbol and Wingdings show, where a text may mean it."""

SUPERSCRIPTS = {"2": "²", "3": "³"}
