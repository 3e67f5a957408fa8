"""Turn the NER data into spaCy's training format and the Brown clusters into word vectors.

``python training/prepare.py DATA_DIR BUILD_DIR`` reads ``train.tsv.gz`` and ``dev.tsv.gz`` with their
``*.sources.txt.gz`` and writes ``train.spacy``, ``dev.spacy``, one ``dev-SOURCE.spacy`` a source and the
folder ``vectors`` to BUILD_DIR. The same arguments give the same files.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.resources
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc, DocBin
from spacy.util import minibatch
from spacy.vocab import Vocab

PREFIX_BITS = (4, 6, 8, 10, 12, 16)
"""A cluster number holds its path in Brown's tree from the lowest bit up: masks give it and its ancestors."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the data: its tokens, their IOB2 tags and the source it comes from."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    source: str


def read_sentences(data: Path, split: str) -> list[Sentence]:
    """Read ``SPLIT.tsv.gz`` with the source of every sentence."""
    with gzip.open(data / f"{split}.sources.txt.gz", "rt", encoding="utf-8") as file:
        sources = file.read().split()
    with gzip.open(data / f"{split}.tsv.gz", "rt", encoding="utf-8") as file:
        blocks = [block for block in file.read().split("\n\n") if block.strip()]
    if len(blocks) != len(sources):
        raise SystemExit(f"{split}: {len(blocks)} Sätze, aber {len(sources)} Quellen")
    pairs = (zip(*(line.split("\t") for line in block.strip("\n").split("\n")), strict=True) for block in blocks)
    return [Sentence(*map(tuple, pair), source) for pair, source in zip(pairs, sources, strict=True)]


def choose(sentences: Iterable[Sentence], shares: dict[str, float], chance: random.Random) -> Iterator[Sentence]:
    """Keep a share of each source; a share above 1 repeats sentences (1.5: all once, half of them twice)."""
    for sentence in sentences:
        share = shares.get(sentence.source, 1.0)
        yield from [sentence] * (int(share) + (chance.random() < share % 1))


def grouped(sentences: list[Sentence], longest: int, chance: random.Random) -> Iterator[list[Sentence]]:
    """Cut the list into groups of 1 to ``longest`` sentences, so that texts look like paragraphs."""
    rest = iter(sentences)
    sizes = iter(lambda: chance.randint(1, longest), 0)
    for group in minibatch(rest, sizes):
        yield list(group)


def to_doc(vocab: Vocab, group: Iterable[Sentence], labels: frozenset[str]) -> Doc:
    """Join sentences into one ``Doc``; entities with other labels are left out."""
    words = [word for sentence in group for word in sentence.words]
    tags = [tag if tag[2:] in labels else "O" for sentence in group for tag in sentence.tags]
    return Doc(vocab, words=words, ents=tags)


def save(path: Path, docs: Iterable[Doc]) -> None:
    """Write docs as spaCy's ``DocBin``."""
    DocBin(attrs=["ORTH", "ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(path)


def cluster_vectors(words: int, width: int, seed: int) -> tuple[list[str], np.ndarray, list[int]]:
    """Give the most frequent words, one vector a cluster, and each word's row.

    A vector is the sum of one random vector for each ancestor of the cluster, so that near clusters are alike.
    """
    file = importlib.resources.files("spacy_lookups_data") / "data" / "de_lexeme_cluster.json.gz"
    clusters: dict[str, int] = json.loads(gzip.decompress(file.read_bytes()))
    known = [(word, cluster) for word, cluster in clusters.items() if cluster][:words]
    chance = np.random.default_rng(seed)
    parts: dict[tuple[int, int], np.ndarray] = {}
    rows: dict[int, np.ndarray] = {}
    for _, cluster in known:
        if cluster not in rows:
            keys = [(bits, cluster & ((1 << bits) - 1)) for bits in PREFIX_BITS]
            for key in keys:
                parts.setdefault(key, chance.standard_normal(width))
            rows[cluster] = np.sum([parts[key] for key in keys], axis=0)
    index = {cluster: row for row, cluster in enumerate(rows)}
    table = np.stack(list(rows.values()))
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    return [word for word, _ in known], table.astype("float32"), [index[cluster] for _, cluster in known]


def save_vectors(path: Path, words: int, width: int, seed: int) -> None:
    """Write a pipeline without components whose vocabulary has the cluster vectors.

    The words themselves are not stored: vectors are looked up by their hash, and that halves the size.
    """
    nlp = spacy.blank("de")
    strings = nlp.vocab.strings
    names, table, rows = cluster_vectors(words, width, seed)
    vectors = spacy.vectors.Vectors(data=table, keys=[], name="brown-clusters", strings=strings)
    for name, row in zip(names, rows, strict=True):
        vectors.key2row[spacy.strings.hash_string(name)] = row
    nlp.vocab.vectors = vectors
    nlp.to_disk(path)


def main() -> None:
    """Read the command line and write everything to the build folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with train.tsv.gz and dev.tsv.gz")
    parser.add_argument("build", type=Path, help="folder to write to")
    parser.add_argument("--labels", nargs="+", default=["PER", "ORG", "LOC"])
    parser.add_argument("--germeval", type=float, default=1.0, help="share of the GermEval sentences")
    parser.add_argument("--smartdata", type=float, default=1.0, help="share of the SmartData sentences")
    parser.add_argument("--wikiner", type=float, default=0.25, help="share of the WikiNER sentences")
    parser.add_argument("--words", type=int, default=300_000, help="words with a cluster vector")
    parser.add_argument("--width", type=int, default=96, help="width of the cluster vectors")
    parser.add_argument("--longest", type=int, default=3, help="sentences in a training text, at most")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()

    args.build.mkdir(parents=True, exist_ok=True)
    labels = frozenset(args.labels)
    chance = random.Random(args.seed)
    vocab = spacy.blank("de").vocab
    shares = {source: getattr(args, source) for source in ("germeval", "smartdata", "wikiner")}
    chosen = list(choose(read_sentences(args.data, "train"), shares, chance))
    save(args.build / "train.spacy", (to_doc(vocab, g, labels) for g in grouped(chosen, args.longest, chance)))
    dev = read_sentences(args.data, "dev")
    save(args.build / "dev.spacy", (to_doc(vocab, [sentence], labels) for sentence in dev))
    for source in sorted({sentence.source for sentence in dev}):
        part = (to_doc(vocab, [sentence], labels) for sentence in dev if sentence.source == source)
        save(args.build / f"dev-{source}.spacy", part)
    save_vectors(args.build / "vectors", args.words, args.width, args.seed)


if __name__ == "__main__":
    main()
