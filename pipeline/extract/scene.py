"""What the rules about roles and speakers look at: texts, mentions, and who has been put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.mentions import Seen, Sightings
from pipeline.extract.org_joining import Organ
from pipeline.extract.people_joining import Human
from pipeline.extract.role_words import is_role
from pipeline.extract.titles import TITLE
from pipeline.extract.tokens import Span, Text
from pipeline.model import Field


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules look at: texts, mentions, and who has been put together."""

    texts: Sequence[Text]
    humans: Sequence[Human]
    organs: Sequence[Organ]
    seen: Sightings
    issuer: int | None

    def organ_at(self, text: int, token: int) -> Seen | None:
        """The organisation whose mention begins at a token."""
        return next((s for s in self.seen.organisations if s.span.text == text and s.span.first == token), None)

    def organ_before(self, text: int, token: int) -> Seen | None:
        """The organisation whose mention ends right before a token."""
        return next((s for s in self.seen.organisations if s.span.text == text and s.span.last == token), None)

    def person_near(self, text: int, token: int) -> bool:
        """Whether a person's name begins at a token, with or without titles and right behind the word before."""
        if not self.texts[text].adjacent(token - 1):
            return False
        while TITLE.fullmatch(self.texts[text].key_at(token)):
            token += 1
        return any(s.span.text == text and s.span.first == token for s in self.seen.people)

    def nearest_organ(self, span: Span) -> int | None:
        """The organisation named last before a span in the running text."""
        before = [s for s in self.seen.organisations if (s.span.text, s.span.first) < (span.text, span.first)]
        return next(
            (
                s.who
                for s in reversed(before)
                if self.texts[s.span.text].at.field not in {Field.CAPTION, Field.BOILERPLATE}
            ),
            None,
        )


def last_person(scene: Scene, span: Span, gender: str | None) -> int | None:
    """Who was named last before a span in headline or body, of a gender if that is known."""
    fields = {Field.PARAGRAPH, Field.HEADLINE, Field.SUBHEADLINE, Field.SUBHEAD}
    for sighting in reversed(scene.seen.people):
        if (sighting.span.text, sighting.span.first) >= (span.text, span.first) or scene.texts[
            sighting.span.text
        ].at.field not in fields:
            continue
        human = scene.humans[sighting.who]
        if gender is None or human.gender in {None, gender}:
            return sighting.who
    return None


def same_role(one: str | None, other: str | None) -> bool:
    """Whether two roles have the same noun („Geschäftsführerin“ and „Geschäftsführer der GmbH“)."""
    if not one or not other:
        return False
    nouns = [
        next((w.split("-")[-1].lower().removesuffix("in") for w in role.split() if is_role(w)), "")
        for role in (one, other)
    ]
    return bool(nouns[0]) and nouns[0] == nouns[1]
