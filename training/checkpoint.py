"""Checkpoints: the distilled starting point (int8 rows) and our own (PyTorch)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from training.encoder import AttributionModel, EncoderShape, RoundedLinear

NEW = ("link.", "inner.")
"""Heads that an earlier checkpoint may lack; they start at random."""

Arrays = dict[str, npt.NDArray[np.float32]]


def read_student(path: Path) -> AttributionModel:
    """Build the model from a distilled checkpoint.

    Every matrix is stored as `NAME.q` (int8) times `NAME.s` (a scale per row), the rest as float16.
    The token-type vector, the same at every position, is added to the position vectors.
    """
    arrays = _dequantised(path)
    hidden = arrays["head.weight"].shape[1]
    layers = sum(name.endswith("intermediate.dense.bias") for name in arrays)
    model = AttributionModel(EncoderShape(hidden=hidden, layers=layers))
    state = {name: torch.from_numpy(array) for name, array in _renamed(arrays, layers).items()}
    _load(model, state, path)
    return model


def read_model(path: Path) -> AttributionModel:
    """Read a checkpoint written by `write_model`.

    Raises:
        ValueError: the weights are those of another model.
    """
    saved = torch.load(path, weights_only=True)
    model = AttributionModel(EncoderShape(**saved["shape"]))
    _load(model, saved["state"], path)
    for module in model.modules():
        if isinstance(module, RoundedLinear):
            module.restore()
    return model


def write_model(model: AttributionModel, path: Path) -> None:
    """Write weights and sizes; the file is complete or absent."""
    shape = {name: getattr(model.shape, name) for name in EncoderShape.__slots__}
    partial = path.with_suffix(".partial")
    torch.save({"shape": shape, "state": model.state_dict()}, partial)
    partial.replace(path)


def _load(model: AttributionModel, state: Mapping[str, torch.Tensor], path: Path) -> None:
    missing, unexpected = model.load_state_dict(state, strict=False)
    lacking = [name for name in missing if not name.startswith(NEW) and not name.endswith(".ends")]
    if unexpected or lacking:
        message = f"{path} is no checkpoint of this model: {lacking=} {unexpected=}"
        raise ValueError(message)


def _dequantised(path: Path) -> Arrays:
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    out: Arrays = {}
    for name, array in arrays.items():
        if name.endswith(".q"):
            scale = arrays[name[:-2] + ".s"].astype(np.float32).reshape(-1, 1)
            out[name[:-2]] = array.astype(np.float32) * scale
        elif not name.endswith(".s"):
            out[name] = array.astype(np.float32)
    return out


def _renamed(arrays: Arrays, layers: int) -> Arrays:
    types = arrays["enc.embeddings.token_type_embeddings.weight"][0]
    out = {
        "words.weight": arrays["enc.embeddings.word_embeddings.weight"],
        "places.weight": arrays["enc.embeddings.position_embeddings.weight"] + types,
        "norm.weight": arrays["enc.embeddings.LayerNorm.weight"],
        "norm.bias": arrays["enc.embeddings.LayerNorm.bias"],
    }
    for end in ("weight", "bias"):
        out[f"tag.{end}"] = arrays[f"head.{end}"]
        for index in range(layers):
            out |= _renamed_layer(arrays, index, end)
    return out


def _renamed_layer(arrays: Arrays, index: int, end: str) -> Arrays:
    old, new = f"enc.encoder.layer.{index}.", f"layers.{index}."
    parts = [arrays[f"{old}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
    return {
        f"{new}qkv.{end}": np.concatenate(parts),
        f"{new}mix.{end}": arrays[f"{old}attention.output.dense.{end}"],
        f"{new}mix_norm.{end}": arrays[f"{old}attention.output.LayerNorm.{end}"],
        f"{new}widen.{end}": arrays[f"{old}intermediate.dense.{end}"],
        f"{new}narrow.{end}": arrays[f"{old}output.dense.{end}"],
        f"{new}out_norm.{end}": arrays[f"{old}output.LayerNorm.{end}"],
    }
