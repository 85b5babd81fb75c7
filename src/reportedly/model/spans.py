"""Half-open stretches of a document's text, in code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]`` is the evidence. Units: code points of the immutable text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"a span needs 0 <= start <= end, not [{self.start}, {self.end})"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The evidence itself."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that contains all of ``spans``.

    Raises:
        ValueError: there is no span at all.
    """
    parts = tuple(spans)
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def trimmed(text: str, span: Span) -> Span:
    """``span`` without white space at its ends; empty at its start where it holds nothing else."""
    inside = span.of(text)
    if not inside.strip():
        return Span(span.start, span.start)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, span.end - (len(inside) - len(inside.rstrip())))
