"""The columns of a page: between which edges the lines of its running text stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reportedly.stages.read.pdf.chunks import Chunk
from reportedly.stages.read.pdf.geometry import Box, hull

_FEWEST_LINES: Final = 3
_LEAST_SHARED: Final = 0.6
# Two chunks of one column are together at most so many times as wide as the wider of them.
_WIDEST_UNION: Final = 1.3
# A short chunk may stand out of its column by this part of the size of its type.
_SLACK: Final = 1.0


class Columns:
    """The columns of one page, found from its longer chunks of running text."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._columns: list[Box] = []
        telling = [chunk.box for chunk in chunks if len(chunk.lines) >= _FEWEST_LINES]
        for box in sorted(telling, key=lambda box: -box.width):
            self._take_up(box)

    def of(self, chunk: Chunk) -> Box:
        """The column that a chunk stands in; the chunk itself where it stands in none."""
        slack = _SLACK * chunk.lines[0].em
        around = [
            column
            for column in self._columns
            if column.left - slack <= chunk.box.left and chunk.box.right <= column.right + slack
        ]
        return min(around, key=lambda column: column.width, default=chunk.box)

    def _take_up(self, box: Box) -> None:
        for at, column in enumerate(self._columns):
            union = hull((column, box))
            wider = max(column.width, box.width)
            if column.shares_width(box) >= _LEAST_SHARED and union.width <= _WIDEST_UNION * wider:
                if box.width * 2 >= column.width:
                    self._columns[at] = union
                return
        self._columns.append(box)


def columns_by_page(chunks: Sequence[Chunk]) -> dict[int, Columns]:
    """The columns of each page that has running text."""
    pages: dict[int, list[Chunk]] = {}
    for chunk in chunks:
        pages.setdefault(chunk.page, []).append(chunk)
    return {page: Columns(those) for page, those in pages.items()}
