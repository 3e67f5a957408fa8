"""What a translator is to the rest of the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Question:
    """One segment to be translated, with what may help; translators that take no help pass over it.

    ``examples`` are pairs of segments that resemble it, with their translations, the nearest first; ``terms``
    pairs of an expression in it and how it must be rendered (glossary, registered names).
    """

    text: str
    examples: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


class Provider(Protocol):
    """A translator; ``local`` if no text leaves the house with it. It is called from several threads at once."""

    @property
    def name(self) -> str:
        """As in the settings and in an edition's origin."""

    @property
    def local(self) -> bool:
        """Whether a release under embargo may be shown to it."""

    @property
    def batch_size(self) -> int:
        """How many questions one request may carry; 1 where the protocol has no batches."""

    @property
    def takes_hints(self) -> bool:
        """Whether it makes use of a question's examples and terms; they are looked for only then."""

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translations of 1 to ``batch_size`` segments of any length; languages are BCP 47 tags.

        Raises:
            TranslatorError: there are none; within the time that the settings allow a request.
        """
