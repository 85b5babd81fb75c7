"""Checks, ledger, rejects and summary say what the rows say, gravest first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ferry_case import ON_4_MARCH, ferry_rows, packed

from reportedly.model.kinds import (
    Act,
    AttributionKind,
    OperationKind,
    Polarity,
    RejectReason,
    Relation,
    Verdict,
)
from reportedly.model.times import UNKNOWN_TIME
from reportedly.report import Budget, build_view, render
from reportedly.report.view import FindingKind, Mark, ReportView

COUNTS = tuple(
    """\
3 pages, 7 attributed statements by 3 speakers; for 1 of them no speaker is named, or it is undecided who.
1 passage recurs on other pages: 0 word for word the same, 1 not; in 1 a difference changes what is said.
3 statements were held against the cited source: 1 contradicted, 1 altered and 1 word for word.
3 positions of 2 parties in the ledger.
2 things could not be read or decided: see “Not read, not decided”.
""".splitlines()
)


def ferry(**limits: int) -> ReportView:
    return build_view(packed(ferry_rows()), title="Ferry", budget=Budget(**limits))


def test_checks_stand_by_gravity() -> None:
    """Contradicted before altered before word for word."""
    groups = ferry().checks
    assert [group.sign for group in groups] == ["⇄", "≠", "="]


def test_an_altered_claim_stands_beside_its_source() -> None:
    """The source is on the left, the claim on the right, differences marked."""
    check = ferry().checks[1].checks[0]
    assert check.comparison is not None
    assert check.comparison.left_title == "Harbour Gazette (page 1)"
    assert check.comparison.right_title == "Coast Wire (page 2)"
    assert check.comparison.differences == 3


def test_words_in_no_operation_are_a_difference() -> None:
    """What a splice leaves out between two equal parts is marked, not passed over."""
    rows = ferry_rows()
    altered = rows["checks"][0]
    equal = [step for step in altered.operations if step.kind is OperationKind.EQUAL]
    rows["checks"] = [replace(altered, operations=(equal[0], equal[-1]))]
    comparison = build_view(packed(rows), title="Ferry").checks[0].checks[0].comparison
    assert comparison is not None
    marked = [run.text for run in comparison.left.runs if run.mark is Mark.ONLY_HERE]
    assert marked == ["able to run it every day,” Torvan said. “The island will not"]


def test_parts_out_of_order_are_not_laid_out() -> None:
    """Where a claim turns the source's parts round, both passages stand apart, unmarked."""
    rows = ferry_rows()
    altered = rows["checks"][0]
    rows["checks"] = [replace(altered, operations=altered.operations[::-1])]
    check = build_view(packed(rows), title="Ferry").checks[0].checks[0]
    assert check.comparison is None
    assert len(check.evidence) == 1


def test_a_source_outside_the_case_is_called_that() -> None:
    """A check without a cited document shows its claim and says that the source is missing."""
    rows = ferry_rows()
    rows["checks"] = [
        replace(rows["checks"][0], cited_document_id=None, evidence=(), operations=())
    ]
    check = build_view(packed(rows), title="Ferry").checks[0].checks[0]
    assert check.source == "a source that is not in this case"
    assert check.comparison is None


def test_the_matrix_has_a_cell_for_each_party_and_issue() -> None:
    """Acts stand in their party's row in order of time."""
    ledger = ferry().ledger
    assert [column.label for column in ledger.columns] == ["toll"]
    cells = {row.actor: [ref.label for ref in row.cells[0]] for row in ledger.rows}
    assert cells == {"Ilka Torvan": ["rejects", "accepts"], "Osmund Island council": ["accepts"]}


def test_a_change_of_position_is_named() -> None:
    """From rejecting to accepting, with both dates."""
    (issue,) = ferry().ledger.issues
    assert issue.moves == ("Ilka Torvan rejects (3 March 2031), then accepts (4 March 2031)",)


@pytest.mark.parametrize("undecided", [UNKNOWN_TIME, ON_4_MARCH])
def test_no_change_is_named_where_times_do_not_decide(undecided: object) -> None:
    """Two acts on one day, or one without a date, are no change of position."""
    rows = ferry_rows()
    rows["positions"] = [
        replace(row, said_at=undecided) if row.act is Act.REJECT else row
        for row in rows["positions"]
    ]
    (issue,) = build_view(packed(rows), title="Ferry").ledger.issues
    assert issue.moves == ()


def test_rejects_are_grouped_with_their_next_step() -> None:
    """Each reason has its words, its stable code and what to do."""
    groups = ferry().rejects
    assert [group.code for group in groups] == ["binary-file", "source-not-in-case"]
    assert groups[0].rejects[0].next_step == "leave it out, or give its text"
    assert groups[1].rejects[0].anchor == "d3"


def test_a_long_list_of_rejects_is_cut() -> None:
    """Beyond the limit the rest is counted."""
    rows = ferry_rows()
    first = rows["rejects"][0]
    rows["rejects"] = [replace(first, detail=f"file {number}") for number in range(50)]
    (group,) = build_view(packed(rows), title="Ferry").rejects
    assert group.code == RejectReason.BINARY_FILE
    assert (group.count, len(group.rejects)) == (50, 20)
    assert (
        group.left_out == "30 more of this kind not listed here. See all with: reportedly export."
    )


def test_the_summary_counts_the_whole_case() -> None:
    """Counts do not depend on what the report has room for."""
    assert (
        ferry().summary.sentences
        == ferry(pages=1, families=0, checks=0, positions=0).summary.sentences
    )
    assert ferry().summary.sentences == COUNTS


def test_the_gravest_is_named_first() -> None:
    """What to look at first comes in a fixed order of kinds."""
    assert [finding.kind for finding in ferry().summary.findings] == [
        FindingKind.CONTRADICTED,
        FindingKind.ALTERED,
        FindingKind.CHANGED_WORDING,
        FindingKind.WIDESPREAD,
        FindingKind.MOVED,
    ]


def test_an_empty_case_has_a_report() -> None:
    """No tables at all still make a view, and it says that there is nothing."""
    view = build_view({}, title="")
    assert view.title == "Untitled case"
    assert view.summary.sentences[0] == "0 pages, 0 attributed statements by 0 speakers."


def test_words_that_nobody_is_linked_to_are_quoted_not_attributed() -> None:
    """Where no statement holds the words, the report does not claim that the page hides a speaker."""
    rows = ferry_rows()
    altered = next(row for row in rows["checks"] if row.verdict is Verdict.ALTERED)
    rows["checks"] = [replace(altered, attribution_id=None)]
    text = build_view(packed(rows), title="Ferry").summary.findings[0].text
    assert text.startswith("Coast Wire (page 2) quotes: ")


def test_what_the_summary_leaves_out_is_counted() -> None:
    """Of many altered claims a few are named, and the number of the others."""
    rows = ferry_rows()
    altered = next(row for row in rows["checks"] if row.verdict is Verdict.ALTERED)
    rows["checks"] = [replace(altered, check_id=f"c{number}") for number in range(7)]
    findings = build_view(packed(rows), title="Ferry").summary.findings
    texts = [one.text for one in findings if one.kind is FindingKind.ALTERED]
    assert len(texts) == 5
    assert texts[-1] == "3 more: see “Held against the source”"


def test_an_undecided_relation_has_no_confidence() -> None:
    """How sure it is that nothing was decided says nothing."""
    rows = ferry_rows()
    rows["overlaps"] = [replace(row, relation=Relation.UNDECIDED) for row in rows["overlaps"]]
    issues = build_view(packed(rows), title="Ferry").ledger.issues
    assert [each.confidence for issue in issues for each in issue.overlaps] == [None]


def test_the_same_wording_is_named_once() -> None:
    """Two groups that begin alike, as one inside the other, are one line of the summary."""
    rows = ferry_rows()
    rows["families"] += [replace(row, family_id="again") for row in rows["families"]]
    rows["witnesses"] += [
        replace(row, family_id="again", witness_id=f"{row.witness_id}x")
        for row in rows["witnesses"]
    ]
    view = build_view(packed(rows), title="Ferry")
    assert len(view.families) == 2
    assert [one.kind for one in view.summary.findings].count(FindingKind.WIDESPREAD) == 1


def test_words_of_a_claim_beyond_the_aligned_part_are_marked() -> None:
    """Where the source carries only the middle of a claim, its first and last words are not plain."""
    rows = ferry_rows()
    altered = next(row for row in rows["checks"] if row.verdict is Verdict.ALTERED)
    middle = altered.operations[4]
    rows["checks"] = [replace(altered, operations=(middle,))]
    comparison = build_view(packed(rows), title="Ferry").checks[0].checks[0].comparison
    assert comparison is not None
    marked = [run.text for run in comparison.right.runs if run.mark is Mark.ONLY_HERE]
    assert len(marked) == 2
    assert marked[0].startswith("We are ready")
    assert marked[1].endswith("again")


def test_a_condition_is_named_wherever_the_act_is() -> None:
    """An acceptance on a condition is not shown as one without, in table and overlap."""
    rows = ferry_rows()
    rows["positions"] = [
        replace(row, condition=row.evidence) if row.act is Act.ACCEPT else row
        for row in rows["positions"]
    ]
    ledger = build_view(packed(rows), title="Ferry").ledger
    cells = [ref.label for row in ledger.rows for cell in row.cells for ref in cell]
    assert "accepts on a condition" in cells
    (overlap,) = [one for issue in ledger.issues for one in issue.overlaps]
    assert any("on a condition" in ref.label for ref in (overlap.a_position, overlap.b_position))


def denial_case(**changed: object) -> ReportView:
    """The words of one speaker in reported speech, denied on one page only."""
    rows = ferry_rows()
    gazette, wire, _ = rows["witnesses"]
    for witness, polarity in ((gazette, Polarity.ASSERTED), (wire, Polarity.DENIED)):
        given = {"polarity": polarity, "kind": AttributionKind.INDIRECT, **changed}
        rows["attributions"] = [
            replace(row, **given) if row.attribution_id == witness.attribution_id else row
            for row in rows["attributions"]
        ]
    rows["witnesses"] = [replace(row, quoted=False) for row in rows["witnesses"]]
    return build_view(packed(rows), title="Ferry")


def test_a_denial_that_another_page_does_not_carry_is_named_first() -> None:
    """The same words of one speaker, denied on one page only."""
    view = denial_case()
    (found,) = [one for one in view.summary.findings if one.kind is FindingKind.DENIED_OR_NOT]
    assert found.text.startswith(
        "Coast Wire (page 2) has Ilka Torvan deny, Harbour Gazette (page 1) does not: "
    )
    assert "(denied on this page)" in render(view)


def test_quoted_words_are_not_denied_by_what_stands_around_them() -> None:
    """Who calls an account “false” denies the account, and does not unsay the word."""
    findings = denial_case(kind=AttributionKind.MIXED).summary.findings
    assert FindingKind.DENIED_OR_NOT not in {one.kind for one in findings}
