"""How likely two passages are to have a common origin: a logistic model of what was measured.

The case's size is one of the measures: what would be a rare coincidence in five pages is an
everyday one in a crawl.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.text.tokens import Offsets

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """What is known of pairs of passages before they are judged: an array for each measure.

    ``shared``: words in common. ``content_bits``: information of the content words among them.
    ``function_words``: how many are none. ``longest_run``: words of the longest stretch.
    ``unmatched``: words between the first and the last in common that the other side lacks.
    ``a_quoted``, ``b_quoted``: share in quotations. ``opening``, ``closing``: code points between
    the passage's edge and that of the quotation it lies in, on both sides. ``beside``:
    bits of the content words that stand near both passages, outside of them. ``occurrences``: of
    the rarest word pattern of the seeds. ``case_words``: words in the case.
    """

    shared: Offsets
    content_bits: Floats
    function_words: Floats
    longest_run: Offsets
    unmatched: Offsets
    a_quoted: Floats
    b_quoted: Floats
    opening: tuple[Offsets, Offsets]
    closing: tuple[Offsets, Offsets]
    beside: Floats
    occurrences: Offsets
    case_words: int


def probabilities(measures: Measures) -> Floats:
    """Probability of common descent for each pair of passages."""
    rows = features(measures)
    prior = {"small case": _PER_HALVING}
    quoted, unquoted = (_logistic(rows, {**known, **prior}) for known in (QUOTED, UNQUOTED))
    return np.where(in_quotes(measures), quoted, unquoted)


def kin_probabilities(measures: Measures) -> Floats:
    """The same where both passages are known to belong to one family."""
    return _logistic(features(measures), KIN)


def in_quotes(measures: Measures) -> Flags:
    """Whether at least one passage stands in quotation marks, mostly."""
    return np.maximum(measures.a_quoted, measures.b_quoted) > _MOSTLY


def is_quotation(measures: Measures) -> Flags:
    """Whether one of the passages is a whole quotation, from mark to mark."""
    edges = zip(measures.opening, measures.closing, strict=True)
    whole = [(opens <= _AT_EDGE) & (closes <= _AT_EDGE) for opens, closes in edges]
    return whole[0] | whole[1]


def features(measures: Measures) -> dict[str, Floats]:
    """What the models weigh, by name."""
    bits, function = measures.content_bits, measures.function_words
    unmatched, run = measures.unmatched, measures.longest_run
    size = np.log2(measures.case_words)
    opening = [edge <= _AT_EDGE for edge in measures.opening]
    closing = [edge <= _AT_EDGE for edge in measures.closing]
    whole = [opens & closes for opens, closes in zip(opening, closing, strict=True)]
    equal = unmatched == 0
    whole_words = equal * np.clip(measures.shared - 3, 0, 4)
    return {
        "constant": np.ones(len(bits)),
        "bits to 30": np.minimum(bits, 30) / 10,
        "bits to 60": np.clip(bits - 30, 0, 30) / 10,
        "bits to 200": np.clip(bits - 60, 0, 140) / 10,
        "function words": np.minimum(function, 12),
        "run to 6": np.minimum(run, 6),
        "run to 12": np.clip(run - 6, 0, 6),
        "run to 30": np.clip(run - 12, 0, 18),
        "unmatched": np.minimum(unmatched, 12),
        "share unmatched": unmatched / (unmatched + function + bits / 10),
        "quoted on both": np.minimum(measures.a_quoted, measures.b_quoted),
        "opens one": opening[0] | opening[1],
        "opens both": opening[0] & opening[1],
        "closes one": closing[0] | closing[1],
        "closes both": closing[0] & closing[1],
        "whole one": whole[0] | whole[1],
        "whole both": whole[0] & whole[1],
        "whole one, equal": (whole[0] | whole[1]) & equal,
        "whole both, equal": whole[0] & whole[1] & equal,
        "whole one, words": whole_words * (whole[0] | whole[1]),
        "whole both, words": whole_words * (whole[0] & whole[1]),
        "beside to 15": np.minimum(measures.beside, 15) / 10,
        "beside to 40": np.clip(measures.beside - 15, 0, 25) / 10,
        "occurrences": np.log2(measures.occurrences),
        "small case": max(_SMALL - size, 0.0) * np.minimum(bits / 80, 1),
        "few words": np.clip(6 - measures.shared, 0, 3) * np.clip(size - 15, 0, 4) / 4,
    }


def _logistic(rows: Mapping[str, Floats], coefficients: Mapping[str, float]) -> Floats:
    total = sum(rows[name] * weight for name, weight in coefficients.items())
    return np.asarray(1 / (1 + np.exp(-np.asarray(total, np.float64))))


_SMALL = 16.5
"""Logarithm (base 2) of the words of the smallest case that the coefficients were fitted on."""
_PER_HALVING = 0.6
"""Below it, each halving of the case takes three quarters of the places away at which two pages
could share a turn of phrase by chance (1.4 in the logarithm of the odds). Half of that is used, for
passages of seven content words or more."""
_MOSTLY = 0.5
_AT_EDGE = 3
"""Code points: a passage as near to a quotation mark as this begins or ends with the quotation."""
QUOTED: Mapping[str, float] = {
    "constant": -7.35,
    "bits to 30": 0.23,
    "bits to 60": 0.58,
    "bits to 200": 0.6,
    "function words": 0.51,
    "run to 6": 0.02,
    "run to 12": -0.3,
    "run to 30": -0.08,
    "unmatched": -0.13,
    "share unmatched": 5.47,
    "quoted on both": 0.27,
    "opens one": 2.84,
    "opens both": 0.29,
    "closes one": 2.62,
    "closes both": 0.65,
    "whole one": -1.15,
    "whole both": 0.24,
    "whole one, equal": -0.72,
    "whole both, equal": -2.77,
    "whole one, words": 0.64,
    "whole both, words": 0.51,
    "beside to 15": 1.77,
    "beside to 40": -0.1,
    "occurrences": 0.06,
    "few words": -0.6,
}
UNQUOTED: Mapping[str, float] = {
    "constant": -7.4,
    "bits to 30": 0.4,
    "bits to 60": -0.33,
    "bits to 200": 0.58,
    "function words": 0.34,
    "run to 6": 0.64,
    "run to 12": -0.11,
    "run to 30": 0.34,
    "unmatched": -0.35,
    "share unmatched": 10.46,
    "beside to 15": 1.31,
    "beside to 40": 0.14,
    "occurrences": -0.61,
    "few words": 1.03,
}
KIN: Mapping[str, float] = {
    "constant": 0.41,
    "bits to 30": -0.01,
    "bits to 60": 0.45,
    "bits to 200": 0.09,
    "function words": 0.22,
    "run to 6": -0.21,
    "run to 12": -0.32,
    "run to 30": -1.05,
    "unmatched": 0.01,
    "share unmatched": 0.13,
    "quoted on both": 0.52,
    "opens one": 0.82,
    "opens both": -0.81,
    "closes one": 1.22,
    "closes both": -0.97,
    "whole one": -0.67,
    "whole both": 3.96,
    "whole one, equal": 0.73,
    "whole both, equal": -5.5,
    "whole one, words": -0.39,
    "whole both, words": -0.87,
    "beside to 15": 1.73,
    "beside to 40": -0.07,
    "occurrences": 0.0,
    "few words": -0.38,
}
