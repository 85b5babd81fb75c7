"""How the latest positions of two parties on one issue stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from itertools import combinations, groupby
from operator import attrgetter

from reportedly.model.kinds import Act, Relation
from reportedly.tables.findings import Overlap

MADE_BY = "latest/2"
_NEAR = timedelta(days=183)
_APART = 0.7
"""What is left of the confidence where it is not known that two stands are of one time."""


@unique
class Side(StrEnum):
    """Where an act puts its actor towards the issue."""

    FOR = "for"
    OFFERS = "offers"
    GIVES = "gives"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    OPEN = "open"


SIDES = {
    Act.ACCEPT: Side.GIVES,
    Act.OFFER: Side.OFFERS,
    Act.CONCEDE: Side.GIVES,
    Act.SUPPORT: Side.FOR,
    Act.PROPOSE: Side.FOR,
    Act.DEMAND: Side.FOR,
    Act.APPEAL: Side.FOR,
    Act.REJECT: Side.AGAINST,
    Act.CONDITION: Side.CONDITIONAL,
    Act.THREATEN: Side.OPEN,
    Act.DENY: Side.OPEN,
    Act.ACCUSE: Side.OPEN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an overlap needs of a position.

    ``party_id`` is the state that the actor speaks for, else the actor; ``body``: it is a state or
    organisation; ``known_by`` is the latest moment the position can be from.
    """

    issue: str
    party_id: str
    body: bool
    position_id: str
    act: Act
    known_by: datetime | None
    confidence: float


@dataclass(frozen=True, slots=True)
class _Latest:
    """Where a party stands last; no side where its latest positions disagree."""

    party_id: str
    body: bool
    side: Side | None
    position_id: str
    confidence: float
    positions: int
    known_by: datetime | None


def overlaps_of(standings: Iterable[Standing], parties: int) -> Iterator[Overlap]:
    """One row for each issue and pair of its ``parties`` most quoted parties.

    Where two states or organisations take a side, people who speak for none are left out.
    """
    by_issue = sorted(standings, key=attrgetter("issue", "party_id", "position_id"))
    for issue, rows in groupby(by_issue, key=attrgetter("issue")):
        latest = [_latest(list(own)) for _, own in groupby(rows, key=attrgetter("party_id"))]
        told = [one for one in latest if one is not None]
        bodies = [one for one in told if one.body]
        held = bodies if len(bodies) > 1 else told
        kept = sorted(held, key=lambda one: (-one.positions, one.party_id))[:parties]
        for a, b in combinations(sorted(kept, key=attrgetter("party_id")), 2):
            yield Overlap(
                issue=issue,
                a_actor_id=a.party_id,
                b_actor_id=b.party_id,
                relation=relation_of(a.side, b.side),
                a_position_id=a.position_id,
                b_position_id=b.position_id,
                confidence=min(a.confidence, b.confidence) * _of_one_time(a, b),
                made_by=MADE_BY,
            )


def _of_one_time(a: _Latest, b: _Latest) -> float:
    """Less where one of them is undated, or half a year lies between them: both may have moved."""
    if a.known_by is None or b.known_by is None:
        return 1.0 if a.known_by == b.known_by else _APART
    return 1.0 if abs(a.known_by - b.known_by) <= _NEAR else _APART


def relation_of(a: Side | None, b: Side | None) -> Relation:
    """What follows from two sides; undecided unless it follows plainly.

    >>> relation_of(Side.AGAINST, Side.GIVES)
    <Relation.INCOMPATIBLE: 'incompatible'>
    """
    sides = {a, b}
    if None in sides or Side.OPEN in sides:
        return Relation.UNDECIDED
    if Side.AGAINST in sides:
        return Relation.UNDECIDED if sides == {Side.AGAINST} else Relation.INCOMPATIBLE
    if Side.CONDITIONAL in sides:
        return Relation.UNDECIDED
    if Side.GIVES in sides or sides == {Side.OFFERS}:
        return Relation.COMPATIBLE
    return Relation.UNDECIDED


def _latest(rows: Sequence[Standing]) -> _Latest | None:
    """The party's last known side: rows of its last known day, or all where none is dated."""
    sided = [row for row in rows if SIDES[row.act] is not Side.OPEN]
    if not sided:
        return None
    days = [row.known_by for row in sided if row.known_by is not None]
    current = [row for row in sided if row.known_by == max(days)] if days else sided
    best = max(current, key=lambda row: (row.confidence, row.position_id))
    side = _common({SIDES[row.act] for row in current})
    party, body = rows[0].party_id, rows[0].body
    return _Latest(party, body, side, best.position_id, best.confidence, len(rows), best.known_by)


def _common(sides: set[Side]) -> Side | None:
    """One side of several; who refuses, and says until when, refuses."""
    if sides == {Side.AGAINST, Side.CONDITIONAL}:
        return Side.AGAINST
    return next(iter(sides)) if len(sides) == 1 else None
