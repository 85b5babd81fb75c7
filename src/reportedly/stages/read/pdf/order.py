"""The order in which the chunks of a page are read.

It is Breuel's: above before below where two chunks stand over each other; the left before the right
where nothing between them stands over both (High performance document layout analysis, 2003). A
headline across columns thus parts what is above it from what is below. Two things are ours: what
stands higher goes first even on the right where nothing beside it shows that there is a column on
the left; and the story under a headline across columns ends before the next headline below begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import numpy as np
import numpy.typing as npt

from reportedly.stages.read.pdf.chunks import Chunk
from reportedly.stages.read.pdf.geometry import Box

# With more chunks on a page, the order is simply that of their tops.
_MOST_CHUNKS: Final = 400
_MOST_PICTURES: Final = 50
# Boxes of neighbours may touch by this part of the size of their type, and by so many points.
_SLACK: Final = 0.35
_WIDEST_SLACK: Final = 4.0
# A headline has so many times the usual size, and so many times the width of a column.
_HEADLINE_TIMES: Final = 1.6
_ACROSS_TIMES: Final = 1.25
_FEWEST_LINES: Final = 3

_Matrix = npt.NDArray[np.bool_]


def in_order(chunks: Sequence[Chunk], pictures: Sequence[Box] = ()) -> list[Chunk]:
    """The chunks of a page in the order in which they are read."""
    by_top = sorted(chunks, key=lambda chunk: (chunk.box.top, chunk.box.left))
    if len(by_top) < 2 or len(by_top) > _MOST_CHUNKS:  # noqa: PLR2004 - one needs no order
        return by_top
    before = _precedence(by_top, pictures[:_MOST_PICTURES])
    order: list[Chunk] = []
    waiting = before.sum(axis=0)
    left = np.ones(len(by_top), dtype=bool)
    while left.any():
        ready = np.flatnonzero(left & (waiting == 0))
        # In a circle, the topmost goes first.
        at = int(ready[0] if ready.size else np.flatnonzero(left)[0])
        order.append(by_top[at])
        left[at] = False
        waiting -= before[at]
    return order


def _precedence(chunks: Sequence[Chunk], pictures: Sequence[Box]) -> npt.NDArray[np.int64]:
    """``[a, b]`` is 1 where chunk a is read before chunk b."""
    edges = _Edges([chunk.box for chunk in chunks], [chunk.lines[0].em for chunk in chunks])
    over, above, beside = edges.over(edges), edges.above(edges), edges.beside()
    # Where boxes cross, the one that begins higher is above.
    above |= ~above & ~above.T & (edges.tops[:, None] < edges.tops[None, :])
    parted = np.zeros_like(over)
    for at in range(len(chunks)):
        spans = over[:, at][:, None] & over[at, :][None, :]
        between = (above[:, at][:, None] & above[at, :][None, :]) | (
            above[at, :][:, None] & above[:, at][None, :]
        )
        parted |= spans & between
    in_columns = ~above.T | _is_column(edges, _Edges(pictures, [0.0] * len(pictures)))
    precedes = (over & above) | (
        ~over & ~parted & ((beside & in_columns) | (beside & ~in_columns).T)
    )
    _finish_stories(chunks, precedes, over & above, above & ~over)
    np.fill_diagonal(precedes, val=False)
    return precedes.astype(np.int64)


def _finish_stories(
    chunks: Sequence[Chunk], precedes: _Matrix, over: _Matrix, higher: _Matrix
) -> None:
    """A story ends before the next headline below it begins, in whichever column it ends.

    ``over[a, b]``: a stands above b, over it; ``higher[a, b]``: a stands above b, not over it.
    """
    headlines = _headlines(chunks)
    for lower in headlines:
        below = over[lower].copy()
        below[lower] = True
        for upper in headlines:
            if over[upper, lower]:
                rest = over[upper] & higher[:, lower]
                precedes[rest, lower] = True
                precedes[np.ix_(below, rest)] = False


def _headlines(chunks: Sequence[Chunk]) -> list[int]:
    """Places of the headlines that stand over more than one column."""
    columns = [chunk for chunk in chunks if len(chunk.lines) >= _FEWEST_LINES]
    if not columns:
        return []
    usual = median(chunk.style.size for chunk in columns)
    width = median(chunk.box.width for chunk in columns)
    return [
        at
        for at, chunk in enumerate(chunks)
        if chunk.style.size >= _HEADLINE_TIMES * usual and chunk.box.width >= _ACROSS_TIMES * width
    ]


def _is_column(edges: _Edges, pictures: _Edges) -> _Matrix:
    """``[a, b]``: something over or under a stands beside b, as in the column to its left."""
    found = np.zeros((len(edges.tops), len(edges.tops)), dtype=bool)
    for others in (edges, pictures):
        level = ~others.above(edges) & ~edges.above(others).T
        aside = (level & ~others.over(edges)).astype(np.int64)
        found |= edges.over(others).astype(np.int64) @ aside > 0
    return found


class _Edges:
    """The edges of boxes as columns of numbers; neighbours may touch by a part of their em."""

    def __init__(self, boxes: Sequence[Box], ems: Sequence[float]) -> None:
        self.lefts, self.tops, self.rights, self.bottoms = (
            np.array([getattr(box, edge) for box in boxes], dtype=float)
            for edge in ("left", "top", "right", "bottom")
        )
        self.slack = np.minimum(_SLACK * np.array(ems, dtype=float), _WIDEST_SLACK)

    def over(self, others: _Edges) -> _Matrix:
        """``[a, b]``: a stands over or under b."""
        return ((self.lefts + self.slack)[:, None] < others.rights[None, :]) & (
            (others.lefts + others.slack)[None, :] < self.rights[:, None]
        )

    def above(self, others: _Edges) -> _Matrix:
        """``[a, b]``: a ends where b begins, or higher."""
        return (self.bottoms - self.slack)[:, None] <= (others.tops + others.slack)[None, :]

    def beside(self) -> _Matrix:
        """``[a, b]``: a ends to the left of where b begins."""
        return (self.rights - self.slack)[:, None] <= (self.lefts + self.slack)[None, :]
