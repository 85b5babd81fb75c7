"""Times are intervals with their evidence; "first" only ever means earliest seen in this case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """A moment known to lie in ``[earliest, latest)``, UTC; a bound that is unknown is ``None``.

    ``evidence`` says where the time was found and ``span`` the passage, if it stands in the text.
    """

    earliest: datetime | None
    latest: datetime | None
    evidence: TimeEvidence
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            message = f"an interval cannot end before it starts: {self.earliest} > {self.latest}"
            raise ValueError(message)

    def surely_before(self, other: TimeInterval) -> bool:
        """Whether every moment of this interval lies before every moment of ``other``."""
        return (
            self.latest is not None and other.earliest is not None and self.latest <= other.earliest
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
