"""Chunks become paragraphs: cut where one begins, joined across columns and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.pdf.chunks import Chunk
from reportedly.stages.read.pdf.columns import Columns, columns_by_page
from reportedly.stages.read.pdf.geometry import Box, Run

# Parts of the size of the type.
_INDENT: Final = 0.6
_WIDEST_HANG: Final = 3.0
_QUOTE_INDENT: Final = 0.8
_SPARE_ROOM: Final = 0.6
# Lines are so many times as far apart between paragraphs.
_WIDER_LEADING: Final = 1.25
_LIKE_SIZE: Final = 0.06
# Lines before and after one that tell how far lines reach beside it.
_AROUND: Final = 3
_SHORT: Final = 0.2
_FEWEST_ALIKE: Final = 3
_SENTENCE_ENDS: Final = (".", "!", "?", "…", ":", "。", "！", "？", "؟")
_CLOSERS: Final = "”’\"'»)]*0123456789"
# How a note begins; its mark may be glued to the first word.
NOTE_MARK = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]?|[*†‡§]{1,3})\s*(?=[^\W\d_]|[“\"‘'«])"
)
_BULLETS: Final = ("• ", "▪ ", "■ ", "● ", "– ", "— ", "- ")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A chunk with what its layout says of it."""

    chunk: Chunk
    kind: BlockKind


@dataclass(slots=True)
class Paragraph:
    """Lines that are one block, each with the number of its page."""

    kind: BlockKind
    lines: list[tuple[int, Run]] = field(default_factory=list)
    column: Box | None = None
    indented: bool = False

    @property
    def last(self) -> Run:
        """Its last line."""
        return self.lines[-1][1]

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does, closing marks and the marks of notes aside."""
        return self.last.text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)


def paragraphs_of(labelled: Sequence[Labelled]) -> list[Paragraph]:
    """The paragraphs in reading order.

    What interrupts a paragraph (a caption, a footnote, the end of a page) follows it.
    """
    running = [one.chunk for one in labelled if one.kind is BlockKind.TEXT]
    columns = columns_by_page(running)
    cut = [
        list(_cut(one.chunk, columns[one.chunk.page]))
        if one.kind is BlockKind.TEXT
        else list(_whole(one))
        for one in labelled
    ]
    indents = _are_indented(paragraph for parts in cut for paragraph in parts)
    return _joined(cut, indents=indents)


def _whole(one: Labelled) -> Iterator[Paragraph]:
    """A chunk as one paragraph; notes are cut where the next one's mark stands."""
    open_ = Paragraph(one.kind)
    for line in one.chunk.lines:
        if one.kind is BlockKind.FOOTNOTE and open_.lines and NOTE_MARK.match(line.text):
            yield open_
            open_ = Paragraph(one.kind)
        open_.lines.append((one.chunk.page, line))
    yield open_


def _cut(chunk: Chunk, columns: Columns) -> Iterator[Paragraph]:
    """The paragraphs of a chunk of running text."""
    column = columns.of(chunk)
    lines = chunk.lines
    leading = _leading(lines)
    open_ = Paragraph(BlockKind.TEXT, [(chunk.page, lines[0])], column)
    open_.indented = lines[0].box.left - column.left >= _INDENT * lines[0].em
    for at, (before, line) in enumerate(pairwise(lines), 1):
        edge = _edge(lines, at, column)
        if _begins(open_, before, line, edge) or (
            line.baseline - before.baseline > _WIDER_LEADING * leading
        ):
            yield _told(open_)
            open_ = Paragraph(BlockKind.TEXT, [], column)
            open_.indented = line.box.left - column.left >= _INDENT * line.em
        open_.lines.append((chunk.page, line))
    yield _told(open_)


def _leading(lines: Sequence[Run]) -> float:
    return median(b.baseline - a.baseline for a, b in pairwise(lines)) if len(lines) > 1 else 0.0


def _edge(lines: Sequence[Run], at: int, column: Box) -> float:
    """How far lines reach to the right beside a line: those that begin where it or its elder does.

    Quotations and text beside a picture reach less far than their column.
    """
    near = lines[max(0, at - _AROUND) : at + _AROUND]
    margins = [lines[at - 1].box.left, lines[at].box.left]
    slack = _INDENT * lines[at].em / 2
    alike = [
        line.box.right
        for line in near
        if any(abs(line.box.left - margin) <= slack for margin in margins)
    ]
    if len(alike) >= _FEWEST_ALIKE:
        return max(alike)
    # What stands in on the left mostly does so on the right.
    return column.right - max(0.0, min(margins) - column.left)


def _begins(open_: Paragraph, before: Run, line: Run, edge: float) -> bool:
    """Whether a line begins a paragraph, given the one above it in its column."""
    ended = before.text.rstrip(_CLOSERS).endswith((*_SENTENCE_ENDS, ";"))
    if ended and line.text.startswith(_BULLETS):
        return True
    step = line.box.left - before.box.left
    hangs = len(open_.lines) == 1 and before.text.startswith(_BULLETS)
    if step >= _INDENT * line.em and not (hangs and step <= _WIDEST_HANG * line.em):
        return True
    if step <= -_INDENT * line.em and len(open_.lines) > 1:
        return True
    if ended and open_.column and _is_short(before, open_.column):
        return True
    return _has_room(before, line, edge)


def _is_short(line: Run, column: Box) -> bool:
    """Whether a line leaves so much of its column empty that its end is meant."""
    return column.right - line.box.right > _SHORT * column.width


def _has_room(before: Run, line: Run, edge: float) -> bool:
    """Whether the line's first word would have stood on the line before it."""
    word = line.text.split(" ", 1)[0]
    width = line.box.width * len(word) / max(len(line.text), 1)
    return edge - before.box.right > width + _SPARE_ROOM * line.em


def _told(paragraph: Paragraph) -> Paragraph:
    """A paragraph whose lines all stand further in than the column is a quotation."""
    column = paragraph.column
    assert column is not None
    if len(paragraph.lines) > 1 and all(
        line.box.left - column.left >= _QUOTE_INDENT * line.em for _, line in paragraph.lines
    ):
        paragraph.kind = BlockKind.QUOTE
    return paragraph


def _are_indented(paragraphs: Iterator[Paragraph]) -> bool:
    """Whether paragraphs of the document begin with an indent, rather than after a gap."""
    telling = [one.indented for one in paragraphs if one.kind is BlockKind.TEXT]
    return sum(telling) * 3 >= len(telling) > 0


def _joined(cut: Sequence[Sequence[Paragraph]], *, indents: bool) -> list[Paragraph]:
    done: list[Paragraph] = []
    open_: Paragraph | None = None
    waiting: list[Paragraph] = []
    for parts in cut:
        for paragraph in parts:
            if paragraph.kind not in {BlockKind.TEXT, BlockKind.QUOTE}:
                if paragraph.kind in _PARTING:
                    done += [*([open_] if open_ else []), *waiting, paragraph]
                    open_, waiting = None, []
                else:
                    waiting.append(paragraph)
                continue
            if (
                open_ is not None
                and paragraph is parts[0]
                and _goes_on(open_, paragraph, indents=indents)
            ):
                open_.lines += paragraph.lines
                open_.column = paragraph.column
                continue
            done += [*([open_] if open_ else []), *waiting]
            open_, waiting = paragraph, []
    return [*done, *([open_] if open_ else []), *waiting]


# What no paragraph goes on behind.
_PARTING: Final = frozenset((BlockKind.TITLE, BlockKind.HEADING, BlockKind.STANDFIRST))


def _goes_on(above: Paragraph, below: Paragraph, *, indents: bool) -> bool:
    """Whether a paragraph that begins a chunk is the rest of the one before it."""
    first_page, last = above.lines[-1]
    page, line = below.lines[0]
    if above.kind is not below.kind or abs(last.em - line.em) > _LIKE_SIZE * last.em:
        return False
    assert above.column is not None
    if len(above.lines) == len(below.lines) == 1:
        return False
    moved = page != first_page or line.baseline < last.baseline
    if below.indented or _has_room(last, line, above.column.right):
        return False
    if above.ends_sentence:
        return moved and indents
    same = (last.style.bold, last.style.italic) == (line.style.bold, line.style.italic)
    return line.text[:1].islower() or (moved and same)
