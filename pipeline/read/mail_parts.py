"""The parts of a mail: its texts, its pictures and its attachments, out of whatever MIME tree they come in.

Encodings follow the house's rule for files (``encoding.decode``): bytes that are valid UTF-8 are UTF-8, whatever
the mail declares; a wrong or missing declaration is common.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import HeaderParseError, InvalidBase64LengthDefect
from email.header import decode_header
from email.message import EmailMessage, Message
from email.parser import BytesParser

from pipeline.limits import (
    MAX_CONTAINERS,
    MAX_HEADER,
    MAX_MAIL_LINES,
    MAX_MAIL_PARTS,
    MAX_PICTURE_BYTES,
    MAX_STRUCTURE_HEADER,
)
from pipeline.model import Picture, ReleaseWarning
from pipeline.read.content import UnreadableError
from pipeline.read.encoding import decode
from pipeline.read.mail_flowed import unflowed
from pipeline.read.messages import SAVE_AS
from pipeline.read.page_pictures import one_line, picture_from, too_large_warning

_CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_KNOWN_HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|mime-version|content-type)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_STRUCTURE_HEADER = re.compile(
    rb"^content-[\w-]+[ \t]*:[^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_HEAD_BYTES = 20_000
_BEFORE_HEADERS = b"\xef\xbb\xbf\r\n"
_FOLD = re.compile(r"\r?\n[ \t]*")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_CID = re.compile(r"cid:([^\s\"'>)]{1,300})", re.IGNORECASE)
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SUFFIX_BY_TYPE = {"text/plain": ".txt", "text/html": ".html"}
# What the standard library's header parser is known to raise on broken headers beside its own errors.
_HEADER_FAULTS = (LookupError, ValueError, TypeError, AttributeError, HeaderParseError)

_DAMAGED = "Der Aufbau der E-Mail ist beschädigt."
_SAVE_AGAIN = "Bitte die E-Mail im Mailprogramm noch einmal als .eml speichern oder den Text als .txt ablegen."
_CUT_OFF = ReleaseWarning(
    "mail-damaged", "Ein Teil der E-Mail ist beschädigt und vielleicht nicht vollständig. Bitte den Text prüfen."
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the mail's text, in one or both of its forms."""

    plain: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the mail; ``message`` is set instead of ``data`` for a mail in the mail."""

    name: str
    data: bytes = field(repr=False)
    message: EmailMessage | None = None


@dataclass(slots=True)
class Parts:
    """What a mail holds, in its order; ``shown`` are the pictures by the address under which HTML shows them."""

    segments: list[Segment] = field(default_factory=list)
    shown: dict[str, Picture] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    warnings: list[ReleaseWarning] = field(default_factory=list)
    count: int = 0


def parse_mail(data: bytes) -> EmailMessage:
    """The mail in a file's bytes. Raises ``UnreadableError`` for what is no mail, damaged or absurd."""
    data = data.lstrip(_BEFORE_HEADERS)
    if not _KNOWN_HEADER.search(data[:_HEAD_BYTES]):
        raise UnreadableError("Der Inhalt ist keine E-Mail.", SAVE_AS)
    if any(len(match[0]) > MAX_STRUCTURE_HEADER for match in _STRUCTURE_HEADER.finditer(data)):
        raise UnreadableError(_DAMAGED, _SAVE_AGAIN)
    if data.count(b"\n") + data.count(b"\r") > 2 * MAX_MAIL_LINES or len(_CONTAINER.findall(data)) > MAX_CONTAINERS:
        raise UnreadableError("Die E-Mail ist viel zu umfangreich oder zu tief verschachtelt.", SAVE_AS)
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except _HEADER_FAULTS as error:
        raise UnreadableError(_DAMAGED, _SAVE_AGAIN) from error


def mail_parts(message: EmailMessage) -> Parts:
    """The parts of a parsed mail; ``pictures`` are those that its HTML does not show in their place.

    Raises ``UnreadableError`` when the mail is damaged or has too many parts.
    """
    parts = Parts()
    try:
        _collect(message, parts)
    except _HEADER_FAULTS as error:
        raise UnreadableError(_DAMAGED, _SAVE_AGAIN) from error
    referenced = {cid for segment in parts.segments for cid in _CID.findall(segment.html or "")}
    placed = [parts.shown[f"cid:{cid}"] for cid in referenced if f"cid:{cid}" in parts.shown]
    parts.pictures = [picture for picture in parts.pictures if not any(picture is item for item in placed)]
    return parts


def header(message: Message, name: str) -> str:
    """A header's text as one line, with encoded words and undeclared 8-bit characters read, ``""`` without one."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _decoded_words(_FOLD.sub(" ", str(raw)[:MAX_HEADER]))


def _decoded_words(raw: str) -> str:
    text = _text_of(raw.encode("utf-8", "surrogateescape"), None)
    if "=?" not in text:
        return one_line(text)
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return one_line(text)
    words = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            words.append(piece)
        elif charset is None:
            words.append(piece.decode("raw-unicode-escape", "replace"))
        else:
            words.append(_text_of(piece, charset))
    return one_line("".join(words))


def _text_of(data: bytes, charset: str | None) -> str:
    try:
        return decode(data, claim=charset)[0]
    except UnreadableError:
        return ""


def _collect(part: Message, parts: Parts) -> None:
    parts.count += 1
    if parts.count > MAX_MAIL_PARTS:
        raise UnreadableError(f"Die E-Mail hat mehr als {MAX_MAIL_PARTS} Teile.", SAVE_AS)
    kind = part.get_content_type()
    if kind == "message/rfc822":
        _collect_message(part, parts)
    elif not part.is_multipart():
        _collect_leaf(part, kind, parts)
    elif kind == "multipart/alternative":
        _collect_alternative(part, parts)
    else:
        for child in _children(part):
            _collect(child, parts)


def _children(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (child for child in payload if isinstance(child, Message))


def _collect_alternative(part: Message, parts: Parts) -> None:
    """The forms of one text become one segment; attachments may hide within a form (Apple Mail does that)."""
    inner = Parts(count=parts.count)
    for child in _children(part):
        _collect(child, inner)
    plain = [segment.plain for segment in inner.segments if segment.plain is not None]
    html = [segment.html for segment in inner.segments if segment.html is not None]
    if plain or html:
        parts.segments.append(Segment("\n\n".join(plain) if plain else None, "\n".join(html) if html else None))
    parts.count = inner.count
    parts.shown |= inner.shown
    parts.pictures += inner.pictures
    parts.attachments += inner.attachments
    parts.warnings += inner.warnings


def _collect_message(part: Message, parts: Parts) -> None:
    inner = next(_children(part), None)
    if isinstance(inner, EmailMessage):
        subject = header(inner, "subject") or "E-Mail"
        parts.attachments.append(Attachment(f"{subject}.eml", b"", inner))


def _collect_leaf(part: Message, kind: str, parts: Parts) -> None:
    name = _file_name(part)
    data = _bytes_of(part, parts)
    is_attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind in _SIGNATURES or not data.strip():
        return
    if kind in _SUFFIX_BY_TYPE and not is_attached:
        _collect_text(part, kind, data, parts)
    elif picture := picture_from(data, name=name or f"bild-{parts.count}"):
        if len(data) > MAX_PICTURE_BYTES:
            parts.warnings.append(too_large_warning(count=1))
            return
        parts.pictures.append(picture)
        if cid := header(part, "content-id").strip("<> "):
            parts.shown.setdefault(f"cid:{cid}", picture)
    else:
        parts.attachments.append(Attachment(name or f"Anhang{_SUFFIX_BY_TYPE.get(kind, '')}", data))


def _bytes_of(part: Message, parts: Parts) -> bytes:
    payload = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        # The library then gives up; all but the last character can still be read.
        parts.warnings.append(_CUT_OFF)
        payload = base64.b64decode(_NOT_BASE64.sub("", str(part.get_payload()))[:-1])
    return payload if isinstance(payload, bytes) else b""


def _collect_text(part: Message, kind: str, data: bytes, parts: Parts) -> None:
    charset = part.get_content_charset()
    try:
        text, doubts = decode(data, claim=charset)
    except UnreadableError:
        return
    parts.warnings += doubts
    if kind == "text/html":
        parts.segments.append(Segment(html=text))
    elif str(part.get_param("format", "")).lower() == "flowed":
        deletes_space = str(part.get_param("delsp", "")).lower() == "yes"
        parts.segments.append(Segment(plain=unflowed(text, joint="" if deletes_space else " ")))
    else:
        parts.segments.append(Segment(plain=text))


def _file_name(part: Message) -> str:
    """The name that the mail gives a part, ``""`` without one."""
    return _decoded_words(_FOLD.sub("", part.get_filename() or "")).replace("\\", "/").rsplit("/", 1)[-1]
