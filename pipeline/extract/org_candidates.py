"""Gather all spans that may name an organisation: rules, cues of the release's structure, the model's votes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.extract.acronyms import spells
from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import is_function_word
from pipeline.extract.legal_forms import LEGAL_FORM
from pipeline.extract.name_shapes import BRAND, is_acronym, is_name_part
from pipeline.extract.org_edges import with_edges, without_lead
from pipeline.extract.org_words import (
    GENERIC_APPOSITION,
    NAMED_PREFIX,
    NO_ORGANISATION,
    THING_CUE,
    THING_END,
    is_head,
    is_plain_head,
)
from pipeline.extract.organisations import accepts_vote, rule_spans
from pipeline.extract.role_words import TOWN_ROLES, is_role
from pipeline.extract.titles import ADDRESS, TITLE
from pipeline.extract.tokens import Span, Text
from pipeline.extract.votes import Votes, tokens_of
from pipeline.model import Field

ABOUT = re.compile(
    r"^(?:Über|About|Zu|Zum|Zur|Wer ist|Was ist|Hintergrund:?|Die|Das|Der|The)\s+(?:die |das |den |der |"
    r"dem |the )?"
)
COMPANY_ROLE = re.compile(
    r"(?:Geschäftsführer|Gründer|CEO|CTO|CFO|COO|Vertriebsleiter|Vorstand|Sprecher|Entwickler|"
    r"Abteilungsleiter|Manager|Inhaber)",
    re.IGNORECASE,
)
APPOSITION = re.compile(
    r"(?:^Firma$|^Unternehmen|unternehmen$|[Ss]tart-?[Uu]ps?$|[Kk]onzern$|hersteller$|^Agentur$|"
    r"[Aa]nbieter$|[Ss]pezialist$|[Dd]ienstleister$|[Vv]ersorger$|[Zz]ulieferer$|ausrüster$|entwickler$)"
)
CREDIT = re.compile(r"(?:©|\(c\)|Copyright:?|Fotos?:|Bild:|Bildrechte:|Grafik:|Quelle:|Foto\s*:)\s*")
SENT_BY = re.compile(r"übermittelt durch\s+")


def candidates(texts: Sequence[Text], votes: Votes, places: frozenset[str]) -> list[Span]:
    """All spans to make organisations of; ``votes`` are the model's, ``places`` names of places."""
    spans: list[Span] = []
    for index, text in enumerate(texts):
        spans += (span for span in rule_spans(text, index) if not _is_term(text, span))
        spans += _title(text, index)
        spans += _by_role(text, index, places)
    spans = with_edges(texts, spans, votes)
    for index, text in enumerate(texts):
        # „das Start-up Gute Laune“, „Optics Excellence Initiative (OEI)“: firms, whatever their names look like.
        spans += _apposition(text, index, places)
        spans += _bracketed(text, index, tokens_of(votes.organisations, index))
    things = _things(texts)
    alone = _voted_alone(texts, votes)
    for vote in votes.organisations:
        text = texts[vote.text]
        span = without_lead(text, _without_edges(text, vote))
        if span.first < span.last and accepts_vote(text, span.first, span.last, alone=alone):
            words = {token.text for token in text.tokens[span.first : span.last]}
            if not words & things and not words <= places:
                spans.append(span)
    return spans


def _voted_alone(texts: Sequence[Text], votes: Votes) -> dict[str, int]:
    """Single words that the model takes for an organisation as often as for anything else, and how often it does."""
    uses = Counter(token.key for text in texts for token in text.tokens)
    inside = [vote for vote in votes.organisations if vote.last > vote.first + 1]
    within_longer = Counter(token.key for vote in inside for token in texts[vote.text].tokens[vote.first : vote.last])
    single = Counter(
        texts[vote.text].tokens[vote.first].key for vote in votes.organisations if vote.last == vote.first + 1
    )
    surnames = {text.tokens[at].key.removesuffix("s") for text in texts for at in _surnames(text)}
    surnames |= {texts[vote.text].tokens[vote.last - 1].key.removesuffix("s") for vote in votes.people}
    return {
        key: count
        for key, count in single.items()
        if 2 * count >= uses[key] - within_longer[key] and key.removesuffix("s") not in surnames
    }


def _surnames(text: Text) -> Iterator[int]:
    """Tokens behind a given name, a title or a form of address."""
    for at in range(1, len(text.tokens)):
        before = text.key_at(at - 1)
        if text.adjacent(at - 1) and (gender_of(before) or TITLE.fullmatch(before) or before in ADDRESS):
            yield at


def _is_term(text: Text, span: Span) -> bool:
    """Whether a name without legal form stands wholly in quotation marks: a title, a project („Grüne Kita“)."""
    first, last = text.tokens[span.first], text.tokens[span.last - 1]
    return text.is_masked(first.start, last.end) and not LEGAL_FORM.fullmatch(last.text)


def _without_edges(text: Text, span: Span) -> Span:
    first, last = span.first, span.last
    while first < last and not is_name_part(text.tokens[first]):
        first += 1
    while first < last and not (text.tokens[last - 1].text[0].isalnum() and text.tokens[last - 1].text[-1] != "-"):
        last -= 1
    return Span(span.text, first, last)


def _things(texts: Sequence[Text]) -> frozenset[str]:
    """Words that somewhere stand behind „Projekt“, „Messe“, „Preis“ and the like."""
    return frozenset(
        text.tokens[at + 1].text
        for text in texts
        for at in range(len(text.tokens) - 1)
        if text.tokens[at].text[0].isupper()
        and THING_CUE.search(text.tokens[at].text)
        and text.adjacent(at)
        and not is_head(text.tokens[at].text)
    )


def _title(text: Text, index: int) -> Iterator[Span]:
    """„Über das Fraunhofer IOF“: a boilerplate's title names its organisation."""
    if text.at.field is not Field.BOILERPLATE_TITLE or not (match := ABOUT.match(text.text)):
        return
    first = next((i for i, token in enumerate(text.tokens) if token.start >= match.end()), len(text.tokens))
    last = next(
        (
            i
            for i in range(first, len(text.tokens))
            if text.tokens[i].text in {"(", ":", "–", "|", ",", "und"} and text.tokens[i].text != "und"
        ),
        len(text.tokens),
    )
    words = [token.text for token in text.tokens[first:last]]
    if not words or not words[0][0].isalnum() or (not words[-1][-1].isalnum() and words[-1][-1] != "."):
        return
    if not words[0][0].isupper() and not any(word[0].isupper() for word in words):
        return
    lone = len(words) == 1 and (
        (is_head(words[0]) and not NAMED_PREFIX.match(words[0]) and words[0].count("-") < 2)
        or words[0] in NO_ORGANISATION
        or bool(GENERIC_APPOSITION.search(words[0]))
    )
    thing = (
        THING_CUE.search(words[0]) is not None and not is_head(words[0]) and words[0] != "Messe" and len(words) > 1
    ) or (THING_END.search(words[-1]) is not None and not is_head(words[-1]))
    person = gender_of(words[0]) is not None and len(words) <= 3 and not any(is_head(word) for word in words)
    role = is_role(words[0]) and not is_head(words[0])
    if not (lone or thing or person or role or is_function_word(words[0])):
        yield Span(index, first, last)


def _apposition(text: Text, index: int, places: frozenset[str]) -> Iterator[Span]:
    """„das Start-up Lumora“: a common noun for firms leads to a name."""
    for at in range(len(text.tokens) - 1):
        if not APPOSITION.search(text.tokens[at].text) or not text.adjacent(at):
            continue
        last = at + 1
        while (
            last < len(text.tokens) and (last == at + 1 or text.adjacent(last - 1)) and is_name_part(text.tokens[last])
        ):
            if is_role(text.tokens[last].text) or is_function_word(text.tokens[last].text):
                break
            last += 1
        if (
            last > at + 1
            and text.tokens[at + 1].text not in places
            and not is_role(text.tokens[at + 1].text)
            and len(text.tokens[at + 1].text) > 2
        ):
            yield Span(index, at + 1, last)


def _by_role(text: Text, index: int, places: frozenset[str]) -> Iterator[Span]:
    """„Vertriebsleiter bei TRIOPTA“, „Gründerin von Lumora“."""
    for at in range(len(text.tokens) - 2):
        role, link, name = text.tokens[at : at + 3]
        if (
            link.text not in {"bei", "von", "der", "des", "beim"}
            or not is_role(role.text)
            or TOWN_ROLES.search(role.text)
        ):
            continue
        brand = bool(BRAND.match(name.text)) and name.text not in NO_ORGANISATION
        company = link.text in {"bei", "von"} and COMPANY_ROLE.search(role.text) and name.text[0].isupper()
        if (
            (brand or company)
            and name.text not in places
            and is_name_part(name)
            and not is_plain_head(name.text)
            and not is_function_word(name.text)
        ):
            last = at + 3
            while (
                last < len(text.tokens)
                and text.adjacent(last - 1)
                and is_name_part(text.tokens[last])
                and company
                and not is_role(text.tokens[last].text)
            ):
                last += 1
            yield Span(index, at + 2, last)


def _bracketed(text: Text, index: int, voted: set[int]) -> Iterator[Span]:
    """„European Cluster Excellence Initiative (ECEI)“: capitalised words that spell the acronym behind them.

    Either a head word is among them or the model votes for one of them.
    """
    for at in range(2, len(text.tokens) - 1):
        acronym = text.tokens[at].text
        if text.key_at(at - 1) != "(" or text.key_at(at + 1) != ")" or not is_acronym(acronym) or len(acronym) < 3:
            continue
        first = at - 1
        while first > 0 and at - first < 8 and (first == at - 1 or text.adjacent(first - 1)):
            token = text.tokens[first - 1]
            if not (is_name_part(token) or token.text in {"for", "of", "the", "and", "für", "und"}) or is_role(
                token.text
            ):
                break
            first -= 1
        while first < at - 1 and (
            text.tokens[first].text[0] != acronym[0] or is_function_word(text.tokens[first].text)
        ):
            first += 1
        words = [token.text for token in text.tokens[first : at - 1]]
        if len(words) < 2 or THING_END.search(words[-1]) or not spells(acronym, "".join(words)):
            continue
        if any(is_head(word) for word in words) or voted & set(range(first, at + 1)):
            yield Span(index, first, at - 1)


def credits_and_senders(texts: Sequence[Text]) -> Iterator[Span]:
    """„© Fraunhofer IOF / Walter Poppinga“: what stands between the sign and the slash, if brand-like."""
    for index, text in enumerate(texts):
        for match in (*CREDIT.finditer(text.text), *SENT_BY.finditer(text.text)):
            first = next((i for i, token in enumerate(text.tokens) if token.start >= match.end()), len(text.tokens))
            last = first
            while (
                last < len(text.tokens)
                and is_name_part(text.tokens[last])
                and (last == first or text.adjacent(last - 1))
            ):
                last += 1
            words = [token.text for token in text.tokens[first:last]]
            if (
                words
                and gender_of(words[0]) is None
                and (any(BRAND.match(word) or is_head(word) for word in words))
                and words[0] not in NO_ORGANISATION
            ):
                yield Span(index, first, last)
