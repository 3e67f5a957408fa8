"""What a single line is by its wording alone: a label, an end mark, a greeting, the title of a part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model import Emphasis, Role
from pipeline.parse import words
from pipeline.parse.contact import names_a_contact
from pipeline.parse.units import Unit

_MAX_TITLE = 110
_MAX_POINTER = 110


def _any(patterns: Iterable[str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_END_MARK = _any(words.END_MARKS)
_GREETING = _any(words.GREETINGS)
_DOCUMENT_LABEL = _any(words.DOCUMENT_LABELS)
_LABEL_TAIL = re.compile(
    r"[\s:|·–—,/-]*(?:(?:nr|no|nummer)\.?\s*)?[\w/.-]{0,12}\d{0,4}(?:\s*/\s*\d{2,4})?[\s.:|·–—-]*",
    re.IGNORECASE,
)
_BOILERPLATE_TITLE = _any(words.BOILERPLATE_TITLES)
_ABOUT_NUMBER = re.compile(
    r"(?:über|about)\s+(?:\d|(?:die\s+)?(?:nacht|zwei|drei|vier|fünf|sechs|hundert\w*|tausend\w*|grenzen|wasser|wege|jahre))",
    re.IGNORECASE,
)
_CONTACT_TITLE = _any(words.CONTACT_TITLES)
_BARE_CONTACT_TITLE = _any(words.BARE_CONTACT_TITLES)
_LINK_TITLE = _any(words.LINK_TITLES)
_CAPTION_PREFIX = _any(words.CAPTION_PREFIXES)
_CREDIT = re.compile(
    r"\(\s*(?:foto|bild|grafik|abbildung|quelle|copyright|credit|photo)s?\b[^()]*\)\.?\s*\Z"
    r"|(?:[.!?]\s|[^.]\s|[|/–-]\s?)(?:foto|bild|grafik|quelle|photo|bildnachweis)s?\s?(?:nachweis|rechte)?:\s?[^.:]{2,80}\.?\s*\Z"
    r"|(?:©|\(c\))\s?\S[^.]{1,80}\.?\s*\Z",
    re.IGNORECASE,
)
_CREDIT_WORD = re.compile(
    r"\A.{0,2}?(?:(?:foto|bild|grafik|abbildung|quelle|copyright|credit|photo)s?(?:nachweis|rechte)?\s?:?|©|\(?c\))\s*",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(r"\(?\s*(?:(?:fotos?|bild|grafik|quelle|photo)\b\s*:|©|\(c\))\s*\S", re.IGNORECASE)
_LEFT_TO_RIGHT = re.compile(
    r"\(?\b(?:v\.\s?l\.(?:\s?n\.\s?r\.)?|von\s+links(?:\s+nach\s+rechts)?|from\s+left)\b|\((?:l|r|m|li|re|Mitte)\.?\)"
)
_SHOWN = re.compile(
    r"(?:blick\s+(?:in|auf|über|vom|von|aus)|im\s+bild|auf\s+dem\s+(?:bild|foto)|pictured)\b", re.IGNORECASE
)
_COLON_CAPTION = re.compile(r"\A\S+(?:\s+\S+)+:\s+(?:der|die|das|ein|eine|[A-ZÄÖÜ])\S*\s+\S+.*\Z")
# The name of a web site, with or without what it calls itself.
_SITE_LINE = re.compile(
    r"[\w.-]+\.(?:de|com|org|net|eu|info|at|ch)(?:\s*[-–—|:]\s*[^.!?]{2,60})?"
    r"|[^.!?]{2,40}\s[-–—|]\s(?:das\s+)?(?:offizielle[sr]?\s+)?(?:portal|website|webseite|homepage|internetauftritt)\b[^.!?]{0,30}",
    re.IGNORECASE,
)
_NAVIGATION = frozenset(words.NAVIGATION_LINES)
_CRUMB = re.compile(r"\s*[›»>|/·•]\s*")
# The colon behind a label, not that of a web address or a time.
_LABEL_COLON = re.compile(r":(?!//|\d)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\"“”„]+[^\s<>()\"“”„.,;:!?]", re.IGNORECASE)
_LABELLED_URL = re.compile(r"(?:[^:.!?]{2,50}:\s+)?(?:https?://|www\.)\S+", re.IGNORECASE)
_ARTICLE = re.compile(r"\A(?:der|die|das|the)\s+", re.IGNORECASE)
_ACRONYM = re.compile(r"\(([A-ZÄÖÜ][\w&./-]{1,14})\)")


def is_end_mark(text: str) -> bool:
    """'###', '- Ende -', '2.345 Zeichen', 'Abdruck honorarfrei …'."""
    return bool(_END_MARK.fullmatch(text.strip()))


def is_greeting(text: str) -> bool:
    """'Sehr geehrte Damen und Herren', 'Mit freundlichen Grüßen'."""
    return len(text) < 160 and bool(_GREETING.fullmatch(text.strip()))


def is_sign_off(text: str) -> bool:
    """A greeting that closes a letter: what follows is a signature."""
    return is_greeting(text) and bool(re.search(r"grüße|regards", text, re.IGNORECASE))


def is_document_label(text: str) -> bool:
    """'Presseinformation Nr. 07/2023', 'Einladung an die Medien': says what the paper is, nothing of the news."""
    match = _DOCUMENT_LABEL.match(text.strip())
    return bool(match and _LABEL_TAIL.fullmatch(text.strip(), match.end()))


def is_navigation(text: str) -> bool:
    """'Seite drucken | nach oben | © Haus', 'Teilen', a breadcrumb of list pages only, 'Jena.de – Das Portal'."""
    line = text.lower().strip()
    if line in _NAVIGATION or _SITE_LINE.fullmatch(line):
        return True
    parts = [part for part in _CRUMB.split(line) if part]
    known = [part in _NAVIGATION or part in words.BREADCRUMB_WORDS or part.startswith("©") for part in parts]
    # A trail of crumbs may end in the headline; a row of functions does not.
    row = "|" in line and len(parts) > 2 and sum(known) > len(parts) / 2
    return len(parts) > 1 and (all(known) or row)


def contact_title(text: str) -> bool:
    """'Pressekontakt', 'Ihre Ansprechpartnerin für die Presse:', 'Rückfragen bitte an:' – alone on a line."""
    line = text.strip().rstrip(":").strip()
    return len(line) <= _MAX_TITLE and not line.endswith(".") and bool(_CONTACT_TITLE.fullmatch(line))


def bare_contact_title(text: str) -> bool:
    """A contact title that names nobody: 'Pressekontakt', but not 'Pressestelle der Universität Jena'."""
    return bool(_BARE_CONTACT_TITLE.fullmatch(text.strip().rstrip(":").strip()))


def contact_line(text: str) -> bool:
    """A contact title that its contact follows on the same line: 'Pressekontakt: U. Hase, Telefon …'."""
    head, *after = _LABEL_COLON.split(text, maxsplit=1)
    rest = "".join(after)
    if rest.strip() and contact_title(head) and len(text) < 400:
        return names_a_contact(rest) or len(rest) < 80
    match = _CONTACT_TITLE.match(text)
    sentence = text.rstrip().endswith((".", "!", "?"))
    return bool(match and match.end() < len(text) and names_a_contact(text) and len(text) < 250 and not sentence)


def boilerplate_title(unit: Unit) -> bool:
    """'Über OptoNet e.V.', 'Zur Person', 'Hintergrund': a title, not a sentence that happens to begin so."""
    line = unit.text.strip().rstrip(":").strip()
    return (
        unit.role in (Role.HEADING, Role.PARAGRAPH)
        and len(line) <= _MAX_TITLE
        and (unit.is_heading or not unit.ends_sentence)
        and not _ABOUT_NUMBER.match(line)
        and bool(_BOILERPLATE_TITLE.fullmatch(line))
    )


def run_in_boilerplate(text: str) -> tuple[str, str] | None:
    """Title and text of 'Über die Messe Fulda: Die Messe …', or ``None``."""
    head, colon, rest = text.partition(":")
    title = head.strip()
    if not colon or len(title) > _MAX_TITLE or len(rest) < 40 or _ABOUT_NUMBER.match(title):
        return None
    return (title, rest.strip()) if re.match(r"(?:Über|About|Zur Person|Hintergrund)\b", title) else None


def names_following(title: str, following: str) -> bool:
    """Whether a short line is the name that the text behind it begins to explain, article and acronym aside."""
    core = _ARTICLE.sub("", _ACRONYM.sub("", title)).strip(" :")
    names = [word for word in re.findall(r"[\w&.-]{3,}", core) if word[0].isupper()]
    opening = following[:160]
    if not names or not core[:1].isupper():
        return False
    if (acronym := _ACRONYM.search(title)) and acronym[1] in opening:
        return True
    # Five letters bridge inflection: 'Europäisches Sekretariat' and 'das Europäische Sekretariat'.
    return all(word[:5] in opening for word in names)


def link_title(text: str) -> bool:
    """'Weiterführende Links', 'Mehr Informationen:' – alone on a line."""
    line = text.strip().rstrip(":").strip()
    return len(line) <= 60 and not line.endswith(".") and bool(_LINK_TITLE.fullmatch(line))


def link_line(unit: Unit) -> bool:
    """'Weitere Informationen unter www.example.org': one line that does no more than point there."""
    if _LABELLED_URL.fullmatch(unit.text):
        return True
    short = len(_URL.sub("", unit.text)) < _MAX_POINTER and not names_a_contact(unit.text)
    return short and bool(_LINK_TITLE.match(unit.text)) and bool(unit.links or _URL.search(unit.text))


def first_url(text: str) -> str | None:
    """The first web address in a text, with its scheme, or ``None``."""
    match = _URL.search(text)
    if match is None:
        return None
    return match[0] if match[0].lower().startswith("http") else f"https://{match[0]}"


def link_text(text: str) -> str:
    """What a line of a link list says besides its address: 'Formular: https://…' → 'Formular'."""
    rest = _URL.sub("", text).strip(" :–—-|()<>\t")
    return rest if re.search(r"\w", rest) and not link_title(rest) else text


def has_hint(unit: Unit, names: Iterable[str]) -> bool:
    """Whether a class or style name of the block is one of these, alone or as the last part of a longer one."""
    wanted = set(names)
    return any(hint in wanted or re.split(r"[-_]+", hint)[-1] in wanted for hint in unit.hints)


def is_credit(text: str) -> bool:
    """'(Foto: S. Richter)', '© Haus / N. Name' alone on a line."""
    return len(text) < 120 and bool(_CREDIT_LINE.match(text))


def credit_in(text: str) -> str | None:
    """Whom a caption names for the picture: '… (Foto: Sven Richter)' → 'Sven Richter', or ``None``."""
    match = _CREDIT.search(text)
    return _CREDIT_WORD.sub("", match[0].strip(" .()|/–-")).strip(" .()") or None if match else None


def is_caption(unit: Unit, *, near_top: bool) -> bool:
    """Whether a line stands under a picture: by its markup, its prefix, its credit, or what it shows.

    ``near_top`` says that few paragraphs came before; there a line with a colon and no full stop is
    a caption rather than a sub-head.
    """
    text = unit.text
    if unit.role is Role.CAPTION or has_hint(unit, words.HINTS_CAPTION):
        return True
    if unit.is_heading or unit.role is Role.LIST_ITEM or len(text) > 600:
        return False
    if _CAPTION_PREFIX.match(text) or (_CREDIT.search(text) and len(text) < 450):
        return True
    if len(text) < 350 and _LEFT_TO_RIGHT.search(text) and "„" not in text:
        return True
    if unit.ends_sentence or unit.emphasis is Emphasis.BOLD or text.endswith((":", "“", "«", '"')):
        return False
    return bool(_SHOWN.match(text)) or (near_top and len(text) >= 45 and bool(_COLON_CAPTION.match(text)))
