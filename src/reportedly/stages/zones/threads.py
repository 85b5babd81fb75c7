"""Comments: who wrote each, how deep it stands, and which comment it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.zones.cues import is_comments_head
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit
from reportedly.text.dates import find_dates


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment: ``units[first:last]`` is its text.

    ``parent`` is the place of the comment it answers in the list of comments; ``orphan`` says that
    it answers one that is not on the page.
    """

    first: int
    last: int
    author: Span | None
    depth: int
    number: int | None
    parent: int | None = None
    orphan: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """All comments of a page in order, the units that announce or close the thread (``furniture``),
    and those that head a comment or stand under it (``heads``): names, times, "reply".
    """

    comments: tuple[Comment, ...] = ()
    furniture: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()

    def labels(self) -> dict[int, Label]:
        """Labels of the thread's units; each comment is a part of its own, heads make no zone."""
        found = {index: Label(ZoneKind.BOILERPLATE, part="thread") for index in self.furniture}
        found.update(dict.fromkeys(self.heads, Label(ZoneKind.COMMENT, part="head")))
        for place, comment in enumerate(self.comments):
            label = Label(ZoneKind.COMMENT, part=str(place))
            found.update(dict.fromkeys(range(comment.first, comment.last), label))
        return found


_NUMBERED = re.compile(r"(\d{1,5})[.)]\s+(\S.{0,79})$")
_BADGE = re.compile(
    r"\s+(?:post author|author|moderator|mod|admin|administrator|staff|editor|op|verified)$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(\S.{0,59}?)\s+(?:says|said|wrote|writes|commented|replied)\s?(?::|\.\.\.|…)?$"
)
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
_LONGEST_NAME_WORDS: Final = 8
# A comment's paragraph of so many words that stands in the article word for word is a quotation.
_FEWEST_QUOTED_WORDS: Final = 6
_MOST_QUOTED_CHARS: Final = 5_000
_MOST_ARTICLE_CHARS: Final = 300_000
_MOST_COMMENTS: Final = 5_000
_QUOTE_EDGES: Final = "> \u201c\u201d\u2018\u2019\"'.\u2026"


def find_thread(page: Page) -> Thread:
    """The comments of a page, whatever tells them: markup, numbers and indents, or headings."""
    if page.is_html:
        return _marked_thread(page)
    return _numbered_thread(page) or _headed_thread(page) or Thread()


# --- markup -------------------------------------------------------------------------------------


def _marked_thread(page: Page) -> Thread:
    """Comments as the reader found them: all blocks of one have its path."""
    kinds = {BlockKind.COMMENT, BlockKind.COMMENT_AUTHOR}
    paths = {unit.path for unit in page.units if unit.kind in kinds}
    comments: list[Comment] = []
    author: Span | None = None
    path = ""
    for unit in page.units:
        if unit.kind not in kinds:
            continue
        if unit.path != path:
            author, path = None, unit.path
        if unit.kind is BlockKind.COMMENT_AUTHOR:
            author = author or _bare_name(unit)
        elif comments and page.units[comments[-1].first].path == path:
            comments[-1] = replace(
                comments[-1], last=unit.index + 1, author=comments[-1].author or author
            )
        else:
            comments.append(Comment(unit.index, unit.index + 1, author, unit.indent, None))
    inside = [
        unit.index
        for unit in page.units
        if unit.path in paths and unit.kind is not BlockKind.COMMENT
    ]
    return Thread(tuple(_nested(comments)), (), tuple(inside))


def _bare_name(unit: Unit) -> Span:
    """The name without "says" after it."""
    said = _SAYS.match(unit.text)
    return _name_span(unit.start, said[1] if said else unit.text)


# --- numbers and indents ------------------------------------------------------------------------


def _numbered_thread(page: Page) -> Thread | None:
    """``1. Name`` with the comment indented below it, answers indented further."""
    heads = [unit for unit in page.units if _is_numbered_head(page.units, unit)]
    if len(heads) < 2 and not (heads and _announced(page, heads[0].index)):
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
    return Thread(tuple(_nested(comments)), announcing, between)


def _is_numbered_head(units: Sequence[Unit], unit: Unit) -> bool:
    """A number and a name, with deeper text below it."""
    match = _NUMBERED.match(unit.text) if len(unit.text) < 100 else None
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
        author=_name_span(head.start + match.start(2), match[2]),
        depth=depth,
        number=int(match[1]),
    )


def _name_span(start: int, name: str) -> Span:
    """The name without a badge such as "Post author" after it."""
    badge = _BADGE.search(name)
    return Span(start, start + len(name[: badge.start()] if badge else name.rstrip()))


def _announced(page: Page, index: int) -> bool:
    return index > 0 and is_comments_head(page.units[index - 1])


# --- headings -----------------------------------------------------------------------------------


def _headed_thread(page: Page) -> Thread | None:
    """``Name says:`` or ``Name • 2 days ago``, below a line that announces comments."""
    announcer = next((unit for unit in page.units if is_comments_head(unit)), None)
    if announcer is None:
        return None
    below = page.units[announcer.index + 1 :]
    heads = [(unit, head) for unit in below if (head := _head_of(unit))]
    if not heads:
        return None
    end = next((unit.index for unit in below if _CLOSING.match(unit.line)), len(page.units))
    heads = [(unit, head) for unit, head in heads if unit.index < end]
    comments = list(_headed_comments(page, heads, end))
    inside = {index for comment in comments for index in range(comment.first, comment.last)}
    rest = tuple(index for index in range(announcer.index + 1, end) if index not in inside)
    answers = [head for _, head in heads]
    return Thread(tuple(_answering(page, comments, answers)), (announcer.index,), rest)


@dataclass(frozen=True, slots=True)
class _Head:
    author: Span
    answers: str | None


def _head_of(unit: Unit) -> _Head | None:
    if not unit.line or len(unit.text) > 150:
        return None
    for pattern in (_SAYS, _DOTTED):
        match = pattern.match(unit.text)
        if (
            match
            and len(match[1].split()) <= _LONGEST_NAME_WORDS
            and (pattern is _SAYS or _is_when(match[3]))
        ):
            answers = match[2] if pattern is _DOTTED else None
            return _Head(_name_span(unit.start + match.start(1), match[1]), answers)
    return None


def _is_when(text: str) -> bool:
    return bool(_WHEN.match(text) or find_dates(text))


def _headed_comments(
    page: Page, heads: Sequence[tuple[Unit, _Head]], end: int
) -> Iterator[Comment]:
    columns = sorted({unit.indent for unit, _ in heads})
    for place, (unit, head) in enumerate(heads):
        following = heads[place + 1][0].index if place + 1 < len(heads) else end
        first = unit.index + 1
        while first < following and _is_meta(page.units[first]):
            first += 1
        last = _last_of(page, first, following)
        if first < last:
            yield Comment(first, last, head.author, columns.index(unit.indent), None)


def _is_meta(unit: Unit) -> bool:
    """The line of date and time below a commenter's name, or "in reply to"."""
    dated = find_dates(unit.line) and unit.words <= 10
    return bool(unit.line) and bool(
        dated or _FURNITURE.match(unit.line) or _ANSWERS.match(unit.line)
    )


def _answering(
    page: Page, comments: Sequence[Comment], heads: Sequence[_Head]
) -> Iterator[Comment]:
    """Comments with the parent that their heading names, else the one that their indent shows."""
    by_indent = list(_nested(list(comments)))
    answers = {head.author: head.answers for head in heads}
    for place, comment in enumerate(by_indent):
        named = answers.get(comment.author) if comment.author else None
        if named is None:
            yield comment
            continue
        earlier = [at for at in range(place) if _same_name(page, by_indent[at].author, named)]
        parent = earlier[-1] if earlier else None
        depth = by_indent[parent].depth + 1 if parent is not None else max(1, comment.depth)
        by_indent[place] = replace(comment, parent=parent, orphan=parent is None, depth=depth)
        yield by_indent[place]


def _same_name(page: Page, author: Span | None, name: str) -> bool:
    return author is not None and author.of(page.text).casefold() == name.strip().casefold()


# --- parents ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Level:
    """The latest comment at a depth (None: one that is not on the page) and its last answer."""

    comment: int | None
    last_answer: int = 0


def _nested(comments: Sequence[Comment]) -> Iterator[Comment]:
    """Comments with their parents by depth and number.

    Answers to one comment are numbered from 1 on. A number that is not higher than the one before
    it begins the answers to another comment; where none stands in between, that one is missing.
    """
    levels: list[_Level] = []
    for place, comment in enumerate(comments):
        parent, orphan = _parent(levels, comment)
        yield replace(comment, parent=parent, orphan=orphan)
        del levels[comment.depth :]
        while len(levels) < comment.depth:
            levels.append(_Level(None))
        if comment.depth:
            _count(levels[comment.depth - 1], comment, orphan=orphan)
        levels.append(_Level(place))


def _parent(levels: Sequence[_Level], comment: Comment) -> tuple[int | None, bool]:
    if comment.depth == 0:
        return None, False
    if len(levels) < comment.depth or levels[comment.depth - 1].comment is None:
        return None, True
    above = levels[comment.depth - 1]
    if comment.number is not None and comment.number <= above.last_answer:
        return None, True
    return above.comment, False


def _count(above: _Level, comment: Comment, *, orphan: bool) -> None:
    if orphan:
        above.comment = None
    above.last_answer = comment.number or 0


# --- quotations in comments ---------------------------------------------------------------------


def quoted_in_comments(page: Page, thread: Thread) -> Iterator[Span]:
    """Paragraphs of comments that repeat the article or the comment they answer, marked or not."""
    if not thread.comments:
        return
    article = page.text[: min(page.units[thread.comments[0].first].start, _MOST_ARTICLE_CHARS)]
    for comment in thread.comments[:_MOST_COMMENTS]:
        answered = (
            _text_of(page, thread.comments[comment.parent]) if comment.parent is not None else ""
        )
        for unit in page.units[comment.first : comment.last]:
            words = unit.text.strip(_QUOTE_EDGES)
            told = unit.words >= _FEWEST_QUOTED_WORDS and len(words) <= _MOST_QUOTED_CHARS
            if unit.text.startswith("> ") or (told and (words in article or words in answered)):
                yield Span(unit.start, unit.end)


def _text_of(page: Page, comment: Comment) -> str:
    return page.text[page.units[comment.first].start : page.units[comment.last - 1].end]
