"""Quotations by their marks: curly, straight, low, angled, corner and single ones, nested too.

An apostrophe is no mark; an opening mark that is never closed runs to the end of its paragraph,
which is how a quotation of several paragraphs is printed. Linear in the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from reportedly.model.spans import Span

_MARK = re.compile(
    "[\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\uff02`]"
    "(?:(?<!['\u2019])|(?![A-Za-z])|(?<![A-Za-z].))"
)
"""Apostrophes between two Latin letters left out: they neither open nor close."""
_CLOSERS = {
    '"': ('"', "\u201d", "\uff02"),
    "\uff02": ("\uff02", '"'),
    "\u201c": ("\u201d", '"'),
    "\u201f": ("\u201d", '"'),
    "\u201d": ("\u201d", '"'),
    "\u201e": ("\u201c", "\u201d", '"'),
    "\xab": ("\xbb",),
    "\xbb": ("\xab", "\xbb"),
    "\u2039": ("\u203a",),
    "\u203a": ("\u2039", "\u203a"),
    "\u300c": ("\u300d",),
    "\u300e": ("\u300f",),
    "\u2018": ("\u2019", "'"),
    "\u201b": ("\u2019", "'"),
    "\u201a": ("\u2018", "\u2019"),
    "'": ("'", "\u2019"),
    "``": ("''",),
    "''": ("''",),
}
_SINGLES = frozenset("'\u2018\u201b\u201a\u2039\u203a")
_ALWAYS_OPEN = frozenset("\u201c\u201e\u201f\u00ab\u2039\u300c\u300e\u201a")
_BEFORE_OPENING = frozenset("([{<-\u2010\u2011\u2012\u2013\u2014\u2015/:;,\u2026*_>|\u00a1\u00bf=~")
_LOOK_AHEAD = 240
_INITIAL = 2
"""Code points from mark to mark around one letter: an initial or a grade."""


class Quotation(NamedTuple):
    """One quotation. ``start:end`` holds its marks, ``inner_start:inner_end`` does not.

    ``depth`` is 0 for a quotation that stands in no other; ``closed`` is false where the closing
    mark is missing and the paragraph's end stands for it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool

    @property
    def span(self) -> Span:
        """The quotation with its marks."""
        return Span(self.start, self.end)

    @property
    def inner(self) -> Span:
        """The quotation without its marks."""
        return Span(self.inner_start, self.inner_end)


_BY_PLACE = itemgetter(0)
"""No two quotations begin with the same mark."""


class _Opened(NamedTuple):
    mark: str
    start: int
    inner_start: int


_Pair = tuple[int, int, int, int, bool]
"""A quotation without its depth."""


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """All quotations of ``paragraphs``, sorted; none runs over a paragraph's end.

    >>> text = "\u201cHe said \u2018no\u2019,\u201d Ann wrote."
    >>> [(q.depth, q.inner.of(text)) for q in quotations(text, [Span(0, len(text))])]
    [(0, 'He said \u2018no\u2019,'), (1, 'no')]
    """
    if not paragraphs:
        return []
    begin = min(paragraph.start for paragraph in paragraphs)
    end = max(paragraph.end for paragraph in paragraphs)
    marks = [match.start() for match in _MARK.finditer(text, begin, end)]
    found: list[Quotation] = []
    for paragraph in paragraphs:
        first = bisect_left(marks, paragraph.start)
        last = bisect_left(marks, paragraph.end, first)
        if first < last:
            found += _in_paragraph(text, marks[first:last], paragraph)
    return sorted(found, key=_BY_PLACE)


def _in_paragraph(text: str, places: Sequence[int], paragraph: Span) -> list[Quotation]:
    if _are_plain_pairs(text, places, paragraph):
        edges = zip(places[::2], places[1::2], strict=True)
        return [
            Quotation(start, end + 1, start + 1, end, depth=0, closed=True)
            for start, end in edges
            if end - start > _INITIAL
        ]
    if len(places) == 1:
        return _alone(text, places[0], paragraph)
    pairs: list[_Pair] = []
    stack: list[_Opened] = []
    skip_to = paragraph.start
    for start in places:
        if start < skip_to:
            continue
        mark = _mark_at(text, start, paragraph)
        if mark is None:
            continue
        skip_to = start + len(mark)
        place = _closes(text, stack, mark, start, paragraph)
        if place is not None:
            opened = stack[place]
            del stack[place:]
            pairs.append((opened.start, skip_to, opened.inner_start, start, True))
        elif _opens(text, stack, mark, start, paragraph):
            stack.append(_Opened(mark, start, skip_to))
    pairs += _unclosed(stack, paragraph)
    return _with_depth([pair for pair in pairs if pair[3] - pair[2] > 1])


def _alone(text: str, at: int, paragraph: Span) -> list[Quotation]:
    """What the only mark of a paragraph opens: a quotation up to the paragraph's end."""
    mark = _mark_at(text, at, paragraph)
    if mark is None or mark in _SINGLES or not _opens(text, [], mark, at, paragraph):
        return []
    end = paragraph.end
    return [Quotation(at, end, at + 1, end, depth=0, closed=False)] if end - at > _INITIAL else []


def _are_plain_pairs(text: str, places: Sequence[int], paragraph: Span) -> bool:
    """Whether all marks are double ones in pairs, each where only one reading is possible."""
    marks = "".join([text[at] for at in places])
    half = len(marks) // 2
    if marks != "\u201c\u201d" * half and marks != '""' * half:
        return False
    if any(text[at - 1].isspace() for at in places[1::2]):
        return False
    return marks[:1] != '"' or not any(
        text[at + 1].isspace() or (at > paragraph.start and not text[at - 1].isspace())
        for at in places[::2]
    )


def _mark_at(text: str, at: int, paragraph: Span) -> str | None:
    """The mark that begins at ``at``: one character, or a doubled grave or apostrophe."""
    mark = text[at]
    if mark in "`'":
        if at + 1 < paragraph.end and text[at + 1] == mark:
            return mark + mark
        return None if mark == "`" else mark
    return mark


def _closes(text: str, stack: list[_Opened], mark: str, at: int, paragraph: Span) -> int | None:
    """Place in the stack of the innermost quotation that ``mark`` closes."""
    if not stack:
        return None
    end = at + len(mark)
    if at > paragraph.start and text[at - 1].isspace() and not _ends_run(text, end, paragraph):
        return None
    if mark in "'\u2019" and not _may_close_single(text, at, paragraph):
        return None
    for place in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
        if mark in _CLOSERS[stack[place].mark]:
            return place
    return None


def _ends_run(text: str, end: int, paragraph: Span) -> bool:
    """Whether what follows a mark shows that a quotation has ended there."""
    return end >= paragraph.end or text[end].isspace() or text[end] in ".,;:!?)"


def _may_close_single(text: str, at: int, paragraph: Span) -> bool:
    """Whether an apostrophe may close a quotation: not inside a word, not a plural's possessive."""
    following = text[at + 1] if at + 1 < paragraph.end else " "
    glued = following.isalnum() and not _is_unspaced(following)
    if at == paragraph.start or text[at - 1].isspace() or glued:
        return False
    if text[at - 1] not in "sS" or not following.isspace():
        return True
    return not _closes_later(text, at + 1, min(paragraph.end, at + _LOOK_AHEAD))


def _closes_later(text: str, start: int, end: int) -> bool:
    """Whether another single mark that closes comes before one that opens."""
    for at in range(start, end):
        if text[at] in "\u2018\u201b" or (text[at] == "'" and text[at - 1].isspace()):
            return False
        if text[at] in "'\u2019" and not text[at - 1].isspace():
            following = text[at + 1] if at + 1 < len(text) else " "
            if not following.isalnum():
                return True
    return False


def _opens(text: str, stack: list[_Opened], mark: str, at: int, paragraph: Span) -> bool:
    end = at + len(mark)
    if mark not in _CLOSERS or end >= paragraph.end:
        return False
    if mark in _ALWAYS_OPEN:
        return True
    if text[end].isspace():
        return False
    before = text[at - 1] if at > paragraph.start else " "
    free = before.isspace() or before in _BEFORE_OPENING or _is_unspaced(before)
    inside_mark = bool(stack) and stack[-1].inner_start == at
    if mark in _SINGLES:
        return (free or inside_mark) and (
            text[end].isalnum() or text[end] in "[(.\u2026$\u00a3\u20ac"
        )
    return free or inside_mark


def _is_unspaced(character: str) -> bool:
    """Whether it belongs to a script that parts no words: Chinese, Japanese, and their marks."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60"


def _unclosed(stack: list[_Opened], paragraph: Span) -> list[_Pair]:
    """The last double mark left open runs to the paragraph's end; the others are strays."""
    doubles = [opened for opened in stack if opened.mark not in _SINGLES]
    return [
        (opened.start, paragraph.end, opened.inner_start, paragraph.end, False)
        for opened in doubles[-1:]
    ]


def _with_depth(pairs: list[_Pair]) -> list[Quotation]:
    made: list[Quotation] = []
    open_ends: list[int] = []
    for start, end, inner_start, inner_end, closed in sorted(pairs):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        made.append(Quotation(start, end, inner_start, inner_end, len(open_ends), closed))
        open_ends.append(end)
    return made
