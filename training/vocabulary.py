"""Choose the pieces that German press texts need: ``python training/vocabulary.py DATA_DIR BUILD_DIR``.

A piece is kept if the training data or the word lists of ``spacy-lookups-data`` (German and English, most frequent
words first) need it, and so is every single letter of our scripts. What is lost falls back to shorter pieces.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.resources
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import e5
import numpy as np
import sentencepiece
from corpus import read_sentences
from sentencepiece import sentencepiece_model_pb2

GERMAN_WORDS, ENGLISH_WORDS, CAPITAL_WORDS = 1_300_000, 150_000, 60_000
SPECIAL = 4
"""<s>, <pad>, </s> and <unk> stand first and stay where they are."""


def choose(pieces: Sequence[str], scores: np.ndarray, words: Iterable[str]) -> list[int]:
    """The rows of the full vocabulary that stay, in its order."""
    whole = sentencepiece.SentencePieceProcessor(model_proto=model(pieces, scores))
    kept = {row for row, piece in enumerate(pieces) if row < SPECIAL or (len(piece) == 1 and ord(piece) < 0x530)}
    for word in (*words, *listed()):
        kept.update(whole.encode(word), whole.encode("▁" + word))
    return sorted(kept)


def listed() -> Iterator[str]:
    """German and English words, many also capitalised and in capitals."""
    for language, most in (("de", GERMAN_WORDS), ("en", ENGLISH_WORDS)):
        file = importlib.resources.files("spacy_lookups_data") / "data" / f"{language}_lexeme_cluster.json.gz"
        for at, word in enumerate(islice(json.loads(gzip.decompress(file.read_bytes())), most)):
            yield word
            if word[0].islower():
                yield word.capitalize()
            if at < CAPITAL_WORDS:
                yield word.upper()


def model(pieces: Sequence[str], scores: np.ndarray) -> bytes:
    """A Unigram model that neither normalises nor adds anything: the caller has done that."""
    proto = sentencepiece_model_pb2.ModelProto()
    kinds = sentencepiece_model_pb2.ModelProto.SentencePiece
    for row, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
        kind = kinds.UNKNOWN if piece == "<unk>" else kinds.CONTROL if row < SPECIAL else kinds.NORMAL
        proto.pieces.add(piece=piece, score=float(score), type=kind)
    proto.trainer_spec.model_type = sentencepiece_model_pb2.TrainerSpec.UNIGRAM
    proto.trainer_spec.unk_id, proto.trainer_spec.bos_id = 3, 0
    proto.trainer_spec.eos_id, proto.trainer_spec.pad_id = 2, 1
    proto.trainer_spec.vocab_size = len(pieces)
    proto.normalizer_spec.name = "identity"
    proto.normalizer_spec.add_dummy_prefix = False
    proto.normalizer_spec.remove_extra_whitespaces = False
    proto.normalizer_spec.escape_whitespaces = False
    return bytes(proto.SerializeToString(deterministic=True))


def main() -> None:
    """Read the command line and write ``rows.npy``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    args = parser.parse_args()

    encoder = e5.read(e5.find())
    words = {word for sentence in read_sentences(args.data, "train") for word in sentence.words}
    args.build.mkdir(parents=True, exist_ok=True)
    np.save(args.build / "rows.npy", np.array(choose(encoder.pieces, encoder.scores, sorted(words))))


if __name__ == "__main__":
    main()
