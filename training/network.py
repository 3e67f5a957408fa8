"""The encoder with a tagging head, as a PyTorch module: plain BERT with the layer norm behind each half."""

from __future__ import annotations

import numpy as np
import torch
from e5 import E5
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 12, 1536
EPSILON = 1e-12


class Layer(nn.Module):
    """One layer: attention and a feed-forward half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.widen = nn.Linear(HIDDEN, INNER)
        self.narrow = nn.Linear(INNER, HIDDEN)
        self.last = nn.LayerNorm(HIDDEN, EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x``: (texts, pieces, hidden); ``mask``: (texts, 1, 1, pieces), 0 or -inf."""
        texts, length, _ = x.shape
        q, k, v = self.qkv(x).view(texts, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=None if mask is None else mask.to(q.dtype))
        x = self.norm(x + self.dropout(self.out(seen.transpose(1, 2).reshape(texts, length, HIDDEN))))
        return self.last(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Tagger(nn.Module):
    """Pieces to tag scores. The words' embedding is frozen: it stays exactly what its 4-bit blocks say."""

    def __init__(self, e5: E5, rows: list[int], tags: int, dropout: float) -> None:
        super().__init__()
        words = (e5.nibbles[rows].astype("float32") - 8).reshape(len(rows), -1, 32)
        words = (words * e5.scales[rows].astype("float32")[:, :, None]).reshape(len(rows), HIDDEN)
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=True)
        positions = e5.tensors["emb.pos"].reshape(-1, HIDDEN) + e5.tensors["emb.type"].reshape(-1, HIDDEN)[0]
        self.positions = nn.Parameter(torch.from_numpy(positions.copy()))
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(HIDDEN, tags)
        self._load(e5)

    def _load(self, e5: E5) -> None:
        def put(module: nn.Module, *names: str) -> None:
            for kind in ("weight", "bias"):
                target = getattr(module, kind)
                parts = [e5.tensors[f"{name}.{kind[0]}"].reshape(-1, *target.shape[1:]) for name in names]
                target.data.copy_(torch.from_numpy(np.concatenate(parts)))

        put(self.norm, "emb.ln")
        for at, layer in enumerate(self.layers):
            put(layer.qkv, f"l{at}.q", f"l{at}.k", f"l{at}.v")
            put(layer.out, f"l{at}.ao")
            put(layer.norm, f"l{at}.aln")
            put(layer.widen, f"l{at}.fi")
            put(layer.narrow, f"l{at}.fo")
            put(layer.last, f"l{at}.oln")

    def forward(self, rows: Tensor, mask: Tensor | None) -> Tensor:
        """``rows``: (texts, pieces) int64; gives (texts, pieces, tags)."""
        x = self.words(rows) + self.positions[: rows.shape[1]]
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.dropout(x))
