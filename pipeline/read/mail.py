"""Mails (``.eml``) as press offices send them: the release in the text, in an attachment or in a forwarded mail.

Of a text in two forms, HTML counts if it has structure of its own (titles, lists, bold lines, links with a text,
pictures) and holds at least four fifths of the plain text, or if the plain text is a stub; else plain text counts,
since HTML is then a mere wrapper around it.

The text is the release unless it is only a note to the editor: then it is the one attachment that can be read and
holds more text. A release in several formats under one name counts as one attachment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from pipeline.limits import MAX_CHARACTERS, MAX_MAIL_DEPTH, MAX_TAGS, MAX_TEXT_LINES
from pipeline.model import Block, Emphasis, Picture, ReleaseWarning, Role
from pipeline.read import mail_words as words
from pipeline.read.content import Content, Reader, UnreadableError
from pipeline.read.mail_parts import Attachment, Parts, Segment, header, mail_parts, parse_mail
from pipeline.read.mail_trim import MAX_NOTE, PICTURE_LINE, Line, prose_length, release_lines, says_attached
from pipeline.read.messages import SAVE_AS, counted
from pipeline.read.normalise import normalise
from pipeline.read.page_pictures import is_furniture, lift_pictures
from pipeline.read.plain import check_length, plain_blocks
from pipeline.read.webpage import html_blocks

_SHORT_NOTE = 300
# A note that announces an attachment may sum it up; one that is longer is taken for the release.
_ANNOUNCING_NOTE = 1000
_HTML_SHARE = 0.8
_STUB_SHARE = 0.5
_RULE_LINE = "---"
_MAIL_SUFFIX = ".eml"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SUBJECT_PREFIX = re.compile(
    rf"\s*(?:{words.SUBJECT_PREFIXES}|{words.DOCUMENT_PREFIXES})\s*(?:\[\d+\]\s*)?[:|]\s*", re.IGNORECASE
)
# 'Betreff: SPERRFRIST …' in a forwarded head; what follows the label is a line of its own.
_LABELLED = re.compile(r"^\s*(?:PS|Betreff|Subject)\s*:\s*")
_REPLY_SUBJECT = re.compile(rf"\s*{words.REPLY_PREFIXES}\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A mail's text as blocks, with what decides whether it is more than a note."""

    blocks: tuple[Block, ...]
    prose: int
    says_attached: bool
    warnings: tuple[ReleaseWarning, ...] = ()

    @property
    def is_note(self) -> bool:
        """Whether it may be a mere note to the editor: short, or pointing to an attachment."""
        return self.prose <= (_ANNOUNCING_NOTE if self.says_attached else _SHORT_NOTE)

    @property
    def is_only_a_note(self) -> bool:
        """Whether it cannot be the release itself."""
        return not self.prose or (self.says_attached and self.prose <= MAX_NOTE)


def make_mail_reader(readers: Callable[[], Mapping[str, Reader]]) -> Reader:
    """The reader of mails; ``readers`` gives the table of readers by suffix, for attachments."""
    return lambda data: _read(parse_mail(data), readers(), depth=1)


def _read(message: EmailMessage, readers: Mapping[str, Reader], *, depth: int) -> Content:
    if depth > MAX_MAIL_DEPTH:
        raise UnreadableError("Die E-Mail enthält E-Mails, die wieder E-Mails enthalten.", SAVE_AS)
    parts = mail_parts(message)
    subject = header(message, "subject")
    if sum((segment.html or "").count("<") for segment in parts.segments) > MAX_TAGS:
        raise UnreadableError(
            f"Der Text der E-Mail hat viel zu viele Elemente (mehr als {counted(MAX_TAGS)}).", SAVE_AS
        )
    text = _joined([_text(segment, parts, subject) for segment in parts.segments])
    release, warnings = _from_attachment(text, parts.attachments, readers, depth=depth)
    taken = release or Content(text.blocks)
    pictures = tuple(_picture_block(picture) for picture in parts.pictures if not is_furniture(picture))
    if not any(block.text for block in taken.blocks):
        raise UnreadableError(
            "Die E-Mail enthält keinen lesbaren Text.",
            "Bitte den Text der Meldung als .txt speichern und ablegen; verschlüsselte E-Mails vorher öffnen.",
        )
    own = (() if release else text.warnings) + tuple(parts.warnings)
    return Content(
        blocks=taken.blocks + pictures,
        metadata=_metadata(message, subject, taken),
        language=taken.language or _language(message),
        warnings=(*taken.warnings, *own, *warnings),
        set_aside=(*taken.set_aside, *_set_aside(subject, parts, taken)),
    )


def _set_aside(subject: str, parts: Parts, taken: Content) -> tuple[str, ...]:
    """Every line of the mail that the release is not: subject, cover note, what was trimmed, names of attachments."""
    kept = {line for block in taken.blocks for line in block.text.split("\n")}
    lines = [subject, *(attachment.name.replace("_", " ") for attachment in parts.attachments)]
    for segment in parts.segments:
        blocks = plain_blocks(segment.plain) if segment.plain is not None else []
        blocks += html_blocks(segment.html) if segment.html is not None else []
        lines += [line for block in blocks for line in block.text.split("\n")]
    lines += [part for line in lines for part in _LABELLED.split(line)[1:]]
    return tuple(dict.fromkeys(line for line in lines if line.strip() and line not in kept))


# --- the text -------------------------------------------------------------------------------------------------


def _text(segment: Segment, parts: Parts, subject: str) -> _Text:
    is_reply = bool(_REPLY_SUBJECT.match(subject))
    plain = _plain_text(segment.plain, is_reply=is_reply) if segment.plain is not None else None
    html = _html_text(segment.html, parts, is_reply=is_reply) if segment.html is not None else None
    if plain is None or html is None:
        return plain or html or _joined([])
    if any(_is_structured(block) for block in html.blocks):
        return html if _size(html) >= _HTML_SHARE * _size(plain) else plain
    return html if _size(plain) < _STUB_SHARE * _size(html) else plain


def _plain_text(text: str, *, is_reply: bool) -> _Text:
    check_length(text, limit=MAX_CHARACTERS)
    rows = normalise(text).split("\n")
    _check_lines(len(rows))
    lines = release_lines([Line(row) for row in rows], is_reply=is_reply)
    blocks = plain_blocks("\n".join(line.text for line in lines))
    return _Text(tuple(blocks), prose_length(lines), says_attached(lines))


def _html_text(markup: str, parts: Parts, *, is_reply: bool) -> _Text:
    lifted = lift_pictures(markup)
    blocks = html_blocks(lifted.markup, pictures={**parts.shown, **lifted.pictures})
    lines: list[Line] = []
    for number, block in enumerate(blocks):
        lines += [Line(row, number) for row in _rows(block)]
        lines.append(Line("", -1))
    _check_lines(len(lines))
    lines = release_lines(lines, is_reply=is_reply)
    return _Text(tuple(_rebuilt(blocks, lines)), prose_length(lines), says_attached(lines), lifted.warnings)


def _check_lines(count: int) -> None:
    if count > MAX_TEXT_LINES:
        problem = f"Der Text der E-Mail hat viel zu viele Zeilen (mehr als {counted(MAX_TEXT_LINES)})."
        raise UnreadableError(problem, SAVE_AS)


def _rows(block: Block) -> list[str]:
    if block.role is Role.PICTURE:
        return [PICTURE_LINE]
    return [_RULE_LINE] if block.role is Role.RULE else block.text.split("\n")


def _rebuilt(blocks: Sequence[Block], lines: Sequence[Line]) -> list[Block]:
    """The blocks of the lines that are left; the line above a signature becomes a rule."""
    rebuilt: list[Block] = []
    rows: list[str] = []
    for line, following in zip(lines, [*lines, Line("", -1)][1:], strict=True):
        if line.block == -1:
            continue
        block = blocks[line.block]
        if block.role in (Role.RULE, Role.PICTURE):
            rebuilt.append(block)
            continue
        is_separator = line.text.strip() == "--"
        if not is_separator:
            rows.append(line.text)
        if rows and (is_separator or following.block != line.block):
            text = "\n".join(rows)
            links = tuple(link for link in block.links if link.text in " ".join(rows))
            rebuilt.append(replace(block, text=text, links=links) if text != block.text else block)
            rows = []
        if is_separator:
            rebuilt.append(Block(Role.RULE, ""))
    return rebuilt


def _is_structured(block: Block) -> bool:
    if block.role in (Role.HEADING, Role.LIST_ITEM, Role.CAPTION, Role.PICTURE) or block.emphasis is not Emphasis.NONE:
        return True
    return any(link.text not in (link.href or "") for link in block.links)


def _size(text: _Text) -> int:
    """Characters without spaces and web addresses, which plain text spells out."""
    return sum(len(word) for block in text.blocks for word in block.text.split() if "://" not in word)


def _joined(texts: Sequence[_Text]) -> _Text:
    return _Text(
        blocks=tuple(block for text in texts for block in text.blocks),
        prose=sum(text.prose for text in texts),
        says_attached=any(text.says_attached for text in texts),
        warnings=tuple(warning for text in texts for warning in text.warnings),
    )


# --- attachments ----------------------------------------------------------------------------------------------


def _from_attachment(
    text: _Text, attachments: Sequence[Attachment], readers: Mapping[str, Reader], *, depth: int
) -> tuple[Content | None, list[ReleaseWarning]]:
    """The release in an attachment if the text is only a note, and what is to be said about the attachments."""
    candidates = _candidates(attachments, readers) if text.is_note else []
    names = ", ".join(f"„{attachment.name}“" for attachment in attachments)
    if text.is_only_a_note and attachments and len(candidates) != 1:
        which = "keiner davon lässt sich lesen" if not candidates else "es ist nicht klar, welcher sie ist"
        raise UnreadableError(
            f"Die E-Mail ist nur ein Anschreiben; die Meldung steckt wohl in einem Anhang ({names}), aber {which}.",
            "Bitte den richtigen Anhang speichern und selbst ablegen.",
        )
    release = _read_attachment(candidates[0], readers, depth=depth) if len(candidates) == 1 else None
    if release is not None and sum(len(block.text) for block in release.blocks) <= text.prose:
        release = None
    if release is None:
        return None, _ignored(attachments)
    stem = PurePosixPath(candidates[0].name).stem
    warnings = _ignored([other for other in attachments if PurePosixPath(other.name).stem != stem])
    if not text.says_attached and text.prose:
        message = f"Der Text der E-Mail ist sehr kurz; als Meldung gilt der Anhang „{candidates[0].name}“."
        warnings.append(ReleaseWarning("attachment-taken", message))
    return release, warnings


def _candidates(attachments: Sequence[Attachment], readers: Mapping[str, Reader]) -> list[Attachment]:
    """One attachment a name, in the format that stands first in the table of readers."""
    order = {suffix: place for place, suffix in enumerate([*readers, _MAIL_SUFFIX])}
    best: dict[str, Attachment] = {}
    for attachment in attachments:
        path = PurePosixPath(attachment.name)
        suffix = path.suffix.lower()
        if suffix in order:
            rival = best.get(path.stem)
            if rival is None or order[suffix] < order[PurePosixPath(rival.name).suffix.lower()]:
                best[path.stem] = attachment
    return list(best.values())


def _read_attachment(attachment: Attachment, readers: Mapping[str, Reader], *, depth: int) -> Content:
    suffix = PurePosixPath(attachment.name).suffix.lower()
    try:
        if attachment.message is not None:
            return _read(attachment.message, readers, depth=depth + 1)
        if suffix == _MAIL_SUFFIX:
            return _read(parse_mail(attachment.data), readers, depth=depth + 1)
        return readers[suffix](attachment.data)
    except UnreadableError as error:
        raise UnreadableError(f"Anhang „{attachment.name}“: {error.reason}", error.remedy) from error


def _ignored(attachments: Sequence[Attachment]) -> list[ReleaseWarning]:
    if not attachments:
        return []
    names = ", ".join(f"„{attachment.name}“" for attachment in attachments)
    count = len(attachments)
    subject = "Ein Anhang der E-Mail wurde" if count == 1 else f"{count} Anhänge der E-Mail wurden"
    return [ReleaseWarning("attachments-ignored", f"{subject} nicht übernommen.", private=f"Weggelassen: {names}.")]


def _picture_block(picture: Picture) -> Block:
    return Block(Role.PICTURE, "", picture=picture)


# --- what the mail says of itself -----------------------------------------------------------------------------


def _metadata(message: EmailMessage, subject: str, taken: Content) -> tuple[tuple[str, str], ...]:
    """The release's own metadata, then the subject as ``page-title`` and the day of sending as ``mail-date``."""
    found = dict(taken.metadata)
    while match := _SUBJECT_PREFIX.match(subject):
        subject = subject[match.end() :]
    if subject:
        found.setdefault("page-title", subject)
    if date := _sent(message):
        found.setdefault("mail-date", date)
    return tuple(found.items())


def _sent(message: EmailMessage) -> str | None:
    """The time of sending in ISO 8601, or ``None`` if the mail does not say it."""
    try:
        return parsedate_to_datetime(header(message, "date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _language(message: EmailMessage) -> str | None:
    match = _LANGUAGE.match(header(message, "content-language"))
    return match[0] if match else None
