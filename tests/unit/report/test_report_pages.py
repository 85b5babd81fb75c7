"""What a page is: its own imprint, the texts that it carries, and how other parts name it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ferry_case import (
    GAZETTE_PAGE,
    IN_GAZETTE,
    document,
    ferry_rows,
    imprint,
    packed,
)

from reportedly.model.kinds import OperationKind, TimeEvidence, VariantKind
from reportedly.model.spans import Span
from reportedly.model.times import day_interval
from reportedly.report import Budget, ReportView, build_view
from reportedly.report.view import Fact, Mark, PageView
from reportedly.tables.collation import Operation
from reportedly.tables.zones import NamedSpan

CARRIED = imprint(
    GAZETTE_PAGE,
    imprint_id="carried",
    zone_id="zone-of-the-column",
    start=IN_GAZETTE.start,
    end=IN_GAZETTE.end,
    title=NamedSpan("The view from the pier", IN_GAZETTE),
    authors=(NamedSpan("Ottla Venn", None),),
    outlet=NamedSpan("Pier Post", None),
    published=day_interval(2031, 2, 27, TimeEvidence.PAGE),
)


def view_of(rows: dict[str, list[Any]], **limits: int) -> ReportView:
    return build_view(packed(rows), title="Ferry", budget=Budget(**limits))


def carrying_rows() -> dict[str, list[Any]]:
    """The ferry case in which the gazette carries a column by somebody else."""
    rows = ferry_rows()
    rows["imprints"] = [*rows["imprints"], CARRIED]
    return rows


def facts(page: PageView) -> list[tuple[str, str]]:
    return [(fact.name, fact.value) for fact in page.facts]


def test_a_page_says_how_its_facts_are_known() -> None:
    """Date with evidence, authors, credit line with its place, file."""
    wire = view_of(ferry_rows()).pages[1]
    assert (wire.when.text, wire.when.known_by) == ("4 March 2031", "from the page's metadata")
    assert facts(wire) == [
        ("By", "Pell Arden"),
        ("Outlet", "Coast Wire"),
        ("Source line", "Harbour Gazette"),
        ("File", "pages/wire.txt"),
    ]
    assert wire.facts[2].anchor is not None


def test_without_an_imprint_the_container_speaks() -> None:
    """Where the text says nothing of itself, what the file's head gives is shown."""
    page = document(
        "bare",
        "Some text.",
        title="A title",
        authors=("Ida Quell",),
        outlet="Quay Radio",
        url="https://quay.example/1",
        published=day_interval(2031, 5, 1, TimeEvidence.GIVEN),
        updated=day_interval(2031, 5, 2, TimeEvidence.GIVEN),
    )
    (bare,) = view_of({"documents": [page]}).pages
    assert (bare.heading, bare.outlet, bare.when.text) == ("A title", "Quay Radio", "1 May 2031")
    assert facts(bare) == [
        ("By", "Ida Quell"),
        ("Outlet", "Quay Radio"),
        ("Changed", "2 May 2031, given with the document"),
        ("Address", "https://quay.example/1"),
        ("File", "pages/bare.txt"),
    ]


def test_a_page_without_a_title_goes_by_its_label() -> None:
    """The user's own name for it is better than none."""
    (page,) = view_of({"documents": [document("untitled", "Text.")]}).pages
    assert page.heading == "untitled"
    assert page.when.text == "No date"


def test_a_carried_text_is_named_with_its_own_date() -> None:
    """What stands on a page but is not the page's own has its title, author, outlet and date."""
    gazette = view_of(carrying_rows()).pages[0]
    assert gazette.facts[1] == Fact(
        "Carries",
        "The view from the pier, by Ottla Venn, of Pier Post,"
        " 27 February 2031 (as the page itself says)",
        f"d1-{IN_GAZETTE.start}-{IN_GAZETTE.end}",
    )


def test_a_passage_in_a_carried_text_goes_by_its_author() -> None:
    """The column's author is named where the column is quoted, not the page around it alone."""
    (family,) = view_of(carrying_rows()).families
    assert family.witnesses[0].page == "Ottla Venn's text on Harbour Gazette (page 1)"


def test_a_check_against_a_carried_text_names_it() -> None:
    """The cited source is the column, and where it stands is said."""
    rows = carrying_rows()
    rows["checks"] = [replace(row, cited_zone_id=CARRIED.zone_id) for row in rows["checks"]]
    source = view_of(rows).checks[0].checks[0].source
    assert (
        source == "“The view from the pier” by Ottla Venn, which stands on Harbour Gazette (page 1)"
    )


def test_a_check_against_a_nameless_text_says_where_it_stands() -> None:
    """A quoted text without an imprint is a text on that page."""
    rows = ferry_rows()
    rows["checks"] = [replace(row, cited_zone_id="unknown") for row in rows["checks"]]
    assert view_of(rows).checks[0].checks[0].source == (
        "a text that stands on Harbour Gazette (page 1)"
    )


def test_an_unsure_speaker_is_said_to_be_unsure() -> None:
    """Where it is not sure who is meant, that stands beside the name."""
    rows = ferry_rows()
    rows["mentions"] = [replace(row, confidence=0.62) for row in rows["mentions"]]
    note = view_of(rows).pages[0].statements[1].speaker_note
    assert note == "person, here “Torvan”, if that is who is meant: rather likely (0.62)"


def test_an_undecided_speaker_goes_by_the_page_s_words() -> None:
    """Nobody is named who was not decided on: the mention stands in quotation marks."""
    rows = ferry_rows()
    rows["mentions"] = []
    statement = view_of(rows).pages[0].statements[1]
    assert statement.said_by == ("“Torvan”",)
    assert statement.speaker_note == "who that is was not decided"


def test_an_inherited_reading_names_its_heirs() -> None:
    """Who took a reading over stands beside who brought it in."""
    rows = ferry_rows()
    heir = rows["witnesses"][0].witness_id
    rows["variants"] = [
        replace(row, inherited_by=(heir,), introduced_by=None) for row in rows["variants"]
    ]
    (family,) = view_of(rows).families
    assert family.variants[0].inherited_by == "Harbour Gazette (page 1)"
    assert family.variants[0].introduced_by == "undecided"


def test_long_equal_stretches_of_a_comparison_are_cut() -> None:
    """Of hundreds of equal words only the edges are shown, and the rest is counted."""
    words = "steady " * 200
    pages = document("one", words + "able end"), document("two", words + "ready end")
    equal, differ = OperationKind.EQUAL, OperationKind.SUBSTITUTION
    length = len(words)
    steps = (
        Operation(equal, None, 0, length - 1, 0, length - 1),
        Operation(differ, VariantKind.SUBSTITUTION, length, length + 4, length, length + 5),
    )
    rows = ferry_rows()
    check = replace(
        rows["checks"][0],
        document_id=pages[1].document_id,
        claim=Span(0, length + 5),
        cited_document_id=pages[0].document_id,
        evidence=(),
        operations=steps,
    )
    view = view_of({"documents": list(pages), "checks": [check]})
    comparison = view.checks[0].checks[0].comparison
    assert comparison is not None
    cuts = [run.text for run in comparison.left.runs if run.mark is Mark.CUT]
    assert cuts == [" [… 1,100 characters not shown here …] "]


def test_a_ledger_over_its_limits_says_so() -> None:
    """A matrix with too many parties names how many there are; hidden positions are counted."""
    (note,) = view_of(ferry_rows(), matrix=1).ledger.left_out
    assert note.endswith("those with the most positions, of 2 parties and 1 issue.")
    (note,) = view_of(ferry_rows(), positions=2).ledger.left_out
    assert note == "1 less sure position not shown here. See all with: reportedly export."
