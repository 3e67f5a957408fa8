"""Average the weights of several runs: ``python training/average.py DATA_DIR BUILD_DIR OUT NAME=SHARE NAME=SHARE …``.

Runs that began with the same pretrained weights lie near each other; their mean is often better than each of them
(M. Wortsman et al.: Model soups, ICML 2022). Prints the F1 of each and of the mean on ``dev.tsv.gz``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from corpus import read_sentences
from scores import report
from tagging import load, predict, sample


def main() -> None:
    """Read the command line, print the figures and write the mean to ``BUILD_DIR/OUT.pt``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("out")
    parser.add_argument("parts", nargs="+", metavar="NAME=SHARE")
    args = parser.parse_args()

    shares = {name: float(share) for name, share in (part.split("=") for part in args.parts)}
    weights = {name: torch.load(args.build / f"{name}.pt") for name in shares}
    keys = next(iter(weights.values()))
    mean = {key: sum(share * weights[name][key] for name, share in shares.items()) for key in keys}
    torch.save(mean, args.build / f"{args.out}.pt")
    dev = read_sentences(args.data, "dev")
    for name in (*shares, args.out):
        model, pieces = load(args.build, name)
        print(f"{name}: {report(dev, predict(model, [sample(pieces, sentence) for sentence in dev]))}", flush=True)


if __name__ == "__main__":
    main()
