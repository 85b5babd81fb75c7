"""Forests of small decision trees, which judge what was measured: arrays in, log odds out.

All nodes of one depth of a tree ask the same question (*oblivious* trees, as CatBoost grows them:
Prokhorenkova et al. 2018), so that a tree is a few comparisons of whole arrays and one look-up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportedly.stages.collate.words import Floats
from reportedly.text.tokens import Offsets

LEAF_PARTS = 1024
"""Leaves hold whole parts of a nat: sums of them are exact in whatever order and company."""

Measured = Mapping[str, ArrayLike]
"""An array for each measure, a place for each row that is judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees over named measures.

    ``borders``: the thresholds of each measure, ascending. ``questions`` [trees, depth, 2]: which
    measure, and above which of its borders. ``leaves`` [trees, 2 ** depth]: what each tree adds to
    the log odds, in parts of a nat; the first question is the lowest bit of a leaf's number.
    """

    borders: Mapping[str, Sequence[float]]
    questions: Offsets
    leaves: NDArray[np.int32]

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> Forest:
        """From what a file holds."""
        leaves = np.array(held["leaves"], np.int32)
        return cls(held["borders"], np.array(held["questions"], np.int64), leaves)

    def log_odds(self, measured: Measured) -> Floats:
        """The logarithm of the odds for each row, in nats."""
        steps = [
            np.searchsorted(np.array(borders), np.asarray(measured[name], np.float64))
            for name, borders in self.borders.items()
        ]
        levels = np.stack(steps).astype(np.uint8)
        total = np.zeros(levels.shape[1], np.int32)
        for questions, leaves in zip(self.questions.tolist(), self.leaves, strict=True):
            leaf = np.zeros(levels.shape[1], np.uint8)
            for depth, (measure, border) in enumerate(questions):
                leaf |= (levels[measure] > border).view(np.uint8) << np.uint8(depth)
            total += leaves[leaf]
        return total / LEAF_PARTS


@cache
def forest(name: str) -> Forest:
    """The forest ``name`` that the package holds (``data/MODEL_CARD.md``)."""
    file = resources.files(__package__).joinpath("data", f"{name}.json")
    return Forest.of(json.loads(file.read_text(encoding="utf-8")))
