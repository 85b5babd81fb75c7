"""How the latest positions of two parties stand to each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reportedly.model.kinds import Act, Relation
from reportedly.stages.positions.overlaps import Standing, overlaps_of


def standing(party: str, act: Act, day: int | None = 1, issue: str = "truce") -> Standing:
    """A position of a party, known by a day of May 2031."""
    known_by = None if day is None else datetime(2031, 5, day, tzinfo=UTC)
    body = not party.startswith("mr")
    return Standing(issue, party, body, f"{party}-{act}-{day}", act, known_by, 0.9)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (Act.ACCEPT, Act.REJECT, Relation.INCOMPATIBLE),
        (Act.DEMAND, Act.REJECT, Relation.INCOMPATIBLE),
        (Act.ACCEPT, Act.OFFER, Relation.COMPATIBLE),
        (Act.DEMAND, Act.CONCEDE, Relation.COMPATIBLE),
        (Act.OFFER, Act.OFFER, Relation.COMPATIBLE),
        (Act.DEMAND, Act.OFFER, Relation.UNDECIDED),
        (Act.REJECT, Act.REJECT, Relation.UNDECIDED),
        (Act.CONDITION, Act.ACCEPT, Relation.UNDECIDED),
        (Act.DEMAND, Act.DEMAND, Relation.UNDECIDED),
    ],
)
def test_relations(a: Act, b: Act, relation: Relation) -> None:
    """Only what follows plainly is decided, whichever party comes first."""
    for first, second in ((a, b), (b, a)):
        rows = [standing("orvania", first), standing("pellmark", second)]
        (overlap,) = overlaps_of(rows, 10)
        assert overlap.relation is relation
        assert (overlap.a_actor_id, overlap.b_actor_id) == ("orvania", "pellmark")


def test_the_latest_position_counts() -> None:
    """A party that rejected and later accepts has accepted."""
    rows = [
        standing("orvania", Act.REJECT, 1),
        standing("orvania", Act.ACCEPT, 9),
        standing("pellmark", Act.ACCEPT, 3),
    ]
    (overlap,) = overlaps_of(rows, 10)
    assert overlap.relation is Relation.COMPATIBLE
    assert overlap.a_position_id == "orvania-accept-9"


def test_two_minds_on_one_day_are_undecided() -> None:
    """Positions of the same day that disagree leave the party undecided."""
    rows = [
        standing("orvania", Act.REJECT, 9),
        standing("orvania", Act.ACCEPT, 9),
        standing("pellmark", Act.ACCEPT, 3),
    ]
    (overlap,) = overlaps_of(rows, 10)
    assert overlap.relation is Relation.UNDECIDED


def test_an_undated_position_never_outdates_a_dated_one() -> None:
    """Dated positions go before undated ones; those alone count where no date is known."""
    rows = [standing("orvania", Act.REJECT, None), standing("orvania", Act.ACCEPT, 2)]
    (overlap,) = overlaps_of([*rows, standing("pellmark", Act.ACCEPT, None)], 10)
    assert overlap.relation is Relation.COMPATIBLE


def test_accusations_alone_are_no_position_to_compare() -> None:
    """A party that only accuses, denies or threatens takes no side on the issue."""
    rows = [standing("orvania", Act.ACCUSE), standing("pellmark", Act.ACCEPT)]
    assert list(overlaps_of(rows, 10)) == []


def test_issues_are_kept_apart_and_parties_capped() -> None:
    """Parties meet on one issue only, and only the most quoted ones."""
    rows = [standing(name, Act.ACCEPT) for name in ("a", "b", "c")]
    rows += [standing("c", Act.ACCEPT, 2), standing("a", Act.REJECT, issue="tolls")]
    assert [(one.a_actor_id, one.b_actor_id) for one in overlaps_of(rows, 2)] == [("a", "c")]


def test_people_give_way_to_states() -> None:
    """Where two states take a side, people who speak for none are not compared."""
    rows = [standing(name, Act.ACCEPT) for name in ("mr-a", "orvania", "pellmark")]
    assert [(one.a_actor_id, one.b_actor_id) for one in overlaps_of(rows, 9)] == [
        ("orvania", "pellmark")
    ]
    (only,) = overlaps_of(rows[:2], 9)
    assert only.a_actor_id == "mr-a"


def test_a_refusal_with_its_terms_is_a_refusal() -> None:
    """A party that refuses and says until when is against what another accepts."""
    rows = [
        standing("orvania", Act.REJECT),
        standing("orvania", Act.CONDITION),
        standing("pellmark", Act.ACCEPT),
    ]
    (overlap,) = overlaps_of(rows, 9)
    assert overlap.relation is Relation.INCOMPATIBLE


@pytest.mark.parametrize(
    ("day", "year", "sure"), [(9, 2031, 0.9), (None, 2031, 0.63), (1, 2033, 0.63)]
)
def test_stands_that_may_be_of_different_times_are_less_sure(
    day: int | None, year: int, sure: float
) -> None:
    """A party may have moved since: an undated stand, or one of years ago, tells less."""
    other = standing("pellmark", Act.REJECT, day)
    if other.known_by is not None:
        other = replace(other, known_by=other.known_by.replace(year=year))
    (overlap,) = overlaps_of([standing("orvania", Act.ACCEPT), other], 10)
    assert overlap.relation is Relation.INCOMPATIBLE
    assert overlap.confidence == pytest.approx(sure)
