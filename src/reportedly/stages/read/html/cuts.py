"""Cutting a block where its inline elements say that parts of it have roles of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportedly.model.kinds import BlockKind

# A longer block is prose that happens to name a date or an author.
_LONGEST_LINE: Final = 200
_BY = re.compile(r"\s(?:by|von|par|por|di|door|av)\s*$", re.IGNORECASE)
# Words that stand beside a commenter's name and are no comment.
_META_WORDS: Final = frozenset(
    "says say said wrote writes commented replied reply permalink like likes report share edited "
    "on at ago a an just now am pm yesterday today about second seconds minute minutes min mins "
    "hour "
    "hours hr hrs day days week weeks month months year years s m h d w y mon tue wed thu fri sat "
    "sun monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug "
    "sep sept oct nov dec january february march april june july august september october november "
    "december".split()
)
_META_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_META: Final = 120

_COMMENT_KINDS: Final = frozenset((BlockKind.COMMENT, BlockKind.COMMENT_AUTHOR))
_WHOLE_KINDS: Final = frozenset((BlockKind.CHROME, BlockKind.QUOTE, BlockKind.CAPTION))
_LINE_KINDS: Final = frozenset((BlockKind.BYLINE, BlockKind.TIME))

Piece = tuple[int, int, BlockKind]
TextOf = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline element that says what it is. Code points of the page's text."""

    start: int
    end: int
    kind: BlockKind


def cut(
    text_of: TextOf, start: int, end: int, kind: BlockKind, marks: Sequence[Mark]
) -> list[Piece]:
    """The block ``[start, end)`` in pieces, in order; usually one."""
    return _trimmed(text_of, _pieces(text_of, start, end, kind, marks))


def _pieces(
    text_of: TextOf, start: int, end: int, kind: BlockKind, marks: Sequence[Mark]
) -> Iterable[Piece]:
    if not marks:
        return [(start, end, kind)]
    if any(mark.kind is BlockKind.COMMENT_AUTHOR for mark in marks) or kind in _COMMENT_KINDS:
        return _comment_line(text_of, start, end, kind, marks)
    if kind in _WHOLE_KINDS or end - start > _LONGEST_LINE:
        return [(start, end, kind)]
    return _article_line(text_of, start, end, kind, marks)


def _article_line(
    text_of: TextOf, start: int, end: int, kind: BlockKind, marks: Sequence[Mark]
) -> Iterator[Piece]:
    """A line of author and date: each mark's piece runs to the next mark of the other kind."""
    turns = _turns(marks)
    if len(turns) == 1 and (kind is BlockKind.TEXT or turns[0].kind is kind):
        yield start, end, turns[0].kind
        return
    first = _with_by(text_of, start, turns[0])
    starts = [*(_with_by(text_of, start, mark) for mark in turns[1:]), end]
    position = start
    if kind in _LINE_KINDS and kind is not turns[0].kind and first > start:
        yield start, first, kind
        position = first
    for mark, piece_end in zip(turns, starts, strict=True):
        own = mark.end if piece_end == end and kind in _LINE_KINDS - {mark.kind} else piece_end
        yield position, own, mark.kind
        position = own
    yield position, end, kind


def _turns(marks: Sequence[Mark]) -> list[Mark]:
    """Outer marks in order, without those that repeat the kind before them."""
    outer: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not outer or (mark.start >= outer[-1].end and mark.kind is not outer[-1].kind):
            outer.append(mark)
    return outer


def _with_by(text_of: TextOf, start: int, mark: Mark) -> int:
    """Where the mark starts, the word "by" before it included."""
    before = _BY.search(text_of(start, mark.start))
    return start + before.start() if before and mark.kind is BlockKind.BYLINE else mark.start


def _comment_line(
    text_of: TextOf, start: int, end: int, kind: BlockKind, marks: Sequence[Mark]
) -> Iterator[Piece]:
    """A line of a comment: the author's name by itself, the rest text or page furniture."""
    position = start
    for mark in [*_innermost(marks), Mark(end, end, kind)]:
        if mark.start > position:
            rest = text_of(position, mark.start)
            furniture = kind is not BlockKind.COMMENT or _is_meta(rest)
            yield position, mark.start, BlockKind.CHROME if furniture else kind
        if mark.end > mark.start:
            yield max(mark.start, position), mark.end, mark.kind
        position = mark.end


def _is_meta(text: str) -> bool:
    words = _META_WORD.findall(text[:_LONGEST_META].lower())
    return len(text) <= _LONGEST_META and _META_WORDS.issuperset(words)


def _innermost(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that hold no other, in order."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.end, -mark.start)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _trimmed(text_of: TextOf, pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without white space at their ends; empty ones left out."""
    kept: list[Piece] = []
    for start, end, kind in pieces:
        text = text_of(start, end)
        bare = text.strip()
        if len(bare) == len(text) > 0:
            kept.append((start, end, kind))
        elif bare:
            lead = len(text) - len(text.lstrip())
            kept.append((start + lead, start + lead + len(bare), kind))
    return kept
