"""Text to HTML: names and quotations marked where the stages found them, contact lines with their links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from markupsafe import Markup, escape

from pipeline.model import Contact, Field, Location, Mention, Organisation, Person, Release
from pipeline.publish.about import entity_name
from pipeline.publish.text import clean, mailto, one_line, tel
from pipeline.publish.view import Rendition

_NUMBER = re.compile(r"\+?\(?\d[\d\s()/.–-]{3,}\d", re.ASCII)
# „+49 (0)3641“: the zero is dialled only without the country code.
_TRUNK_ZERO = re.compile(r"\(0\)")
_SHORTEST_NUMBER = 6
_LONGEST_COUNTRY_CODE = 3


class Kind(StrEnum):
    """What a marked stretch of text stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``start:end`` of a text with what it stands for; ``label`` is the canonical name.

    ``is_first`` marks the first of its name in the release, the one that tells machines who is meant.
    """

    start: int
    end: int
    kind: Kind
    label: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """All names and quotations of a release by the text in which they stand."""

    names: dict[Location, tuple[Span, ...]]
    quotations: dict[Location, tuple[tuple[int, int], ...]]


NO_MARKS = Marks({}, {})

_GERMAN_KIND = {Kind.PERSON: "Person", Kind.ORGANISATION: "Organisation", Kind.PLACE: "Ort"}
_SCHEMA_TYPE = {Kind.PERSON: "Person", Kind.ORGANISATION: "Organization"}
_FRAGMENT_QUOTATION = '<span class="press-quotation">'
_PREVIEW_QUOTATION = '<span class="quotation">'
_QUOTATION_END = "</span>"


def marks_of(release: Release) -> Marks:
    """The release's mentions, without overlaps (the longer wins), and its quotations, each in text order.

    A mention whose offsets do not fit its text is left out rather than marking something else.
    """
    texts = dict(release.texts())
    names: dict[Location, list[Span]] = {}
    for kind, label, mentions in _named(release):
        for mention in mentions:
            if texts.get(mention.at, "")[mention.start : mention.end] == mention.text != "":
                names.setdefault(mention.at, []).append(Span(mention.start, mention.end, kind, label))
    quotations: dict[Location, list[tuple[int, int]]] = {}
    for quote in release.quotes:
        for index in range(quote.paragraph, quote.end_paragraph + 1):
            at = Location(Field.PARAGRAPH, index)
            start = quote.start if index == quote.paragraph else 0
            end = quote.end if index == quote.end_paragraph else len(texts.get(at, ""))
            quotations.setdefault(at, []).append((start, end))
    return Marks(
        _names_in_order(names, texts),
        {at: tuple(sorted(spans)) for at, spans in quotations.items()},
    )


def names_in(rendition: Rendition) -> Marks:
    """The release's people and organisations where an edition gives their full names; translators leave those alone.

    In an English edition the English name that the officer has entered counts as well, and is what machines are told.
    """
    release = rendition.publication.release
    known: list[tuple[Kind, Person | Organisation]] = [(Kind.PERSON, person) for person in release.people]
    known += [(Kind.ORGANISATION, organisation) for organisation in release.organisations]
    patterns = [
        (kind, label, re.compile(rf"(?<!\w){re.escape(form)}(?!\w)"))
        for kind, named in known
        for label in (entity_name(named, rendition.language),)
        for form in {named.name: None, label: None}
        if form
    ]
    texts = dict(rendition.texts())
    names = {
        at: [Span(*found.span(), kind, name) for kind, name, pattern in patterns for found in pattern.finditer(text)]
        for at, text in texts.items()
    }
    return Marks(_names_in_order(names, texts), {})


def _names_in_order(
    names: Mapping[Location, Iterable[Span]], texts: Iterable[Location]
) -> dict[Location, tuple[Span, ...]]:
    """The names without overlaps, the first of each marked as such; ``texts`` are locations in reading order."""
    seen: set[tuple[Kind, str]] = set()
    ordered = {}
    for at in texts:
        spans = []
        for span in _without_overlaps(names.get(at, ())):
            spans.append(replace(span, is_first=(span.kind, span.label) not in seen))
            seen.add((span.kind, span.label))
        ordered[at] = tuple(spans)
    return ordered


def _named(release: Release) -> Iterator[tuple[Kind, str, tuple[Mention, ...]]]:
    for person in release.people:
        yield Kind.PERSON, person.name, person.mentions
    for organisation in release.organisations:
        yield Kind.ORGANISATION, organisation.name, organisation.mentions
    for place in release.places:
        yield Kind.PLACE, place.name, place.mentions


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def plain(text: str) -> Markup:
    """The text escaped, its line breaks kept."""
    # Plain strings of escaped text: Markup's own methods would escape piece by piece, many times slower.
    return Markup(str(escape(clean(text))).replace("\n", "<br>"))


def fragment_text(text: str, at: Location, marks: Marks) -> Markup:
    """The text with people, organisations and quotations in spans of their own, for fragments."""
    spans = tuple(span for span in marks.names.get(at, ()) if span.kind is not Kind.PLACE)
    return _marked(text, spans, marks.quotations.get(at, ()), _FRAGMENT_QUOTATION, _fragment_name)


def preview_text(text: str, at: Location, marks: Marks) -> Markup:
    """The text with names of every kind and quotations marked, for the officer's preview."""
    spans = marks.names.get(at, ())
    return _marked(text, spans, marks.quotations.get(at, ()), _PREVIEW_QUOTATION, _preview_name)


def _marked(
    text: str,
    spans: Sequence[Span],
    quotations: Sequence[tuple[int, int]],
    quotation_start: str,
    name: Callable[[str, Span], str],
) -> Markup:
    """The text cut at every edge of a name or quotation; a name across a quotation's edge is marked twice."""
    if not spans and not quotations:
        return plain(text)
    edges = {0, len(text)}
    edges.update(edge for quotation in quotations for edge in quotation)
    edges.update(edge for span in spans for edge in (span.start, span.end))
    pieces: list[str] = []
    in_quotation = False
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= len(text))):
        quoted = any(first <= start and end <= last for first, last in quotations)
        if quoted != in_quotation:
            pieces.append(quotation_start if quoted else _QUOTATION_END)
            in_quotation = quoted
        span = next((span for span in spans if span.start <= start and end <= span.end), None)
        if span and start > span.start:
            span = replace(span, is_first=False)
        pieces.append(name(text[start:end], span) if span else plain(text[start:end]))
    if in_quotation:
        pieces.append(_QUOTATION_END)
    return Markup("".join(pieces))


def _fragment_name(text: str, span: Span) -> str:
    name = plain(text)
    if not span.is_first:
        return f'<span class="press-{span.kind.value}">{name}</span>'
    # <data> carries the full name where the text has another form, without an element of its own.
    return (
        f'<span class="press-{span.kind.value}" itemprop="mentions" itemscope '
        f'itemtype="https://schema.org/{_SCHEMA_TYPE[span.kind]}">'
        f'<data itemprop="name" value="{escape(one_line(span.label))}">{name}</data></span>'
    )


def _preview_name(text: str, span: Span) -> str:
    title = escape(clean(f"{_GERMAN_KIND[span.kind]}: {span.label}"))
    return f'<mark class="{span.kind.value}" title="{title}">{plain(text)}</mark>'


def contact_lines(contact: Contact) -> tuple[Markup, ...]:
    """The contact's lines as written, addresses and numbers in them linked; what no line shows follows."""
    lines = []
    shown: set[str] = set()
    for line in contact.lines:
        links: list[tuple[int, int, str]] = []
        for start, end, value, href in _links_in(line, contact):
            if not links or links[-1][1] <= start:
                links.append((start, end, href))
                shown.add(value)
        lines.append(_linked(line, links))
    everything = "\n".join(contact.lines)
    names = [plain(name) for name in contact.names if name not in everything]
    rest = [_link(email, mailto(email)) for email in contact.emails if email not in shown]
    rest += [_link(phone, tel(phone)) for phone in contact.phones if phone not in shown]
    return (*names, *lines, *rest)


def _links_in(line: str, contact: Contact) -> list[tuple[int, int, str, str]]:
    """Addresses and numbers in a line: start, end, the contact's value and where it leads."""
    found = []
    for email in contact.emails:
        href = mailto(email)
        if href:
            for match in re.finditer(re.escape(email), line, re.IGNORECASE):
                found.append((match.start(), match.end(), email, href))
    for match in _NUMBER.finditer(line):
        for phone in contact.phones:
            href = tel(phone)
            if href and _is_written(match[0], phone):
                found.append((match.start(), match.end(), phone, href))
                break
    return sorted(found)


def _is_written(written: str, phone: str) -> bool:
    """Whether a number as people write it (``03641 12-34``) is the E.164 number ``phone``."""
    digits = re.sub(r"\D", "", _TRUNK_ZERO.sub("", written)).lstrip("0")
    before = len(phone) - 1 - len(digits)
    return len(digits) >= _SHORTEST_NUMBER and phone.endswith(digits) and 0 <= before <= _LONGEST_COUNTRY_CODE


def _linked(line: str, links: Iterable[tuple[int, int, str]]) -> Markup:
    pieces = []
    end = 0
    for start, stop, href in links:
        pieces.append(plain(line[end:start]))
        pieces.append(_link(line[start:stop], href))
        end = stop
    pieces.append(plain(line[end:]))
    return Markup("").join(pieces)


def _link(text: str, href: str | None) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, plain(text)) if href else plain(text)
