"""The annotated sentences: read, written, and joined to the windows that the encoder is trained on."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

LABELS = ("PER", "ORG", "LOC", "MISC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
WITHOUT_MISC = frozenset({"smartdata"})
"""Sources in which what would be MISC elsewhere stands as O."""

_NO_SPACE_BEHIND = frozenset("([„»/‚")
_NO_SPACE_BEFORE = frozenset(",.;:!?)]%“«/…‘")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with their IOB2 tags, whether white space follows each, and the source they come from."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    spaces: tuple[bool, ...]
    source: str


def read_sentences(folder: Path, split: str) -> list[Sentence]:
    """Read ``SPLIT.tsv.gz`` (word, tab, tag; a blank line between sentences) and ``SPLIT.sources.txt.gz``.

    The data do not say where white space was, so it is guessed.
    """
    with gzip.open(folder / f"{split}.sources.txt.gz", "rt", encoding="utf-8") as file:
        sources = file.read().split()
    with gzip.open(folder / f"{split}.tsv.gz", "rt", encoding="utf-8") as file:
        blocks = [block for block in file.read().split("\n\n") if block.strip()]
    if len(blocks) != len(sources):
        raise SystemExit(f"{split}: {len(blocks)} Sätze, aber {len(sources)} Quellen")
    sentences = []
    for block, source in zip(blocks, sources, strict=True):
        words, tags = zip(*(line.split("\t") for line in block.strip("\n").split("\n")), strict=True)
        sentences.append(Sentence(words, tags, guess_spaces(words), source))
    return sentences


def write_sentences(folder: Path, sentences: Sequence[Sentence]) -> None:
    """Write ``train.tsv.gz`` and ``train.sources.txt.gz`` for ``read_sentences``."""
    folder.mkdir(parents=True, exist_ok=True)
    blocks = ("".join(f"{word}\t{tag}\n" for word, tag in zip(s.words, s.tags, strict=True)) for s in sentences)
    with gzip.open(folder / "train.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(blocks))
    with gzip.open(folder / "train.sources.txt.gz", "wt", encoding="utf-8") as file:
        file.write("".join(f"{s.source}\n" for s in sentences))


def guess_spaces(words: Sequence[str]) -> tuple[bool, ...]:
    """Whether white space follows each word, by the rules of German typesetting."""
    spaces = []
    quoted = False
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if word == '"':
            quoted = not quoted
        opens = word in _NO_SPACE_BEHIND or (word == '"' and quoted)
        spaces.append(not (opens or after in _NO_SPACE_BEFORE or (after == '"' and quoted)))
    return tuple(spaces)


def windows(sentences: Sequence[Sentence], longest: int, chance: random.Random) -> Iterator[Sentence]:
    """Join neighbours of one source to windows of up to ``longest`` sentences; half of the windows have one."""
    at = 0
    while at < len(sentences):
        size = 1 if chance.random() < 0.5 else chance.randint(1, longest)
        group = [s for s in sentences[at : at + size] if s.source == sentences[at].source]
        at += len(group)
        yield Sentence(
            tuple(word for s in group for word in s.words),
            tuple(tag for s in group for tag in s.tags),
            tuple(space for s in group for space in s.spaces),
            group[0].source,
        )


def upper(sentence: Sentence) -> Sentence:
    """The sentence in capitals, as headlines are set."""
    return replace(sentence, words=tuple(word.upper() for word in sentence.words))


def spaced(sentence: Sentence) -> Sentence:
    """The sentence with white space behind every word, as some pipelines are given it."""
    return replace(sentence, spaces=(True,) * len(sentence.words))
