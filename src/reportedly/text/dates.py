"""Dates as pages write them. Where day and month could change places, the interval covers both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.text.months import MONTH_NUMBERS

# Web pages older than the web, or dated centuries ahead, are typing errors.
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100

_MONTH = "(?P<month>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Words between day, month and year: *11 de marzo de 2019*.
_OF = r"(?: (?:of|de|del|di|do))?[ -]{0,2}"
_END = r"(?![\d/-])"
_CLOCK_TIME = r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<instant>{_CLOCK_TIME}(?:Z|[+-]\d\d:?\d\d)?)(?!\d)",
        rf"\b{_YEAR}[-/.](?P<month_number>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_END}",
        rf"\b{_MONTH} {{0,2}}{_DAY},? {{0,2}}{_YEAR}{_END}",
        rf"\b{_DAY}{_OF}{_MONTH},?{_OF}{_YEAR}{_END}",
        rf"{_YEAR} ?年 ?(?P<month_number>\d{{1,2}}) ?月 ?(?P<day>\d{{1,2}}) ?日",
        rf"\b(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.]{_YEAR}{_END}",
    )
)


# Of an address: a full date, or year and month in folders of their own.
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:(?P<mark>[/-]?)(?P<month>\d\d|[a-z]{3})(?P=mark)(?P<day>\d\d?)"
    r"(?![\d.])|/(?P<only_month>\d\d)(?=/))",
    re.IGNORECASE,
)
_MOST_ADDRESS_CHARS: Final = 500
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the words that give it."""

    span: Span
    earliest: datetime
    latest: datetime

    def interval(self, evidence: TimeEvidence) -> TimeInterval:
        """The date as a time with its place in the text."""
        return TimeInterval(self.earliest, self.latest, evidence, self.span)


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """Full dates (day, month, year) in ``text[start:end]``, in order, not overlapping."""
    stop = len(text) if end is None else end
    if not _ANY_YEAR.search(text, start, stop):
        return []
    found: list[FoundDate] = []
    for date in sorted(
        _all_dates(text, start, stop), key=lambda date: (date.span.start, -date.span.end)
    ):
        if not found or date.span.start >= found[-1].span.end:
            found.append(date)
    return found


def parse_time(value: str) -> tuple[datetime, datetime] | None:
    """The bounds of a time as metadata gives it: ISO 8601, RFC 2822, or one of the page forms.

    A time without a zone is only as sure as its day.
    """
    written = value.strip()[:80]
    exact = _compact_time(written) or _mail_time(written)
    dates = find_dates(written)
    return exact or ((dates[0].earliest, dates[0].latest) if dates else None)


def date_of_address(url: str) -> tuple[datetime, datetime] | None:
    """The bounds of the day, or of the month, in an address such as ``/2019/03/11/weir``."""
    match = _IN_ADDRESS.search(url[:_MOST_ADDRESS_CHARS])
    if not match:
        return None
    year, named = int(match["year"]), (match["month"] or match["only_month"]).lower()
    month = int(named) if named.isdecimal() else MONTH_NUMBERS.get(named, 0)
    if match["day"]:
        return _day(year, month, int(match["day"]))
    first = _day(year, month, 1)
    following = _day(year + month // 12, month % 12 + 1, 1)
    return (first[0], following[0]) if first and following else None


def _all_dates(text: str, start: int, stop: int) -> Iterator[FoundDate]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, start, stop):
            bounds = _bounds(match)
            if bounds:
                yield FoundDate(Span(*match.span()), *bounds)


def _bounds(match: re.Match[str]) -> tuple[datetime, datetime] | None:
    parts = match.groupdict()
    if parts.get("instant"):
        return _instant(parts["instant"])
    year = int(parts["year"])
    if "first" in parts:
        return _numeric(year, int(parts["first"]), int(parts["second"]))
    month = (
        int(parts["month_number"])
        if "month_number" in parts
        else MONTH_NUMBERS[parts["month"].lower()]
    )
    return _day(year, month, int(parts["day"]))


def _day(year: int, month: int, day: int) -> tuple[datetime, datetime] | None:
    try:
        start = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    if not _FIRST_YEAR <= year < _LAST_YEAR:
        return None
    return start, start + timedelta(days=1)


def _numeric(year: int, first: int, second: int) -> tuple[datetime, datetime] | None:
    """Day and month in either order; both where both are possible."""
    readings = [found for found in (_day(year, second, first), _day(year, first, second)) if found]
    if not readings:
        return None
    return min(reading[0] for reading in readings), max(reading[1] for reading in readings)


def _instant(written: str) -> tuple[datetime, datetime] | None:
    try:
        moment = datetime.fromisoformat(written.upper())
    except ValueError:
        return _iso_day(written)
    if moment.tzinfo is None:
        return _iso_day(written)
    try:
        start = moment.astimezone(UTC)
    except OverflowError:
        return None
    precise = written.count(":") - ("+" in written and written.rfind(":") > written.rfind("+"))
    return start, start + (timedelta(seconds=1) if precise > 1 else timedelta(minutes=1))


def _iso_day(written: str) -> tuple[datetime, datetime] | None:
    year, month, day = written[:10].split("-")
    return _day(int(year), int(month), int(day))


def _compact_time(written: str) -> tuple[datetime, datetime] | None:
    """``20230215`` and ``20230215052859``."""
    if not re.fullmatch(r"(?:19|20)\d{6}(?:T?\d{6}Z?)?", written):
        return None
    return _day(int(written[:4]), int(written[4:6]), int(written[6:8]))


def _mail_time(written: str) -> tuple[datetime, datetime] | None:
    if not re.match(r"[A-Z][a-z]{2}, \d", written):
        return None
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year < _LAST_YEAR:
        return None
    start = moment.astimezone(UTC)
    return start, start + timedelta(seconds=1)
