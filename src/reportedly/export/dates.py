"""Times as the calendar dates that interchange formats know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reportedly.model.times import TimeInterval


def calendar_date(time: TimeInterval) -> str | None:
    """``2031-03-05`` for an interval within that day, ``2031-03`` and ``2031`` for whole ones.

    Anything else, a bound that is unknown included, is no date.

    >>> from reportedly.model.kinds import TimeEvidence
    >>> from reportedly.model.times import day_interval
    >>> calendar_date(day_interval(2031, 3, 5, TimeEvidence.PAGE))
    '2031-03-05'
    """
    if time.earliest is None or time.latest is None:
        return None
    start, end = time.earliest.astimezone(UTC), time.latest.astimezone(UTC)
    if end <= _day(start) + timedelta(days=1):
        return start.date().isoformat()
    if start == _month(start.year, start.month) and end == _month_after(start):
        return f"{start.year:04}-{start.month:02}"
    if start == _month(start.year, 1) and end == _month(start.year + 1, 1):
        return f"{start.year:04}"
    return None


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _month(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


def _month_after(start: datetime) -> datetime:
    return _month(start.year + start.month // 12, start.month % 12 + 1)
