"""Grow a forest of oblivious trees with CatBoost, and write it as the package reads it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from reportedly.stages.collate.forest import LEAF_PARTS
from reportedly.stages.collate.words import Flags
from training.logistic import Floats

DEPTH: Final = 6
_RATE: Final = 0.2
_BORDERS: Final = 64
_SAME: Final = 255
"""No measure has so many borders: a question that every row answers with no."""


def grown(
    rows: Floats,
    right: Flags,
    *,
    names: Sequence[str],
    trees: int,
    rising: Mapping[str, int],
    weight: Floats | None = None,
) -> dict[str, Any]:
    """A forest fitted to ``rows`` [rows, names], as its file holds it; the same bytes each time.

    ``rising``: measures with which the odds can only rise (1) or fall (-1). ``weight``: how often
    each row counts; once where it is not given.
    """
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(
        depth=DEPTH,
        iterations=trees,
        learning_rate=_RATE,
        border_count=_BORDERS,
        boosting_type="Plain",
        monotone_constraints=[rising.get(name, 0) for name in names],
        random_seed=0,
        thread_count=1,
        verbose=False,
        allow_writing_files=False,
    )
    model.fit(rows, right, sample_weight=weight)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return converted(json.loads(path.read_text(encoding="utf-8")), names)


def converted(model: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """CatBoost's JSON as borders, questions and leaves of :class:`Forest`."""
    scale, (bias,) = model["scale_and_bias"]
    trees = model["oblivious_trees"]
    asked = sorted(
        {(one["float_feature_index"], one["border"]) for tree in trees for one in tree["splits"]}
    )
    measures = sorted({measure for measure, _ in asked})
    borders = {names[own]: [at for measure, at in asked if measure == own] for own in measures}
    questions, leaves = [], []
    for number, tree in enumerate(trees):
        own = [
            [
                measures.index(one["float_feature_index"]),
                borders[names[one["float_feature_index"]]].index(one["border"]),
            ]
            for one in tree["splits"]
        ]
        missing = DEPTH - len(own)
        values = np.array(tree["leaf_values"]) * scale + (bias if number == 0 else 0.0)
        questions.append(own + [[0, _SAME]] * missing)
        leaves.append(np.round(np.tile(values, 1 << missing) * LEAF_PARTS).astype(int).tolist())
    return {"borders": borders, "questions": questions, "leaves": leaves}


def write(forest: dict[str, Any], path: Path) -> None:
    """The file that the package reads."""
    path.write_text(json.dumps(forest, separators=(",", ":")) + "\n", encoding="utf-8")
