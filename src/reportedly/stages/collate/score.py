"""How likely two passages are to have a common origin: a logistic model of what was measured.

The case's size is one of the measures: what would be a rare coincidence in five pages is an
everyday one in a crawl.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of two passages before they are judged."""

    content_bits: float
    """Information of the content words in common."""
    function_words: int
    """Function words in common."""
    longest_run: int
    """Words of the longest stretch in common."""
    unmatched: int
    """Words between the first and the last in common that the other side lacks."""
    a_quoted: float
    """Share of passage a that stands in one quotation."""
    b_quoted: float
    a_covered: float
    """Share of that quotation that lies in the passage."""
    b_covered: float
    occurrences: int
    """How often the rarest word pattern of the seeds occurs in the case."""
    case_words: int
    """Words in the case."""


def probabilities(rows: Sequence[Measures]) -> Floats:
    """Probability of common descent for each pair of passages."""
    return _logistic(features(rows), COEFFICIENTS)


def kin_probabilities(rows: Sequence[Measures]) -> Floats:
    """The same where both passages are known to belong to one family."""
    return _logistic(features(rows), KIN_COEFFICIENTS)


def features(rows: Sequence[Measures]) -> Floats:
    """One row of numbers for each of ``rows``, in the order of the coefficients' names."""
    columns = {
        field.name: np.array([getattr(row, field.name) for row in rows], np.float64)
        for field in fields(Measures)
    }
    made = _features(columns)
    return np.stack([made[name] for name in COEFFICIENTS], axis=1)


def _features(columns: dict[str, Floats]) -> dict[str, Floats]:
    bits, function = columns["content_bits"], columns["function_words"]
    unmatched, run = columns["unmatched"], columns["longest_run"]
    quoted = np.maximum(columns["a_quoted"], columns["b_quoted"])
    covered = [
        np.where(columns[f"{side}_quoted"] > _IN_QUOTES, columns[f"{side}_covered"], 0)
        for side in "ab"
    ]
    unquoted = 1 - quoted
    some_bits, more_bits = np.minimum(bits, 60) / 10, np.clip(bits - 60, 0, 140) / 10
    long_run, size = np.clip(run - 6, 0, 10), np.log2(columns["case_words"]) - 19
    return {
        "constant": np.ones(len(bits)),
        "bits to 60": some_bits,
        "bits over 60": more_bits,
        "function words": np.minimum(function, 12),
        "run to 6": np.minimum(run, 6),
        "run over 6": long_run,
        "unmatched": np.minimum(unmatched, 12),
        "quoted on one side": quoted,
        "quoted on both": np.minimum(columns["a_quoted"], columns["b_quoted"]),
        "quotation covered": np.maximum(*covered),
        "both covered": np.minimum(*covered),
        "occurrences": np.log2(columns["occurrences"]),
        "size": size,
        "unquoted x occurrences": np.log2(columns["occurrences"]) * unquoted,
        "unquoted x size": size * unquoted,
        "unquoted x bits to 60": some_bits * unquoted,
        "unquoted x bits over 60": more_bits * unquoted,
        "unquoted x run over 6": long_run * unquoted,
        "unquoted x share unmatched": unquoted * unmatched / (unmatched + function + bits / 10),
    }


def _logistic(rows: Floats, coefficients: Mapping[str, float]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-rows @ np.array(list(coefficients.values())))))


_IN_QUOTES = 0.5
COEFFICIENTS: Mapping[str, float] = {
    "constant": -2.09,
    "bits to 60": 0.76,
    "bits over 60": 0.33,
    "function words": 0.47,
    "run to 6": 0.07,
    "run over 6": -0.25,
    "unmatched": 0.02,
    "quoted on one side": -6.83,
    "quoted on both": 0.67,
    "quotation covered": 4.26,
    "both covered": 0.45,
    "occurrences": -0.03,
    "size": -0.32,
    "unquoted x occurrences": -0.46,
    "unquoted x size": 0.4,
    "unquoted x bits to 60": -1.4,
    "unquoted x bits over 60": 0.36,
    "unquoted x run over 6": 0.14,
    "unquoted x share unmatched": 3.8,
}
KIN_COEFFICIENTS: Mapping[str, float] = {**COEFFICIENTS, "constant": 2.0}
