"""Writes the text of a page: white space collapsed as a browser does, places remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.html.cuts import Mark
from reportedly.tables.documents import Link

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_BLOCKS: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Written:
    """A finished block: its place and the inline elements in it that say what they are."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Open:
    """An inline element under way; it starts with the first character written inside it."""

    what: str
    start: int | None = None


class Writer:
    """A text under way, block after block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._start: int | None = None
        self._gap = ""
        self._after_mark = False
        self._open_links: list[_Open] = []
        self._open_marks: list[_Open] = []
        self._marks: list[Mark] = []

    def write(self, text: str, *, preformatted: bool) -> None:
        """Add text to the block under way."""
        if preformatted:
            self._write_lines(text)
            return
        words = _SPACES.sub(" ", text)
        bare = words.strip(" ")
        if not bare:
            self._space(words)
            return
        self._space(words[0])
        self._put(bare)
        self._space(words[-1])

    def line_break(self) -> bool:
        """Note a line break; True where it is the second in a row, which ends a paragraph."""
        if self._start is None:
            return False
        if self._gap == "\n":
            return True
        self._gap = "\n"
        return False

    def open_link(self, target: str) -> None:
        """An anchor begins."""
        self._open_links.append(_Open(target))

    def close_link(self) -> list[Link]:
        """The anchor ends; a link only if anything was written in it."""
        link = self._open_links.pop()
        return [] if link.start is None else [Link(link.start, self._length, link.what)]

    def open_mark(self, kind: BlockKind) -> None:
        """An inline element begins that says what it is."""
        self._open_marks.append(_Open(kind.value))

    def close_mark(self) -> None:
        """It ends."""
        mark = self._open_marks.pop()
        if mark.start is not None and self._start is not None and mark.start >= self._start:
            self._marks.append(Mark(mark.start, self._length, BlockKind(mark.what)))
            self._after_mark = True

    def end_block(self) -> Written | None:
        """End the block under way; None where nothing was written."""
        start = self._start
        self._gap = ""
        if start is None:
            return None
        written = Written(start, self._length, tuple(self._marks))
        self._start = None
        self._marks.clear()
        return written

    def text(self) -> str:
        """The whole text."""
        self._parts = ["".join(self._parts)]
        return self._parts[0]

    def text_from(self, start: int, end: int) -> str:
        """A piece of what was last written."""
        if end == self._length and end - start == len(self._parts[-1]):
            return self._parts[-1]
        parts: list[str] = []
        position = self._length
        for part in reversed(self._parts):
            if position <= start:
                break
            parts.append(part)
            position -= len(part)
        return "".join(reversed(parts))[start - position : end - position]

    def _space(self, words: str) -> None:
        if words[:1] == " " and self._start is not None and not self._gap:
            self._gap = " "

    def _write_lines(self, text: str) -> None:
        """Preformatted text keeps its lines and spaces."""
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number and self._start is not None:
                self._gap = self._gap.rstrip(" ") + "\n"
            if line.strip():
                kept = line if "\n" in self._gap else line.lstrip()
                self._put(kept.rstrip())
                self._gap = " " if line.endswith((" ", "\t")) else ""

    def _put(self, text: str) -> None:
        if self._start is None:
            self._add(_BETWEEN_BLOCKS if self._length else "")
            self._start = self._length
        else:
            # Style sheets set dates and names apart where the markup has no space between them.
            apart = self._after_mark and not self._gap and text[0].isalnum()
            self._add(" " if apart else self._gap)
        self._gap = ""
        self._after_mark = False
        for opened in (*self._open_links, *self._open_marks):
            if opened.start is None:
                opened.start = self._length
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
