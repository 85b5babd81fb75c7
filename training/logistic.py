"""Logistic regression of a few dozen weights: small enough for numpy alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 40


def fit_logistic(
    rows: Floats, right: NDArray[np.bool_], *, ridge: float, weight: Floats | None = None
) -> Floats:
    """Weights over the features of ``rows`` [rows, features], by Newton's method.

    ``ridge`` is what half the square of a weight costs, in nats; a constant feature pays it too.
    ``weight``: how often each row counts; once where it is not given.
    """
    times = np.ones(len(rows)) if weight is None else weight
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = probabilities(rows, weights)
        slope = rows.T @ (times * (right - chance)) - ridge * weights
        spread = times * chance * (1 - chance)
        bend = (rows * spread[:, None]).T @ rows + ridge * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def probabilities(rows: Floats, weights: Floats) -> Floats:
    """The probability that each row is right."""
    return np.asarray(1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30))))


def log_loss(chance: Floats, right: NDArray[np.bool_], weight: Floats | None = None) -> float:
    """Mean of minus the logarithm of the probability that was given to what is true."""
    given = np.clip(np.where(right, chance, 1 - chance), 1e-9, 1)
    return float(np.average(-np.log(given), weights=weight))


def entropy(share: float) -> float:
    """The log loss of always giving the share of right rows: the floor."""
    return float(-sum(part * np.log(part) for part in (share, 1 - share) if part))


def mean_error(chance: Floats, right: NDArray[np.bool_], weight: Floats | None = None) -> float:
    """Expected calibration error: by tenths, how far the mean probability is from the share."""
    times = np.ones(len(chance)) if weight is None else weight
    tenth = np.minimum((chance * 10).astype(np.int64), 9)
    off = np.bincount(tenth, times * (chance - right), minlength=10)
    return float(np.abs(off).sum() / times.sum())
