"""What could not be read or decided, in plain words."""

from __future__ import annotations

from reportedly.model.kinds import RejectReason
from reportedly.report import words
from reportedly.report.anchors import Anchors
from reportedly.report.material import Material
from reportedly.report.rows import grouped
from reportedly.report.view import RejectGroup, RejectView
from reportedly.report.visible import one_line
from reportedly.tables.findings import Reject


def reject_groups(material: Material, anchors: Anchors) -> tuple[RejectGroup, ...]:
    """All rejects by reason, in the order of the reasons; a long group is cut, which is said."""
    groups = grouped(material.findings.rejects, lambda row: row.reason)
    limit = material.budget.rejects
    return tuple(
        RejectGroup(
            title=words.REJECT[reason],
            code=reason.value,
            count=len(groups[reason]),
            rejects=tuple(_view(material, anchors, row) for row in groups[reason][:limit]),
            left_out=_left_out(len(groups[reason]) - limit),
        )
        for reason in RejectReason
        if reason in groups
    )


def _view(material: Material, anchors: Anchors, row: Reject) -> RejectView:
    shown = row.document_id in material.pages and row.document_id is not None
    return RejectView(
        where=one_line(row.origin, 200),
        anchor=anchors.page(row.document_id) if shown and row.document_id else None,
        stage=row.stage,
        detail=one_line(row.detail, 300),
        next_step=one_line(row.next_step, 300),
    )


def _left_out(hidden: int) -> str | None:
    return f"{hidden:,} more of this kind not listed here. {words.MORE}" if hidden > 0 else None
