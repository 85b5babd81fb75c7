"""Paragraphs become text: words broken at line ends joined, every line's place remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from reportedly.stages.read.pdf.geometry import Box, Run, hull
from reportedly.stages.read.pdf.paragraphs import Paragraph
from reportedly.tables.documents import Block, Link, Place

_HYPHENS: Final = ("-", "\u2010", "\u00ad")
_SOFT_HYPHEN: Final = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010'’][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_REST = re.compile(r"[^\W\d_]+")
# Words that are the first part of compounds far more often than of a broken word.
_KEEPING_HYPHEN: Final = frozenset(("self", "non", "well", "half", "vice"))
_BETWEEN_BLOCKS: Final = "\n\n"


def vocabulary(lines: Iterable[Run]) -> Counter[str]:
    """How often each word stands whole, inside a line."""
    words = Counter[str]()
    for line in lines:
        bare = line.text[:-1] if line.text.endswith(_HYPHENS) else line.text
        whole = _WORD.findall(bare.replace(_SOFT_HYPHEN, "").casefold())
        words.update(whole[:-1] if bare is not line.text else whole)
    return words


class Writer:
    """A text under way: blocks with a blank line between, lines with their places."""

    def __init__(self, words: Counter[str]) -> None:
        self._words = words
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.places: list[Place] = []
        self.links: list[Link] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, paragraph: Paragraph) -> None:
        """Add a paragraph as one block."""
        if self._length:
            self._put(_BETWEEN_BLOCKS)
        start = self._length
        lines = paragraph.lines
        for at, (page, line) in enumerate(lines):
            following = lines[at + 1][1] if at + 1 < len(lines) else None
            self._line(page, line, following)
        page = lines[0][0]
        path = _path(page, hull(line.box for number, line in lines if number == page))
        self.blocks.append(Block(start, self._length, paragraph.kind, 0, path))

    def _line(self, page: int, line: Run, following: Run | None) -> None:
        text = line.text
        between = "" if following is None else " "
        if following is not None and text.endswith(_HYPHENS):
            text, between = self._unbroken(text, following.text)
        kept = text.replace(_SOFT_HYPHEN, "")
        start = self._length
        self._put(kept)
        self.places.append(Place(start, self._length, _path(page, line.box)))
        for anchor in line.anchors:
            before = line.text[: anchor.start].count(_SOFT_HYPHEN)
            first = start + anchor.start - before
            last = min(start + anchor.end - before, self._length)
            if first < last:
                self.links.append(Link(first, last, anchor.target))
        self._put(between)

    def _unbroken(self, text: str, following: str) -> tuple[str, str]:
        """A line that ends with a hyphen, and what stands between it and the next."""
        broken, rest = _BROKEN.search(text), _REST.match(following)
        if text.endswith(_SOFT_HYPHEN):
            return text[:-1], ""
        if not broken:
            # A dash after a space stays a dash.
            return text, "" if text[-2:-1].isalnum() else " "
        if rest is None:
            return text, " "
        first, second = broken[1], rest.group()
        if second[0].isupper() or first.isupper() or first.casefold() in _KEEPING_HYPHEN:
            return text, ""
        whole = self._words[f"{first}{second}".casefold()]
        compound = self._words[f"{first}-{second}".casefold()]
        return (text, "") if compound > whole else (text[:-1], "")

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)


def _path(page: int, box: Box) -> str:
    """Where a box stands, as the table of documents writes it."""
    return f"page={page} box={box.left:.1f},{box.top:.1f},{box.right:.1f},{box.bottom:.1f}"
