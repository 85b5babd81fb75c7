"""Times are intervals with their evidence; "first" only ever means earliest seen in this case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span

# A day begins this long before it does in UTC where it begins first.
_EARLIEST_ZONE = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """A moment known to lie in ``[earliest, latest)``, UTC; a bound that is unknown is ``None``.

    ``evidence`` says where the time was found and ``span`` the passage, if it stands in the text.
    ``latest_by`` says how the later bound is known where that is not so: by the capture.
    """

    earliest: datetime | None
    latest: datetime | None
    evidence: TimeEvidence
    span: Span | None = None
    latest_by: TimeEvidence | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            message = f"an interval cannot end before it starts: {self.earliest} > {self.latest}"
            raise ValueError(message)

    def surely_before(self, other: TimeInterval) -> bool:
        """Whether every moment of this interval lies before every moment of ``other``."""
        return (
            self.latest is not None and other.earliest is not None and self.latest <= other.earliest
        )

    def no_later_than(self, capture: datetime | None) -> TimeInterval:
        """The same moment, known to lie before ``capture`` (None: nothing is known of that).

        A time that would lie after the capture is an error of the page: only the capture bounds it.
        """
        if capture is None:
            return self
        if self._is_day() and self.earliest and capture < self.earliest < capture + _EARLIEST_ZONE:
            return replace(
                self,
                earliest=self.earliest - _EARLIEST_ZONE,
                latest=capture,
                latest_by=TimeEvidence.CAPTURE,
            )
        if self.earliest is None or self.earliest > capture:
            latest = capture if self.latest is None else min(self.latest, capture)
            return TimeInterval(None, latest, TimeEvidence.CAPTURE)
        if self.latest is not None and self.latest <= capture:
            return self
        return replace(self, latest=capture, latest_by=TimeEvidence.CAPTURE)

    def _is_day(self) -> bool:
        """Whether only the day is known, in a time zone that is not."""
        return bool(
            self.earliest and self.latest and self.latest - self.earliest >= timedelta(days=1)
        )


UNKNOWN_TIME = TimeInterval(None, None, TimeEvidence.UNKNOWN)


def day_interval(
    year: int, month: int, day: int, evidence: TimeEvidence, span: Span | None = None
) -> TimeInterval:
    """The whole of one day, UTC.

    Raises:
        ValueError: there is no such day.
    """
    start = datetime(year, month, day, tzinfo=UTC)
    return TimeInterval(start, start + timedelta(days=1), evidence, span)
