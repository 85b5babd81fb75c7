"""When a comment was posted and which badge its author bears, as the lines around it say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.text.dates import find_dates

# No line that heads a comment is longer.
_MOST_CHARS: Final = 200
_BADGES: Final = (
    "post author|author|moderator|mod|admin|administrator|site admin|staff|editor|op"
    "|original poster|verified|guest|subscriber|supporter|member|contributor|top fan"
    "|top commenter|owner|автор|модератор|autor|auteur|moderador|modérateur"
)
_BADGE = re.compile(rf"[(\[]?(?P<badge>{_BADGES})[)\]]?$", re.IGNORECASE)
BADGE_AFTER_NAME = re.compile(rf"(?:\s+|\s*[(\[])(?P<badge>{_BADGES})[)\]]?$", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?P<number>\d{1,3}|an?|one|two|three)\s?"
    r"(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?"
    r"|[smhdwy])(?:\s+ago\b|(?=\s*(?:[·•|,(]|$)))",
    re.IGNORECASE,
)
_NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
# By the first letters of a unit; a month and a year are as long as they can be.
_UNITS: Final = {
    "s": timedelta(seconds=1),
    "mi": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=31),
    "y": timedelta(days=366),
}


def posted_at(text: str, lines: Iterable[Span], captured: datetime | None = None) -> TimeInterval:
    """The first time in the lines around a comment.

    "3 days ago" is an interval before the page was captured; where nobody knows when that was, its
    bounds are unknown and its place in the text is all that is told.
    """
    for line in lines:
        end = min(line.end, line.start + _MOST_CHARS)
        dates = find_dates(text, line.start, end)
        if dates:
            return dates[0].interval(TimeEvidence.PAGE).no_later_than(captured)
        ago = _AGO.search(text, line.start, end)
        if ago:
            return _before(captured, ago)
    return UNKNOWN_TIME


def _before(captured: datetime | None, ago: re.Match[str]) -> TimeInterval:
    span = Span(*ago.span())
    if captured is None:
        return TimeInterval(None, None, TimeEvidence.RELATIVE, span)
    unit = _unit(ago["unit"].lower())
    number = _NUMBERS.get(ago["number"].lower()) or int(ago["number"])
    return TimeInterval(
        captured - (number + 1) * unit, captured - (number - 1) * unit, TimeEvidence.RELATIVE, span
    )


def _unit(name: str) -> timedelta:
    if name == "m":
        return _UNITS["mi"]
    return next(length for start, length in _UNITS.items() if name.startswith(start))


def badge_of(text: str, lines: Iterable[Span]) -> str | None:
    """The first line that is nothing but a badge, such as *Moderator*."""
    for line in lines:
        match = _BADGE.match(line.of(text)) if line.end - line.start <= _MOST_CHARS else None
        if match:
            return match["badge"]
    return None
