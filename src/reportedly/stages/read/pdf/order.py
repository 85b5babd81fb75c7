"""Lines become chunks, and chunks get the order in which they are read.

The order is Breuel's: above before below where two chunks stand over each other; the left before
the right where nothing between them stands over both (High performance document layout analysis,
2003). A headline across columns thus parts what is above it from what is below.
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


def in_order(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a page in the order in which they are read."""
    by_top = sorted(chunks, key=lambda chunk: (chunk.box.top, chunk.box.left))
    if len(by_top) < 2 or len(by_top) > _MOST_CHUNKS:  # noqa: PLR2004 - one needs no order
        return by_top
    before = _precedence(by_top)
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


def _precedence(chunks: Sequence[Chunk]) -> npt.NDArray[np.int64]:
    """``[a, b]`` is 1 where chunk a is read before chunk b."""
    lefts, tops, rights, bottoms = (
        np.array([getattr(chunk.box, edge) for chunk in chunks])
        for edge in ("left", "top", "right", "bottom")
    )
    slack = _SLACK * np.array([chunk.lines[0].em for chunk in chunks])
    over = (lefts[:, None] + slack[:, None] < rights[None, :]) & (
        lefts[None, :] + slack[None, :] < rights[:, None]
    )
    above = bottoms[:, None] - slack[:, None] <= tops[None, :] + slack[None, :]
    # Where boxes cross, the one that begins higher is above.
    above |= ~above & ~above.T & (tops[:, None] < tops[None, :])
    beside = rights[:, None] - slack[:, None] <= lefts[None, :] + slack[None, :]
    parted = np.zeros_like(over)
    for at in range(len(chunks)):
        spans = over[:, at][:, None] & over[at, :][None, :]
        between = (above[:, at][:, None] & above[at, :][None, :]) | (
            above[at, :][:, None] & above[:, at][None, :]
        )
        parted |= spans & between
    precedes = (over & above) | (~over & beside & ~parted)
    np.fill_diagonal(precedes, val=False)
    return precedes.astype(np.int64)
