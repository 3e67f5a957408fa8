"""Read a role and an organisation from what stands around a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.function_words import CALENDAR
from pipeline.extract.role_words import DROPPED_ADJECTIVES, ROLE_ADJECTIVES, is_role
from pipeline.extract.scene import Scene
from pipeline.extract.speech_verbs import SPEECH_VERBS
from pipeline.extract.titles import ADDRESS, AFTER_NAME, TITLE
from pipeline.extract.tokens import Span, Text
from pipeline.model import Field

LINKS = frozenset(
    """
    der des die den dem das für und im am an von bei beim vom in zu zur zum ins sowie & of for at the
    """.split()
)
BELONGS = frozenset("von vom bei beim am an der des dem den im".split())
LEADING = frozenset({"leitet", "verantwortet", "koordiniert", "leitete"})
POSSESSIVE = re.compile(r"^(?:[Ii]hre?|[Dd]eren|[Ss]eine?|[Dd]essen)[rmns]?$")


@dataclass(frozen=True, slots=True)
class Office:
    """A role as the text gives it and the organisation that stands with it, by index."""

    role: str | None
    organ: int | None
    possessive: str | None = None


def offices_around(scene: Scene, span: Span) -> Iterator[Office]:
    """What stands before a mention, behind it and in a clause about it, the nearest first."""
    text = scene.texts[span.text]
    first = span.first
    while first > 0 and (TITLE.fullmatch(text.tokens[first - 1].key) or text.tokens[first - 1].text in ADDRESS):
        first -= 1
    before = _before(scene, span.text, first)
    if before:
        yield before
    after = _after(scene, span.text, span.last)
    if after:
        yield after
    linked = _linked(scene, span.text, span.last)
    if linked is not None:
        yield Office(None, linked)
    as_role = _as_role(text, span.last)
    if as_role:
        yield as_role
    becomes = _becomes(scene, span.text, span.last)
    if becomes:
        yield becomes


COPULAS = frozenset("ist war wird wurde bleibt".split())


def _becomes(scene: Scene, index: int, at: int) -> Office | None:
    """„X wird zum 1. Februar Sportdirektorin der SG Y“: the role that a copula leads to in the same clause."""
    text = scene.texts[index]
    verb = next((i for i in range(at, min(at + 2, len(text.tokens))) if text.tokens[i].text in COPULAS), None)
    if verb is None:
        return None
    for ahead in range(verb + 1, min(verb + 9, len(text.tokens))):
        word = text.tokens[ahead].text
        if word in {",", ";", ":", "„"} or (word == "." and not text.key_at(ahead - 1).isdigit()):
            return None
        if is_role(word):
            return role_phrase(scene, index, ahead)
    return None


def _before(scene: Scene, index: int, at: int) -> Office | None:
    """„Projektleiterin X“, „IHK-Präsident X“, „die Direktorin des IKTS, X“, „Chefarzt der Klinik Y, X“."""
    text = scene.texts[index]
    end = at
    comma = text.key_at(at - 1) == ","
    if comma:
        end = at - 1
    organ = scene.organ_before(index, end)
    organ_who = organ.who if organ else None
    if organ:
        end = organ.span.first
        while end > 0 and text.tokens[end - 1].text in LINKS:
            end -= 1
    head = end - 1
    if head < 0:
        return None
    if comma or organ:
        lowest = max(0, head - 6)
        while head > lowest and not is_role(text.tokens[head].text) and text.tokens[head].text not in ".,;:":
            head -= 1
    if not is_role(text.tokens[head].text):
        return None
    if comma and not re.match(
        r"(?:[Dd](?:er|ie|em|en)|[Ii]hre?|[Uu]nsere?|[Ss]eine?)$|.*e[rn]?$", text.key_at(head - 1)
    ):
        return None
    first = head
    while (
        first > 0
        and ROLE_ADJECTIVES.match(text.tokens[first - 1].text)
        and not DROPPED_ADJECTIVES.search(text.tokens[first - 1].text.lower())
    ):
        first -= 1
    owner = text.key_at(first - 1).lower()
    possessive = None if not POSSESSIVE.match(owner) else "person" if owner.startswith("sein") else "organisation"
    if organ_who is None:
        organ_who = _organ_in_compound(scene, text.tokens[head].text)
    if organ_who is None and first > 0:
        genitive = scene.organ_before(index, first)
        organ_who = genitive.who if genitive else None
    role = " ".join(text.slice(first, max(end, head + 1)).split())
    return Office(role, organ_who, possessive)


def _organ_in_compound(scene: Scene, word: str) -> int | None:
    """„OptoNet-Geschäftsführerin“: the organisation before the last hyphen."""
    prefix = re.split(r"[-\u2010\u2011](?=[^-\u2010\u2011]+$)", word)[0]
    if prefix == word:
        return None
    return next(
        (who for who, organ in enumerate(scene.organs) if (prefix,) in organ.forms or (prefix,) in organ.short), None
    )


def _after(scene: Scene, index: int, at: int) -> Office | None:
    """„X, Sprecher der Geschäftsführung der Y GmbH“, „X (Vorsitzende, Y e.V.)“, a role on the next contact line."""
    text = scene.texts[index]
    if text.key_at(at) in AFTER_NAME:
        at += 1
    if text.key_at(at) == "," and text.key_at(at + 1) in AFTER_NAME:
        at += 2
    if text.key_at(at) in {",", "(", "–", "|", "·", "-"}:
        return role_phrase(scene, index, at + 1)
    if (
        text.at.field is Field.CONTACT
        and at >= len(text.tokens)
        and index + 1 < len(scene.texts)
        and scene.texts[index + 1].at.field is Field.CONTACT
    ):
        return role_phrase(scene, index + 1, 0)
    return None


def role_phrase(scene: Scene, index: int, at: int) -> Office | None:
    """A role with its complements from token ``at``, and the organisation it leads to."""
    text = scene.texts[index]
    tokens = text.tokens
    while at < len(tokens) and (
        tokens[at].text in {"der", "die", "unser", "unsere", "seit", "zugleich", "ehemaliger", "ehemalige"}
        or tokens[at].text.isdigit()
    ):
        at += 1
    first = at
    while at < len(tokens) and (ROLE_ADJECTIVES.match(tokens[at].text) or tokens[at].text in {"und"}):
        at += 1
    if at >= len(tokens) or not is_role(tokens[at].text):
        organ = (
            scene.organ_at(index, first)
            if first < len(tokens) and text.key_at(first - 1) in {"(", "|", "·", ","}
            else None
        )
        return Office(None, organ.who) if organ and text.key_at(first - 1) in {"(", "|"} else None
    last = at + 1
    organ_who = _organ_in_compound(scene, tokens[at].text)
    while last < len(tokens):
        if scene.person_near(index, last):
            return None  # the next person's role: „X, Leiterin Y und …“
        sighting = scene.organ_at(index, last)
        if sighting:
            organ_who = sighting.who
            break
        token = tokens[last]
        adjective = (
            token.text.islower()
            and last + 1 < len(tokens)
            and tokens[last + 1].text[0].isupper()
            and token.text.endswith(("e", "en", "er", "es"))
            and token.text not in SPEECH_VERBS
        )
        if not (
            token.text in LINKS
            or adjective
            or (token.text[0].isupper() and not token.opens_sentence and token.text not in CALENDAR)
        ):
            if token.text in {",", "("} and (direct := scene.organ_at(index, last + 1)):
                organ_who = organ_who if organ_who is not None else direct.who
            break
        last += 1
    while last > at + 1 and (tokens[last - 1].text in LINKS or tokens[last - 1].text.islower()):
        last -= 1
    return Office(" ".join(text.slice(first, last).split()), organ_who)


def _linked(scene: Scene, index: int, at: int) -> int | None:
    """„X von der TH Y“, „X (Y)“, „X, der beim VDL die Technik verantwortet“."""
    text = scene.texts[index]
    relative = text.key_at(at) == "," and text.key_at(at + 1) in {"der", "die", "dessen", "deren"}
    start = at + 2 if relative else at
    if not relative and text.key_at(at) not in BELONGS | {"("}:
        return None
    for ahead in range(start + relative, min(start + (8 if relative else 3), len(text.tokens))):
        if text.tokens[ahead].text in {",", ".", ";", ":"}:
            break
        sighting = scene.organ_at(index, ahead)
        if sighting and (text.key_at(ahead - 1) in BELONGS | {"("}):
            return sighting.who
    if relative and any(text.key_at(ahead) in LEADING for ahead in range(start, min(start + 9, len(text.tokens)))):
        return scene.issuer
    return None


def _as_role(text: Text, at: int) -> Office | None:
    """„X, die das Verfahren als Vorstandsvorsitzende angestoßen hat“."""
    for ahead in range(at, min(at + 16, len(text.tokens) - 1)):
        if text.tokens[ahead].text in {".", ";", ":", "“", "„"}:
            return None
        if text.tokens[ahead].text == "als" and is_role(text.tokens[ahead + 1].text):
            return Office(text.tokens[ahead + 1].text, None)
    return None
