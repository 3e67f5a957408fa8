"""Find where people are named, by titles, forms of address, roles, given names, credits and the model's votes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import DETERMINERS, is_function_word
from pipeline.extract.org_words import THING_END, is_head
from pipeline.extract.person_names import INITIAL, is_name_word, name_end, role_before
from pipeline.extract.role_words import is_role
from pipeline.extract.speech_verbs import SPEECH_VERBS
from pipeline.extract.titles import ADDRESS, FEMALE_ADDRESS, NOBILITY, PARTICLES, TITLE
from pipeline.extract.tokens import Span, Text
from pipeline.extract.votes import Votes, tokens_of
from pipeline.model import Field

CREDIT_BEFORE = re.compile(
    r"(?:Fotos?|Bild(?:er)?|Grafik|Illustration|Aufnahme|Bildnachweis|Bildrechte|Bildautor(?:in)?|"
    r"Fotograf(?:in)?|Quelle|Copyright|©|\(c\)|Text|Visualisierung|Rendering)"
    r"\s*(?::|von|©|\s)*\s*(?:[^:\n()]{2,40}?[/|,]\s*)?$"
)
CONTACT_WORDS = frozenset(
    """
    Telefon Tel Tel. Telefax Fax Mobil Handy E-Mail Email Mail Internet Web Pressekontakt Kontakt Presse
    Pressestelle Ansprechpartner
    Ansprechpartnerin Rückfragen Medienkontakt Redaktion Anschrift Adresse Postfach Ihre Ihr Weitere
    Informationen Kommunikation Abteilung Marketing
    Öffentlichkeitsarbeit Unternehmenskommunikation Referat Stabsstelle Sekretariat Leitung Anmeldung
    Buchung Buchungen Führungen Durchwahl Büro Team
    Für Medien Medienvertreter Medienvertreterinnen Öffnungszeiten Vertrieb Verwaltung Pressebüro
    Hochschulkommunikation Wissenschaft Journalisten
    """.split()
)
BREAKS = frozenset({"·", "|", "•", ",", "–", "-", ";", ":", "/", "(", "\n"})


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a person is named: the span of the name, what stands before it, and how sure we are.

    ``given`` is false for a surname alone; ``sure`` is true if a rule holds and false for the model's vote.
    """

    span: Span
    given: bool
    titles: str | None
    gender: str | None
    sure: bool


def find(texts: Sequence[Text], votes: Votes, taken: Sequence[Span], places: frozenset[str]) -> list[Named]:
    """All places where people are named, in reading order, outside the ``taken`` spans of organisations."""
    found: list[Named] = []
    for index, text in enumerate(texts):
        blocked = tokens_of(taken, index)
        opinion = _Opinion(
            ends={at: vote.last for vote in votes.people if vote.text == index for at in range(vote.first, vote.last)},
            against=tokens_of(votes.organisations, index) | tokens_of(votes.things, index),
            silent=not votes.any,
        )
        found += _in_text(text, index, blocked, opinion, places)
    return found


@dataclass(frozen=True, slots=True)
class _Opinion:
    """The model's about one text: where each token's person ends, which are none, and whether it said nothing."""

    ends: Mapping[int, int]
    against: Set[int]
    silent: bool


def registered(texts: Sequence[Text], span: Span) -> Named:
    """A place where a name of the register stands, with the titles and the form of address before it."""
    text = texts[span.text]
    first = span.first
    while first > 0 and TITLE.fullmatch(text.key_at(first - 1)) and text.adjacent(first - 1):
        first -= 1
    titles = text.slice(first, span.first) if first < span.first else None
    address = text.key_at(first - 1)
    gender = "f" if address in FEMALE_ADDRESS else "m" if address in ADDRESS else gender_of(text.key_at(span.first))
    return Named(span, given=True, titles=titles, gender=gender, sure=True)


def _in_text(text: Text, index: int, blocked: set[int], opinion: _Opinion, places: frozenset[str]) -> Iterator[Named]:
    at = 0
    while at < len(text.tokens):
        name, address, titles = _before_name(text, at)
        if name == at and _calling_before_given(text, at):
            at += 1
            continue
        last = at if name in blocked else name_end(text, name, places, titled=name > at)
        last = _as_voted(text, name, last, opinion)
        while last > name and ((last - 1) in blocked or text.tokens[last - 1].text in PARTICLES):
            last -= 1
        if last <= name or text.is_masked(text.tokens[name].start, text.tokens[last - 1].end):
            at += 1
            continue
        named = _judge(text, Span(index, name, last), address, titles, opinion, places)
        if named is not None:
            yield named
            at = last
        else:
            at += 1


def _as_voted(text: Text, first: int, last: int, opinion: _Opinion) -> int:
    """Where a name ends, if the model sees more of it („Ladina | von Planta“) or less („Brandts | Appell“)."""
    end = opinion.ends.get(first, last)
    if end <= last:
        inside = text.tokens[first:last][end - first - 1 : end - first + 1]
        noble = any(token.text in PARTICLES | NOBILITY for token in inside)
        return last if noble else end
    joined = all(text.adjacent(at - 1) for at in range(first + 1, end))
    fits = all(
        is_name_word(token) or token.text in PARTICLES | NOBILITY or INITIAL.match(token.text)
        for token in text.tokens[max(first, last) : end]
    )
    return end if joined and fits else last


def _calling_before_given(text: Text, at: int) -> bool:
    """„Tierhalter Henrik Wendorff“: a word for a calling, no given name, before a given name and a surname."""
    if at + 2 >= len(text.tokens) or not (text.adjacent(at) and text.adjacent(at + 1)):
        return False
    word, given, surname = (text.tokens[at + i].text for i in range(3))
    known = gender_of(given) is not None and gender_of(word) is None
    return known and surname[0].isupper() and not is_function_word(surname) and len(word) > 4 and "-" not in word


def _before_name(text: Text, at: int) -> tuple[int, str | None, str | None]:
    """Skip a form of address and titles at ``at``: where the name begins, the address, the titles."""
    address = text.tokens[at].text if text.tokens[at].text in ADDRESS else None
    name = at + 1 if address and text.adjacent(at) else at
    first = name
    while name < len(text.tokens) and TITLE.fullmatch(text.tokens[name].key) and text.adjacent(name):
        name += 1
    if name >= len(text.tokens):
        return at, None, None
    return name, address, text.slice(first, name) if name > first else None


def _judge(
    text: Text, span: Span, address: str | None, titles: str | None, opinion: _Opinion, places: frozenset[str]
) -> Named | None:
    tokens = text.tokens[span.first : span.last]
    words = [token.text for token in tokens]
    capitals = [word for word in words if word[0].isupper() and word not in NOBILITY]
    given = len(capitals) + (words[-1] in NOBILITY) >= 2 and words[0] not in PARTICLES | NOBILITY
    gender = "f" if address in FEMALE_ADDRESS else "m" if address else gender_of(words[0]) if given else None
    if address or titles:
        if not given and (is_head(words[0]) or (is_role(words[0]) and not address and not titles)):
            return None
        return Named(span, given=given, titles=titles, gender=gender, sure=True)
    if not given:
        if (
            (span.first in opinion.ends or role_before(text, span.first))
            and not _determined(text, span.first)
            and words[0] not in places
            and not is_role(words[0])
        ):
            return Named(span, given=False, titles=None, gender=None, sure=False)
        return None
    before = text.key_at(span.first - 1)
    if any(is_head(word) and len(word) > 6 and gender_of(word) is None for word in words[:-1]) or _thing_follows(
        text, span.last
    ):
        return None
    if is_role(words[0]) and gender_of(words[0]) is None:
        return None
    called = role_before(text, span.first)
    covered = set(range(span.first, span.last))
    if text.text.isupper() and not opinion.silent and span.first not in opinion.ends:
        return None  # in a line of capitals every word looks like a name
    known = gender_of(words[0]) is not None and words[0] not in places
    if known and before in {"des", "dem", "das", "ein", "einem", "einen"}:
        known = False
    sure = (
        (known and not is_head(words[-1]))
        or (called and not is_head(words[-1]))
        or (_credited(text, span.first) and not _organisation_like(words))
        or (_role_after(text, span.last) and (before not in DETERMINERS))
        or (
            before in SPEECH_VERBS
            and before not in {"ist", "war"}
            and span.first >= 2
            and (text.key_at(span.first - 2) in {",", "“", "”", "«", '"'})
        )
        or (before == "so" and text.key_at(span.first - 2) in {",", "“"})
        or (text.at.field is Field.CONTACT and _contact_name(text, span))
    )
    elsewise = covered <= opinion.against and not (called or known or _role_after(text, span.last))
    if sure and (not elsewise or _credited(text, span.first)):
        return Named(span, given=True, titles=None, gender=gender, sure=True)
    if (
        covered <= opinion.ends.keys()
        and before not in DETERMINERS
        and not any(is_head(w) for w in words)
        and not set(words) <= places
    ):
        return Named(span, given=True, titles=None, gender=gender, sure=False)
    return None


def _determined(text: Text, at: int) -> bool:
    before = text.key_at(at - 1)
    return before.lower() in DETERMINERS


def _role_after(text: Text, at: int) -> bool:
    """„…, Technischer Geschäftsführer“ or „… (Vorsitzende)“."""
    if text.key_at(at) not in {",", "(", "–"}:
        return False
    ahead = [token.text for token in text.tokens[at + 1 : at + 4]]
    if ahead and ahead[0] in {"der", "die", "seit", "unser", "unsere"}:
        ahead = ahead[1:]
    return bool(ahead) and (
        is_role(ahead[0]) or (len(ahead) > 1 and ahead[0].endswith(("e", "er")) and is_role(ahead[1]))
    )


def _credited(text: Text, at: int) -> bool:
    start = text.tokens[at].start
    return bool(CREDIT_BEFORE.search(text.text[max(0, start - 90) : start]))


def _organisation_like(words: list[str]) -> bool:
    return any(is_head(word) or (word.isupper() and len(word) > 2) for word in words)


def _contact_name(text: Text, span: Span) -> bool:
    """Whether a contact line, or a part of it between commas and dots, is just this name."""
    words = [token.text for token in text.tokens[span.first : span.last]]
    opens = (
        span.first == 0
        or text.tokens[span.first - 1].text in BREAKS
        or text.tokens[span.first - 1].text in CONTACT_WORDS
        or is_role(text.tokens[span.first - 1].text)
    )
    closes = span.last == len(text.tokens) or text.tokens[span.last].text in BREAKS or not text.adjacent(span.last - 1)
    plain = not any(
        word in CONTACT_WORDS
        or is_head(word)
        or (is_role(word) and gender_of(words[0]) is None)
        or (THING_END.search(word) and gender_of(words[0]) is None)
        or word.isupper()
        for word in words
    )
    return (
        opens
        and closes
        and plain
        and len(words) <= 5
        and not any(char.isdigit() for char in text.text[text.tokens[span.last - 1].end :][:2])
    )


def _thing_follows(text: Text, at: int) -> bool:
    """„Young Lens Award“, „Otto Schott Straße“: the name goes on as a thing's."""
    if at == 0 or at >= len(text.tokens) or not text.adjacent(at - 1):
        return False
    word = text.tokens[at].text
    return word[0].isupper() and bool(THING_END.search(word) or is_head(word)) and not is_role(word)
