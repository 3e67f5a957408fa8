"""What stands below the titles: paragraphs, sub-heads, captions, boilerplates, contact and links.

The lines are read once, in order, in the light of the part they are in; a title opens the next part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from pipeline.model import Boilerplate, Caption, Dropped, Emphasis, Link, Picture, ReleaseWarning, Role, Subhead
from pipeline.parse import labels
from pipeline.parse.contact import names_a_contact
from pipeline.parse.quotes import find_quotes
from pipeline.parse.units import Unit
from pipeline.parse.words import FACT_LABELS

_MAX_SUBHEAD = 110
_MAX_PLAIN_SUBHEAD = 85
_MAX_CONTACT_LINE = 180
_NEAR_END = 100
_MAX_BARE_CAPTION = 200
_SOURCE_NOTE = re.compile(r"(?:original-content\s+von|übermittelt\s+durch|quelle:|herausgeber:)", re.IGNORECASE)
_TRAILING_MARK = re.compile(r"\s*(?:#{3,}|\(?[-–—]\s?ende\s?[-–—]\)?|\(ende\))\s*\Z", re.IGNORECASE)
_FACT = re.compile(r"[A-ZÄÖÜ][\wäöüß /-]{1,24}:\s+\S")
_SPACES = re.compile(r"\s+")


class _Part(Enum):
    BODY = "body"
    ENDED = "ended"  # behind an end mark, before any title
    BOILERPLATE = "boilerplate"
    CONTACT = "contact"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Body:
    """The parts below the titles, in the vocabulary of the model."""

    paragraphs: tuple[str, ...]
    list_items: tuple[int, ...]
    subheads: tuple[Subhead, ...]
    captions: tuple[Caption, ...]
    boilerplates: tuple[Boilerplate, ...]
    contact_lines: tuple[str, ...]
    links: tuple[Link, ...]
    inline_links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[ReleaseWarning, ...]


@dataclass(slots=True)
class _Gathering:
    """The parts while they are being gathered; lives for one call of ``read_body``."""

    paragraphs: list[str] = field(default_factory=list)
    list_items: list[int] = field(default_factory=list)
    inline_links: list[Link] = field(default_factory=list)
    subheads: list[Subhead] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    boilerplates: list[tuple[str, list[str]]] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[ReleaseWarning] = field(default_factory=list)
    part: _Part = _Part.BODY
    last_block: int = -1


def read_body(lines: Sequence[Unit]) -> Body:
    """The parts of the lines and pictures below the titles. Rules must not be among them."""
    gathered = _Gathering()
    for index, unit in enumerate(lines):
        _take(gathered, lines, index, unit)
        gathered.last_block = unit.block
    _settle_last_subhead(gathered)
    _drop_repeated(gathered)
    return Body(
        paragraphs=tuple(gathered.paragraphs),
        list_items=tuple(dict.fromkeys(gathered.list_items)),
        subheads=tuple(gathered.subheads),
        captions=tuple(gathered.captions),
        boilerplates=tuple(Boilerplate(title, "\n\n".join(texts)) for title, texts in gathered.boilerplates),
        contact_lines=tuple(gathered.contact),
        links=tuple(gathered.links),
        inline_links=tuple(gathered.inline_links),
        pictures=tuple(captioned(gathered.pictures, gathered.captions)),
        dropped=tuple(gathered.dropped),
        warnings=tuple(gathered.warnings),
    )


def _take(gathered: _Gathering, lines: Sequence[Unit], index: int, unit: Unit) -> None:
    text = unit.text
    following = lines[index + 1] if index + 1 < len(lines) else None
    if unit.picture is not None:
        gathered.pictures.append(replace(unit.picture, before=len(gathered.paragraphs)))
        return
    gathered.inline_links += [link for link in unit.links if (link.href or "").startswith(("http://", "https://"))]
    if _take_marks(gathered, unit) or _take_titles(gathered, lines, index, unit):
        return
    near_top = gathered.part is _Part.BODY and len(gathered.paragraphs) <= 2
    if labels.is_caption(unit, near_top=near_top) or _stands_under_picture(lines, index):
        gathered.captions.append(Caption(len(gathered.paragraphs), text))
    elif (
        gathered.captions
        and gathered.part is _Part.BODY
        and gathered.captions[-1].before == len(gathered.paragraphs)
        and labels.is_credit(text)
    ):
        previous = gathered.captions.pop()
        gathered.captions.append(Caption(previous.before, f"{previous.text} {text}"))
    elif gathered.part is _Part.CONTACT:
        gathered.contact.append(text)
    elif gathered.part is _Part.LINKS:
        _take_link(gathered, unit)
    elif _is_contact_block(lines, index):
        gathered.part = _Part.CONTACT
        gathered.contact.append(text)
    elif _is_named_boilerplate(gathered, lines, index, unit):
        _open_boilerplate(gathered, text)
    elif gathered.part is _Part.BOILERPLATE:
        gathered.boilerplates[-1][1].append(text)
    elif gathered.part is _Part.ENDED:
        _open_boilerplate(gathered, "")
        gathered.boilerplates[-1][1].append(text)
    elif _is_subhead(unit, following):
        gathered.subheads.append(Subhead(len(gathered.paragraphs), text))
    else:
        _take_paragraph(gathered, unit)


def _stands_under_picture(lines: Sequence[Unit], index: int) -> bool:
    unit = lines[index]
    under = index > 0 and lines[index - 1].role is Role.PICTURE
    return under and unit.role is Role.PARAGRAPH and len(unit.text) <= _MAX_BARE_CAPTION and not unit.is_prose


def captioned(pictures: Sequence[Picture], captions: Sequence[Caption]) -> list[Picture]:
    """The pictures with the captions that stand at the same place, in order, and the credits in them."""
    free = list(captions)
    result = []
    for picture in pictures:
        caption = next((item for item in free if item.before == picture.before), None)
        if caption is None:
            result.append(picture)
            continue
        free.remove(caption)
        result.append(with_caption(picture, caption.text))
    return result


def with_caption(picture: Picture, caption: str | None) -> Picture:
    """The picture with a caption and the credit that it names."""
    return replace(picture, caption=caption, credit=labels.credit_in(caption) if caption else None)


def _take_marks(gathered: _Gathering, unit: Unit) -> bool:
    if labels.is_end_mark(unit.text):
        gathered.dropped.append(Dropped(unit.text, "end-mark"))
        if gathered.part is _Part.BODY and gathered.paragraphs:
            gathered.part = _Part.ENDED
    elif labels.is_greeting(unit.text):
        gathered.dropped.append(Dropped(unit.text, "greeting"))
        if labels.is_sign_off(unit.text) and gathered.paragraphs:
            gathered.part = _Part.CONTACT
    elif labels.is_navigation(unit.text):
        gathered.dropped.append(Dropped(unit.text, "navigation"))
    elif _SOURCE_NOTE.match(unit.text) and gathered.paragraphs:
        gathered.contact.append(unit.text)
    else:
        return False
    return True


def _take_titles(gathered: _Gathering, lines: Sequence[Unit], index: int, unit: Unit) -> bool:
    """Whether the line opens a new part, or is one by itself."""
    text = unit.text
    if unit.role is Role.LIST_ITEM and gathered.part is not _Part.CONTACT:
        return False
    if labels.contact_title(text) or labels.contact_line(text):
        gathered.part = _Part.CONTACT
        if labels.bare_contact_title(text):
            gathered.dropped.append(Dropped(text, "contact-title"))
        else:
            gathered.contact.append(text)
    elif labels.link_line(unit):
        _take_link(gathered, unit)
    elif labels.link_title(text):
        gathered.part = _Part.LINKS
        gathered.dropped.append(Dropped(text, "link-title"))
    elif labels.boilerplate_title(unit) and not _speech_follows(lines, index):
        _open_boilerplate(gathered, text)
    elif (run_in := labels.run_in_boilerplate(text)) and gathered.paragraphs and not find_quotes([text]):
        _open_boilerplate(gathered, run_in[0])
        gathered.boilerplates[-1][1].append(run_in[1])
    else:
        return False
    return True


def _open_boilerplate(gathered: _Gathering, title: str) -> None:
    gathered.part = _Part.BOILERPLATE
    gathered.boilerplates.append((title.rstrip(": "), []))


def _take_link(gathered: _Gathering, unit: Unit) -> None:
    if unit.links:
        gathered.links.extend(unit.links)
    else:
        href = labels.first_url(unit.text)
        gathered.links.append(Link(labels.link_text(unit.text), href))


def _take_paragraph(gathered: _Gathering, unit: Unit) -> None:
    text = _TRAILING_MARK.sub("", unit.text)
    if text != unit.text:
        gathered.dropped.append(Dropped(unit.text[len(text) :].strip(), "end-mark"))
    # Lines of one block that are no list run on: the break was one of layout. 'Ort: …' begins a line of its own.
    runs_on = unit.block == gathered.last_block and not _FACT.match(unit.text)
    if runs_on and unit.role is Role.PARAGRAPH and gathered.paragraphs:
        gathered.paragraphs[-1] = f"{gathered.paragraphs[-1]} {text}"
    else:
        if unit.role is Role.LIST_ITEM:
            gathered.list_items.append(len(gathered.paragraphs))
        gathered.paragraphs.append(text)
    if text != unit.text:
        gathered.part = _Part.ENDED


def _is_contact_block(lines: Sequence[Unit], index: int) -> bool:
    """Whether the line is part of a block of short lines that holds an address or telephone number."""
    unit = lines[index]
    block = _same_block(lines, index)
    if unit.role is Role.LIST_ITEM or not any(names_a_contact(line.text) for line in block):
        return False
    if len(block) == 1:
        return not unit.ends_sentence and len(unit.text) <= _MAX_CONTACT_LINE
    return all(len(line.text) <= _MAX_CONTACT_LINE for line in block) and not unit.is_prose


def _same_block(lines: Sequence[Unit], index: int) -> Sequence[Unit]:
    """The lines of a line's block, which stand together; looking through all lines would take the square of them."""
    first = last = index
    while first > 0 and lines[first - 1].block == lines[index].block:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].block == lines[index].block:
        last += 1
    return lines[first : last + 1]


def _is_named_boilerplate(gathered: _Gathering, lines: Sequence[Unit], index: int, unit: Unit) -> bool:
    """'Die Deutsche Gesellschaft für … (DGCE)' above a text that begins with that very name, near the end."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return (
        following is not None
        and following.is_prose
        and len(gathered.paragraphs) >= 2
        and unit.role in (Role.HEADING, Role.PARAGRAPH)
        and len(unit.text) <= _MAX_SUBHEAD
        and (unit.is_heading or not unit.ends_sentence)
        and labels.names_following(unit.text, following.text)
        and not _speech_follows(lines, index)
    )


def _speech_follows(lines: Sequence[Unit], index: int) -> bool:
    """Whether somebody is quoted below: boilerplates do not speak, so the line is a sub-head."""
    below: list[str] = []
    end = index + 1 + _NEAR_END
    for unit in lines[index + 1 : end]:
        if labels.contact_title(unit.text) or labels.link_title(unit.text) or labels.is_end_mark(unit.text):
            break
        if unit.is_prose:
            below.append(unit.text)
    else:
        if end < len(lines):
            return True  # far from the end, where no boilerplate stands; and looking on would take the square of them
    return bool(find_quotes(below))


def _is_subhead(unit: Unit, following: Unit | None) -> bool:
    if unit.is_heading:
        return True
    if unit.role is not Role.PARAGRAPH or len(unit.text) > _MAX_SUBHEAD or following is None:
        return False
    if unit.text.endswith((".", ":", ",", ";", "“", "»", '"')) and not unit.text.endswith("e.V."):
        return False
    if unit.emphasis is Emphasis.BOLD:
        return True
    label, colon, value = unit.text.partition(":")
    fact = bool(colon) and (label.partition(" ")[0].lower() in FACT_LABELS or value.strip()[:1].isdigit())
    short = len(unit.text) <= _MAX_PLAIN_SUBHEAD and not fact
    return short and following.is_prose and following.block != unit.block


def _settle_last_subhead(gathered: _Gathering) -> None:
    """A short line with nothing below it heads nothing: it closes the text as a paragraph."""
    while gathered.subheads and gathered.subheads[-1].before >= len(gathered.paragraphs):
        subhead = gathered.subheads.pop()
        gathered.paragraphs.append(subhead.text)


def _drop_repeated(gathered: _Gathering) -> None:
    """Keep a paragraph that stands twice once, and move what counts paragraphs along."""
    seen: dict[str, int] = {}
    kept: list[str] = []
    new_index: list[int] = []
    for text in gathered.paragraphs:
        key = _SPACES.sub(" ", text).strip().casefold()
        new_index.append(len(kept))
        if key in seen and len(key) > 40:
            gathered.dropped.append(Dropped(text, "repeated"))
            gathered.warnings.append(
                ReleaseWarning(
                    "paragraph-repeated",
                    f"Der Absatz „{_beginning(text)}“ steht zweimal im Text und wurde einmal übernommen.",
                    "paragraphs",
                    seen[key],
                )
            )
            continue
        seen.setdefault(key, len(kept))
        kept.append(text)
    new_index.append(len(kept))
    gathered.paragraphs = kept
    gathered.subheads = [Subhead(new_index[item.before], item.text) for item in gathered.subheads]
    gathered.captions = [Caption(new_index[item.before], item.text) for item in gathered.captions]
    gathered.pictures = [replace(item, before=new_index[item.before]) for item in gathered.pictures]
    gathered.list_items = [new_index[item] for item in gathered.list_items if new_index[item] < len(kept)]


def _beginning(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + " …"
