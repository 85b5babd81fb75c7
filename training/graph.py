"""Builds the ONNX graph that ships: int8 matrices, fused operators.

The graph is written by hand rather than traced: every node is one that onnxruntime runs fused on a
CPU (`com.microsoft` contrib operators), and each matrix keeps one scale per output column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.float32]
Weights = Mapping[str, Array]

HEADS = {"tag": "tags", "link": "links", "inner": "inner"}
"""Names of the heads and of their outputs."""
CONTRIB = "com.microsoft"
HIGHEST = 127
"""Weights are rounded to -127 … 127."""


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest and highest activation that a matrix reads; one byte covers them and nought."""

    low: float
    high: float

    @property
    def scale(self) -> np.float32:
        """Step of the byte."""
        return np.float32(max(max(self.high, 0) - min(self.low, 0), 1e-6) / 255)

    @property
    def zero(self) -> np.uint8:
        """Byte that stands for nought."""
        return np.uint8(np.clip(np.rint(-min(self.low, 0) / self.scale), 0, 255))


@dataclass(slots=True)
class Builder:
    """Nodes and constants of a graph being written."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Add a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, operator: str, inputs: list[str], name: str, domain: str = "", **given: object
    ) -> str:
        """Add a node with one output, named like the node."""
        self.nodes.append(helper.make_node(operator, inputs, [name], name, domain=domain, **given))
        return name


def quantise_columns(matrix: Array) -> tuple[npt.NDArray[np.int8], Array]:
    """int8 values and one scale per column of a [inputs, outputs] matrix."""
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / HIGHEST
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


def build_graph(weights: Weights, heads: int, ranges: Mapping[str, Range]) -> onnx.ModelProto:
    """The whole model.

    `weights` are the model's state by name, `ranges` go by the name of the matrix that reads.
    A matrix without a range measures its input anew at each call. All windows of a call have one
    length: there is no padding and no mask.
    """
    build = Builder()
    x = _embed(build, weights)
    layers = sum(name.endswith(".qkv.weight") for name in weights)
    for index in range(layers):
        x = _layer(build, weights, ranges, x, f"layers.{index}.", heads)
    for name, output in HEADS.items():
        matrix = build.constant(f"{name}.weight", weights[f"{name}.weight"].T)
        product = build.node("MatMul", [x, matrix], f"{name}.product")
        bias = build.constant(f"{name}.bias", weights[f"{name}.bias"])
        build.node("Add", [product, bias], output)
    return _close(build, weights)


def _close(build: Builder, weights: Weights) -> onnx.ModelProto:
    pieces = helper.make_tensor_value_info("pieces", TensorProto.INT64, ["windows", "pieces"])
    outputs = [
        helper.make_tensor_value_info(
            HEADS[name], TensorProto.FLOAT, ["windows", "pieces", len(weights[f"{name}.bias"])]
        )
        for name in HEADS
    ]
    graph = helper.make_graph(build.nodes, "attribution", [pieces], outputs, build.constants)
    imports = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=imports, ir_version=8)


def _embed(build: Builder, weights: Weights) -> str:
    table, scale = quantise_columns(weights["words.weight"].T)
    rows = build.node("Gather", [build.constant("words", table.T), "pieces"], "word_rows")
    rows = build.node("Cast", [rows], "word_floats", to=TensorProto.FLOAT)
    scales = build.constant("word_scales", scale[:, None])
    x = build.node("Mul", [rows, build.node("Gather", [scales, "pieces"], "word_scale")], "word_x")
    shape = build.node("Shape", ["pieces"], "shape", start=1, end=2)
    zero, one = (build.constant(f"i{n}", np.array([n], dtype=np.int64)) for n in (0, 1))
    places = build.constant("places", weights["places.weight"].astype(np.float16))
    near = build.node("Slice", [places, zero, shape, zero, one], "places_here")
    near = build.node("Cast", [near], "place_x", to=TensorProto.FLOAT)
    x = build.node("Add", [x, near], "embedded")
    return _norm(build, weights, "norm", [x])


def _norm(build: Builder, weights: Weights, name: str, inputs: list[str]) -> str:
    ends = [build.constant(f"{name}.{end}", weights[f"{name}.{end}"]) for end in ("weight", "bias")]
    x = inputs[0] if len(inputs) == 1 else build.node("Add", inputs, f"{name}.sum")
    return build.node("LayerNormalization", [x, *ends], name, epsilon=1e-12, axis=-1)


def _layer(
    build: Builder,
    weights: Weights,
    ranges: Mapping[str, Range],
    x: str,
    name: str,
    heads: int,
) -> str:
    def matrix(part: str, given: str) -> str:
        return _multiply(build, weights, f"{name}{part}", given, ranges.get(f"{name}{part}"))

    packed = matrix("qkv", x)
    parts = [f"{name}{part}" for part in ("query", "key", "value")]
    build.nodes.append(helper.make_node("Split", [packed], parts, f"{name}split", axis=-1))
    mixed = build.node("MultiHeadAttention", parts, f"{name}attention", CONTRIB, num_heads=heads)
    x = _norm(build, weights, f"{name}mix_norm", [x, matrix("mix", mixed)])
    wide = build.node("FastGelu", [matrix("widen", x)], f"{name}gelu", CONTRIB)
    return _norm(build, weights, f"{name}out_norm", [x, matrix("narrow", wide)])


def _multiply(build: Builder, weights: Weights, name: str, x: str, known: Range | None) -> str:
    """`x` times an int8 matrix plus its bias, as floats."""
    values, scale = quantise_columns(weights[f"{name}.weight"].T)
    matrix = build.constant(f"{name}.matrix", values)
    scales = build.constant(f"{name}.scales", scale)
    bias = build.constant(f"{name}.bias", weights[f"{name}.bias"])
    if known is None:
        inputs = [x, matrix, scales, "", bias]
        return build.node("DynamicQuantizeMatMul", inputs, f"{name}.out", CONTRIB)
    step = build.constant(f"{name}.step", np.array(known.scale))
    zero = build.constant(f"{name}.zero", np.array(known.zero))
    rounded = build.node("QuantizeLinear", [x, step, zero], f"{name}.rounded")
    inputs = [rounded, matrix, step, scales, zero, "", bias]
    return build.node("MatMulIntegerToFloat", inputs, f"{name}.out", CONTRIB)
