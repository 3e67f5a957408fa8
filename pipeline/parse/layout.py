"""A file that the desk laid out for a person: its layout is taken at its word, nothing is guessed from the wording.

Markdown: what stands above the ``#`` headline is the kicker, ``##`` right below it the subheadline; ``###`` is a
sub-head, a block quotation a caption. Behind a rule stand the boilerplates, each under a ``##`` of its own (``###``
if it is called like a contact), and the contact under a ``##`` that says so. Word: the styles Dachzeile, Title,
Subtitle, Heading 2 for sub-heads, Caption, Heading 1 for boilerplates and Boilerplate for their text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from zoneinfo import ZoneInfo

from pipeline.edition_mark import mark_in
from pipeline.model import (
    Block,
    Boilerplate,
    Caption,
    Contact,
    Document,
    Dropped,
    Link,
    Release,
    Role,
    Subhead,
)
from pipeline.parse import contact, labels, words
from pipeline.parse.doubts import key_doubts, text_doubts
from pipeline.parse.embargo import read_embargo, speaks_of_embargo
from pipeline.parse.language import detect_language
from pipeline.parse.metadata import correction, embargo_notes, is_withdrawn, metadata, states_embargo, tags
from pipeline.parse.quotes import find_quotes
from pipeline.parse.units import Unit

_MAX_EMBARGO_LINE = 240
_SUBHEADLINE_LEVEL = 2
_QUOTED = ("blockquote",)
_PART_TITLE = ("heading-1",)
_PART_TEXT = ("boilerplate",)


class _Zone(Enum):
    TOP = "top"
    BODY = "body"
    PARTS = "parts"  # boilerplates
    CONTACT = "contact"


@dataclass(slots=True)
class _Found:
    """What has been found so far; lives for one call of ``read_laid_out``."""

    kickers: list[str] = field(default_factory=list)
    headline: str | None = None
    subheadline: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    list_items: list[int] = field(default_factory=list)
    subheads: list[Subhead] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    boilerplates: list[tuple[str, list[str]]] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    zone: _Zone = _Zone.TOP
    is_open: bool = False  # whether text belongs to the last boilerplate


def has_headline(document: Document) -> bool:
    """Whether any block is a heading; without one there is no layout to go by."""
    return any(block.role is Role.HEADING and block.text for block in document.blocks)


def read_laid_out(document: Document, *, timezone: ZoneInfo, language: str) -> Release:
    """The release in a document that has a mark and a headline; see :func:`pipeline.parse.parse`.

    A line that speaks of an embargo counts as one, unless the file has a key of its own for it: then that decides.
    """
    notes = list(embargo_notes(document))
    blocks = list(document.blocks)
    if not states_embargo(document):
        spoken_of = [block for block in blocks if speaks_of_embargo(_line(block))]
        notes += map(_line, spoken_of)
        blocks = [block for block in blocks if block not in spoken_of or len(_line(block)) > _MAX_EMBARGO_LINE]
    embargo, embargo_warnings = read_embargo(notes, timezone=timezone)
    found = _Found()
    for block in blocks:
        _take(found, block)
    given = metadata(document)
    # One line above the headline is its kicker; what else stands there is text, and not to be lost.
    more, kicker = found.kickers[:-1], found.kickers[-1] if found.kickers else None
    paragraphs = (*more, *found.paragraphs)
    shift = len(more)
    boilerplates = tuple(Boilerplate(title, "\n\n".join(texts)) for title, texts in found.boilerplates)
    spoken = detect_language("\n".join(paragraphs)) or given.get("language") or document.language or language
    return Release(
        source=document.source,
        digest=document.digest,
        language=spoken,
        headline=found.headline or given.get("headline", ""),
        kicker=kicker or given.get("kicker"),
        subheadline=found.subheadline or given.get("subheadline"),
        embargo=embargo,
        paragraphs=paragraphs,
        list_items=tuple(index + shift for index in found.list_items),
        subheads=tuple(Subhead(item.before + shift, item.text) for item in found.subheads),
        captions=tuple(Caption(item.before + shift, item.text) for item in found.captions),
        quotes=find_quotes(paragraphs),
        boilerplates=boilerplates,
        contact=_contact(found.contact),
        links=tuple(dict.fromkeys(link for block in blocks for link in block.links if _is_web(link))),
        tags=tags(given),
        withdrawn=is_withdrawn(document),
        correction=correction(document),
        dropped=tuple(Dropped(note, "embargo") for note in notes),
        warnings=(
            *document.warnings,
            *embargo_warnings,
            *text_doubts(paragraphs, boilerplates, spoken=spoken, expected=language),
            *key_doubts(document),
        ),
        mark=mark_in(document.metadata),
    )


def _take(found: _Found, block: Block) -> None:
    text = _line(block)
    if block.role is Role.RULE:
        if found.zone is not _Zone.TOP:
            found.zone, found.is_open = _Zone.PARTS, False
    elif not text:
        return
    elif block.role is Role.HEADING:
        _take_heading(found, block, text)
    elif found.zone is _Zone.TOP or _has_hint(block, words.HINTS_KICKER):
        found.kickers.append(text)
    elif found.zone is _Zone.CONTACT:
        found.contact += block.text.split("\n")
    elif found.zone is _Zone.PARTS or _has_hint(block, _PART_TEXT):
        if not found.is_open:
            _open_part(found, "")
        found.boilerplates[-1][1].append(text)
    elif block.role is Role.CAPTION or _has_hint(block, (*_QUOTED, *words.HINTS_CAPTION)):
        found.captions.append(Caption(len(found.paragraphs), text))
    else:
        if block.role is Role.LIST_ITEM:
            found.list_items.append(len(found.paragraphs))
        found.paragraphs.append(text)


def _take_heading(found: _Found, block: Block, text: str) -> None:
    by_level = not block.hints and block.level == _SUBHEADLINE_LEVEL
    at_top = not (found.paragraphs or found.subheads or found.captions or found.subheadline)
    if found.headline is None:
        found.headline, found.zone = text, _Zone.BODY
    elif found.zone is _Zone.BODY and at_top and (by_level or _has_hint(block, words.HINTS_SUBHEADLINE)):
        found.subheadline = text
    elif (by_level or _has_hint(block, _PART_TITLE)) and labels.contact_title(text):
        found.zone = _Zone.CONTACT
    elif (
        found.zone is not _Zone.BODY
        or _has_hint(block, _PART_TITLE)
        # She has left out the rule.
        or (by_level and labels.boilerplate_title(_unit(block)))
    ):
        _open_part(found, text)
    else:
        found.subheads.append(Subhead(len(found.paragraphs), text))


def _open_part(found: _Found, title: str) -> None:
    found.boilerplates.append((title, []))
    found.zone, found.is_open = _Zone.PARTS, True


def _has_hint(block: Block, names: Sequence[str]) -> bool:
    return labels.has_hint(_unit(block), names)


def _unit(block: Block) -> Unit:
    text = _line(block)
    return Unit(text, block.role, block.level, block.emphasis, block.hints, block.links, block=0)


def _line(block: Block) -> str:
    """A block's text on one line: a break within a paragraph is one of layout."""
    return " ".join(block.text.split("\n"))


def _is_web(link: Link) -> bool:
    return (link.href or "").startswith(("http://", "https://"))


def _contact(lines: Sequence[str]) -> Contact:
    return Contact(lines=tuple(lines), emails=contact.emails(lines), phones=contact.phones(lines))
