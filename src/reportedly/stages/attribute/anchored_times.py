"""Words that count from another day of the text: "two days earlier", "the next day", "that day"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from reportedly.stages.attribute.time_words import NUMBERS, UNIT_DAYS, Bounds

PATTERN = re.compile(
    r"\b(?:(?P<count>\d{1,2}|" + "|".join(NUMBERS) + r") (?P<unit>day|week)s? "
    r"(?P<side>earlier|before|later|after|afterwards)"
    r"|the (?P<named>next|following|previous|same) day"
    r"|(?P<before>the day before)(?! yesterday)|(?P<that>that (?:same )?day))\b",
    re.IGNORECASE,
)
_STEPS = {"next": 1, "following": 1, "previous": -1, "same": 0}
_BACK = frozenset(("earlier", "before"))


def counted_from(match: re.Match[str], anchor: datetime) -> Bounds:
    """The day that the words name, counted from the day that begins at ``anchor``."""
    start = anchor + timedelta(days=_days(match))
    return start, start + timedelta(days=1)


def _days(match: re.Match[str]) -> int:
    if match["count"]:
        count = NUMBERS.get(match["count"].lower()) or int(match["count"])
        days = count * UNIT_DAYS[match["unit"].lower()]
        return -days if match["side"].lower() in _BACK else days
    if match["named"]:
        return _STEPS[match["named"].lower()]
    return -1 if match["before"] else 0
