"""When a statement was made."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval, day_interval
from reportedly.stages.attribute.said_at import said_at

WEDNESDAY = day_interval(2031, 3, 5, TimeEvidence.PAGE)


def time_of(text: str, content: str, published: TimeInterval = WEDNESDAY) -> TimeInterval:
    cue = Span(text.index("said"), text.index("said") + 4)
    place = text.index(content)
    return said_at(text, Span(0, len(text)), cue, [Span(place, place + len(content))], published)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("On Monday Vale said it leaks.", "On Monday", "2031-03-03", "2031-03-04"),
        ("Vale said yesterday it leaks.", "yesterday", "2031-03-04", "2031-03-05"),
        ("Vale said on Wednesday it leaks.", "on Wednesday", "2031-03-05", "2031-03-06"),
        ("In January Vale said it leaks.", "In January", "2031-01-01", "2031-02-01"),
        ("In December Vale said it leaks.", "In December", "2030-12-01", "2031-01-01"),
        ("On February 27 Vale said it leaks.", "On February 27", "2031-02-27", "2031-02-28"),
        ("Vale said on the 3rd it leaks.", "on the 3rd", "2031-03-03", "2031-03-04"),
        ("Last year Vale said it leaks.", "Last year", "2030-01-01", "2031-01-01"),
        ("Two weeks ago Vale said it leaks.", "Two weeks ago", "2031-02-16", "2031-02-23"),
        ("In 2028 Vale said it leaks.", "In 2028", "2028-01-01", "2029-01-01"),
        ("In late 2028 Vale said it leaks.", "In late 2028", "2028-07-02", "2029-01-01"),
        ("In her 2028 report Vale said it leaks.", "2028 report", "2028-01-01", "2029-01-01"),
        ("In the 1990s Vale said it leaks.", "In the 1990s", "1990-01-01", "2000-01-01"),
        ("Last summer Vale said it leaks.", "Last summer", "2030-06-01", "2030-09-01"),
        ("Over the weekend Vale said it leaks.", "Over the weekend", "2031-03-01", "2031-03-03"),
        ("This morning Vale said it leaks.", "This morning", "2031-03-05", "2031-03-06"),
        ("It broke on 3 March. Two days earlier Vale said it leaks.", "Two days earlier",
         "2031-03-01", "2031-03-02"),
        ("It broke on 3 March. The next day Vale said it leaks.", "The next day",
         "2031-03-04", "2031-03-05"),
        ("On 4 May 2029, when the dam broke in the night, Vale said it leaks.", "4 May 2029",
         "2029-05-04", "2029-05-05"),
        ("On 4 May 2029 Vale said it leaks.", "4 May 2029", "2029-05-04", "2029-05-05"),
    ],
)  # fmt: skip
def test_words_of_time_are_read_from_the_page_date(
    text: str, words: str, first: str, last: str
) -> None:
    """A weekday, a month or *last year* is counted back from the day of publication."""
    time = time_of(text, "it leaks")
    assert time.span is not None
    assert time.span.of(text) == words
    assert time.earliest is not None
    assert time.latest is not None
    assert (f"{time.earliest:%Y-%m-%d}", f"{time.latest:%Y-%m-%d}") == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Vale said it leaks.",
        "Vale said it leaks on Monday.",
        "Vale, who was born in 1990, said it leaks.",
        "Vale said the talks would resume on 18 March and it leaks.",
        "Vale has said it leaks; on Friday Vale will be heard.",
        "Kassur Today: Vale said it leaks.",
    ],
)
def test_times_of_other_things_are_not_taken(text: str) -> None:
    """A time inside the content, in another clause, or still to come is not when it was said."""
    content = "it leaks on Monday" if "Monday" in text else "it leaks"
    assert time_of(text, content) == UNKNOWN_TIME


def test_without_a_page_date_the_words_stay_unresolved() -> None:
    """The place of the words is kept, and no day is guessed."""
    time = time_of("On Monday Vale said it leaks.", "it leaks", UNKNOWN_TIME)
    assert (time.earliest, time.latest) == (None, None)
    assert time.span == Span(0, 9)
    assert time.evidence is TimeEvidence.RELATIVE


def test_what_is_still_to_be_said_has_no_time_yet() -> None:
    """*Will say on Friday* is no Friday that is over."""
    text = "Vale will have said on Friday it leaks."
    assert time_of(text, "it leaks") == UNKNOWN_TIME


def test_a_day_to_count_from_may_be_missing() -> None:
    """*Two days earlier* with no day before it gives its words and no time."""
    time = time_of("Two days earlier Vale said it leaks.", "it leaks")
    assert (time.earliest, time.latest) == (None, None)


def test_the_sentence_before_plays_no_part() -> None:
    """A *which* or *that* of the sentence before does not cut a time off its cue."""
    text = "It is a dam that holds. On 3 March Vale said it leaks."
    sentence = Span(text.index("On 3"), len(text))
    cue = Span(text.index("said"), text.index("said") + 4)
    content = Span(text.index("it leaks"), len(text) - 1)
    time = said_at(text, sentence, cue, [content], WEDNESDAY)
    assert time.earliest is not None
    assert f"{time.earliest:%Y-%m-%d}" == "2031-03-03"
