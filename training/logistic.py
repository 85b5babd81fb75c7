"""Logistic regression of a few dozen weights: small enough for numpy alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 40


def fit_logistic(rows: Floats, right: NDArray[np.bool_], *, ridge: float) -> Floats:
    """Weights over the features of ``rows`` [rows, features], by Newton's method.

    ``ridge`` is what half the square of a weight costs, in nats; a constant feature pays it too.
    """
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = probabilities(rows, weights)
        slope = rows.T @ (right - chance) - ridge * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def probabilities(rows: Floats, weights: Floats) -> Floats:
    """The probability that each row is right."""
    return np.asarray(1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30))))
