"""What a model saw in texts: recalled where it was asked before, asked for where not, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline import extract
from pipeline.crew.crew import Answer, Here
from pipeline.extract import Spotted, Spotter

_Seen = tuple[Spotted, ...]


class NameMemory(Protocol):
    """Where it is remembered what a model, by its fingerprint, saw in texts: start, end and label of each name."""

    def recall_names(self, model: str, text: str) -> tuple[tuple[int, int, str], ...] | None:
        """What it saw in a text, or ``None``."""

    def remember_names(self, model: str, found: Mapping[str, Iterable[tuple[int, int, str]]]) -> None:
        """Keep what it saw in texts."""


class NoMemory:
    """Nothing is remembered."""

    def recall_names(self, model: str, text: str) -> tuple[tuple[int, int, str], ...] | None:
        """Nothing."""

    def remember_names(self, model: str, found: Mapping[str, Iterable[tuple[int, int, str]]]) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a model sees, by the fingerprint ``mark``, with what is remembered of it."""

    memory: NameMemory
    mark: str

    def count_unknown(self, releases: Iterable[Sequence[str]], *, enough: int) -> int:
        """How many characters of their texts the model was not asked about; not counted further than ``enough``."""
        count = 0
        for texts in releases:
            if count >= enough:
                break
            count += sum(len(text) for text, seen in self._recall(texts).items() if seen is None)
        return count

    def ask(self, texts: Sequence[str], *, by: Callable[[list[str]], Answer[list[_Seen]]]) -> Asked:
        """Have the model asked about those texts that it was not asked about before."""
        known = self._recall(texts)
        missing = [text for text, seen in known.items() if seen is None]
        return Asked(self, known, missing, by(missing) if missing else None)

    def _recall(self, texts: Sequence[str]) -> dict[str, _Seen | None]:
        recalled = {text: self.memory.recall_names(self.mark, text) for text in texts}
        return {
            text: None if seen is None else tuple(Spotted(*name) for name in seen) for text, seen in recalled.items()
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about texts: what was known of each, which were ``missing``, and what will be answered to these."""

    names: Names
    known: Mapping[str, _Seen | None]
    missing: Sequence[str]
    answer: Answer[list[_Seen]] | None

    def spot(self, texts: Sequence[str]) -> list[_Seen]:
        """What the model sees in these texts, all of which it was asked about; what is new is remembered.

        Raises:
            ModelError, LostError: the model could not be asked.
            MemoryFaultError: what it saw cannot be remembered.
        """
        seen = dict(self.known)
        if self.answer is not None:
            fresh = dict(zip(self.missing, self.answer.result(), strict=True))
            self.names.memory.remember_names(self.names.mark, fresh)
            seen |= fresh
        return [seen[text] or () for text in texts]


def remembered(model: str, memory: NameMemory) -> Spotter:
    """What the model of a name sees in texts; it is loaded and asked only for those that it was not asked for before.

    Raises, when it is used:
        ModelError: the model cannot be loaded.
    """
    names = Names(memory, extract.fingerprint(model))
    here = Here()

    def ask(missing: list[str]) -> Answer[list[_Seen]]:
        return here.submit(extract.names_in, model, names.mark, missing)

    return lambda texts: names.ask(texts, by=ask).spot(texts)
