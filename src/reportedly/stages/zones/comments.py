"""What a comment thread is, and how its comments find their parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.zones.page import Label
from reportedly.stages.zones.posted import BADGE_AFTER_NAME


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment: ``units[first:last]`` is its text.

    ``parent`` is the place of the comment it answers in the list of comments; ``orphan`` says that
    it answers one that is not on the page; ``badge`` what the page says of its author.
    """

    first: int
    last: int
    author: Span | None
    depth: int
    number: int | None
    parent: int | None = None
    orphan: bool = False
    badge: str | None = None
    posted: TimeInterval = UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class Thread:
    """All comments of a page in order, and the units around them.

    ``furniture`` announces or closes the thread; ``heads`` stand above or under a comment and make
    no zone: names, times, "reply".
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


def name_span(start: int, name: str) -> Span:
    """The name without a badge such as "Post author" after it."""
    badge = BADGE_AFTER_NAME.search(name)
    return Span(start, start + len(name[: badge.start()] if badge else name.rstrip()))


def name_badge(name: str) -> str | None:
    """The badge after a name."""
    badge = BADGE_AFTER_NAME.search(name)
    return badge["badge"] if badge else None


@dataclass(slots=True)
class _Level:
    """The latest comment at a depth (None: one that is not on the page) and its last answer."""

    comment: int | None
    last_answer: int = 0


def by_depth(comments: Sequence[Comment]) -> Iterator[Comment]:
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
