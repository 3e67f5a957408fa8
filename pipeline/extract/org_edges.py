"""Set the edges of the names that rules found by the model's votes, and drop those it holds for something else.

A rule sees a legal form or a head word and walks from there; it does not know where „Konsortium EmberNet“ or
„Raumfahrttechnik“ begin. The model sees the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.function_words import is_function_word
from pipeline.extract.legal_forms import closes
from pipeline.extract.org_words import GENERIC_APPOSITION, KNOWN, THING_CUE, is_head
from pipeline.extract.tokens import Span, Text
from pipeline.extract.votes import Votes, overlapping, tokens_of, within

LEADING = frozenset(
    """
    Agentur Anwaltskanzlei Boutique Gewerkschaft Kanzlei Konsortium Organisation Partei Rechtsanwaltskanzlei
    Steuerberatungsgesellschaft Unternehmensberatung Verein Wirtschaftsprüfungsgesellschaft Wohnungsunternehmen
    """.split()
)
"""Nouns that stand before a name and say what it is: „die Kanzlei Borenius“."""


def with_edges(texts: Sequence[Text], spans: Sequence[Span], votes: Votes) -> list[Span]:
    """The spans with their edges set, without those that the model holds for a person or a thing."""
    return [better for span in spans for better in _with_edges(texts[span.text], span, votes)]


def _with_edges(text: Text, span: Span, votes: Votes) -> Iterator[Span]:
    own = overlapping(votes.organisations, span)
    if not own:
        if (
            closes(text.slice(span.first, span.last))
            or text.slice(span.first, span.last) in KNOWN
            or not _is_something_else(span, votes)
        ):
            yield span
        return
    persons = [person for person in within(votes.people, span) if not overlapping(own, person)]
    if persons:  # „Hochschule für Schauspielkunst Berlin und die Kritikerin Tilda Marsch“
        before = [vote for vote in own if vote.last <= persons[0].first and vote.first >= span.first]
        yield Span(span.text, span.first, before[-1].last) if before else span
        return
    if len(own) > 1:
        yield span
        return
    vote = own[0]
    first, last = span.first, span.last
    if vote.first > first and _leads_to_name(text, first, vote.first):
        first = vote.first
    if vote.first < first and vote.last == last and closes(text.slice(span.first, span.last)):
        first = vote.first
    if vote.last < last and not closes(text.slice(span.first, span.last)) and _is_bare(text, vote.last, last):
        last = vote.last
    yield Span(span.text, first, last)


def _is_something_else(span: Span, votes: Votes) -> bool:
    other = tokens_of(votes.people, span.text) | tokens_of(votes.things, span.text)
    return 2 * len(other & set(range(span.first, span.last))) >= span.last - span.first


def _leads_to_name(text: Text, first: int, last: int) -> bool:
    """Whether words only say what the name behind them is: „Konsortium“, „Café von der“, „Kanzlei“."""
    words = [token.text for token in text.tokens[first:last]]
    noun = next((word for word in reversed(words) if not is_function_word(word)), "")
    linked = is_function_word(words[-1]) and not is_head(noun)
    generic = bool(GENERIC_APPOSITION.search(noun) or THING_CUE.search(noun))
    return linked or noun in LEADING or (generic and not is_head(noun))


def _is_bare(text: Text, first: int, last: int) -> bool:
    """Whether the words are capitalised ones alone, so that nothing ties them to the name before them."""
    return all(token.text[0].isupper() and not is_function_word(token.text) for token in text.tokens[first:last])
