"""Spans, times and identities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.ids import Part, digest, short_id, short_ids
from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span, hull, trimmed
from reportedly.model.times import UNKNOWN_TIME, TimeInterval, day_interval


def test_a_span_is_half_open() -> None:
    """The end is not part of the span."""
    assert Span(2, 5).of("0123456") == "234"
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 4).contains(Span(2, 4))
    assert Span(1, 3).shifted(2) == Span(3, 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    """Spans never run backwards or before the text."""
    with pytest.raises(ValueError, match="span"):
        Span(start, end)


def test_hull_needs_a_span() -> None:
    """The hull covers all spans; of nothing there is none."""
    assert hull([Span(4, 6), Span(1, 2)]) == Span(1, 6)
    with pytest.raises(ValueError, match="empty"):
        hull([])


@given(st.text(alphabet=" ab\n", max_size=12), st.data())
def test_trimming_keeps_the_words(text: str, data: st.DataObject) -> None:
    """Trimming drops white space at the ends and nothing else."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert trimmed(text, span).of(text) == span.of(text).strip()
    assert span.contains(trimmed(text, span))


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_identities_differ_where_parts_differ(a: list[str], b: list[str]) -> None:
    """Two lists of parts have one identity only if they are equal."""
    assert (digest(*a) == digest(*b)) == (a == b)


def test_identities_tell_types_apart() -> None:
    """The number 1, the text 1, nothing and the empty text are four parts."""
    assert len({short_id(part) for part in (1, "1", None, "", b"1")}) == 5
    assert len(short_id("a")) == 24


def test_before_needs_both_bounds() -> None:
    """An interval is before another only where that is sure."""
    monday = day_interval(2031, 3, 3, TimeEvidence.PAGE)
    tuesday = day_interval(2031, 3, 4, TimeEvidence.PAGE)
    assert monday.surely_before(tuesday)
    assert not tuesday.surely_before(monday)
    assert not UNKNOWN_TIME.surely_before(tuesday)
    assert not monday.surely_before(monday)


def test_an_interval_cannot_end_before_it_starts() -> None:
    """A reversed interval is refused."""
    moment = datetime(2031, 3, 3, tzinfo=UTC)
    with pytest.raises(ValueError, match="interval"):
        TimeInterval(moment, datetime(2031, 3, 2, tzinfo=UTC), TimeEvidence.PAGE)


@given(st.lists(st.tuples(st.text(), st.integers(), st.binary()), max_size=6))
def test_many_identities_are_those_of_each(rows: list[tuple[str, int, bytes]]) -> None:
    """Named together, rows have the identities that they have by themselves."""
    columns: list[Sequence[Part]] = list(zip(*rows, strict=True)) or [[], [], []]
    assert short_ids(*columns) == [short_id(*row) for row in rows]
