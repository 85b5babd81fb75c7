"""Every value of every closed vocabulary has its words; dates and numbers read well."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

import pytest

from reportedly.model.kinds import (
    Act,
    ActorKind,
    Answer,
    AttributionKind,
    CreditKind,
    EvidenceKind,
    Polarity,
    RejectReason,
    Relation,
    Standing,
    TimeEvidence,
    VariantKind,
    Verdict,
    ZoneKind,
)
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.report import words
from reportedly.report.dates import KNOWN_BY, when


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (AttributionKind, words.KIND),
        (ActorKind, words.ACTOR),
        (EvidenceKind, words.EVIDENCE),
        (CreditKind, words.CREDIT),
        (Standing, words.STANDING),
        (VariantKind, words.VARIANT),
        (Answer, words.MEANING),
        (Verdict, words.VERDICT),
        (Verdict, words.VERDICT_SHORT),
        (Verdict, words.VERDICT_SIGN),
        (Act, words.ACT),
        (Relation, words.RELATION),
        (ZoneKind, words.ZONE),
        (RejectReason, words.REJECT),
        (TimeEvidence, KNOWN_BY),
    ],
)
def test_every_value_has_words(kind: type[StrEnum], table: dict[StrEnum, str]) -> None:
    """No value of a vocabulary can reach the report without words."""
    assert set(table) == set(kind)


def test_every_polarity_but_a_plain_assertion_has_words() -> None:
    """How a page puts a statement is said wherever it is more than an assertion."""
    assert set(words.POLARITY) == set(Polarity) - {Polarity.ASSERTED}


def test_gravity_orders_every_verdict() -> None:
    """The order of verdicts names each once."""
    assert sorted(words.GRAVITY) == sorted(Verdict)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "very sure (1.00)"),
        (0.95, "very sure (0.95)"),
        (0.8, "fairly sure (0.80)"),
        (0.6, "rather likely (0.60)"),
        (0.4, "open (0.40)"),
        (0.0, "doubtful (0.00)"),
    ],
)
def test_confidence_has_a_word_and_a_number(value: float, expected: str) -> None:
    """Confidence is shown both ways."""
    assert words.confidence(value) == expected


def test_counts_and_lists_read_as_english() -> None:
    """Nouns follow their number, lists end in "and"."""
    assert words.count(1, "party", "parties") == "1 party"
    assert words.count(1204, "page") == "1,204 pages"
    assert [words.listed(list("abc"[:size])) for size in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (moment(2031, 3, 4), moment(2031, 3, 5), "4 March 2031"),
        (moment(2031, 3, 4), moment(2031, 3, 7), "4 March 2031 to 6 March 2031"),
        (moment(2031, 12, 1), moment(2032, 1, 1), "December 2031"),
        (moment(2031, 1, 1), moment(2032, 1, 1), "2031"),
        (moment(2031, 3, 4, 9, 30), moment(2031, 3, 4, 9, 30), "4 March 2031, 09:30 UTC"),
        (
            moment(2031, 3, 4, 9),
            moment(2031, 3, 4, 11),
            "between 4 March 2031, 09:00 UTC and 4 March 2031, 11:00 UTC",
        ),
        (moment(2031, 3, 4), None, "4 March 2031 or later"),
        (None, moment(2031, 3, 4), "before 4 March 2031"),
    ],
)
def test_intervals_are_as_exact_as_what_is_known(
    earliest: datetime | None, latest: datetime | None, expected: str
) -> None:
    """A day is a day, a month a month, and half-known times say so."""
    assert when(TimeInterval(earliest, latest, TimeEvidence.PAGE)) == expected


def test_an_unknown_time_has_no_words() -> None:
    """Nothing is made up where no time is known."""
    assert when(UNKNOWN_TIME) is None
