"""Lines and paragraphs of plain text: where they stand and how far they are indented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

# Lines of a text that was broken at a fixed width are at least this long, save the last.
_SHORTEST_WRAPPED_LINE: Final = 50
# The longest line of such a text; longer lines are paragraphs.
_LONGEST_WRAPPED_LINE: Final = 100
# Lines of one wrapped paragraph differ by less than the longest word that did not fit.
_WRAP_SLACK: Final = 24
_TAB_WIDTH: Final = 4

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_ENDS: Final = (".", "!", "?", ":", "”", '"', "’", "»", ")", "…")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its white space. ``indent`` is in columns; ``gap`` counts blank lines before.

    Units of ``start`` and ``end``: code points of the text.
    """

    start: int
    end: int
    indent: int
    follows_blank: bool

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line, or several that were broken at a fixed width."""

    start: int
    end: int
    indent: int


def lines(text: str) -> Iterator[Line]:
    """The lines of ``text`` that hold something, in order."""
    previous = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        bare = raw.strip()
        if not bare:
            continue
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        yield Line(
            start, start + len(bare), _columns(raw[:lead]), _is_gap(text, previous, match.start())
        )
        previous = start + len(bare)


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of ``text``, in order.

    Lines that stand together are one paragraph where they were broken at a fixed width; else each
    line is a paragraph by itself, as on pages without blank lines.
    """
    found: list[Paragraph] = []
    for run in _runs(lines(text)):
        if _is_wrapped(text, run):
            found.append(Paragraph(run[0].start, run[-1].end, run[0].indent))
        else:
            found.extend(Paragraph(line.start, line.end, line.indent) for line in run)
    return found


def _runs(every: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines that no blank line separates and that have the same indent."""
    number = 0
    last_indent = -1

    def run_of(line: Line) -> int:
        nonlocal number, last_indent
        number += line.follows_blank or line.indent != last_indent
        last_indent = line.indent
        return number

    for _, run in groupby(every, key=run_of):
        yield list(run)


def _is_wrapped(text: str, run: Sequence[Line]) -> bool:
    """Whether the lines of a run look like one paragraph broken at a fixed width."""
    full = [len(line) for line in run[:-1]]
    if not full:
        return False
    longest = max(full)
    if longest > _LONGEST_WRAPPED_LINE or min(full) < _SHORTEST_WRAPPED_LINE:
        return False
    if longest - min(full) > _WRAP_SLACK or len(run[-1]) > longest + 2:
        return False
    ends = sum(text[line.end - 1] in _SENTENCE_ENDS for line in run[:-1])
    return ends * 2 <= len(full)


def _columns(space: str) -> int:
    return len(space) + (_TAB_WIDTH - 1) * space.count("\t")


def _is_gap(text: str, previous: int, start: int) -> bool:
    """Whether a blank line, or the beginning of the text, lies between two lines."""
    if previous == 0:
        return True
    breaks = text[previous:start]
    return breaks.count("\n") > 1 or (breaks.count("\r") > 1 and "\n" not in breaks)
