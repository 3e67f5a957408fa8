"""Organisations whose name a legal form closes: where does it begin?"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.function_words import CALENDAR, is_function_word
from pipeline.extract.legal_forms import AFTER_AND, JOINERS, LEGAL_FORM
from pipeline.extract.name_shapes import LINKING, is_name_part
from pipeline.extract.org_heads import adjectives_left
from pipeline.extract.org_words import DEMONYM, GENERIC_APPOSITION, is_head
from pipeline.extract.role_words import is_role
from pipeline.extract.tokens import Span, Text

SEATS = frozenset({"am", "an", "im", "in", "bei", "beim"})
FOREIGN = frozenset({"Schweizer", "Luxemburger", "Liechtensteiner"})
"""Adjectives of countries in -er: they say where a firm sits, and no firm's name begins with them before a name."""


def by_legal_form(text: Text, index: int) -> Iterator[Span]:
    """Names that a legal form closes, each from its left edge."""
    starts = {token.start: i for i, token in enumerate(text.tokens)}
    for match in LEGAL_FORM.finditer(text.text):
        first = starts.get(match.start())
        last = next((i + 1 for i, token in enumerate(text.tokens) if token.end >= match.end()), None)
        if first is None or last is None or first == 0 or not text.adjacent(first - 1):
            continue
        left = _left_edge(text, first)
        if left < first:
            yield Span(index, left, last)


def _left_edge(text: Text, end: int) -> int:
    """Walk left from a legal form at token ``end`` to where the name begins."""
    tokens = text.tokens
    at = end
    while at > 0 and text.adjacent(at - 1) | (tokens[at - 1].end == tokens[at].start):
        if tokens[at - 1].text in '“”«»"' and (opening := _opening_mark(text, at - 1)) is not None:
            at = opening
            continue
        token = tokens[at - 1]
        following = tokens[at].text
        near_form = at == end and token.text.islower() and not is_function_word(token.text) and len(token.text) > 1
        joins = token.text in JOINERS or (
            token.text == "und" and (following in AFTER_AND or (at >= 2 and tokens[at - 2].text.endswith("-")))
        )
        if (
            is_role(token.text)
            and at != end
            and following[0].isupper()
            and not tokens[at].opens_sentence
            and at - 1 != 0
        ):
            break
        surname = token.text in CALENDAR and following in JOINERS  # „Sommer & Dietz Architekten PartG mbB“
        year = token.text.isdigit() and len(token.text) == 4 and at == end  # „Ruder-Club Saline 1897 e.V.“
        if not (is_name_part(token) or joins or near_form or year or surname):
            break
        at -= 1
    head = _head_left_of(text, at, end)
    if head is not None:
        at = head
    while at < end and (is_function_word(tokens[at].text) or tokens[at].text in JOINERS):
        at += 1
    while at < end - 1 and _generic_before_name(text, at, end):
        at += 1
        if at + 1 < end and DEMONYM.match(tokens[at - 1].text):
            at += 1
    if tokens[at].text in FOREIGN and at + 1 < end and not is_head(tokens[at + 1].text):
        at += 1
    return at if at < end and any(is_name_part(t) or t.text.islower() for t in tokens[at:end]) else end


def _opening_mark(text: Text, closing: int) -> int | None:
    """The mark that opens what the mark at ``closing`` closes, if only a name of few words stands between."""
    for at in range(closing - 1, max(-1, closing - 6), -1):
        if text.tokens[at].text in '„»«"':
            return at if at > 0 and is_name_part(text.tokens[at - 1]) else None
        if not is_name_part(text.tokens[at]):
            return None
    return None


def _generic_before_name(text: Text, at: int, end: int) -> bool:
    """„Photoniknetzwerk Lichtwerk“, „Büro D'Angelo“: a common noun before at least one name-like word."""
    word = text.tokens[at].text
    if DEMONYM.match(word) and at + 1 < end - 1 and GENERIC_APPOSITION.search(text.tokens[at + 1].text):
        return _generic_before_name(text, at + 1, end)
    rest = text.tokens[at + 1 : end]
    named = bool(rest) and rest[0].text[0].isupper() and not is_function_word(rest[0].text)
    if word == "Verein":
        return named and len(rest) > 1 and not rest[0].text.endswith("er")
    return named and bool(GENERIC_APPOSITION.search(word))


def _head_left_of(text: Text, at: int, end: int) -> int | None:
    """Find a head further left that the words up to the legal form belong to: „Verein der Freunde … e.V.“."""
    tokens = text.tokens
    best = None
    position = at
    while position > 0 and end - position < 14:
        token = tokens[position - 1]
        linked = token.text in LINKING or is_name_part(token) or token.text == "," or token.text.endswith("-")
        adjective = token.text.islower() and token.text.endswith(("e", "en", "er", "es"))
        if not (linked or adjective) or is_role(token.text):
            break
        if token.text in SEATS and is_head(text.key_at(position + (text.key_at(position) in {"der", "den"}))):
            break  # „die Klinik für Neurologie am Klinikum X gGmbH“: two organisations
        position -= 1
        complement = text.key_at(position + 1)
        if is_head(token.text) and complement in {"für", "zur", "der", "des", "von", "zum", "Deutscher", "for", "of"}:
            best = position
    if best is None:
        return None
    return adjectives_left(text, best, complete=True)
