"""One document to one release: the order in which the parts are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from zoneinfo import ZoneInfo

from pipeline.edition_mark import mark_in
from pipeline.model import (
    Contact,
    Dateline,
    Document,
    Dropped,
    Release,
    ReleaseError,
    ReleaseWarning,
    Role,
)
from pipeline.parse import contact, labels, words
from pipeline.parse.body import Body, read_body
from pipeline.parse.dateline import FoundDateline, dateline_line, running_dateline
from pipeline.parse.dates import read_date
from pipeline.parse.doubts import key_doubts, text_doubts
from pipeline.parse.embargo import mentions_embargo, read_embargo, speaks_of_embargo
from pipeline.parse.head import Head, clean_headline, read_head, without_sender, without_site_name
from pipeline.parse.language import detect_language
from pipeline.parse.layout import has_headline, read_laid_out
from pipeline.parse.metadata import correction, embargo_notes, is_withdrawn, metadata, tags
from pipeline.parse.quotes import find_quotes
from pipeline.parse.units import Unit, units

# A dateline runs into one of the first paragraphs: the lead may come before it.
_DATELINE_PARAGRAPHS = 4
_MAX_EMBARGO_LINE = 240
_MAX_HEADLINE = 160
_MIN_RUNNING = 60
_HYPHEN_BREAK = re.compile(r"-\n(?=[a-zäöüß])")
# Folders and files that are named for what must not go out yet.
_UNFINISHED = re.compile(
    r"(?:^|/)(?:gesperrt|entw[uü]rfe?|drafts?|intern|vertraulich|zurückgehalten)/"
    r"|(?:^|[/ _-])(?:nicht[ _-]vor|gesperrt[ _-]bis)[ _-]|(?:^|/)(?:entwurf|draft)[ _-]"
    r"|(?<![^\W_])(?:vertraulich|confidential)(?![^\W_])",
    re.IGNORECASE,
)
_SENDER = re.compile(r"original-content\s+von:\s*(?P<sender>[^,]+)", re.IGNORECASE)
_FIRST_SENTENCE = re.compile(r"\A.{20,140}?[.!?](?=\s|\Z)|\A.{1,100}(?=\s|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The lines of a document by what they can be on their own, before the body is read."""

    titles: tuple[Unit, ...]
    body: tuple[Unit, ...]
    datelines: tuple[FoundDateline, ...]
    letterhead: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def parse(document: Document, *, timezone: str = "Europe/Berlin", language: str = "de") -> Release:
    """The release that a document holds, its people and organisations not yet found.

    ``timezone`` is where its embargo's clock hangs; ``language`` the one that is assumed when neither the
    file nor the text tells. What is in doubt becomes a warning; every line ends in a field or in ``dropped``.

    Raises:
        ReleaseError: the document holds no text.
    """
    if mark_in(document.metadata) is not None and has_headline(document):
        return read_laid_out(document, timezone=ZoneInfo(timezone), language=language)
    lines = units(document)
    if not any(unit.text for unit in lines):
        raise ReleaseError(
            document.source, "Die Datei enthält keinen Text.", "Bitte prüfen, ob die richtige Datei abgelegt wurde."
        )
    given = metadata(document)
    embargo_lines, lines = _split_embargo(lines)
    found = _sort(lines, titled="headline" in given)
    head = _with_metadata(read_head(found.titles), given)
    stream, running = _without_datelines([*head.rest, *found.body])
    body = read_body(stream)
    senders = [*body.contact_lines, *(item.title for item in body.boilerplates)]
    head = without_sender(head, senders) if "kicker" not in given else head
    head, body, headline_warnings = _with_headline(head, body, document.source)
    dateline, date_warnings = _dateline([*running, *found.datelines], given)
    notes = [*embargo_lines, *embargo_notes(document), *filter(speaks_of_embargo, document.set_aside)]
    if not notes and (mentions_embargo(document.source) or _UNFINISHED.search(document.source)):
        notes.append(document.source)
    embargo, embargo_warnings = read_embargo(notes, timezone=ZoneInfo(timezone))
    spoken = detect_language("\n".join(body.paragraphs)) or given.get("language") or document.language or language
    return Release(
        source=document.source,
        digest=document.digest,
        language=spoken,
        headline=head.headline or "",
        kicker=head.kicker,
        subheadline=head.subheadline,
        dateline=dateline,
        embargo=embargo,
        paragraphs=body.paragraphs,
        subheads=body.subheads,
        quotes=find_quotes(body.paragraphs),
        captions=body.captions,
        boilerplates=body.boilerplates,
        contact=_contact((*found.letterhead, *body.contact_lines), body),
        list_items=body.list_items,
        links=tuple(dict.fromkeys((*body.links, *body.inline_links))),
        pictures=body.pictures,
        tags=tags(given),
        withdrawn=is_withdrawn(document),
        correction=correction(document),
        mark=mark_in(document.metadata),
        dropped=(*(Dropped(note, "embargo") for note in notes), *found.dropped, *head.dropped, *body.dropped),
        warnings=(
            *document.warnings,
            *headline_warnings,
            *date_warnings,
            *embargo_warnings,
            *body.warnings,
            *text_doubts(body.paragraphs, body.boilerplates, spoken=spoken, expected=language),
            *key_doubts(document),
        ),
    )


def _split_embargo(lines: Sequence[Unit]) -> tuple[list[str], tuple[Unit, ...]]:
    """The texts that set an embargo, wherever they stand, and the lines without those that do nothing else."""
    notes: list[str] = []
    rest: list[Unit] = []
    for _, group in groupby(lines, key=lambda unit: unit.block):
        block = list(group)
        whole = _HYPHEN_BREAK.sub("", "\n".join(unit.text for unit in block)).replace("\n", " ")
        if not any(speaks_of_embargo(unit.text) for unit in block) and speaks_of_embargo(whole):
            notes.append(whole)  # 'Sperr-', 'frist: …' on two lines
            rest += block if len(whole) > _MAX_EMBARGO_LINE else []
            continue
        notes += [unit.text for unit in block if speaks_of_embargo(unit.text)]
        rest += [unit for unit in block if len(unit.text) > _MAX_EMBARGO_LINE or not speaks_of_embargo(unit.text)]
    return notes, tuple(rest)


def _sort(lines: Sequence[Unit], *, titled: bool) -> _Sorted:
    """The lines by what they are; ``titled`` says that the headline is known from elsewhere."""
    start = _body_start(lines, titled=titled)
    label = max((at for at, unit in enumerate(lines[:start]) if labels.is_document_label(unit.text)), default=-1)
    sender = next((match["sender"] for unit in lines if (match := _SENDER.match(unit.text))), None)
    titles: list[Unit] = []
    body: list[Unit] = []
    datelines: list[FoundDateline] = []
    letterhead: list[str] = []
    dropped: list[Dropped] = []
    for at, unit in enumerate(lines[:start]):
        if unit.role is Role.RULE:
            continue
        if unit.role is Role.PICTURE:
            body.append(unit)
        elif (dateline := dateline_line(unit.text)) is not None and not unit.is_heading:
            datelines.append(dateline)
        elif reason := _no_title(unit, above_label=at < label, sender=sender):
            dropped.append(Dropped(unit.text, reason))
        elif contact.names_a_contact(unit.text) and not unit.is_heading:
            letterhead.append(unit.text)
        elif unit.is_prose or unit.role is Role.LIST_ITEM or labels.is_caption(unit, near_top=False):
            body.append(unit)
        else:
            titles.append(unit)
    body += [unit for unit in lines[start:] if unit.role is not Role.RULE]
    return _Sorted(tuple(titles), tuple(body), tuple(datelines), tuple(letterhead), tuple(dropped))


def _no_title(unit: Unit, *, above_label: bool, sender: str | None) -> str | None:
    """Why a line above the body says nothing of the news, or ``None`` if it may be a title."""
    if labels.is_document_label(unit.text):
        return "document-label"
    if labels.is_greeting(unit.text):
        return "greeting"
    if labels.is_navigation(unit.text) or (not unit.is_heading and any(link.text == unit.text for link in unit.links)):
        return "navigation"
    # What stands above 'Pressemitteilung' names the house that sends it, and so may a line of its own.
    hinted = labels.has_hint(unit, words.HINTS_LETTERHEAD)
    if not unit.is_heading and (hinted or above_label or labels.contact_title(unit.text) or unit.text == sender):
        return "letterhead"
    return None


def _body_start(lines: Sequence[Unit], *, titled: bool) -> int:
    """The index of the first line of running text below the titles."""
    # A lead may stand above the headline, but only where the markup says which line that is.
    headline = next((at for at, unit in enumerate(lines) if unit.is_heading and unit.level == 1), -1)
    first = 0 if titled else 1
    for at, unit in enumerate(lines):
        if at <= headline or not unit.text or labels.is_greeting(unit.text):
            continue
        if labels.is_caption(unit, near_top=False):
            continue
        dateline = running_dateline(unit.text) if not unit.is_heading else None
        if dateline is not None and (len(unit.text) > _MIN_RUNNING or (dateline.place and dateline.date)):
            return at
        # The very first line is the headline even if it is a sentence, unless it is as long as a paragraph.
        if unit.is_prose and (at >= first or len(unit.text) > _MAX_HEADLINE or len(lines) == 1):
            return at
        if titled and unit.ends_sentence and unit.role is Role.PARAGRAPH and not labels.is_document_label(unit.text):
            return at
    parts = (at for at, unit in enumerate(lines) if labels.contact_title(unit.text) or labels.boilerplate_title(unit))
    return next((at for at in parts if at > 0), len(lines) if headline >= 0 else min(1, len(lines)))


def _with_metadata(head: Head, given: dict[str, str]) -> Head:
    """The titles, completed and overruled by what the file says of itself."""
    headline = given.get("headline")
    if headline is None or headline == head.headline:
        return replace(
            head,
            kicker=given.get("kicker") or head.kicker,
            subheadline=given.get("subheadline") or head.subheadline,
            headline=head.headline or _page_title(given),
        )
    # The titles found in the text are then those below the headline.
    below = [title for title in (head.kicker, head.headline, head.subheadline) if title]
    return replace(
        head,
        headline=headline,
        kicker=given.get("kicker"),
        subheadline=given.get("subheadline") or (below[0] if len(below) == 1 else head.subheadline),
        dropped=(*head.dropped, *(Dropped(title, "title-overruled") for title in below[1:])),
    )


def _page_title(given: dict[str, str]) -> str | None:
    title = given.get("page-title")
    return without_site_name(clean_headline(title)[0], given.get("site-name")) if title else None


def _without_datelines(stream: Sequence[Unit]) -> tuple[list[Unit], list[FoundDateline]]:
    """The body's lines without the datelines that stand between them or run into them."""
    kept: list[Unit] = []
    found: list[FoundDateline] = []
    paragraphs = 0
    for position, unit in enumerate(stream):
        near_an_end = paragraphs < _DATELINE_PARAGRAPHS or position >= len(stream) - 3
        if unit.role is not Role.PARAGRAPH or not near_an_end:
            kept.append(unit)
            continue
        line = dateline_line(unit.text)
        if line is not None and not any(item.date for item in found):
            found.append(line)
            continue
        running = running_dateline(unit.text) if paragraphs < _DATELINE_PARAGRAPHS else None
        if running is not None and (running.date or not found):
            found.append(running)
            if paragraphs:
                kept = [_as_caption(earlier) for earlier in kept]
            kept.append(replace(unit, text=unit.text[running.end :].lstrip()))
        else:
            kept.append(unit)
        paragraphs += unit.is_prose
    return kept, found


def _as_caption(unit: Unit) -> Unit:
    """Between a lead and the dateline that opens the body no sub-head stands: a short line there is a caption."""
    short = unit.role is Role.PARAGRAPH and not unit.is_prose and not unit.ends_sentence
    return replace(unit, role=Role.CAPTION) if short else unit


def _dateline(found: Sequence[FoundDateline], given: dict[str, str]) -> tuple[Dateline, tuple[ReleaseWarning, ...]]:
    """Place and date from the fullest dateline first, then from the others and the metadata."""
    ordered = sorted(found, key=lambda item: item.place is None or item.date is None)
    place = next((item.place for item in ordered if item.place), None) or given.get("place")
    value = next((item.date for item in ordered if item.date), None)
    warnings = []
    broken = next((item.unreadable for item in found if item.unreadable), None)
    if value is None and broken:
        warnings.append(_date_unreadable(f"Das Datum „{broken}“ gibt es nicht oder es ist nicht zu lesen."))
    if value is None and "date" in given:
        value = read_date(given["date"])
        if value is None:
            message = f"Das Datum „{given['date']}“ im Kopf der Datei ist nicht zu lesen."
            warnings.append(_date_unreadable(message))
    if value is None:
        warnings.append(
            ReleaseWarning(
                "date-missing",
                "Die Meldung nennt kein Datum; es gilt der Tag, an dem sie zum ersten Mal verarbeitet wurde.",
                "dateline",
            )
        )
    return Dateline(place, value), tuple(warnings)


def _date_unreadable(message: str) -> ReleaseWarning:
    return ReleaseWarning("date-unreadable", message, "dateline")


def _with_headline(head: Head, body: Body, source: str) -> tuple[Head, Body, tuple[ReleaseWarning, ...]]:
    """A headline in any case: without one, the first sentence stands in and a warning says so."""
    if head.headline:
        return head, body, ()
    texts = [*body.paragraphs, *(item.text for item in body.boilerplates), *body.contact_lines, source]
    match = _FIRST_SENTENCE.match(texts[0])
    stand_in = (match[0] if match else texts[0]).strip()
    warning = ReleaseWarning(
        "headline-missing",
        f"Keine Überschrift gefunden; an ihrer Stelle steht der Anfang des Textes: „{stand_in}“.",
        "headline",
    )
    return replace(head, headline=stand_in), body, (warning,)


def _contact(lines: tuple[str, ...], body: Body) -> Contact:
    emails, phones = contact.emails(lines), contact.phones(lines)
    if not lines:
        # No contact block: an address for bookings or questions within the text is the only way in.
        texts = [*body.paragraphs, *(item.text for item in body.boilerplates)]
        emails = contact.emails(texts)
        phones = contact.phones(text for text in texts if contact.PHONE_LABEL.search(text))
    return Contact(lines=lines, emails=emails, phones=phones)
