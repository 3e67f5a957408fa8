"""Write the trained encoder as a quantised ONNX graph.

The words' embedding keeps its 4-bit blocks, which loses nothing; every other matrix goes into 8-bit blocks of 128
weights (``MatMulNBits``), whose products are computed in integers. Scores of a text never depend on other texts.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from e5 import BLOCK, E5
from network import EPSILON, HEADS, LAYERS
from onnx import TensorProto, helper, numpy_helper

_MICROSOFT = "com.microsoft"
_TOGETHER = 128
"""Weights that share a scale"""
_INTEGER_PRODUCTS = 4
"""``accuracy_level`` of MatMulNBits: activations in 8 bits, by blocks as well"""


class _Graph:
    """Nodes and constants while the graph grows."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def matmul(self, x: str, name: str, weight: np.ndarray) -> str:
        """``x`` times the transpose of ``weight`` (out, in), in blocks along the input."""
        outs, ins = weight.shape
        blocks = weight.reshape(outs, ins // _TOGETHER, _TOGETHER)
        scales = np.abs(blocks).max(axis=2, keepdims=True) / 127
        scales[scales == 0] = 1
        codes = (np.rint(blocks / scales) + 128).astype("uint8")
        return self.add(
            "MatMulNBits",
            [
                x,
                self.constant(f"{name}.codes", codes),
                self.constant(f"{name}.scales", scales[:, :, 0].astype("float32")),
            ],
            f"{name}.product",
            domain=_MICROSOFT,
            K=ins,
            N=outs,
            bits=8,
            block_size=_TOGETHER,
            accuracy_level=_INTEGER_PRODUCTS,
        )


def to_onnx(e5: E5, rows: list[int], weights: Mapping[str, np.ndarray]) -> bytes:
    """The graph: ``rows`` (1, pieces) int64 to ``scores`` (1, pieces, tags) float32. ``weights``: the trained ones."""
    graph = _Graph()
    x = _embedding(graph, e5, rows, weights)
    for at in range(LAYERS):
        x = _layer(graph, x, f"layers.{at}", weights)
    head = weights["head.weight"]
    scores = graph.add("MatMul", [x, graph.constant("head.weight", head.T)], "head.product")
    graph.add("Add", [scores, graph.constant("head.bias", weights["head.bias"])], "scores")
    body = helper.make_graph(
        graph.nodes,
        "press_encoder",
        [helper.make_tensor_value_info("rows", TensorProto.INT64, [1, "pieces"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "pieces", len(head)])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="press-pipeline")
    return bytes(model.SerializeToString(deterministic=True))


def _embedding(graph: _Graph, e5: E5, rows: list[int], weights: Mapping[str, np.ndarray]) -> str:
    signed = (e5.nibbles[rows] - 8) & 15  # as two's complement: the operator's unsigned zero point is 0
    packed = signed[:, 0::2] | signed[:, 1::2] << 4
    codes = helper.make_tensor("words.codes", TensorProto.INT4, signed.shape, packed.tobytes(), raw=True)
    graph.constants.append(codes)
    scales = graph.constant("words.scales", e5.scales[rows].astype("float32"))
    words = graph.add(
        "GatherBlockQuantized",
        ["words.codes", "rows", scales],
        "words",
        domain=_MICROSOFT,
        gather_axis=0,
        quantize_axis=1,
        block_size=BLOCK,
    )
    length = graph.add("Shape", ["rows"], "length", start=1, end=2)
    zero = graph.constant("zero", np.array([0]))
    table = graph.constant("positions", weights["positions"])
    positions = graph.add("Slice", [table, zero, length, zero], "placed")
    return _norm(graph, graph.add("Add", [words, positions], "embedded"), "norm", weights)


def _norm(graph: _Graph, x: str, name: str, weights: Mapping[str, np.ndarray]) -> str:
    scale = graph.constant(f"{name}.weight", weights[f"{name}.weight"])
    shift = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("LayerNormalization", [x, scale, shift], f"{name}.normed", axis=-1, epsilon=EPSILON)


def _linear(graph: _Graph, x: str, name: str, weights: Mapping[str, np.ndarray]) -> str:
    product = graph.matmul(x, name, weights[f"{name}.weight"])
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("Add", [product, bias], f"{name}.sum")


def _layer(graph: _Graph, x: str, name: str, weights: Mapping[str, np.ndarray]) -> str:
    both = _linear(graph, x, f"{name}.qkv", weights)
    parts = [f"{name}.{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [both], parts, name=f"{name}.split", axis=-1))
    seen = graph.add("MultiHeadAttention", parts, f"{name}.seen", domain=_MICROSOFT, num_heads=HEADS)
    out = _linear(graph, seen, f"{name}.out", weights)
    x = _norm(graph, graph.add("Add", [x, out], f"{name}.first"), f"{name}.norm", weights)
    wide = graph.add("Gelu", [_linear(graph, x, f"{name}.widen", weights)], f"{name}.wide", domain=_MICROSOFT)
    narrow = _linear(graph, wide, f"{name}.narrow", weights)
    return _norm(graph, graph.add("Add", [x, narrow], f"{name}.second"), f"{name}.last", weights)
