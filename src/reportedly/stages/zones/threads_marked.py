"""Comment threads of marked-up pages: the reader has told comments, authors and depths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.stages.zones.answers import with_named_parents
from reportedly.stages.zones.comments import Comment, Thread, by_depth, name_badge, name_span
from reportedly.stages.zones.page import Page
from reportedly.stages.zones.posted import badge_of, posted_at
from reportedly.stages.zones.threads_plain import SAYS
from reportedly.stages.zones.units import Unit

_NAME_AND_MORE = re.compile(
    r"([^\W\d_][^,•·|–—\n]{1,38}?)\s?[,•·|–—]\s?.{0,80}?\d.{0,40}$", re.DOTALL
)
_MOST_HEAD_CHARS: Final = 200
_KINDS = frozenset((BlockKind.COMMENT, BlockKind.COMMENT_AUTHOR))


def marked_thread(page: Page) -> Thread:
    """Comments as the reader found them: all blocks of one have its path."""
    paths = {unit.path for unit in page.units if unit.kind in _KINDS}
    heads = _heads(page, paths)
    comments: list[Comment] = []
    for unit in page.units:
        if unit.kind is not BlockKind.COMMENT:
            continue
        if comments and page.units[comments[-1].first].path == unit.path:
            comments[-1] = replace(comments[-1], last=unit.index + 1)
            continue
        head = heads[unit.path]
        comments.append(
            Comment(
                unit.index, unit.index + 1, head.author, unit.indent, None,
                badge=head.badge, posted=head.posted,
            )
        )  # fmt: skip
    inside = [
        unit.index
        for unit in page.units
        if unit.path in paths and unit.kind is not BlockKind.COMMENT
    ]
    placed = list(_with_parents(page, comments))
    if all(comment.depth == 0 for comment in placed):
        placed = list(with_named_parents(page, placed, [None] * len(placed)))
    return Thread(tuple(placed), (), tuple(inside))


@dataclass(frozen=True, slots=True)
class _Head:
    """What the lines around a comment say."""

    author: Span | None
    badge: str | None
    posted: TimeInterval


def _heads(page: Page, paths: Iterable[str]) -> dict[str, _Head]:
    lines: dict[str, list[Unit]] = {path: [] for path in paths}
    for unit in page.units:
        if unit.path in lines and unit.kind is not BlockKind.COMMENT:
            lines[unit.path].append(unit)
    return {path: _head(page, units) for path, units in lines.items()}


def _head(page: Page, units: Sequence[Unit]) -> _Head:
    names = [unit for unit in units if unit.kind is BlockKind.COMMENT_AUTHOR]
    others = [unit for unit in units if unit.kind is not BlockKind.COMMENT_AUTHOR]
    spans = [Span(unit.start, unit.end) for unit in (*others, *units)]
    badge = next(filter(None, (name_badge(unit.text) for unit in names)), None)
    return _Head(
        next(map(_bare_name, names), None) or next(filter(None, map(_name_before, others)), None),
        badge or badge_of(page.text, spans[: len(others)]),
        posted_at(page.text, spans, page.document.captured_at),
    )


def _name_before(unit: Unit) -> Span | None:
    """The name that a line of name and time begins with: ``Ana, Port Elvane, 5 hours ago``."""
    match = _NAME_AND_MORE.match(unit.text[:_MOST_HEAD_CHARS])
    return Span(unit.start, unit.start + match.end(1)) if match else None


def _bare_name(unit: Unit) -> Span:
    """The name without "says" after it."""
    said = SAYS.match(unit.text)
    return name_span(unit.start, said[1] if said else unit.text)


def _with_parents(page: Page, comments: Sequence[Comment]) -> Iterator[Comment]:
    """By what the page says, else by nesting, else, where nothing is nested, by depth."""
    units = page.units
    paths = [units[comment.first].path for comment in comments]
    places = {path: place for place, path in reversed(list(enumerate(paths)))}
    inside = [_before(place, _enclosing(path, places)) for place, path in enumerate(paths)]
    nested = any(place is not None for place in inside)
    depths: list[int] = []
    for place, comment in enumerate(by_depth(comments)):
        answers = units[comment.first].answers
        if answers is not None:
            found = _answering(comment, places.get(answers), depths)
        elif nested:
            parent = inside[place]
            found = replace(comment, parent=parent, orphan=parent is None and comment.depth > 0)
        else:
            found = comment
        depths.append(found.depth)
        yield found


def _answering(comment: Comment, parent: int | None, depths: Sequence[int]) -> Comment:
    """A comment that the page says answers another, which may not be there or come later."""
    if parent is None or parent >= len(depths):
        return replace(comment, parent=None, orphan=True, depth=max(1, comment.depth))
    return replace(comment, parent=parent, orphan=False, depth=depths[parent] + 1)


def _before(place: int, parent: int | None) -> int | None:
    """The parent, unless its text only begins after the answer."""
    return parent if parent is not None and parent < place else None


def _enclosing(path: str, places: Mapping[str, int]) -> int | None:
    """The comment whose element most closely holds this one's."""
    at = path.rfind("/")
    while at > 0:
        if path[:at] in places:
            return places[path[:at]]
        at = path.rfind("/", 0, at)
    return None
