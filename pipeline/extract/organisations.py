"""Find where organisations are named: by legal form, head word, family, known name or the model's vote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import DETERMINERS, INDEFINITE, is_function_word
from pipeline.extract.name_shapes import BRAND, is_acronym, is_name_part
from pipeline.extract.org_complements import names_right
from pipeline.extract.org_edges import is_lead
from pipeline.extract.org_heads import LOOSE_BODY, by_head
from pipeline.extract.org_legal import by_legal_form
from pipeline.extract.org_words import (
    CAR_MAKES,
    COMPANY_WORDS,
    DEMONYM,
    EVENT_OR_AWARD,
    GENERIC_APPOSITION,
    KNOWN,
    LONE_GENERIC,
    NO_ORGANISATION,
    PROPER_ADJECTIVE,
    THING_CUE,
    THING_END,
    is_head,
    is_plain_head,
)
from pipeline.extract.role_words import is_role
from pipeline.extract.speech_verbs import SPEECH_VERBS
from pipeline.extract.titles import ADDRESS, AFTER_NAME, TITLE
from pipeline.extract.tokens import Span, Text, tokenise
from pipeline.model import Field

_KNOWN_KEYS: dict[str, list[tuple[str, ...]]] = {}
for _name in sorted(KNOWN, key=lambda name: (-len(name), name)):
    _keys = tuple(token.key for token in tokenise(_name))
    _KNOWN_KEYS.setdefault(_keys[0], []).append(_keys)

DOUBLE_NAME = re.compile(r"[A-ZÄÖÜ][a-zäöüßéèáíóúçñ]+-[A-ZÄÖÜ][a-zäöüßéèáíóúçñ]+$")


def rule_spans(text: Text, index: int) -> Iterator[Span]:
    """Every span that a rule holds for an organisation's name; spans may overlap."""
    yield from by_legal_form(text, index)
    for position in range(len(text.tokens)):
        yield from by_head(text, index, position)
        yield from _known(text, index, position)
    yield from _acting_town(text, index)


def _known(text: Text, index: int, at: int) -> Iterator[Span]:
    for keys in _KNOWN_KEYS.get(text.key_at(at), []):
        if all(text.key_at(at + i) == part for i, part in enumerate(keys)):
            if keys[0] in CAR_MAKES or _is_thing_context(text, at):
                return
            last = names_right(text, at + len(keys))
            if len(keys) == 1 and keys[0].isupper() and keys[0] in {"EDEKA", "REWE"}:
                return
            yield Span(index, at, last)
            return


def _acting_town(text: Text, index: int) -> Iterator[Span]:
    """„die Stadt Jena plant“, not „in der Stadt Jena“: a town as administration."""
    for at, token in enumerate(text.tokens[:-1]):
        if token.text not in {
            "Landkreises",
            "Kreises",
            "Stadt",
            "Landeshauptstadt",
            "Gemeinde",
            "Landkreis",
            "Stadtverwaltung",
            "Kreis",
        } or not text.adjacent(at):
            continue
        last = names_right(text, at + 1)
        before, earlier = text.key_at(at - 1).lower(), text.key_at(at - 2).lower()
        inside = before in {"in", "im", "aus", "am"} or earlier in {"in", "aus", "durch", "um", "nach", "nahe"}
        if last > at + 1 and not inside and is_name_part(text.tokens[at + 1]):
            yield Span(index, at, last)


def _is_thing_context(text: Text, at: int) -> bool:
    """Whether the words before say that a thing, not an organisation, is named."""
    before = text.key_at(at - 1)
    return before in INDEFINITE or (before[:1].isupper() and bool(THING_CUE.search(before)) and not is_head(before))


def _like_a_person(words: list[str]) -> bool:
    """Two words, the second doubled by a hyphen: no firm is called so, but many a press officer."""
    return (
        len(words) == 2
        and all(DOUBLE_NAME.match(word) or word.istitle() for word in words)
        and bool(DOUBLE_NAME.match(words[1]))
    )


def accepts_vote(text: Text, first: int, last: int, *, alone: Mapping[str, int]) -> bool:
    """Whether the model's vote for an organisation is worth believing where no rule holds.

    ``alone`` are the single words that it takes for organisations throughout the release, and how often it does.
    """
    tokens = text.tokens[first:last]
    words = [token.text for token in tokens]
    branch = len(words) == 2 and words[1] in BRANCHES and is_acronym(words[0])  # „WWF Deutschland“
    if any(
        (word in NO_ORGANISATION and not branch) or word in CAR_MAKES or word.startswith("POL-") for word in words
    ) or EVENT_OR_AWARD & set(words):
        return False
    if words[0] in {"Campus", "Haus"} or words[-1] == "Unit" or any(FACILITY.search(word) for word in words):
        return False
    if _shown_at(text, first) or _is_label(text, last):
        return False
    if text.text.isupper() or any(word.startswith("POL-") for word in words):
        return False
    thing = THING_END.search(words[-1]) and not (len(words) > 1 and is_plain_head(words[0]))
    if _is_thing_context(text, first) or thing or is_function_word(words[0]):
        return False
    if (
        text.is_masked(tokens[0].start, tokens[-1].end)
        or not words[0][0].isupper()
        or any(is_role(word) for word in words)
    ):
        return False
    if (
        last < len(text.tokens)
        and text.adjacent(last - 1)
        and text.tokens[last].text[0].isupper()
        and THING_END.search(text.tokens[last].text)
    ):
        return False
    if all(is_plain_head(word) or word in COMPANY_WORDS for word in words):
        return False
    if text.key_at(first - 1) in SPEECH_VERBS and len(words) > 1 and text.key_at(last) in {",", "."}:
        return False  # „erklärt Chiamaka Eze, Mitgründerin …“: who speaks is a person
    if any(word in AFTER_NAME for word in words) or _named_like_a_person(words):
        return False
    titled = bool(TITLE.fullmatch(text.key_at(first - 1))) or text.key_at(first - 1) in ADDRESS
    if titled or (text.at.field is Field.CONTACT and _like_a_person(words)):
        return False  # „PD Dr. Chiara Moretti-Klein“; „Levke Holm-Osei“ above a telephone number
    brand = any(BRAND.match(word) and sum(c.isupper() for c in word) >= 2 for word in words)
    determined = text.key_at(first - 1).lower() in DETERMINERS
    if len(words) == 1:
        word = words[0]
        compound = is_head(word) and not (is_plain_head(word) or LONE_GENERIC.match(word) or PLACE_LIKE.search(word))
        named = compound or not (is_head(word) or determined or GENERIC_APPOSITION.search(word))
        apposed = last < len(text.tokens) and text.adjacent(last - 1) and text.tokens[last].text[0].isupper()
        steady = alone.get(tokens[0].key, 0) > 1 and not tokens[0].opens_sentence
        belongs = tokens[0].key in alone and text.key_at(first - 1) in BELONGING
        lone = named and (steady or belongs) and not apposed and len(word) > 2
        return brand or (compound and "-" in word) or lone
    # „Jenaer Firma“, „Thüringer Photoniknetzwerk“: what kind of body, and where
    kind = DEMONYM.match(words[0]) and all(is_lead(word) or LOOSE_BODY.search(word) for word in words[1:])
    return brand or not (kind or all(_describes(word) for word in words))


FACILITY = re.compile(
    r"(?:kraftwerk|klärwerk|umspannwerk|pumpwerk|bahnhof|kongresszentrum|kulturstätte|stadthalle|"
    r"(?<!land)(?<!bundes)(?<!kreis)(?<!städte)(?<!gemeinde)tag)s?$",
    re.IGNORECASE,
)
"""Ends of words for buildings and events: „Heizkraftwerk Moabit“, „Holzbautag Ost“."""
BELONGING = frozenset("an bei durch für laut mit nach und von ( /".split())
BRANCHES = frozenset("Deutschland Österreich Schweiz Europa Thüringen".split())
PLACE_LIKE = re.compile(r"(?:kirche|zentrum|halle|schule)$")
"""Ends of compounds that name a building rather than who is in it: „Wenzelskirche“, „Herzzentrum“."""


def _named_like_a_person(words: list[str]) -> bool:
    """„Roswitha Brück“: a given name and one or two plain words, in a vote that may have been cast for her firm."""
    plain = all(word.istitle() and not is_head(word) for word in words[1:])
    return len(words) in {2, 3} and plain and gender_of(words[0]) is not None


def _describes(word: str) -> bool:
    """Whether a word says what a body is like, not which one it is: „Große Strafkammer“."""
    if is_lead(word):
        return True
    named = PROPER_ADJECTIVE.match(word) or DEMONYM.match(word)
    return is_head(word) or (not named and bool(re.match(r"[A-ZÄÖÜ][a-zäöüß]+(?:e|en|er|es)$", word)))


def _shown_at(text: Text, first: int) -> bool:
    """„auf der ILA Berlin“: what one is at is a fair, not an organisation."""
    before = text.key_at(first - 1).lower()
    return before == "auf" or (before in {"der", "dem"} and text.key_at(first - 2).lower() == "auf")


def _is_label(text: Text, last: int) -> bool:
    """„HZA-DD: …“, „POL-SLF: …“: the code of an office that opens a headline of the news portal."""
    return text.at.field is Field.HEADLINE and text.key_at(last) == ":" and "-" in text.key_at(last - 1)
