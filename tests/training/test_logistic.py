"""The logistic regression that the small scores of the package are fitted with."""

from __future__ import annotations

import math

import numpy as np
import pytest
from training.logistic import fit_logistic, probabilities

ROWS = np.array([[1.0, 0.0]] * 4 + [[1.0, 1.0]] * 4)
RIGHT = np.array([True, False, False, False, True, True, True, False])


def test_the_weights_give_the_odds_that_were_counted() -> None:
    """One of four is right without the feature, three of four with it."""
    weights = fit_logistic(ROWS, RIGHT, ridge=1e-9)
    assert weights == pytest.approx([-math.log(3), 2 * math.log(3)], abs=1e-6)
    assert probabilities(ROWS, weights)[[0, -1]] == pytest.approx([0.25, 0.75])


def test_a_ridge_keeps_weights_near_nothing() -> None:
    """Where a feature decides alone, its weight is finite, and smaller with more ridge."""
    decided = ROWS[:, 1] > 0
    loose, tight = (fit_logistic(ROWS, decided, ridge=ridge)[1] for ridge in (0.1, 1.0))
    assert 0 < tight < loose < 20
