"""Which lines of a mail are the release: quoted mail, notes to the editor, legal notices go; signatures stay.

Works on lines, whatever they came from. An empty line parts paragraphs; ``PICTURE_LINE`` stands for a picture.

A mail that is passed on with a word or two above it is the mail below; else what stands above the quoted mail
counts. In an answer („AW:“), it is always what stands above, unless that is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.read import mail_words as words

PICTURE_LINE = "\ufffc"

MAX_NOTE = 600
"""Characters of prose above a mail that is passed on, or around an attachment, that can still be a mere note."""

_MAX_FORWARDS = 10
_HEADER_REACH = 8
_NOTICE_REACH = 3
_TOP_SIGNATURE_LINES = 20
_MAX_SLOGAN = 300


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_FORWARD = _any(words.FORWARD_MARKS)
_ORIGINAL = _any(words.ORIGINAL_MARKS)
_REPLY_INTRO = _any(words.REPLY_INTROS)
_GREETING = _any(words.GREETINGS)
_SIGN_OFF = _any(words.SIGN_OFFS)
_NOTE = _any(words.NOTES)
_NOTE_CLOSING = _any(words.NOTE_CLOSINGS)
_ATTACHMENT_NOTE = _any(words.ATTACHMENT_NOTES)
_LEGAL = _any(words.LEGAL_LINES)
_NOTICE = _any(words.NOTICES)
_NOTICE_TITLE = _any(words.NOTICE_TITLES)
_LABEL = re.compile(rf"{words.DOCUMENT_PREFIXES}\b.{{0,60}}", re.IGNORECASE)
_HEADER = re.compile(r"(?P<key>[^\W\d_]+(?:[ -][^\W\d_]+)?)\s*:(?:\s|\Z)")
_SEPARATOR = re.compile(r"--\s?")
_RULE = re.compile(r"([-_*=~–—])(?:\s*\1){2,}")
_QUOTE = re.compile(r"\s*>\s?")
_CONTACT = re.compile(r"\w@[\w-]+\.\w|\b(?:tel|fon|phone|mobil|handy)\w*\b\D{0,12}\d|\+\d{2}[\s(]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; ``block`` says which block it came from, ``-1`` for the gap between two."""

    text: str
    block: int = 0


class _Kind(Enum):
    FORWARD = "forward"
    UNCLEAR = "unclear"
    REPLY = "reply"


def release_lines(lines: Sequence[Line], *, is_reply: bool = False) -> list[Line]:
    """The lines that are the release with its signature, some of them moved behind it.

    ``is_reply`` says that the subject calls the mail an answer.
    """
    rest = _without_quoted_mail(list(lines), is_reply=is_reply)
    rest = _without_notices(rest)
    rest = _without_top_note(rest)
    return _without_empty_signature(_without_pictures_below(rest))


def prose_length(lines: Sequence[Line]) -> int:
    """Characters above the signature, without the greeting."""
    return sum(len(line.text.strip()) for line in lines[: _end_of_prose(lines)] if not _is(_GREETING, line))


def says_attached(lines: Sequence[Line]) -> bool:
    """Whether the text says that something is attached („anbei“, „im Anhang“)."""
    return any(_ATTACHMENT_NOTE.search(line.text) for line in lines)


def _is(pattern: re.Pattern[str], line: Line) -> bool:
    return bool(pattern.fullmatch(_bare(line)))


def _bare(line: Line) -> str:
    """A line without what mail programs put around it: quote marks, stars for bold type."""
    return " ".join(line.text.lstrip("> \t").replace("*", "").split())


def _is_blank(line: Line) -> bool:
    return not line.text.strip()


def _end_of_prose(lines: Sequence[Line]) -> int:
    ends = (at for at, line in enumerate(lines) if _is(_SIGN_OFF, line) or _SEPARATOR.fullmatch(line.text))
    return next(ends, len(lines))


# --- quoted and forwarded mail ------------------------------------------------------------------------------


def _without_quoted_mail(lines: list[Line], *, is_reply: bool) -> list[Line]:
    for _ in range(_MAX_FORWARDS):
        at, kind, inner_at = _boundary(lines)
        if kind in (None, _Kind.REPLY):
            unquoted = _without_quotes(lines)
            if prose_length(unquoted):
                lines = unquoted
            at, kind, inner_at = _boundary(lines)
        if kind is None:
            return lines
        own, inner = lines[:at], _unindented(lines[inner_at:])
        if not _inner_counts(own, inner, kind, is_reply=is_reply):
            return own
        lines = inner
    return lines


def _inner_counts(own: Sequence[Line], inner: Sequence[Line], kind: _Kind, *, is_reply: bool) -> bool:
    length = prose_length(own)
    if not length:
        return True
    is_answer = kind is _Kind.REPLY or (kind is _Kind.UNCLEAR and is_reply)
    return not is_answer and length <= MAX_NOTE and length < prose_length(inner)


def _boundary(lines: Sequence[Line]) -> tuple[int, _Kind | None, int]:
    """Where the first quoted mail begins, of which kind it is, and where its text begins."""
    for at, line in enumerate(lines):
        text = _bare(line)
        if not text:
            continue
        if _FORWARD.fullmatch(text):
            return at, _Kind.FORWARD, _behind_headers(lines, at + 1)
        if _ORIGINAL.fullmatch(text):
            return at, _Kind.UNCLEAR, _behind_headers(lines, at + 1)
        if _is_header_block(lines, at):
            return at, _Kind.UNCLEAR, _behind_headers(lines, at)
        if intro := _reply_intro(lines, at):
            return at, _Kind.REPLY, at + intro
    return len(lines), None, len(lines)


def _reply_intro(lines: Sequence[Line], at: int) -> int:
    """How many lines the intro of a quoted mail has that begins here, 0 if none does."""
    text = _bare(lines[at])
    if _REPLY_INTRO.fullmatch(text):
        return 1
    if text[:3].lower() in ("am ", "on ") and at + 1 < len(lines):
        return 2 * bool(_REPLY_INTRO.fullmatch(f"{text} {_bare(lines[at + 1])}"))
    return 0


def _header_key(line: Line) -> str | None:
    match = _HEADER.match(_bare(line))
    key = match["key"].lower().replace(" ", "-") if match else ""
    return key if key in words.HEADER_KEYS else None


def _is_header_block(lines: Sequence[Line], at: int) -> bool:
    if _header_key(lines[at]) not in words.SENDER_KEYS:
        return False
    near = [line for line in lines[at + 1 : at + 1 + 2 * _HEADER_REACH] if _bare(line)][:_HEADER_REACH]
    return len({key for line in near if (key := _header_key(line))}) >= 2


def _behind_headers(lines: Sequence[Line], at: int) -> int:
    """The index of the first line below the header lines of a quoted mail; addresses may run over lines."""
    last_key = None
    while at < len(lines):
        key = _header_key(lines[at])
        is_continued = last_key in ("an", "to", "cc", "kopie") and not _is_blank(lines[at]) and "@" in lines[at].text
        if not (key or is_continued or not _bare(lines[at])):
            break
        last_key = key or (last_key if is_continued else None)
        at += 1
    return at


def _without_quotes(lines: list[Line]) -> list[Line]:
    """The lines without those that begin with ``>``, if there are several, and without the intro above them."""
    quoted = {at for at, line in enumerate(lines) if line.text.startswith(">")}
    if len(quoted) < 2:
        return lines
    for at in range(len(lines)):
        if (count := _reply_intro(lines, at)) and _next_filled(lines, at + count) in quoted:
            quoted.update(range(at, at + count))
    return [line for at, line in enumerate(lines) if at not in quoted]


def _unindented(lines: list[Line]) -> list[Line]:
    filled = [line for line in lines if not _is_blank(line)]
    if 5 * sum(line.text.lstrip().startswith(">") for line in filled) < 4 * len(filled):
        return lines
    return [replace(line, text=_QUOTE.sub("", line.text, count=1)) for line in lines]


# --- notices, notes and signatures --------------------------------------------------------------------------


def _without_notices(lines: list[Line]) -> list[Line]:
    """The lines without legal ones, and without notices, each up to the end of its paragraph."""
    kept: list[Line] = []
    in_notice = False
    for at, line in enumerate(lines):
        in_notice = (in_notice and not _is_blank(line)) or _begins_notice(lines, at)
        if not (in_notice or _is(_LEGAL, line) or _is(_NOTICE_TITLE, line)):
            kept.append(line)
    return kept


def _begins_notice(lines: Sequence[Line], at: int) -> bool:
    """Whether a notice begins here; hard wraps may part its first words."""
    if _is_blank(lines[at]):
        return False
    text = ""
    for line in lines[at : at + _NOTICE_REACH]:
        if _is_blank(line) or line.block != lines[at].block:
            break
        text = f"{text} {_bare(line)}".strip()
    return bool(_NOTICE.match(text))


def _without_top_note(lines: list[Line]) -> list[Line]:
    """The lines without a greeting and a note to the editor above the release.

    Where the note has a signature of its own and a rule or „Pressemitteilung“ stands below it, the signature
    goes behind the release.
    """
    end = _end_of_prose(lines)
    below = lines[end + 1 : end + 1 + _TOP_SIGNATURE_LINES]
    part = next((at for at, line in enumerate(below, end + 1) if _is(_RULE, line) or _is(_LABEL, line)), None)
    if part is not None and prose_length(lines[:end]) <= MAX_NOTE < prose_length(lines[part + 1 :]):
        return [*lines[part:], Line("", -1), *lines[end:part]]
    start = _behind_note(lines[:end])
    return lines[start:] if prose_length(lines[start:]) else lines


def _behind_note(lines: Sequence[Line]) -> int:
    """The index behind a greeting at the top and the paragraphs of a note below it, 0 without both."""
    at = _next_filled(lines, 0)
    if at == len(lines) or not _is(_GREETING, lines[at]):
        return 0
    at = _next_filled(lines, at + 1)
    found = False
    while at < len(lines):
        stop = next((row for row in range(at, len(lines)) if _is_blank(lines[row])), len(lines))
        text = " ".join(_bare(line) for line in lines[at:stop])
        if len(text) > MAX_NOTE or not (_NOTE.search(text) or (found and _NOTE_CLOSING.match(text))):
            break
        found = True
        at = _next_filled(lines, stop)
    return at if found else 0


def _next_filled(lines: Sequence[Line], at: int) -> int:
    return next((row for row in range(at, len(lines)) if not _is_blank(lines[row])), len(lines))


def _without_pictures_below(lines: list[Line]) -> list[Line]:
    """The lines without the logos in a signature."""
    end = _end_of_prose(lines)
    return lines[:end] + [line for line in lines[end:] if line.text != PICTURE_LINE]


def _without_empty_signature(lines: list[Line]) -> list[Line]:
    """The lines without what stands below ``-- `` if it is short and says nobody's address or number."""
    at = next((at for at, line in enumerate(lines) if _SEPARATOR.fullmatch(line.text)), len(lines))
    below = lines[at:]
    is_needed = any(_CONTACT.search(line.text) for line in below) or sum(len(line.text) for line in below) > _MAX_SLOGAN
    return lines if is_needed else lines[:at]
