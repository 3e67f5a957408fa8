"""What the language model holds stretches of a release's texts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.tokens import Span

_KINDS = {
    **dict.fromkeys(("PER", "PERSON"), "people"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION"), "organisations"),
    **dict.fromkeys(("LOC", "GPE", "LOCATION"), "places"),
}


def kind_of(label: str) -> str:
    """What a German or English model's label votes for: a field of ``Votes``; any unknown one for a thing."""
    return _KINDS.get(label.upper(), "things")


@dataclass(frozen=True, slots=True)
class Votes:
    """The model's entities by kind, as spans of our tokens; ``things`` are events, products and the like."""

    people: tuple[Span, ...] = ()
    organisations: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    things: tuple[Span, ...] = ()

    @property
    def any(self) -> bool:
        """Whether the model found anything at all; one that is silent cannot speak against a rule."""
        return bool(self.people or self.organisations or self.places or self.things)


NO_VOTES = Votes()


def overlapping(votes: Iterable[Span], span: Span) -> list[Span]:
    """Those votes that share a token with a span."""
    return [vote for vote in votes if vote.overlaps(span)]


def within(votes: Iterable[Span], span: Span) -> list[Span]:
    """Those votes that lie wholly inside a span."""
    return [vote for vote in votes if vote.within(span)]


def tokens_of(votes: Sequence[Span], text: int) -> set[int]:
    """The tokens of a text that votes cover."""
    return {at for vote in votes if vote.text == text for at in range(vote.first, vote.last)}
