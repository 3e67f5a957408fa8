"""Set the edges of the names that rules found by the model's votes, and drop those it holds for something else.

A rule sees a legal form or a head word and walks from there; it does not know where „Konsortium EmberNet“ or
„Raumfahrttechnik“ begin. The model sees the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.function_words import is_function_word
from pipeline.extract.legal_forms import closes
from pipeline.extract.name_shapes import BRAND
from pipeline.extract.org_words import DEMONYM, GENERIC_APPOSITION, KNOWN, THING_CUE, is_head, is_plain_head
from pipeline.extract.tokens import Span, Text
from pipeline.extract.votes import Votes, overlapping, tokens_of, within

LEADING = re.compile(
    r"(?:^|.)(?:kanzlei|beteiligungsgesellschaft|tochtergesellschaft|muttergesellschaft|wirtschaftsprüfungsgesellschaft|"
    r"steuerberatungsgesellschaft|unternehmensberatung|wohnungsunternehmen)$"
    r"|^(?:Agentur|Ausgründung|Boutique|Fonds|Gewerkschaft|Konsortium|Organisation|Partei|Verein|Zeitung)$|-Boutique$",
    re.IGNORECASE,
)
"""Nouns that stand before a name and say what it is: „die Kanzlei Borenius“."""
OWN_KANZLEI = re.compile(r"(?:staats|senats|bundes|präsidial|reichs)kanzlei$", re.IGNORECASE)
"""Those that are organisations themselves."""


def is_lead(word: str) -> bool:
    """Whether a noun before a name only says what bears it."""
    named = is_head(word) or word.endswith(("verbund", "betrieb", "netzwerk"))  # „Klinikverbund Weserbergland gGmbH“
    generic = bool(GENERIC_APPOSITION.search(word)) and not named
    return word[:1].isupper() and (generic or bool(LEADING.search(word))) and not OWN_KANZLEI.search(word)


def with_edges(texts: Sequence[Text], spans: Sequence[Span], votes: Votes) -> list[Span]:
    """The spans with their edges set, without those that the model holds for a person or a thing."""
    settled = (better for span in spans for better in _with_edges(texts[span.text], span, votes))
    return [without_lead(texts[span.text], span) for span in settled]


def _with_edges(text: Text, span: Span, votes: Votes) -> Iterator[Span]:
    own = overlapping(votes.organisations, span)
    if not own:
        name = text.slice(span.first, span.last)
        patron = is_head(text.tokens[span.first].text) and any(vote.first == span.first + 1 for vote in votes.people)
        if patron or closes(name) or name in KNOWN or not _is_something_else(span, votes):
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
    foreign = DEMONYM.match(text.tokens[vote.first].text) is not None
    if vote.first < first and not foreign and vote.last == last and closes(text.slice(span.first, span.last)):
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
    thing = bool(THING_CUE.search(noun)) and not is_head(noun)
    return linked or is_lead(noun) or thing


def without_lead(text: Text, span: Span) -> Span:
    """A name without the words before it that only say what it is, and where: „Mainzer Agentur | Rabe und Söhne“."""
    first, last = span.first, span.last
    for at in range(first, last - 1):
        word, following = text.tokens[at].text, text.tokens[at + 1].text
        if DEMONYM.match(word) and at == first:
            continue
        named = following[0].isupper() and not (word == "Verein" and following.endswith("er"))
        code = at == first and is_plain_head(word) and at + 2 == last and bool(BRAND.match(following))
        credited = word == "Archiv" and text.key_at(at - 1) in {":", "©", "/"}
        spelt_out = word.endswith("gesellschaft") and text.tokens[last - 1].text == "mbH"  # „…gesellschaft X mbH“
        if named and not spelt_out and (credited or is_lead(word) or (code and "-" in following)):
            return Span(span.text, at + 1, last)
        break
    for at in range(first + 1, last - 2):
        # „… das Café von der Mainfränkische Werkstätten GmbH“
        link = text.tokens[at].text in {"von", "vom", "durch"}
        if link and closes(text.slice(first, last)) and not any(is_head(t.text) for t in text.tokens[first:at]):
            start = next((i for i in range(at + 1, last) if text.tokens[i].text[0].isupper()), first)
            return Span(span.text, start, last)
    return span


def _is_bare(text: Text, first: int, last: int) -> bool:
    """Whether the words are capitalised ones alone, so that nothing ties them to the name before them."""
    return all(
        token.text[0].isupper() and not is_function_word(token.text) and not is_head(token.text)
        for token in text.tokens[first:last]
    )
