"""From windows around chained seeds to scored passages, aligned word by word."""

from __future__ import annotations

import numpy as np

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.caps import Cap, cap_table
from reportedly.stages.collate.chains import SPOKEN
from reportedly.stages.collate.found import found_table
from reportedly.stages.collate.measuring import Passages, measured_passages
from reportedly.stages.collate.score import is_quotation, probabilities
from reportedly.stages.collate.windows import Windows, read_windows
from reportedly.stages.collate.words import (
    Flags,
    Floats,
    Frequencies,
)
from reportedly.text.stretches import chosen_rows
from reportedly.text.tokens import Offsets

_UNMARKED_WORDS = 5
"""Fewer words in common that are no quotation by themselves are a name or a turn of phrase."""
_CERTAIN_WORDS = 12
"""So many words in common are the speaker's, whatever stands between them."""
_AS_LIKELY = 0.02
"""Of readings of one passage that differ in probability by no more a whole quotation is meant."""
_ALIKE = 3
"""Words in common for each one that is not, in what one speaker is said to have said."""


def score_windows(
    tables: Tables, *, frequencies: Frequencies, margin: int, least_score: float, kin: bool
) -> Tables:
    """Passages in ``windows`` that are likely to have a common origin, and what was not compared.

    ``documents`` (``b_number``, ``text``, ``quotes``, ``words``) holds side b of all windows.
    ``kin``: both sides are known to belong to one family, so that less is needed to believe in the
    pair.
    """
    windows = read_windows(tables["windows"], tables["documents"], frequencies, margin)
    found = measured_passages(windows, frequencies.words)
    scores = probabilities(found.measures, kin=kin)
    scores = np.where(_are_accounts(windows, found), 0.0, scores)
    whole = is_quotation(found.measures)
    long = (found.measures.shared >= _UNMARKED_WORDS) | whole
    likely = _best_of_runs(found, np.where(long, scores, 0.0), whole)
    kept = likely[scores[likely] >= least_score]
    kept = kept[~np.isin(kept, _names(windows, found, kept))]
    return {
        "found": found_table(windows, found, kept, scores[kept]),
        "caps": cap_table(Cap.LONG_TEXTS, found.left_out, sum(found.left_out)),
    }


def _are_accounts(windows: Windows, found: Passages) -> Flags:
    """Which pairs are two accounts of what one speaker said about the same, in words of their own.

    No marks say that either side has the speaker's words; few words are shared, or many are not.
    """
    spoken = windows.column["quoted"][found.window] == SPOKEN
    shared, unmatched = found.measures.shared, found.measures.unmatched
    alike = (shared >= _UNMARKED_WORDS) & (_ALIKE * unmatched <= shared)
    return np.asarray(spoken & (shared < _CERTAIN_WORDS) & ~alike)


def _best_of_runs(found: Passages, scores: Floats, whole: Flags) -> Offsets:
    """The likeliest pair of each run; of those nearly as likely a ``whole`` quotation."""
    best = np.zeros(found.run.max(initial=-1) + 1)
    np.maximum.at(best, found.run, scores)
    first = whole & (scores >= best[found.run] - _AS_LIKELY)
    order = np.lexsort((-found.measures.shared, -scores, ~first, found.run))
    return order[np.flatnonzero(np.diff(found.run[order], prepend=-1))]


def _names(windows: Windows, found: Passages, kept: Offsets) -> Offsets:
    """Those of the passages ``kept`` that are short and a name or a title on side b.

    All words of a name begin with a capital or a digit.
    """
    short = kept[found.measures.shared[kept] < _UNMARKED_WORDS]
    origin = windows.b.texts.first[windows.b_text[found.window[short]]]
    rows, begins = chosen_rows(found.b_first[short], found.b_last[short])
    at = np.repeat(origin, np.diff(begins)) + windows.b.start[rows]
    capital = [start.isupper() or start.isdigit() for start in windows.b.texts.cut(at, at + 1)]
    return short[np.logical_and.reduceat(capital, begins[:-1])] if len(short) else short
