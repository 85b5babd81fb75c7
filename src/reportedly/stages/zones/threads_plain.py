"""Comment threads of plain text, told by numbers and indents or by the lines that head comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final

from reportedly.model.spans import Span
from reportedly.stages.zones.answers import with_named_parents
from reportedly.stages.zones.comments import Comment, Thread, by_depth, name_badge, name_span
from reportedly.stages.zones.cues import is_comments_head
from reportedly.stages.zones.page import Page
from reportedly.stages.zones.posted import badge_of, posted_at
from reportedly.stages.zones.units import Unit
from reportedly.text.dates import find_dates

_NUMBERED = re.compile(r"(\d{1,5})[.)]\s+(\S.{0,79})$")
SAYS = re.compile(r"(\S.{0,59}?)\s+(?:says|said|wrote|writes|commented|replied)\s?(?::|\.\.\.|…)?$")
_DOTTED = re.compile(
    r"(\S[^•·|]{0,58}?)(?:\s*(?:>|→|▶|↪|replied to|in reply to|replying"
    r" to)\s*@?(\S[^•·|]{0,58}?))?\s*[•·|—–]\s*"
    r"(?=\d|an?\b|just|yesterday|[A-Z][a-z]{2,8}\.? \d)(.{1,60})$"
)
_WHEN = re.compile(
    r"(?:an?|\d{1,3}|just|yesterday)\s?(?:second|minute|min|hour|hr|day|week|month|year|now"
    r"|[smhdwy]\b)",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?:in reply to|replying to|reply to|@)\s*@?(\S.{0,59}?):?$", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:reply|like|share|report|flag|log in to reply|permalink|link|edit|loading|\d+|▲|▼"
    r"|[+-]?\d+ likes?|upvote|downvote"
    r"|comments are closed\.?|leave a (?:reply|comment)|your e-?mail address.{0,60}|load"
    r" more.{0,30}|show more.{0,30}"
    r"|view \d+ repl.{0,20}|(?:older|newer) comments?|post comment|[•·|\s])*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"comments are closed|leave a (?:reply|comment)|post a comment|load more|older comments|newer"
    r" comments",
    re.IGNORECASE,
)
_SAYS_ALONE = re.compile(r"(?:says|said|wrote|writes|commented|replied)\s?:?$", re.IGNORECASE)
_LONGEST_NAME_WORDS: Final = 8
# A name, "says", a time.
_MOST_HEAD_LINES: Final = 3
# A name without anything beside it.
_LONGEST_LONE_NAME_WORDS: Final = 5
_LONGEST_LONE_NAME: Final = 40
_LONGEST_NUMBERED_CHARS: Final = 100
_LONGEST_HEAD_CHARS: Final = 150
_LONGEST_META_WORDS: Final = 10


def numbered_thread(page: Page) -> Thread | None:
    """``1. Name`` with the comment indented below it, answers indented further."""
    heads = [unit for unit in page.units if _is_numbered_head(page.units, unit)]
    if not heads or (len(heads) == 1 and not _announced(page, heads[0].index)):
        return None
    column, step = _columns(heads)
    end = _end_of_thread(page, heads[-1], column)
    ends = [*(head.index for head in heads[1:]), end]
    comments = [
        _numbered(page, head, following, (head.indent - column) // step)
        for head, following in zip(heads, ends, strict=True)
        if head.index + 1 < following
    ]
    announcing = (heads[0].index - 1,) if _announced(page, heads[0].index) else ()
    inside = {index for comment in comments for index in range(comment.first, comment.last)}
    between = tuple(index for index in range(heads[0].index, end) if index not in inside)
    return Thread(tuple(by_depth(comments)), announcing, between)


def _is_numbered_head(units: Sequence[Unit], unit: Unit) -> bool:
    """A number and a name, with deeper text below it."""
    match = _NUMBERED.match(unit.text) if len(unit.text) < _LONGEST_NUMBERED_CHARS else None
    if not match or len(match[2].split()) > _LONGEST_NAME_WORDS or unit.index + 1 >= len(units):
        return False
    return units[unit.index + 1].indent > unit.indent


def _columns(heads: Sequence[Unit]) -> tuple[int, int]:
    """The column of top-level comments, and the columns from one level to the next."""
    column = min(head.indent for head in heads)
    step = gcd(*(head.indent - column for head in heads))
    return column, step or 1


def _end_of_thread(page: Page, last: Unit, column: int) -> int:
    """The first unit after the last comment that stands at its heading's margin or further out."""
    for unit in page.units[last.index + 1 :]:
        if unit.indent <= max(column, 0) and (unit.indent < last.indent or unit.indent == 0):
            return unit.index
        if _CLOSING.match(unit.line):
            return unit.index
    return len(page.units)


def _last_of(page: Page, first: int, following: int) -> int:
    """The end of a comment's text: before furniture such as "Reply" that stands under it."""
    last = following
    while (
        last > first + 1
        and page.units[last - 1].line
        and _FURNITURE.match(page.units[last - 1].line)
    ):
        last -= 1
    return last


def _numbered(page: Page, head: Unit, following: int, depth: int) -> Comment:
    match = _NUMBERED.match(head.text)
    assert match is not None
    return Comment(
        first=head.index + 1,
        last=_last_of(page, head.index + 1, following),
        author=name_span(head.start + match.start(2), match[2]),
        depth=depth,
        number=int(match[1]),
        badge=name_badge(match[2]),
    )


def _announced(page: Page, index: int) -> bool:
    return index > 0 and is_comments_head(page.units[index - 1])


def headed_thread(page: Page) -> Thread | None:
    """``Name says:``, ``Name • 2 days ago`` or a name above a time, below a line that announces."""
    announcer = next((unit for unit in page.units if is_comments_head(unit)), None)
    if announcer is None:
        return None
    end = _end_of_headed(page, announcer.index + 1)
    heads = list(_heads(page.units[announcer.index + 1 : end]))
    if not heads:
        return None
    comments = list(_headed_comments(page, heads, end))
    inside = {index for comment in comments for index in range(comment.first, comment.last)}
    rest = tuple(index for index in range(announcer.index + 1, end) if index not in inside)
    answers = {head.author: head.answers for head in heads}
    return Thread(tuple(_answering(page, comments, answers)), (announcer.index,), rest)


def _end_of_headed(page: Page, first: int) -> int:
    below = page.units[first:]
    return next((unit.index for unit in below if _CLOSING.match(unit.line)), len(page.units))


@dataclass(frozen=True, slots=True)
class _Head:
    """Who wrote a comment: ``units[first:last]`` are the lines that say it and when."""

    first: int
    last: int
    indent: int
    author: Span
    answers: str | None
    badge: str | None = None


def _heads(units: Sequence[Unit]) -> Iterator[_Head]:
    """The heads of comments, in one line or in two or three."""
    after = -1
    for place, unit in enumerate(units):
        if unit.index < after:
            continue
        head = _head_of(unit) or _head_in_lines(units[place : place + _MOST_HEAD_LINES])
        if head:
            after = head.last
            yield head


def _head_of(unit: Unit) -> _Head | None:
    if not unit.line or len(unit.text) > _LONGEST_HEAD_CHARS:
        return None
    for pattern in (SAYS, _DOTTED):
        match = pattern.match(unit.text)
        if (
            match
            and len(match[1].split()) <= _LONGEST_NAME_WORDS
            and (pattern is SAYS or _is_when(match[3]))
        ):
            answers = match[2] if pattern is _DOTTED else None
            author = name_span(unit.start + match.start(1), match[1])
            badge = name_badge(match[1])
            return _Head(unit.index, unit.index + 1, unit.indent, author, answers, badge)
    return None


def _head_in_lines(units: Sequence[Unit]) -> _Head | None:
    """A name by itself, "says" in a line of its own or not, and a line of time below it."""
    name = units[0]
    time = next((unit for unit in units[1:] if not _SAYS_ALONE.match(unit.line)), None)
    if time is None or not _is_name(name) or not _is_time(time):
        return None
    author = name_span(name.start, name.text)
    return _Head(name.index, time.index + 1, name.indent, author, None, name_badge(name.text))


def _is_name(unit: Unit) -> bool:
    short = 0 < unit.words <= _LONGEST_LONE_NAME_WORDS and len(unit.text) <= _LONGEST_LONE_NAME
    return short and not (unit.text.endswith((":", "?", "!", "…")) or _FURNITURE.match(unit.line))


def _is_time(unit: Unit) -> bool:
    """Whether a line is a time and little else."""
    if not unit.line or unit.words > _LONGEST_META_WORDS or unit.ends_sentence:
        return False
    return bool(find_dates(unit.line)) or _WHEN.match(unit.line) is not None


def _is_when(text: str) -> bool:
    return bool(_WHEN.match(text) or find_dates(text))


def _headed_comments(page: Page, heads: Sequence[_Head], end: int) -> Iterator[Comment]:
    columns = sorted({head.indent for head in heads})
    for place, head in enumerate(heads):
        following = heads[place + 1].first if place + 1 < len(heads) else end
        first = head.last
        while first < following and _is_meta(page.units[first]):
            first += 1
        last = _last_of(page, first, following)
        if first < last:
            lines = [Span(unit.start, unit.end) for unit in page.units[head.first : first]]
            yield Comment(
                first, last, head.author, columns.index(head.indent), None,
                badge=head.badge or badge_of(page.text, lines[1:]),
                posted=posted_at(page.text, lines, page.document.captured_at),
            )  # fmt: skip


def _is_meta(unit: Unit) -> bool:
    """The line of date and time below a commenter's name, or "in reply to"."""
    dated = find_dates(unit.line) and unit.words <= _LONGEST_META_WORDS
    return bool(unit.line) and bool(
        dated or _FURNITURE.match(unit.line) or _ANSWERS.match(unit.line)
    )


def _answering(
    page: Page, comments: Sequence[Comment], answers: Mapping[Span, str | None]
) -> Iterator[Comment]:
    """Comments with the parent that their heading names, else the one that their indent shows."""
    return with_named_parents(
        page,
        list(by_depth(list(comments))),
        [answers.get(comment.author) if comment.author else None for comment in comments],
    )
