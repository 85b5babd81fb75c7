"""Boxes on a page, and runs of glyphs in them. Points from the page's top left corner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: points from the left and from the top of the page as it is displayed."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From its left to its right, in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From its top to its bottom, in points."""
        return self.bottom - self.top

    def shares_width(self, other: Box) -> float:
        """The part of the narrower box's width that both boxes stand over, 0 to 1."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return max(0.0, shared) / max(min(self.width, other.width), 0.1)

    def contains_point(self, x: float, y: float) -> bool:
        """Whether a point lies in the box or on its edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes``; there is at least one."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


@dataclass(frozen=True, slots=True)
class Style:
    """How glyphs are set. ``size`` is in points on the page."""

    size: float
    bold: bool = False
    italic: bool = False


class Glyph(NamedTuple):
    """One character where it is drawn; ``baseline`` in points from the top of the page.

    ``link`` is the place in the page's links of the one that it stands in.
    """

    text: str
    box: Box
    baseline: float
    style: Style
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch ``[start, end)`` of a run or line that leads to an address."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs side by side on one line, or a whole line of a column made of such runs."""

    text: str
    box: Box
    baseline: float
    style: Style
    anchors: tuple[Anchor, ...] = ()

    @property
    def em(self) -> float:
        """The size of its type, in points; never 0."""
        return max(self.style.size, 1.0)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page: its number from 1, its size, runs in the order drawn, pictures.

    ``sideways`` are runs that are not set upright, such as credits along a picture's edge; ``cut``
    tells that there is more on the page than was read. Boxes of a ``mirrored`` page are measured
    from its right.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    sideways: tuple[Run, ...]
    pictures: tuple[Box, ...]
    cut: bool = False
    mirrored: bool = False


def joined(runs: Sequence[Run], between: str = " ") -> Run:
    """Runs of one line as one; its style is that of most of its characters."""
    text = ""
    anchors: list[Anchor] = []
    weights: dict[Style, int] = {}
    for run in runs:
        text += between if text and not text.endswith(" ") and not run.text.startswith(" ") else ""
        anchors += (Anchor(a.start + len(text), a.end + len(text), a.target) for a in run.anchors)
        text += run.text
        weights[run.style] = weights.get(run.style, 0) + len(run.text)
    main = max(runs, key=lambda run: (weights[run.style], len(run.text)))
    return Run(text, hull(run.box for run in runs), main.baseline, main.style, tuple(anchors))
