"""When a statement was made: dates and words of time in its sentence, read from the page's date.

A weekday is the last one up to the day of publication; a month or a day without a year is the last
one. Words that count from another day ("two days earlier") take the last day named before them in
the paragraph. Without a date to count from such words stay unresolved, and their place is still
given. What is still to be said has no time yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.attribute.anchored_times import PATTERN, counted_from
from reportedly.stages.attribute.time_words import DAY, TIME_WORDS, TimeWords
from reportedly.text.dates import find_dates

_CLAUSE_BREAK = re.compile(r"\b(?:which|who|whom|whose|that|because|since|when|where)\b|[;\u2014]")
_OPENING_BREAK = re.compile(_CLAUSE_BREAK.pattern + r"|\b(?:Since|Because|before|until|ahead of)\b")
_WHEN_CLAUSE = re.compile(r"^, (?:when|as|where)\b[^,]{1,120},")
# ", drawn up in 2029," tells of the noun before it.
_REDUCED = re.compile(r"\s*(?:[a-z]+ed|born|drawn|written|built|made|given|held|begun|known)\b")
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:expected|set|due|likely|scheduled|about|going|plans?|intends?) to)\b"
    r"|\w['\u2019]ll\b"
)
_HELPERS = 16
_FARTHEST = 160
_ANCHOR = 400
_YEARS = range(1900, 2200)


def said_at(
    text: str, sentence: Span, cue: Span, content: Sequence[Span], published: TimeInterval
) -> TimeInterval:
    """The time nearest to ``cue`` in ``sentence``, outside ``content``, in the same clause."""
    if _TO_COME.search(text, max(sentence.start, cue.start - _HELPERS), cue.end):
        return UNKNOWN_TIME
    day = reference_day(published)
    found = [
        time
        for stretch in _outside(sentence, content)
        for time in _all_times(text, stretch, day)
        if time.span and _same_clause(text, sentence, cue, time.span)
    ]
    return min(found, key=lambda time: _distance(cue, time.span or cue), default=UNKNOWN_TIME)


def _times(text: str, stretch: Span, day: datetime | None) -> Iterator[TimeInterval]:
    """Every time in ``stretch``: full dates, else words of time, the most exact kind first."""
    dates = find_dates(text, stretch.start, stretch.end)
    yield from (date.interval(TimeEvidence.PAGE) for date in dates)
    taken = [date.span for date in dates]
    for words in TIME_WORDS:
        for match in words.pattern.finditer(text, stretch.start, stretch.end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield from _interval(words, match, day)


def _all_times(text: str, stretch: Span, day: datetime | None) -> list[TimeInterval]:
    """Every time in ``stretch``; words that count from another day are read as a whole."""
    counted = list(_counted(text, stretch, day))
    whole = [time.span for time in counted if time.span]
    others = _times(text, stretch, day)
    return counted + [
        time for time in others if time.span and not any(s.overlaps(time.span) for s in whole)
    ]


def _counted(text: str, stretch: Span, day: datetime | None) -> Iterator[TimeInterval]:
    """Every time that counts from the last single day named before it in the paragraph."""
    for match in PATTERN.finditer(text, stretch.start, stretch.end):
        begin = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _ANCHOR)
        named = [
            time
            for time in _times(text, Span(begin, match.start()), day)
            if time.earliest and time.latest and time.latest - time.earliest == DAY
        ]
        last = max(named, key=lambda time: time.span or stretch, default=None)
        bounds = counted_from(match, last.earliest) if last and last.earliest else (None, None)
        yield TimeInterval(*bounds, TimeEvidence.RELATIVE, Span(*match.span()))


def _same_clause(text: str, sentence: Span, cue: Span, time: Span) -> bool:
    """Whether a time dates a cue; one that opens the sentence dates its main clause."""
    between = text[min(cue.end, time.end) : max(cue.start, time.start)]
    if text[sentence.start : time.start].strip().casefold() in {"", "on", "in"}:
        between = _WHEN_CLAUSE.sub("", between)
    if len(between) > _FARTHEST or _CLAUSE_BREAK.search(between):
        return False
    comma = text.rfind(",", sentence.start, time.start) + 1
    begins = max(comma, sentence.start)
    inside = begins <= cue.start < time.start
    return inside or not (
        _OPENING_BREAK.search(text, begins, time.start)
        or (comma and _REDUCED.match(text, begins, time.start))
    )


def _distance(cue: Span, time: Span) -> int:
    return max(time.start - cue.end, cue.start - time.end, 0)


def reference_day(published: TimeInterval) -> datetime | None:
    """The day of publication at midnight UTC; None where it is not known to two days."""
    if published.earliest is None or published.latest is None:
        return None
    if published.latest - published.earliest > 2 * DAY or published.earliest.year not in _YEARS:
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
    words: TimeWords, match: re.Match[str], day: datetime | None
) -> Iterator[TimeInterval]:
    """The time that the words give; none where they can only mean a day to come."""
    year = match.groupdict().get("year")
    reference = datetime(int(year), 12, 31, tzinfo=UTC) if year else day
    bounds = words.read(match, reference) if reference else (None, None)
    if bounds is not None:
        evidence = TimeEvidence.PAGE if year else TimeEvidence.RELATIVE
        yield TimeInterval(*bounds, evidence, Span(*match.span()))
