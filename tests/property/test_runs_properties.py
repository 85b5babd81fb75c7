"""The runs found in one pass are those of taking the best one again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.collate.runs import best_runs, gap_costs
from reportedly.stages.collate.segments import Block

Step = tuple[int, int, int, int]
Run = tuple[int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2, 5, 20]),
        st.sampled_from([0, 1, 2, 5, 20]),
        st.integers(1, 6),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=14,
)
"""For each block: words of side a and of side b before it, its words, its bits."""


def laid_out(steps: Sequence[Step]) -> tuple[list[Block], list[float]]:
    """Blocks and what they are worth."""
    blocks, a_end, b_end = [], 0, 0
    for a_gap, b_gap, size, _ in steps:
        blocks.append((a_end + a_gap, b_end + b_gap, size))
        a_end, b_end = a_end + a_gap + size, b_end + b_gap + size
    return blocks, [float(bits) for *_, bits in steps]


def cost(a_words: int, b_words: int) -> float:
    """A word without counterpart costs 1.5 bits, an insertion 24 at most, other words twice."""
    rewritten = min(a_words, b_words) - 1
    longer = 1.5 * max(a_words, b_words)
    return longer + 3 * rewritten if rewritten > 0 else min(longer, 24)


def worth(blocks: Sequence[Block], weights: Sequence[float], run: Run) -> float:
    """Bits of a run with the gaps inside it."""
    first, last = run
    between = zip(blocks[first : last - 1], blocks[first + 1 : last], strict=True)
    gaps = sum(cost(j[0] - i[0] - i[2], j[1] - i[1] - i[2]) for i, j in between)
    return sum(weights[first:last]) - gaps


def one_by_one(blocks: Sequence[Block], weights: Sequence[float], bounds: Run) -> Iterator[Run]:
    """The best run between ``bounds``, and the best on both of its sides, and so on."""
    first, last = bounds
    every = [(i, j) for i in range(first, last) for j in range(i + 1, last + 1)]
    if not every:
        return
    best = max(every, key=lambda run: (worth(blocks, weights, run), -run[1], run[0]))
    if worth(blocks, weights, best) < 12:
        return
    yield best
    yield from one_by_one(blocks, weights, (first, best[0]))
    yield from one_by_one(blocks, weights, (best[1], last))


@given(STEPS)
def test_one_pass_finds_what_repeated_search_finds(steps: Sequence[Step]) -> None:
    """Those of twelve bits and three words."""
    blocks, weights = laid_out(steps)
    every = one_by_one(blocks, weights, (0, len(blocks)))
    wanted = [run for run in every if sum(size for *_, size in blocks[slice(*run)]) >= 3]
    rows, nowhere = np.array(blocks), np.zeros(1_000, np.int64)
    costs = gap_costs(rows, (nowhere, nowhere))
    found = best_runs(np.array([0, len(rows)]), rows[:, 2], np.array(weights), costs)
    assert found.tolist() == [[0, *run] for run in sorted(wanted)]
