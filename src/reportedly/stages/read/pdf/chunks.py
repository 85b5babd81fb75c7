"""Lines become chunks: lines in one style below one another in one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportedly.stages.read.pdf.geometry import Box, Run, Style, hull

# Parts of the size of the type: baselines of neighbouring lines are at most so far apart.
_WIDEST_LEADING: Final = 1.75
_LEAST_LEADING: Final = 0.5
_SAME_ROW: Final = 0.35
_LIKE_SIZE: Final = 0.08
_LEAST_SHARED_WIDTH: Final = 0.3
_MOST_OPEN_CHUNKS: Final = 60


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
        if rows and line.baseline - rows[-1][0].baseline <= _SAME_ROW * line.em:
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
