"""Lines become chunks, and chunks get the order in which they are read.

The order is Breuel's: above before below where two chunks stand over each other; the left before
the right where nothing between them stands over both (High performance document layout analysis,
2003). A headline across columns thus parts what is above it from what is below. What stands higher
goes first even on the right where nothing beside it shows that there is a column on the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from reportedly.stages.read.pdf.geometry import Box, Run, Style, hull

# Parts of the size of the type: baselines of neighbouring lines are at most so far apart.
_WIDEST_LEADING: Final = 1.75
_LEAST_LEADING: Final = 0.5
_LIKE_SIZE: Final = 0.08
_LEAST_SHARED_WIDTH: Final = 0.3
# With more chunks on a page, the order is simply that of their tops.
_MOST_CHUNKS: Final = 400
_MOST_OPEN_CHUNKS: Final = 60
_MOST_PICTURES: Final = 50
# Boxes of neighbours may touch by this part of the size.
_SLACK: Final = 0.35


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines in one style below one another in one column of a page."""

    page: int
    lines: tuple[Run, ...]
    box: Box

    @property
    def style(self) -> Style:
        """The style of its first line: all have about the same."""
        return self.lines[0].style

    @property
    def text(self) -> str:
        """Its lines with spaces between."""
        return " ".join(line.text for line in self.lines)


def chunks_of(page: int, lines: Sequence[Run]) -> list[Chunk]:
    """The chunks of a page, in the order of their first lines."""
    groups: list[list[Run]] = []
    for row in _rows(lines):
        above = [_above(groups, line) for line in row]
        for line, at in zip(row, above, strict=True):
            # Two lines below one chunk are the first lines of two columns.
            if at is None or above.count(at) > 1:
                groups.append([line])
            else:
                groups[at].append(line)
    return [Chunk(page, tuple(group), hull(line.box for line in group)) for group in groups]


def _rows(lines: Sequence[Run]) -> list[list[Run]]:
    """Lines whose baselines are the same, from top to bottom."""
    rows: list[list[Run]] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.box.left)):
        if rows and line.baseline - rows[-1][0].baseline <= _SLACK * line.em:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _above(groups: Sequence[Sequence[Run]], line: Run) -> int | None:
    """The group that a line goes on."""
    for at in range(len(groups) - 1, max(-1, len(groups) - 1 - _MOST_OPEN_CHUNKS), -1):
        if _continues(groups[at][-1], line):
            return at
    return None


def _continues(above: Run, line: Run) -> bool:
    em = max(above.em, line.em)
    leading = line.baseline - above.baseline
    return (
        _LEAST_LEADING * em <= leading <= _WIDEST_LEADING * em
        and abs(above.em - line.em) <= _LIKE_SIZE * em
        and (above.style.bold, above.style.italic) == (line.style.bold, line.style.italic)
        and above.box.shares_width(line.box) >= _LEAST_SHARED_WIDTH
    )


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
    np.fill_diagonal(precedes, val=False)
    return precedes.astype(np.int64)


def _is_column(edges: _Edges, pictures: _Edges) -> npt.NDArray[np.bool_]:
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
        self.slack = _SLACK * np.array(ems, dtype=float)

    def over(self, others: _Edges) -> npt.NDArray[np.bool_]:
        """``[a, b]``: a stands over or under b."""
        return ((self.lefts + self.slack)[:, None] < others.rights[None, :]) & (
            (others.lefts + others.slack)[None, :] < self.rights[:, None]
        )

    def above(self, others: _Edges) -> npt.NDArray[np.bool_]:
        """``[a, b]``: a ends where b begins, or higher."""
        return (self.bottoms - self.slack)[:, None] <= (others.tops + others.slack)[None, :]

    def beside(self) -> npt.NDArray[np.bool_]:
        """``[a, b]``: a ends to the left of where b begins."""
        return (self.rights - self.slack)[:, None] <= (self.lefts + self.slack)[None, :]
