"""Times: what a capture says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval, day_interval

CAPTURE = datetime(2021, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("hours", [-40, -2, 0])
def test_a_time_before_the_capture_keeps_its_beginning(hours: int) -> None:
    """The capture only cuts what would lie after it."""
    start = CAPTURE + timedelta(hours=hours)
    given = TimeInterval(start, start + timedelta(hours=8), TimeEvidence.METADATA)
    bounded = given.no_later_than(CAPTURE)
    assert bounded.earliest == start
    assert bounded.latest == min(start + timedelta(hours=8), CAPTURE)
    assert bounded.evidence is TimeEvidence.METADATA


def test_a_time_after_the_capture_is_not_believed() -> None:
    """Then only the capture bounds the publication, as where nothing is known."""
    late = TimeInterval(
        CAPTURE + timedelta(hours=1), CAPTURE + timedelta(hours=2), TimeEvidence.PAGE
    )
    for time in (late, UNKNOWN_TIME, day_interval(2031, 1, 1, TimeEvidence.URL)):
        assert time.no_later_than(CAPTURE) == TimeInterval(None, CAPTURE, TimeEvidence.CAPTURE)
        assert time.no_later_than(None) is time


def test_a_day_may_have_begun_elsewhere() -> None:
    """A page of the 5th captured on the 4th at noon, UTC, comes from where it is the 5th already."""
    tomorrow = day_interval(2021, 3, 5, TimeEvidence.PAGE)
    bounded = tomorrow.no_later_than(CAPTURE)
    assert bounded.earliest == datetime(2021, 3, 4, 10, tzinfo=UTC)
    assert bounded.latest == CAPTURE
    assert day_interval(2021, 3, 6, TimeEvidence.PAGE).no_later_than(CAPTURE).earliest is None
