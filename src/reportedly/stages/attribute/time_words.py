"""Words of time ("on Monday", "last year", "two weeks ago") and what they mean on a given day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MINYEAR, UTC, datetime, timedelta

Bounds = tuple[datetime | None, datetime | None]
DAY = timedelta(days=1)

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
# A day without a year that comes this soon after publication is a day to come.
_SOON = timedelta(days=180)
_SOON_MONTHS = 5


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A kind of words of time, and how they are read on the day of publication.

    ``read`` gives the bounds, or None where the words can only mean a time to come.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], datetime], Bounds | None]


def _month_number(match: re.Match[str]) -> int:
    prefix = match["month"].lower().rstrip(".")[:3]
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(prefix))


def _day_of_month(match: re.Match[str], day: datetime) -> Bounds | None:
    return _last_day(day, _month_number(match), int(match["day"]))


def _last_day(reference: datetime, month: int, day: int) -> Bounds | None:
    for year in (reference.year, reference.year - 1):
        try:
            start = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            continue
        if start <= reference + DAY:
            return start, start + DAY
        if start - reference < _SOON:
            return None
    return None


def _numbered_day(match: re.Match[str], day: datetime) -> Bounds | None:
    """``on the 6th``: of this month, or of the one before."""
    for month in (day.month, (day.month - 2) % 12 + 1):
        found = _last_day(day, month, int(match["day"]))
        if found and found[0] and day - found[0] < timedelta(days=62):
            return found
    return None


def _month(match: re.Match[str], day: datetime) -> Bounds | None:
    month = _month_number(match)
    year = day.year if month <= day.month else day.year - 1
    ahead = (month - day.month) % 12
    may_be_ahead = 0 < ahead <= _SOON_MONTHS and not match.groupdict().get("year")
    if year < MINYEAR or (may_be_ahead and not match[0].lower().startswith("last")):
        return None
    start = datetime(year, month, 1, tzinfo=UTC)
    return _part(match, start, (start + timedelta(days=32)).replace(day=1))


def _part(match: re.Match[str], start: datetime, end: datetime) -> Bounds:
    """The first, the last or the middle half of a month or year that is *early*, *late*, *mid*."""
    part = (match.groupdict().get("part") or "").lower()
    half = timedelta(days=(end - start).days // 2)
    if part == "early":
        return start, start + half
    if part == "late":
        return end - half, end
    return (start + half / 2, end - half / 2) if part == "mid" else (start, end)


def _weekday(match: re.Match[str], day: datetime) -> Bounds:
    back = (day.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    start = day - timedelta(days=back)
    return start, start + DAY


def _year(match: re.Match[str], day: datetime) -> Bounds:
    """A year; one that is early, late or mid; or all from it on."""
    start = datetime(day.year, 1, 1, tzinfo=UTC)
    if match[0].lower().startswith("since"):
        return start, None
    return _part(match, start, datetime(day.year, 12, 31, tzinfo=UTC) + DAY)


def _decade(match: re.Match[str], day: datetime) -> Bounds:
    del day
    first = int(match["decade"])
    return datetime(first, 1, 1, tzinfo=UTC), datetime(first + 9, 12, 31, tzinfo=UTC) + DAY


def _season(match: re.Match[str], day: datetime) -> Bounds | None:
    """The last one that has ended, on the northern half of the earth."""
    month = _SEASONS[match["season"].lower()]
    for year in (day.year, day.year - 1):
        start = datetime(year, month, 1, tzinfo=UTC)
        end = (start + timedelta(days=93)).replace(day=1)
        if end <= day + DAY:
            return start, end
    return None


def _weekend(match: re.Match[str], day: datetime) -> Bounds:
    """The Saturday and Sunday before; of the day itself where it is one of them."""
    del match
    back = (day.weekday() - _WEEKDAYS.index("saturday")) % 7
    start = day - timedelta(days=back)
    return start, min(start + 2 * DAY, day + DAY)


def _calendar(match: re.Match[str], day: datetime) -> Bounds:
    """``this week``, ``last month``, ``last year``."""
    back = 0 if match["which"].lower() in {"this", "earlier this"} else 1
    unit = match["unit"].lower()
    if unit == "week":
        start = day - timedelta(days=day.weekday() + 7 * back)
        return start, min(start + timedelta(days=7), day + DAY)
    if unit == "month":
        first = day.replace(day=1)
        start = first if not back else (first - DAY).replace(day=1)
        return start, min((start + timedelta(days=32)).replace(day=1), day + DAY)
    start = datetime(day.year - back, 1, 1, tzinfo=UTC)
    return start, min(datetime(day.year - back, 12, 31, tzinfo=UTC) + DAY, day + DAY)


def _ago(match: re.Match[str], day: datetime) -> Bounds | None:
    written = match["count"].lower()
    count = NUMBERS.get(written) or (int(written) if written.isdigit() else 0)
    unit = UNIT_DAYS[match["unit"].lower()]
    if not 0 < count * unit < 20_000:  # noqa: PLR2004
        return None
    centre = day - timedelta(days=count * unit)
    return centre - timedelta(days=unit // 2), centre + timedelta(days=unit // 2) + DAY


def _named_day(match: re.Match[str], day: datetime) -> Bounds:
    named = match["named"].lower()
    back = timedelta(days=2 if "before" in named else named in {"yesterday", "last night"})
    return day - back, day - back + DAY


def _before(match: re.Match[str], day: datetime) -> Bounds:
    del match
    return None, day + DAY


_MONTH = (
    r"(?P<month>Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|"
    r"Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_PART = r"(?P<part>(?i:early|late|mid))"
_WORK = (
    r"(?:interview|speech|report|book|memoir|letter|article|essay|column|statement|study|memo)s?"
)
_IN = r"(?:[Ii]n|[Bb]y|[Ss]ince|[Dd]uring)"


def _kind(read: Callable[[re.Match[str], datetime], Bounds | None], *parts: str) -> TimeWords:
    return TimeWords(re.compile("".join(parts)), read)


TIME_WORDS = (
    _kind(_day_of_month, r"\b(?:[Oo]n |[Bb]y )?", _MONTH, " ", _DAY_NUMBER, r"\b(?!,? \d{4})"),
    _kind(_day_of_month, r"\b(?:[Oo]n )?(?:the )?", _DAY_NUMBER, "(?: of)? ", _MONTH, r"\b"),
    _kind(_month, rf"\b(?:{_IN} )?(?:{_PART}[ -])?", _MONTH, ",? ", _YEAR),
    _kind(_weekday, r"\b(?i:on |last |this |a )?(?P<weekday>(?i:", "|".join(_WEEKDAYS), r"))\b"),
    _kind(_named_day, r"\b(?:[Ee]arlier )?(?P<named>[Tt]he day before yesterday|today|",
          r"[Yy]esterday|[Ll]ast night|tonight|[Tt]his (?:morning|afternoon|evening)|",
          r"(?i:hours|minutes) ago)\b"),
    _kind(_weekend, r"\b(?i:over|at|this|last)(?i: the| this| last)? weekend\b"),
    _kind(_numbered_day, r"\b[Oo]n the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"),
    _kind(_calendar, r"(?i:\b(?P<which>last|this|earlier this) (?P<unit>week|month|year)\b)"),
    _kind(_ago, r"(?i:\b(?P<count>\d{1,3}|", "|".join(NUMBERS), ") (?P<unit>",
          "|".join(UNIT_DAYS), r")s? ago\b)"),
    _kind(_month, rf"\b(?:{_IN}|[Ll]ast|[Tt]his|[Aa])(?: {_PART})?[ -]", _MONTH, r"(?! \d)"),
    _kind(_year, rf"\b{_IN}(?: {_PART})?[ -]", _YEAR),
    _kind(_decade, r"\b[Ii]n the (?P<decade>(?:19|20)\d0)s\b"),
    _kind(_season, r"\b[Ll]ast (?P<season>", "|".join(_SEASONS), r")\b"),
    _kind(_year, rf"\b{_YEAR} {_WORK}\b"),
    _kind(_before, r"(?i:\b(?:recently|earlier|previously)\b)"),
)  # fmt: skip
"""The kinds, the most exact first."""
