"""Intervals as calendar dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reportedly.export.dates import calendar_date
from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [
        ((2031, 5, 4), (2031, 5, 5), "2031-05-04"),
        ((2031, 5, 4, 9, 30), (2031, 5, 4, 9, 31), "2031-05-04"),
        ((2031, 5, 1), (2031, 6, 1), "2031-05"),
        ((2031, 12, 1), (2032, 1, 1), "2031-12"),
        ((2031, 1, 1), (2032, 1, 1), "2031"),
        ((2031, 5, 4), (2031, 5, 9), None),
        ((2031, 5, 4, 20), (2031, 5, 5, 4), None),
    ],
)
def test_days_months_and_years(
    start: tuple[int, ...], end: tuple[int, ...], date: str | None
) -> None:
    """Only an interval that is a day, a month or a year has a date."""
    earliest = datetime(*start, tzinfo=UTC)  # type: ignore[arg-type,misc]
    latest = datetime(*end, tzinfo=UTC)  # type: ignore[arg-type,misc]
    assert calendar_date(TimeInterval(earliest, latest, TimeEvidence.PAGE)) == date


def test_an_open_interval_has_no_date() -> None:
    """A bound that is unknown leaves the date open."""
    assert calendar_date(UNKNOWN_TIME) is None
