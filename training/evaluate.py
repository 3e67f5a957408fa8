"""Score a trained pipeline on the development data: exact spans, per label and per source.

``python training/evaluate.py MODEL BUILD_DIR`` prints a Markdown table of F1 (precision / recall); MISC is
left out, because the press desk never uses it.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

LABELS = ("PER", "ORG", "LOC")


def score(nlp: spacy.language.Language, path: Path) -> dict[str, str]:
    """Compare predicted with annotated spans of one ``.spacy`` file."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    blank = (
        Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(t.whitespace_) for t in doc]) for doc in gold
    )
    for doc, truth in zip(nlp.pipe(blank), gold, strict=True):
        got, want = spans(doc.ents), spans(truth.ents)
        for counts, items in ((right, got & want), (found, got), (wanted, want)):
            counts.update(label for label, *_ in items)
            counts["all"] += len(items)
    return {label: figures(right[label], found[label], wanted[label]) for label in (*LABELS, "all")}


def spans(entities: tuple[Span, ...]) -> set[tuple[str, int, int]]:
    """The entities of the three labels as comparable triples."""
    return {(e.label_, e.start, e.end) for e in entities if e.label_ in LABELS}


def figures(right: int, found: int, wanted: int) -> str:
    """F1 with precision and recall, in per cent."""
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * right / max(1, found + wanted)
    return f"{f1:.1%} ({precision:.1%} / {recall:.1%})".replace("%", "")


def main() -> None:
    """Read the command line and print the table."""
    model, build = sys.argv[1:]
    nlp = spacy.load(model)
    print("| source | " + " | ".join((*LABELS, "all")) + " |\n|---|" + "---|" * 4)
    for path in sorted(Path(build).glob("dev*.spacy")):
        print(f"| {path.stem} | " + " | ".join(score(nlp, path).values()) + " |")


if __name__ == "__main__":
    main()
