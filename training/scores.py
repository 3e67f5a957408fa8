"""Exact spans of PER, ORG and LOC: precision, recall, F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus import Sentence

COUNTED = ("PER", "ORG", "LOC")


def spans(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The entities of a sentence from its IOB2 tags: label, first word, behind the last word."""
    start = 0
    for at, tag in enumerate([*tags, "O"]):
        before = tags[at - 1] if at else "O"
        if before != "O" and not (tag.startswith("I-") and tag[2:] == before[2:]):
            yield before[2:], start, at
        if tag.startswith("B-"):
            start = at


def report(truth: Sequence[Sentence], found: Sequence[Sequence[str]]) -> str:
    """One line: F1 per source and label, in per cent."""
    right: Counter[tuple[str, str]] = Counter()
    sizes: Counter[tuple[str, str]] = Counter()
    for sentence, tags in zip(truth, found, strict=True):
        want = {span for span in spans(sentence.tags) if span[0] in COUNTED}
        got = {span for span in spans(tags) if span[0] in COUNTED}
        for source in (sentence.source, "all"):
            for counts, items in ((right, want & got), (right, want & got), (sizes, want), (sizes, got)):
                for label, *_ in items:
                    counts[source, label] += 1
                    counts[source, "three"] += 1
    return "; ".join(
        f"{source} "
        + " ".join(
            f"{label} {100 * right[source, label] / max(1, sizes[source, label]):.1f}" for label in (*COUNTED, "three")
        )
        for source in sorted({source for source, _ in sizes})
    )
