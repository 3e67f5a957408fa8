"""Organisations named by a head word: „Technische Universität Ilmenau“, „Asklepios Kliniken“."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.function_words import INDEFINITE, is_function_word
from pipeline.extract.name_shapes import BRAND, is_acronym, is_name_part
from pipeline.extract.org_complements import complement_right, names_right
from pipeline.extract.org_words import (
    ABBREVIATED_HEADS,
    DEMONYM,
    ENGLISH_HEADS,
    EVENT_OR_AWARD,
    LONE_GENERIC,
    NAMED_PREFIX,
    NO_ORGANISATION,
    PLURAL_FIRMS,
    PROPER_ADJECTIVE,
    THING_CUE,
    THING_END,
    is_head,
    is_plain_head,
)
from pipeline.extract.role_words import is_role
from pipeline.extract.titles import ADDRESS
from pipeline.extract.tokens import Span, Text

TOWNS_OWN = frozenset(
    "Philharmonie Philharmoniker Sinfoniker Stadtwerke Symphoniker Verkehrsbetriebe Wasserwerke".split()
)
"""Bodies of which a town has one: with its adjective they are names."""
ENGLISH_KINDS = frozenset("Business Graduate High Law Medical Research Summer Winter".split())
"""English words that say what kind of body it is, not which: „Business School“."""
LOOSE_BODY = re.compile(r"(?:netzwerk|verbund|kreis|gemeinschaft|cluster|branche|szene)s?$", re.IGNORECASE)
"""What „Jenaer Photoniknetzwerk“ ends in: a description of a body, not its name."""


def adjectives_left(text: Text, at: int, *, complete: bool = False) -> int:
    """Take capitalised adjectives and „Industrie- und“ before a head into the name."""
    tokens = text.tokens
    while at > 0 and text.adjacent(at - 1):
        before = tokens[at - 1]
        if (
            PROPER_ADJECTIVE.match(before.text) and not (before.opens_sentence and before.text in {"Frei", "Freie"})
        ) or (
            DEMONYM.match(before.text)
            and not is_role(before.text)
            and not is_function_word(before.text)
            and (complete or not is_plain_head(tokens[at].text) or tokens[at].text in TOWNS_OWN)
        ):
            at -= 1
        elif before.text == "und" and at >= 2 and tokens[at - 2].text.endswith("-"):
            at -= 2
        elif complete and before.text.isupper() and len(before.text) > 2 and is_acronym(before.text):
            at -= 1
        else:
            break
    return at


def by_head(text: Text, index: int, at: int) -> Iterator[Span]:
    """The name that the head word at a token makes with its neighbours, if they tell which one is meant."""
    tokens = text.tokens
    word = tokens[at].text
    if word in ABBREVIATED_HEADS:
        last = names_right(text, at + 1)
        if last > at + 1:
            yield Span(index, at, last)
        return
    if word == "Fraunhofer" and at + 1 < len(tokens) and is_acronym(tokens[at + 1].text):
        yield Span(index, at, at + 2)
        return
    if word in PLURAL_FIRMS and (patron := _patron_left(text, at)) < at:
        yield Span(index, patron, at + 1)
        return
    if word == "Kreis" or not is_head(word) or (is_role(word) and not NAMED_PREFIX.match(word)):
        return
    last = complement_right(text, at + 1)
    first = _english_left(text, at) if word in ENGLISH_HEADS else adjectives_left(text, at, complete=last > at + 1)
    if (
        is_plain_head(word)
        and first == at
        and last == at + 2
        and BRAND.match(tokens[at + 1].text)
        and "-" in tokens[at + 1].text
    ):
        yield Span(index, at + 1, last)  # „das französische Institut CEA-Liten“
        return
    if first == at and last == at + 1 and (patron := _patron_left(text, at)) < at:
        yield Span(index, patron, last)
        return
    if _is_specific(text, first, at, last):
        yield Span(index, first, last)


def _patron_left(text: Text, at: int) -> int:
    """„Asklepios Kliniken“, „Klassik Stiftung“: names directly before a head that has nothing else."""
    tokens = text.tokens
    first = at
    while first > 0 and at - first < 3 and text.adjacent(first - 1):
        token = tokens[first - 1]
        common = (
            is_role(token.text)
            or is_function_word(token.text)
            or is_head(token.text)
            or bool(THING_CUE.search(token.text))
        )
        if (
            not is_name_part(token)
            or common
            or (first == at and DEMONYM.match(token.text))
            or token.text in NO_ORGANISATION
            or token.text in ADDRESS
        ):
            break
        first -= 1
    return at if tokens[first].opens_sentence and at - first == 1 else first


def _english_left(text: Text, at: int) -> int:
    first = at
    while (
        first > 0
        and text.adjacent(first - 1)
        and is_name_part(text.tokens[first - 1])
        and not is_function_word(text.tokens[first - 1].text)
    ):
        if is_role(text.tokens[first - 1].text) or THING_CUE.search(text.tokens[first - 1].text):
            break
        first -= 1
    return first


def _is_specific(text: Text, first: int, head: int, last: int) -> bool:
    """Whether a head with its neighbours names one organisation, not a kind of them."""
    word = text.tokens[head].text
    if EVENT_OR_AWARD & {token.text for token in text.tokens[first:last]}:
        return False
    if (
        last < len(text.tokens)
        and text.adjacent(last - 1)
        and THING_END.search(text.tokens[last].text)
        and text.tokens[last].text[0].isupper()
    ):
        return False
    if last > head + 1:
        return not (text.key_at(head - 1) in INDEFINITE and text.key_at(head + 1) in {"für", "der", "des", "zur"})
    if NAMED_PREFIX.match(word) or word.count("-") >= 2:
        return True
    if word in ENGLISH_HEADS and not is_plain_head(word):
        return any(token.text not in ENGLISH_KINDS for token in text.tokens[first:head])
    if first == head:
        return False
    adjective = text.tokens[first].text
    if PROPER_ADJECTIVE.match(adjective):
        if is_plain_head(word) and not re.match(r"Deutsch|Europäisch|Österreich|Schweizer", adjective):
            return False
        return not text.tokens[first].opens_sentence or bool(
            re.match(r"Deutsch|Technisch|Evangel|Kathol|Europ|Fürst|Königl", adjective)
        )
    if text.tokens[first].text.endswith("-"):
        return False
    if DEMONYM.match(adjective) and LOOSE_BODY.search(word):
        return False
    return not LONE_GENERIC.match(word) or bool(re.search(r"(?:ministerium|kanzlei|bank|amt|museum|theater)s?$", word))
