"""Weights back out of a graph that ships: to write the graph anew, or to go on training.

    python -m training.rewrite --folder src/reportedly/models/attribution

Writes `model.onnx` of the folder again as `graph.py` now does, from its own weights and ranges, and
the manifest with the new digest; all else in the manifest stays. The weights round to the
same whole numbers a second time, for the largest of each column is 127 steps in both; a step itself
may differ in its last digit.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.encoder import AttributionModel, EncoderShape, RoundedLinear
from training.export import write_folder
from training.graph import Array, Range
from training.rounding import ranges_of


def read_graph(path: Path) -> AttributionModel:
    """The model whose weights and ranges stand in a graph."""
    stored = onnx.load(path).graph.initializer
    constants = {one.name: numpy_helper.to_array(one) for one in stored}
    words, scales = constants["words"], constants["word_scales"]
    layers = sum(name.endswith(".qkv.matrix") for name in constants)
    inner = constants["layers.0.widen.bias"]
    shape = EncoderShape(
        vocabulary=len(words), hidden=words.shape[1], layers=layers, inner=len(inner)
    )
    model = AttributionModel(shape)
    known = {"words.weight": words * scales, "places.weight": constants["places"]}
    known |= {
        name: _weight(name, constants)
        for name in model.state_dict()
        if name not in known and not name.endswith(".ends")
    }
    model.load_state_dict(
        {name: torch.from_numpy(value.astype(np.float32)) for name, value in known.items()},
        strict=False,
    )
    for name, module in model.named_modules():
        if isinstance(module, RoundedLinear) and f"{name}.step" in constants:
            step, zero = (constants[f"{name}.{part}"].item() for part in ("step", "zero"))
            module.set_ends(-zero * step, (255 - zero) * step)
    return model


def _weight(name: str, constants: dict[str, Array]) -> Array:
    """A weight by its name in the model; matrices stand in the graph the other way round."""
    part = name.removesuffix(".weight")
    if f"{part}.matrix" in constants:
        return (constants[f"{part}.matrix"] * constants[f"{part}.scales"]).T
    return constants[name].T


def main() -> None:
    """Parse arguments, read the folder, write it."""
    parser = argparse.ArgumentParser(description="Write the graph of a folder anew.")
    parser.add_argument("--folder", type=Path, required=True)
    folder = parser.parse_args().folder
    model = read_graph(folder / "model.onnx").eval()
    ranges = {name: Range(*ends) for name, ends in ranges_of(model).items()}
    rest = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    del rest["files"]
    write_folder(folder, model, ranges, rest)


if __name__ == "__main__":
    main()
