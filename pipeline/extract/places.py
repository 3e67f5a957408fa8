"""Places: the dateline's and those that the model finds outside the names of people and organisations."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.function_words import CALENDAR, is_function_word
from pipeline.extract.mentions import to_mention
from pipeline.extract.org_words import DEMONYM, NO_ORGANISATION, is_head
from pipeline.extract.role_words import is_role
from pipeline.extract.tokens import Span, Text
from pipeline.model import Field, Mention, Place

WHERE = frozenset("in aus nach um nahe bei zwischen bis richtung raum standort von".split())
# What may stand before a place besides: „ganz Europa“, „im Ortsteil Schwarza“, „die Stadt Gera“, „Land Hessen“.
_BEFORE_PLACE = WHERE | frozenset(
    "ganz stadt gemeinde ortsteil landkreis kreis region land über durch im mit und".split()
)


def place_words(texts: Sequence[Text], votes: Sequence[Span]) -> frozenset[str]:
    """Single words that name places: those of the dateline, and the model's behind a preposition of place."""
    words = {
        token.text
        for text in texts
        if text.at.field is Field.DATELINE
        for token in text.tokens
        if token.text[0].isupper()
    }
    for span in votes:
        text = texts[span.text]
        if span.last == span.first + 1 and text.key_at(span.first - 1).lower() in WHERE:
            words.add(text.tokens[span.first].text)
    return frozenset(words)


def places(texts: Sequence[Text], votes: Sequence[Span], taken: Sequence[Span]) -> tuple[Place, ...]:
    """Places by name in order of first appearance; ``taken`` are the spans of people and organisations.

    The model takes many a noun for a place; a name counts if one of its mentions stands where places stand.
    """
    found: dict[str, list[Mention]] = {}
    vouched: set[str] = set()
    covered = list(taken)
    for span in sorted(votes, key=lambda s: (s.text, s.first, -s.last)):
        text = texts[span.text]
        words = [token.text for token in text.tokens[span.first : span.last]]
        if not words or any(t.text == span.text and t.first < span.last and span.first < t.last for t in covered):
            continue
        if text.is_masked(text.tokens[span.first].start, text.tokens[span.last - 1].end) or not _plausible(words):
            continue
        covered.append(span)
        mention = to_mention(texts, span)
        name = " ".join(mention.text.split())
        found.setdefault(name, []).append(mention)
        if text.at.field is Field.DATELINE or text.key_at(span.first - 1).lower() in _BEFORE_PLACE:
            vouched.add(name)
    return tuple(Place(name, tuple(mentions)) for name, mentions in found.items() if name in vouched)


def _plausible(words: list[str]) -> bool:
    first = words[0]
    return (
        first[0].isupper()
        and words[-1][-1].isalnum() | (words[-1] == ")")
        and not is_function_word(first)
        and not any(
            word in NO_ORGANISATION - {"Deutschland", "Thüringen", "Europa", "USA", "EU", "NRW"}
            or word in CALENDAR
            or word.isdigit()
            for word in words
        )
        and not (
            len(words) == 1
            and (
                is_role(first)
                or is_head(first)
                or (DEMONYM.match(first) and first.endswith(("inger", "ner")) and len(first) > 6)
            )
        )
    )
