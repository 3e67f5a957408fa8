"""Replace the silver labels by a trained model's: ``python training/relabel.py DATA_DIR BUILD_DIR NAME``.

Writes the sentences of WikiNER with the tags that ``BUILD_DIR/NAME.pt`` gives them to ``BUILD_DIR/relabelled``: they
follow the guidelines of the hand-annotated sources, which the automatic ones do not.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from corpus import read_sentences, write_sentences
from tagging import load, predict, sample


def main() -> None:
    """Read the command line and write the data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("name")
    args = parser.parse_args()

    model, pieces = load(args.build, args.name)
    silver = [s for s in read_sentences(args.data, "train") if s.source == "wikiner"]
    samples = [sample(pieces, sentence) for sentence in silver]
    # A sentence that is too long loses its end, as it does in training.
    relabelled = [
        replace(sentence, words=sentence.words[: len(tags)], tags=tuple(tags), spaces=sentence.spaces[: len(tags)])
        for sentence, tags in zip(silver, predict(model, samples), strict=True)
    ]
    same = sum(new.tags == old.tags for new, old in zip(relabelled, silver, strict=True))
    write_sentences(args.build / "relabelled", relabelled)
    print(f"{len(relabelled)} Sätze, {same} davon wie zuvor")


if __name__ == "__main__":
    main()
