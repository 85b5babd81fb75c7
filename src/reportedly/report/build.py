"""From the tables of a case to the view of its report: pure, and the same for the same rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa

from reportedly import __version__
from reportedly.report import words
from reportedly.report.anchors import Anchors, anchors, heading, outlet
from reportedly.report.budget import Budget
from reportedly.report.checks import SETTLED, check_groups
from reportedly.report.dates import when
from reportedly.report.families import family_view
from reportedly.report.ledger import ledger
from reportedly.report.material import Material, load
from reportedly.report.pages import page_view
from reportedly.report.places import places
from reportedly.report.rejects import reject_groups
from reportedly.report.rows import Rows
from reportedly.report.statements import Findings
from reportedly.report.summary import summary
from reportedly.report.times import published
from reportedly.report.view import IndexRow, PageView, Ref, ReportView
from reportedly.report.visible import one_line


def build_view(
    tables: Mapping[str, pa.Table], *, title: str, budget: Budget | None = None
) -> ReportView:
    """The report of a case.

    ``tables``: the case's tables by name; a missing one counts as empty. Counts are of the whole
    case; what is shown of it stays within ``budget``, and what is left out is said.
    """
    material = load(Rows(tables), budget or Budget())
    marks = anchors(material)
    families = tuple(family_view(material, marks, row) for row in material.stemmata.families)
    return ReportView(
        title=one_line(title, 160) or "Untitled case",
        version=__version__,
        summary=summary(material, marks, families),
        index=tuple(_index(material, _telling_checks(material))),
        index_left_out=_hidden(len(material.numbers) - len(material.listed), "page"),
        pages=tuple(_pages(material, marks, _findings(material, marks))),
        families=families,
        families_left_out=_hidden(material.totals.recurring - len(families), "recurring passage"),
        checks=check_groups(material, marks),
        checks_left_out=_hidden(
            sum(material.totals.verdicts.values()) - len(material.findings.checks), "check"
        ),
        ledger=ledger(material, marks),
        rejects=reject_groups(material, marks),
    )


def _index(material: Material, findings: Mapping[str, int]) -> Iterator[IndexRow]:
    for document_id in material.listed:
        number = material.numbers[document_id]
        yield IndexRow(
            number=number,
            anchor=f"d{number}" if document_id in material.pages else None,
            heading=heading(material, document_id),
            outlet=outlet(material, document_id),
            date=when(published(material, document_id)),
            statements=material.statement_counts.get(document_id, 0),
            findings=findings.get(document_id, 0),
        )


def _pages(material: Material, marks: Anchors, findings: Findings) -> Iterator[PageView]:
    """The chosen pages, and those of which something shown refers to a passage."""
    referred = places(material, marks)
    left = material.budget.all_text
    wanted = {*material.pages, *referred}
    for document_id in sorted(wanted, key=material.numbers.__getitem__):
        length = len(material.text(document_id))
        whole = document_id in material.pages and length <= min(left, material.budget.page_text)
        left -= length if whole else 0
        passages = referred.get(document_id, {})
        yield page_view(material, marks, document_id, passages, findings, whole=whole)


def _findings(material: Material, marks: Anchors) -> Findings:
    """What the other parts of the report say about a statement, by attribution."""
    found: defaultdict[str, list[Ref]] = defaultdict(list)
    for attribution_id, ref in _references(material, marks):
        if attribution_id is not None and ref not in found[attribution_id]:
            found[attribution_id].append(ref)
    return {attribution_id: tuple(refs) for attribution_id, refs in found.items()}


def _references(material: Material, marks: Anchors) -> Iterator[tuple[str | None, Ref]]:
    for check in material.findings.checks:
        anchor = marks.checks[check.check_id].anchor
        sign, short = words.VERDICT_SIGN[check.verdict], words.VERDICT_SHORT[check.verdict]
        yield check.attribution_id, Ref(anchor, f"{sign} held against the source: {short}")
    for family in material.stemmata.families:
        anchor = marks.families[family.family_id].anchor
        pages = words.count(family.document_count, "page")
        for witness in material.stemmata.witnesses.get(family.family_id, ()):
            yield witness.attribution_id, Ref(anchor, f"recurs on {pages}")
    for position in material.findings.positions:
        anchor = marks.positions[position.position_id].anchor
        label = f"position: {one_line(position.issue, 40)}, {words.ACT[position.act]}"
        yield position.attribution_id, Ref(anchor, label)


def _telling_checks(material: Material) -> Counter[str]:
    """Checks of each page whose verdict asks for a look."""
    rows = (row for row in material.findings.checks if row.verdict not in SETTLED)
    return Counter(row.document_id for row in rows)


def _hidden(number: int, thing: str) -> str | None:
    if number <= 0:
        return None
    return f"{words.count(number, f'further {thing}')} not shown here. {words.MORE}"
