"""Where a person's name ends: given names, particles, surname; and whether a role stands before it."""

from __future__ import annotations

import re

from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import CALENDAR, is_function_word
from pipeline.extract.org_words import NO_ORGANISATION, THING_END, is_head
from pipeline.extract.role_words import is_role
from pipeline.extract.titles import ADDRESS, AFTER_NAME, NOBILITY, PARTICLES, TITLE
from pipeline.extract.tokens import Text, Token

NAME_WORD = re.compile(r"^(?:[^\W\d_]['’])?[^\W\d_][^\W\d_]*(?:[-'’\u2010\u2011][^\W\d_]+)*$")
ROMAN = re.compile(r"^[IVX]+$")
INITIAL = re.compile(r"^[^\W\d_]\.(?:-[^\W\d_]\.)?$")


def is_name_word(token: Token) -> bool:
    """Whether a token can be a given name or surname."""
    word = token.text
    parts = re.split(r"[-\u2010\u2011]", word)
    # „Yoo-jin“, „Jean-luc“: the second half of a given name may be small.
    given_compound = len(parts) == 2 and parts[1].isalpha() and len(parts[0]) < 6 and len(parts[1]) < 6
    return (
        bool(NAME_WORD.match(word))
        and word[0].isupper()
        and (len(word) > 1)
        and word not in ADDRESS | AFTER_NAME
        and not ROMAN.match(word)
        and not TITLE.fullmatch(token.key)
        and all(part[0].isupper() or part in {"al", "el", "von"} or given_compound for part in parts if part)
        and not (len(parts) > 1 and (parts[-1] in {"Team", "Straße", "Preis", "Label"} or is_head(parts[-1])))
    )


def name_end(text: Text, at: int, places: frozenset[str], *, titled: bool) -> int:
    """Where a name that begins at token ``at`` ends; ``at`` if none does. Given names, particles, surname."""
    tokens = text.tokens
    last, words = at, 0
    while last < len(tokens) and (last == at or text.adjacent(last - 1)):
        token = tokens[last]
        if INITIAL.match(token.text) and token.text[0].isupper() and last + 1 < len(tokens):
            last += 1
            continue
        if token.text in NOBILITY or (token.text in PARTICLES and (words or titled)):
            ahead = _past_particles(text, last)
            if last < ahead < len(tokens) and is_name_word(tokens[ahead]) and _noble(text, at, last, ahead, places):
                last, words = ahead + 1, words + 1
                further = _past_particles(text, last)
                if (
                    token.text in NOBILITY
                    and text.key_at(last) in {"von", "zu"}
                    and last < further < len(tokens)
                    and is_name_word(tokens[further])
                ):
                    last = further + 1  # „Freiherr Haller von Moosach“
            elif token.text in NOBILITY and words:
                last, words = last + 1, words + 1  # „Ulrich Graf“
            break
        stops = (
            is_function_word(token.text)
            or (
                token.text in CALENDAR | NO_ORGANISATION
                and not (token.text in {"August", "April", "Mai"} and role_before(text, at))
            )
            or (THING_END.search(token.text) and token.text.lower() != token.text and len(token.text) > 7)
        )
        if (
            not is_name_word(token)
            or (words and (is_role(token.text) and not _surname_like(text, last)))
            or (stops and not words and not titled)
        ):
            break
        if (words and (is_function_word(token.text) or (is_head(token.text) and len(token.text) > 7))) or words == 4:
            break
        last, words = last + 1, words + 1
    return last if words else at


def _past_particles(text: Text, at: int) -> int:
    while at < len(text.tokens) and (text.tokens[at].text in PARTICLES | NOBILITY) and text.adjacent(at):
        at += 1
    return at


def _noble(text: Text, at: int, first: int, last: int, places: frozenset[str]) -> bool:
    """Whether particles lead to a surname, not to what a person belongs to („Anna Weber von der Universität“)."""
    particles = [token.text for token in text.tokens[first:last]]
    word = text.tokens[last].text
    if particles[0] in NOBILITY:
        return True
    if particles[0] in {"und", "zum", "zur", "der", "den", "dem"} or is_head(word) or word.isupper():
        return False
    before = [token.text for token in text.tokens[at:first]]
    if particles[0] in {"von", "vom", "zu"}:
        known = all(gender_of(name) is not None for name in before)
        return known or (len(before) <= 1 and word not in places and (not before or _named_before(text, at)))
    return True


def _named_before(text: Text, at: int) -> bool:
    """Whether a title, a form of address or a role stands right before a token."""
    before = text.key_at(at - 1)
    return before in ADDRESS or bool(TITLE.fullmatch(before)) or role_before(text, at)


def _surname_like(text: Text, at: int) -> bool:
    """Whether a word that is also a role („Richter“, „Becker“) closes the name here."""
    after = text.key_at(at + 1)
    before_given = at > 0 and gender_of(text.tokens[at - 1].text) is not None
    return before_given and not (
        after[:1].isupper() and text.adjacent(at) and not is_role(after) and gender_of(after) is not None
    )


def role_before(text: Text, at: int) -> bool:
    """„Projektleiterin Gesine Kranich“, „Die Direktorin des IKTS, Renate Schnee“ (a comma needs an article)."""
    before = text.key_at(at - 1)
    if is_role(before) and text.adjacent(at - 1):
        return True
    if before == "," and at >= 3:
        role_at = next((i for i in range(at - 2, max(-1, at - 9), -1) if is_role(text.tokens[i].text)), None)
        return (
            role_at is not None
            and text.key_at(role_at - 1).lower()
            in {"der", "die", "dem", "den", "ihre", "ihr", "sein", "seine", "unser", "unsere"}
            and not any(t.text in ",.;" for t in text.tokens[role_at : at - 1])
        )
    return False
