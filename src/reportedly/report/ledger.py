"""Where the parties stand, issue by issue, as the pages have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from reportedly.model.kinds import Act, Relation
from reportedly.report import words
from reportedly.report.anchors import Anchors, page_name
from reportedly.report.dates import KNOWN_BY, when
from reportedly.report.excerpts import excerpt
from reportedly.report.material import Material
from reportedly.report.rows import grouped
from reportedly.report.view import (
    IssueView,
    Ledger,
    Mark,
    MatrixRow,
    OverlapView,
    PositionView,
    Ref,
)
from reportedly.report.visible import one_line
from reportedly.tables.findings import Overlap, Position

_TURNING = (Act.REJECT, Act.ACCEPT, Act.CONCEDE, Act.SUPPORT, Act.OFFER, Act.CONDITION)
"""Acts that say whether a party is against something or not."""


def ledger(material: Material, anchors: Anchors) -> Ledger:
    """The matrix of parties and issues, and each issue in detail, most written about first."""
    rows = material.findings.positions
    by_issue = grouped(rows, lambda row: row.issue)
    issues = list(by_issue)
    columns = [Ref(f"i{number}", one_line(issue, 60)) for number, issue in enumerate(issues, 1)]
    shown = issues[: material.budget.matrix]
    parties = _parties(material, rows)
    return Ledger(
        columns=tuple(columns[: len(shown)]),
        rows=tuple(
            _matrix_row(material, anchors, actor_id, [by_issue[issue] for issue in shown])
            for actor_id in parties[: material.budget.matrix]
        ),
        issues=tuple(
            _issue(material, anchors, column, issue, by_issue[issue])
            for column, issue in zip(columns, issues, strict=True)
        ),
        left_out=_left_out(material, len(issues), len(parties)),
    )


def actor_name(material: Material, actor_id: str) -> str:
    """The canonical name of a party."""
    actor = material.actors.get(actor_id)
    return one_line(actor.name, 60) if actor else "a party without a name"


def moves(rows: Sequence[Position]) -> list[tuple[Position, Position]]:
    """Positions of one party on one issue that turn round: rejects, and later does not, or back.

    Only among positions whose time is known on both sides, and only where it leaves no doubt which
    came first. ``rows``: in order of time within an issue. Pairs of (before, after) in that order.
    """
    turning = [row for row in rows if row.act in _TURNING and _dated(row)]
    return [
        (before, after)
        for same in grouped(turning, lambda row: (row.actor_id, row.issue)).values()
        for before, after in pairwise(same)
        if (before.act is Act.REJECT) is not (after.act is Act.REJECT)
        and before.said_at.surely_before(after.said_at)
    ]


def _dated(row: Position) -> bool:
    return row.said_at.earliest is not None and row.said_at.latest is not None


def move_text(material: Material, before: Position, after: Position) -> str:
    """A move in words, as the pages have it."""
    return (
        f"{actor_name(material, before.actor_id)} {words.ACT[before.act]}"
        f" ({when(before.said_at)}), then {words.ACT[after.act]} ({when(after.said_at)})"
    )


def _parties(material: Material, rows: Sequence[Position]) -> list[str]:
    tally = Counter(row.actor_id for row in rows)
    return sorted(tally, key=lambda each: (-tally[each], actor_name(material, each), each))


def _matrix_row(
    material: Material, anchors: Anchors, actor_id: str, issues: Sequence[Sequence[Position]]
) -> MatrixRow:
    actor = material.actors.get(actor_id)
    kind = words.ACTOR[actor.kind] if actor else ""
    cells = (_cell(anchors, [row for row in rows if row.actor_id == actor_id]) for rows in issues)
    return MatrixRow(actor_name(material, actor_id), kind, tuple(cells))


def _cell(anchors: Anchors, rows: Sequence[Position]) -> tuple[Ref, ...]:
    """Acts in order of time; the same act several times in a row is counted."""
    refs: list[Ref] = []
    for act, group in groupby(rows, key=_act):
        first, *more = group
        times = f" ({len(more) + 1} times)" if more else ""
        refs.append(Ref(anchors.positions[first.position_id].anchor, act + times))
    return tuple(refs)


def _act(row: Position) -> str:
    return words.ACT[row.act] + (" on a condition" if _is_conditional(row) else "")


def _is_conditional(row: Position) -> bool:
    return row.condition is not None and row.act is not Act.CONDITION


def _issue(
    material: Material, anchors: Anchors, column: Ref, issue: str, rows: Sequence[Position]
) -> IssueView:
    overlaps = [row for row in material.findings.overlaps if row.issue == issue]
    return IssueView(
        anchor=column.anchor,
        name=column.label,
        positions=tuple(_position(material, anchors, row) for row in rows),
        moves=tuple(move_text(material, *pair) for pair in moves(rows)),
        overlaps=tuple(_overlap(material, anchors, row) for row in overlaps),
    )


def _position(material: Material, anchors: Anchors, row: Position) -> PositionView:
    chain = material.statements.chains.get(row.attribution_id or "", ())
    marks = [(row.condition, Mark.CONDITION)] if row.condition else []
    return PositionView(
        anchor=anchors.positions[row.position_id].anchor,
        label=anchors.positions[row.position_id].label,
        actor=actor_name(material, row.actor_id),
        act=words.ACT[row.act],
        target=actor_name(material, row.target_id) if row.target_id else None,
        date=when(row.said_at),
        known_by=KNOWN_BY[row.said_at.evidence],
        conditional=_is_conditional(row),
        excerpt=excerpt(material, anchors, row.document_id, row.evidence, marks),
        page=page_name(material, row.document_id),
        chain=tuple(one_line(hop.carrier, 60) for hop in chain),
        statement=anchors.statements.get(row.attribution_id or ""),
        confidence=words.confidence(row.confidence),
    )


def _overlap(material: Material, anchors: Anchors, row: Overlap) -> OverlapView:
    return OverlapView(
        a=actor_name(material, row.a_actor_id),
        b=actor_name(material, row.b_actor_id),
        relation=words.RELATION[row.relation],
        a_position=_act_ref(material, anchors, row.a_position_id),
        b_position=_act_ref(material, anchors, row.b_position_id),
        confidence=(
            None if row.relation is Relation.UNDECIDED else words.confidence(row.confidence)
        ),
    )


def _act_ref(material: Material, anchors: Anchors, position_id: str) -> Ref:
    """A link to a position by what the party does, and when."""
    rows = material.findings.positions
    row = next(row for row in rows if row.position_id == position_id)
    ref = anchors.positions[position_id]
    return Ref(ref.anchor, f"{_act(row)}, {when(row.said_at) or 'no date'}, {ref.label}")


def _left_out(material: Material, issues: int, parties: int) -> tuple[str, ...]:
    limit, total = material.budget.matrix, material.totals.positions
    notes: list[str] = []
    if issues > limit or parties > limit:
        notes.append(
            f"The table has room for {limit:,} by {limit:,}: those with the most positions,"
            f" of {words.count(parties, 'party', 'parties')}"
            f" and {words.count(issues, 'issue')}."
        )
    if (hidden := total - len(material.findings.positions)) > 0:
        notes.append(f"{words.count(hidden, 'less sure position')} not shown here. {words.MORE}")
    return tuple(notes)
