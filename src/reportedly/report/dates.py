"""Time intervals in words, always with how they are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import TimeInterval

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_LAST = datetime.max.replace(tzinfo=UTC)

KNOWN_BY = {
    TimeEvidence.PAGE: "as the page itself says",
    TimeEvidence.METADATA: "from the page's metadata",
    TimeEvidence.URL: "from the page's address",
    TimeEvidence.FEED: "from the feed",
    TimeEvidence.CAPTURE: "from the capture",
    TimeEvidence.MESSAGE: "from the message's header",
    TimeEvidence.GIVEN: "given with the document",
    TimeEvidence.RELATIVE: "worked out from words on the page",
    TimeEvidence.UNKNOWN: "no date found",
}


def when(interval: TimeInterval) -> str | None:
    """The interval in words, UTC; ``None`` where nothing is known.

    >>> from reportedly.model.times import day_interval
    >>> when(day_interval(2031, 3, 4, TimeEvidence.PAGE))
    '4 March 2031'
    """
    earliest, latest = _utc(interval.earliest), _utc(interval.latest)
    if earliest is None or latest is None:
        return _half_known(earliest, latest)
    if earliest == _midnight(earliest) and latest == _midnight(latest):
        return _whole_days(earliest, latest)
    if latest - earliest <= timedelta(minutes=1):
        return _moment(earliest)
    return f"between {_moment(earliest)} and {_moment(latest)}"


def by_time(interval: TimeInterval) -> datetime:
    """Sorts intervals by their earliest moment, or else their latest; unknown ones last."""
    return interval.earliest or interval.latest or _LAST


def _half_known(earliest: datetime | None, latest: datetime | None) -> str | None:
    if earliest is not None:
        return f"{_moment(earliest)} or later"
    return f"before {_moment(latest)}" if latest is not None else None


def _whole_days(earliest: datetime, latest: datetime) -> str:
    if latest - earliest <= timedelta(days=1):
        return _day(earliest)
    if earliest.day == latest.day == 1:
        if _months(latest) - _months(earliest) == 1:
            return f"{_MONTHS[earliest.month - 1]} {earliest.year}"
        if earliest.month == latest.month == 1 and latest.year - earliest.year == 1:
            return str(earliest.year)
    return f"{_day(earliest)} to {_day(latest - timedelta(days=1))}"


def _months(moment: datetime) -> int:
    return 12 * moment.year + moment.month


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _day(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _moment(moment: datetime) -> str:
    if moment == _midnight(moment):
        return _day(moment)
    return f"{_day(moment)}, {moment:%H:%M} UTC"
