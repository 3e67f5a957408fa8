"""What the language model says of texts, as plain values: so it can be remembered, and rules need not know spaCy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

THINGS = "things"
"""The key of ``doc.spans`` in which the built-in model keeps names that it shows to nobody."""


class Spotted(NamedTuple):
    """A name that the model sees at ``start:end`` of a text, with its label."""

    start: int
    end: int
    label: str


Spotter = Callable[[Sequence[str]], Sequence[tuple[Spotted, ...]]]
"""Gives for each text the names that the model sees in it."""


def spotter(nlp: Language) -> Spotter:
    """What a spaCy pipeline with named entities sees; its memory does not grow with the number of texts."""

    def spot(texts: Sequence[str]) -> list[tuple[Spotted, ...]]:
        with nlp.memory_zone():  # else spaCy keeps every new word for ever
            return [
                tuple(Spotted(e.start_char, e.end_char, e.label_) for e in (*doc.ents, *doc.spans.get(THINGS, ())))
                for doc in nlp.pipe(texts)
            ]

    return spot
