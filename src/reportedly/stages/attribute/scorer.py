"""A score from features: linear terms and one small hidden layer, evaluated with numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportedly.stages.attribute.decode import Floats


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights over `names`: `linear` [features], `inward` [features, hidden], `outward` [hidden].

    `shift` [hidden] is added before the negative half of the hidden layer is cut off.
    """

    names: tuple[str, ...]
    linear: Floats
    inward: Floats
    shift: Floats
    outward: Floats

    def scores(self, rows: Floats) -> Floats:
        """One score for each row of features [rows, features], in the order of `names`."""
        hidden = np.maximum(rows @ self.inward + self.shift, 0)
        scored: Floats = rows @ self.linear + hidden @ self.outward
        return scored


def make_scorer(stored: Mapping[str, Any], names: Sequence[str]) -> Scorer:
    """A scorer from what a manifest holds, its weights brought into the order of `names`."""
    places = [stored["names"].index(name) for name in names]
    linear, inward, shift, outward = (
        np.array(stored[part], dtype=np.float32)
        for part in ("linear", "inward", "shift", "outward")
    )
    return Scorer(tuple(names), linear[places], inward[places], shift, outward)


def blank_scorer(names: Sequence[str], *only: str) -> dict[str, Any]:
    """A scorer, as manifests hold it, that adds up the features named in `only`."""
    return {
        "names": list(names),
        "linear": [float(name in only) for name in names],
        "inward": [[0.0] for _ in names],
        "shift": [0.0],
        "outward": [0.0],
    }
