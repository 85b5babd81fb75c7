"""When a statement was made: dates and words of time in its sentence, read from the page's date.

A weekday is the last one up to the day of publication; a month or a day without a year is the last
one. Without a date of the page such words stay unresolved, and their place is still given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.text.dates import find_dates

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|"
    r"Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_CLAUSE_BREAK = re.compile(r"\b(?:which|who|whom|whose|that|because|since|when|where)\b|[;\u2014]")
_FARTHEST = 160
# A day without a year that comes this soon after publication is a day to come.
_SOON = timedelta(days=180)
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}

Bounds = tuple[datetime | None, datetime | None]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A kind of words of time, and how they are read on the day of publication."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], datetime], Bounds | None]


def said_at(
    text: str, sentence: Span, cue: Span, content: Sequence[Span], published: TimeInterval
) -> TimeInterval:
    """The time nearest to ``cue`` that ``sentence`` gives outside ``content``, in the same clause."""
    day = reference_day(published)
    found = [
        time
        for stretch in _outside(sentence, content)
        for time in _times(text, stretch, day)
        if time.span and _same_clause(text, cue, time.span)
    ]
    return min(found, key=lambda time: _distance(cue, time.span or cue), default=UNKNOWN_TIME)


def _times(text: str, stretch: Span, day: datetime | None) -> Iterator[TimeInterval]:
    """Every time in ``stretch``: full dates, else words of time, the most exact kind first."""
    dates = find_dates(text, stretch.start, stretch.end)
    yield from (date.interval(TimeEvidence.PAGE) for date in dates)
    taken = [date.span for date in dates]
    for phrase in _PHRASES:
        for match in phrase.pattern.finditer(text, stretch.start, stretch.end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield from _interval(phrase, match, day)


def _same_clause(text: str, cue: Span, time: Span) -> bool:
    between = text[min(cue.end, time.end) : max(cue.start, time.start)]
    if len(between) > _FARTHEST or _CLAUSE_BREAK.search(between):
        return False
    comma = text.rfind(",", max(0, time.start - _FARTHEST), time.start) + 1
    begins = max(comma, time.start - _FARTHEST, 0)
    inside = begins <= cue.start < time.start
    return inside or not _CLAUSE_BREAK.search(text, begins, time.start)


def _distance(cue: Span, time: Span) -> int:
    return max(time.start - cue.end, cue.start - time.end, 0)


def reference_day(published: TimeInterval) -> datetime | None:
    """The day of publication at midnight UTC; None where it is not known to two days."""
    if published.earliest is None or published.latest is None:
        return None
    if published.latest - published.earliest > 2 * _DAY:
        return None
    return published.earliest.replace(hour=0, minute=0, second=0, microsecond=0)


def _outside(sentence: Span, content: Sequence[Span]) -> list[Span]:
    stretches = []
    at = sentence.start
    for span in sorted(content):
        if at < span.start < sentence.end:
            stretches.append(Span(at, span.start))
        at = max(at, span.end)
    return [*stretches, Span(at, sentence.end)] if at < sentence.end else stretches


def _interval(
    phrase: _Phrase, match: re.Match[str], day: datetime | None
) -> Iterator[TimeInterval]:
    """The time that the words give; none where they can only mean a day to come."""
    year = match.groupdict().get("year")
    reference = datetime(int(year), 12, 31, tzinfo=UTC) if year else day
    bounds = phrase.read(match, reference) if reference else (None, None)
    if bounds is not None:
        evidence = TimeEvidence.PAGE if year else TimeEvidence.RELATIVE
        yield TimeInterval(*bounds, evidence, Span(*match.span()))


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
        if start <= reference + _DAY:
            return start, start + _DAY
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
    if year < datetime.min.year:
        return None
    start = datetime(year, month, 1, tzinfo=UTC)
    return start, (start + timedelta(days=32)).replace(day=1)


def _weekday(match: re.Match[str], day: datetime) -> Bounds:
    back = (day.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    start = day - timedelta(days=back)
    return start, start + _DAY


def _year(match: re.Match[str], day: datetime) -> Bounds:
    del match
    start = datetime(day.year, 1, 1, tzinfo=UTC)
    return start, datetime(day.year, 12, 31, tzinfo=UTC) + _DAY


def _calendar(match: re.Match[str], day: datetime) -> Bounds:
    """``this week``, ``last month``, ``last year``."""
    back = 0 if match["which"].lower() in {"this", "earlier this"} else 1
    unit = match["unit"].lower()
    if unit == "week":
        start = day - timedelta(days=day.weekday() + 7 * back)
        return start, min(start + timedelta(days=7), day + _DAY)
    if unit == "month":
        first = day.replace(day=1)
        start = first if not back else (first - _DAY).replace(day=1)
        return start, min((start + timedelta(days=32)).replace(day=1), day + _DAY)
    start = datetime(day.year - back, 1, 1, tzinfo=UTC)
    return start, min(datetime(day.year - back, 12, 31, tzinfo=UTC) + _DAY, day + _DAY)


def _ago(match: re.Match[str], day: datetime) -> Bounds | None:
    written = match["count"].lower()
    count = _NUMBERS.get(written) or (int(written) if written.isdigit() else 0)
    unit = _UNIT_DAYS[match["unit"].lower()]
    if not 0 < count * unit < 20_000:  # noqa: PLR2004
        return None
    centre = day - timedelta(days=count * unit)
    return centre - timedelta(days=unit // 2), centre + timedelta(days=unit // 2) + _DAY


def _named_day(match: re.Match[str], day: datetime) -> Bounds:
    back = timedelta(days=1 if match["named"].lower() in {"yesterday", "last night"} else 0)
    return day - back, day - back + _DAY


def _before(match: re.Match[str], day: datetime) -> Bounds:
    del match
    return None, day + _DAY


_ANY_CASE = re.IGNORECASE
_PHRASES = (
    _Phrase(re.compile(rf"\b(?:[Oo]n |[Bb]y )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? \d{{4}})"), _day_of_month),
    _Phrase(re.compile(rf"\b(?:[Oo]n )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b"), _day_of_month),
    _Phrase(re.compile(rf"\b(?:(?:[Ii]n|[Bb]y|[Ss]ince|[Dd]uring) )?(?:(?:early|late|mid)[ -])?{_MONTH},? (?P<year>(?:19|20)\d\d)\b"), _month),
    _Phrase(re.compile(rf"\b(?:[Oo]n |last |this |a )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b", _ANY_CASE), _weekday),
    _Phrase(re.compile(r"\b(?:earlier )?(?P<named>today|[Yy]esterday|last night|tonight)\b"), _named_day),
    _Phrase(re.compile(r"\b[Oo]n the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"), _numbered_day),
    _Phrase(re.compile(r"\b(?P<which>last|this|earlier this) (?P<unit>week|month|year)\b", _ANY_CASE), _calendar),
    _Phrase(re.compile(rf"\b(?P<count>{'|'.join(_NUMBERS)}|\d{{1,3}}) (?P<unit>day|week|month|year)s? ago\b", _ANY_CASE), _ago),
    _Phrase(re.compile(rf"\b(?:[Ii]n|[Bb]y|[Ss]ince|[Dd]uring|[Ll]ast|[Tt]his|[Aa])(?: early| late| mid)?[ -]{_MONTH}(?! \d)"), _month),
    _Phrase(re.compile(r"\b(?:in|by|since|during)(?: early| late| mid)?[ -](?P<year>(?:19|20)\d\d)\b", _ANY_CASE), _year),
    _Phrase(re.compile(r"\b(?:recently|earlier|previously)\b", _ANY_CASE), _before),
)  # fmt: skip
