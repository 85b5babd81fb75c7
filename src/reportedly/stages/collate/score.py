"""How likely two passages are to have a common origin, from what was measured of them.

Two forests judge: one passages that were found around word patterns, one those that are known to
belong to one family. What they learned in large cases holds in small ones a fortiori: what is an
everyday coincidence in a crawl is a rare one in five pages.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.stages.collate.forest import Measured, forest
from reportedly.text.tokens import Offsets

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """What is known of pairs of passages before they are judged: an array for each measure.

    ``shared``: words in common. ``content_bits``: information of the content words among them.
    ``words``: all of them, a letter that is a word for less. ``longest_run``: of the longest
    stretch.
    ``unmatched``: words between the first and the last in common that the other side lacks.
    ``a_quoted``, ``b_quoted``: share in quotations. ``opening``, ``closing``: code points between
    the passage's edge and that of the quotation it lies in, on both sides. ``begun``, ``ended``: on
    how many sides more than a space stands between the passage and the word beside it.
    ``capitals``: on how many sides it begins with one. ``beside``: bits of the content words that
    stand near both passages, outside of them. ``occurrences``: of the rarest word pattern of the
    seeds. ``case_words``: words in the case.
    """

    shared: Offsets
    content_bits: Floats
    words: Floats
    longest_run: Floats
    unmatched: Offsets
    a_quoted: Floats
    b_quoted: Floats
    opening: tuple[Offsets, Offsets]
    closing: tuple[Offsets, Offsets]
    begun: Floats
    ended: Floats
    capitals: Floats
    beside: Floats
    occurrences: Offsets
    case_words: int


def probabilities(measures: Measures, *, kin: bool) -> Floats:
    """Probability of common descent for each pair of passages.

    ``kin``: both are known to belong to one family.
    """
    odds = forest("relatives" if kin else "passages").log_odds(measured(measures))
    long = (measures.longest_run >= _LONG_RUN) & (measures.content_bits >= _LONG_BITS)
    odds = np.where(long, np.maximum(odds, _LONG), odds)
    halvings = max(_LEARNED - np.log2(measures.case_words), 0.0)
    odds += _PER_HALVING * halvings * np.minimum(measures.content_bits / _CERTAIN_BITS, 1)
    return as_probabilities(odds)


def as_probabilities(odds: Floats) -> Floats:
    """From the logarithm of odds."""
    return np.asarray(1 / (1 + np.exp(-odds)), np.float64)


def measured(measures: Measures) -> Measured:
    """What the forests ask for. Which side is which makes no difference."""
    quoted = np.stack([measures.a_quoted, measures.b_quoted])
    opening, closing = np.stack(measures.opening), np.stack(measures.closing)
    return {
        "content bits": measures.content_bits,
        "words": measures.words,
        "longest run": measures.longest_run,
        "unmatched": measures.unmatched,
        "least quoted": quoted.min(0),
        "most quoted": quoted.max(0),
        "nearer opening": opening.min(0),
        "farther opening": opening.max(0),
        "nearer closing": closing.min(0),
        "farther closing": closing.max(0),
        "begun": measures.begun,
        "ended": measures.ended,
        "capitals": measures.capitals,
        "beside": measures.beside,
        "occurrences": measures.occurrences,
    }


def is_quotation(measures: Measures) -> Flags:
    """Whether one of the passages is a whole quotation, from mark to mark."""
    edges = zip(measures.opening, measures.closing, strict=True)
    whole = [(opens <= _AT_EDGE) & (closes <= _AT_EDGE) for opens, closes in edges]
    return whole[0] | whole[1]


_LONG_RUN = 12
_LONG_BITS = 150.0
_LONG = 5.0
"""Of pairs with a run of so many words that tell so much 99.9 % were true in all corpora. The trees
have seen none whose patterns occur ten thousand times."""
_LEARNED = 19.0
"""Logarithm (base 2) of the words of the smallest case that the forests learned from."""
_PER_HALVING = 0.6
_CERTAIN_BITS = 80.0
"""Below it, each halving of the case takes three quarters of the places away at which two pages
could share a turn of phrase by chance (1.4 in the logarithm of the odds). Half of that is used, for
passages of seven content words or more, and less for shorter ones."""
_AT_EDGE = 3
"""Code points: a passage as near to a quotation mark as this begins or ends with the quotation."""
