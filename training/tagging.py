"""Between sentences and the network: what goes in, the loss, and the tags that come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import e5
import numpy as np
import sentencepiece
import torch
import vocabulary
from corpus import TAGS, WITHOUT_MISC, Sentence
from network import Tagger
from torch import Tensor, nn
from torch.nn import functional

from pipeline.extract.pieces import END, START, Pieces, best_path, transitions

LONGEST = 192
"""Pieces in a text, at most."""
UNKNOWN_MISC = [at for at, tag in enumerate(TAGS) if tag == "O" or tag.endswith("MISC")]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text as the encoder sees it: rows, the place of each word's first piece, the tags, and whether MISC counts."""

    rows: tuple[int, ...]
    firsts: tuple[int, ...]
    tags: tuple[int, ...]
    with_misc: bool


def load(build: Path, name: str | None, *, dropout: float = 0.0) -> tuple[Tagger, Pieces]:
    """The network with the weights ``BUILD/NAME.pt``, or as pretrained, and what cuts words for it."""
    encoder = e5.read(e5.find())
    rows = [int(row) for row in np.load(build / "rows.npy")]
    model = Tagger(encoder, rows, len(TAGS), dropout)
    if name:
        model.load_state_dict(torch.load(build / f"{name}.pt"), strict=False)
    proto = vocabulary.model([encoder.pieces[row] for row in rows], encoder.scores[rows])
    return model, Pieces(sentencepiece.SentencePieceProcessor(model_proto=proto).encode)


def sample(pieces: Pieces, sentence: Sentence) -> Sample:
    """Cut a sentence into pieces; what is too long loses its end."""
    rows: list[int] = [START]
    firsts: list[int] = []
    for cut in pieces.of(sentence.words, sentence.spaces):
        if len(rows) + len(cut) >= LONGEST:
            break
        firsts.append(len(rows))
        rows += cut
    tags = tuple(TAGS.index(tag) for tag in sentence.tags[: len(firsts)])
    return Sample((*rows, END), tuple(firsts), tags, sentence.source not in WITHOUT_MISC)


def tensors(batch: Sequence[Sample]) -> tuple[Tensor, Tensor | None]:
    """Rows padded to the longest text, and the mask that hides the padding (none if there is none)."""
    longest = max(len(item.rows) for item in batch)
    rows = torch.ones(len(batch), longest, dtype=torch.int64)
    mask = torch.zeros(len(batch), 1, 1, longest)
    for at, item in enumerate(batch):
        rows[at, : len(item.rows)] = torch.tensor(item.rows)
        mask[at, :, :, len(item.rows) :] = -math.inf
    return rows, mask if mask.isinf().any() else None


def loss_of(model: nn.Module, batch: Sequence[Sample]) -> Tensor:
    """Mean cross-entropy a word; where MISC is not annotated, an O may as well be MISC."""
    rows, mask = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(rows, mask)
    scores = functional.log_softmax(scores.float(), dim=-1)
    words = torch.cat([scores[at, list(item.firsts)] for at, item in enumerate(batch)])
    tags = torch.tensor([tag for item in batch for tag in item.tags])
    lenient = torch.tensor([not item.with_misc and tag == 0 for item in batch for tag in item.tags])
    right = words.gather(1, tags[:, None])[:, 0]
    return -torch.where(lenient, words[:, UNKNOWN_MISC].logsumexp(dim=1), right).mean()


@torch.no_grad()
def predict(model: nn.Module, samples: Sequence[Sample]) -> list[list[str]]:
    """The best tags of every text."""
    model.eval()
    allowed = transitions(TAGS)
    found: dict[int, list[str]] = {}
    order = sorted(range(len(samples)), key=lambda at: len(samples[at].rows))
    for start in range(0, len(order), 24):
        chosen = order[start : start + 24]
        rows, mask = tensors([samples[at] for at in chosen])
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(rows, mask).float().numpy()
        for line, at in zip(scores, chosen, strict=True):
            found[at] = [TAGS[tag] for tag in best_path(line[list(samples[at].firsts)], allowed)]
    return [found[at] for at in range(len(samples))]
