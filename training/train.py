"""Fine-tune the encoder as a tagger: ``python training/train.py DATA_DIR BUILD_DIR NAME [--init NAME] …``.

Trains on ``train.tsv.gz``, prints the F1 on ``dev.tsv.gz`` after every pass, and writes the average of the weights
over time to ``BUILD_DIR/NAME.pt``. ``training/README.md`` has the phases and their settings.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from corpus import Sentence, read_sentences, spaced, upper, windows
from network import Tagger
from scores import report
from tagging import Sample, load, loss_of, predict, sample
from torch import nn

from pipeline.extract.pieces import Pieces

WARM_UP = 0.08
"""Share of the steps in which the rate rises; then it falls to nothing, in a straight line."""


def batches(samples: Sequence[Sample], size: int, chance: random.Random) -> list[list[Sample]]:
    """Batches of about ``size`` pieces with texts of like length, in random order."""
    groups: list[list[Sample]] = [[]]
    for item in sorted(samples, key=lambda item: len(item.rows) + chance.random() * 3):
        if groups[-1] and (len(groups[-1]) + 1) * len(item.rows) > size:
            groups.append([])
        groups[-1].append(item)
    chance.shuffle(groups)
    return groups


def optimiser_of(model: nn.Module, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW that lets only matrices decay, with a rate of its own for the new head."""
    trained = [(name, weights) for name, weights in model.named_parameters() if weights.requires_grad]
    groups = [
        {
            "params": [w for name, w in trained if name.startswith("head") == head and (w.ndim > 1) == matrix],
            "initial": head_rate if head else encoder_rate,
            "weight_decay": 0.01 if matrix else 0.0,
        }
        for head in (False, True)
        for matrix in (False, True)
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def train(model: Tagger, passes: Iterator[list[list[Sample]]], steps: int, args: argparse.Namespace) -> Tagger:
    """Train for so many steps; gives the average of the weights over time."""
    optimiser = optimiser_of(model, args.encoder_rate, args.head_rate)
    average = copy.deepcopy(model)
    queue: list[list[Sample]] = []
    began, loss_so_far = time.time(), 0.0
    for step in range(steps):
        queue = queue or next(passes)
        share = step / steps
        for group in optimiser.param_groups:
            group["lr"] = group["initial"] * min(share / WARM_UP, (1 - share) / (1 - WARM_UP))
        model.train()
        loss = loss_of(model, queue.pop())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        keep = min(args.keep, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        loss_so_far += (float(loss.detach()) - loss_so_far) * 0.02
        if step % 100 == 99:
            left = (time.time() - began) / (step + 1) * (steps - step - 1)
            print(f"{step + 1}/{steps}, loss {loss_so_far:.4f}, {left / 60:.0f} min left", flush=True)
    return average


def main() -> None:
    """Read the command line, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with train and dev data")
    parser.add_argument("build", type=Path, help="folder with rows.npy, and for the weights")
    parser.add_argument("name", help="of the weights to write")
    parser.add_argument("--init", help="name of the weights to go on from")
    parser.add_argument("--sources", nargs="*", default=["germeval", "smartdata", "wikiner"])
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="folders with more train data")
    parser.add_argument("--passes", type=float, default=2)
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--longest", type=int, default=3, help="sentences in a window, at most")
    parser.add_argument("--upper", type=float, default=0.03, help="share of windows set in capitals")
    parser.add_argument("--spaced", type=float, default=0.15, help="share of windows with white space everywhere")
    parser.add_argument("--batch", type=int, default=1000, help="pieces in a batch")
    parser.add_argument("--keep", type=float, default=0.998, help="of the average, at each step")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    model, pieces = load(args.build, args.init, dropout=args.dropout)
    sentences = [s for s in read_sentences(args.data, "train") if s.source in args.sources]
    sentences += [s for folder in args.more for s in read_sentences(folder, "train")]
    dev = read_sentences(args.data, "dev")
    first = one_pass(sentences, pieces, args, chance)

    def passes() -> Iterator[list[list[Sample]]]:
        yield list(first)
        while True:
            yield one_pass(sentences, pieces, args, chance)

    average = train(model, passes(), int(len(first) * args.passes), args)
    print("last:   ", report(dev, predict(model, [sample(pieces, s) for s in dev])))
    print("average:", report(dev, predict(average, [sample(pieces, s) for s in dev])))
    kept = {name: weights for name, weights in average.state_dict().items() if name != "words.weight"}
    torch.save(kept, args.build / f"{args.name}.pt")


def one_pass(
    sentences: Sequence[Sentence], pieces: Pieces, args: argparse.Namespace, chance: random.Random
) -> list[list[Sample]]:
    """The batches of one pass: other windows each time, some of them changed."""
    samples = []
    for window in windows(sentences, args.longest, chance):
        text = upper(window) if chance.random() < args.upper else window
        samples.append(sample(pieces, spaced(text) if chance.random() < args.spaced else text))
    return batches([item for item in samples if item.firsts], args.batch, chance)


if __name__ == "__main__":
    main()
