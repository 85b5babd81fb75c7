"""Statements: nested as the page nests them, never lost, whatever their parents say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ferry_case import COUNCIL_SAYS, WIRE, attribution, document, ferry_rows, packed
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.spans import Span
from reportedly.report import build_view
from reportedly.report.view import Mark, ReportView, StatementView
from reportedly.tables.attributions import Attribution


def ferry() -> ReportView:
    return build_view(packed(ferry_rows()), title="Ferry")


def every(statements: tuple[StatementView, ...]) -> Iterator[StatementView]:
    """Statements and those nested in them."""
    for one in statements:
        yield one
        yield from every(one.nested)


def by_speaker(view: ReportView, *said_by: str | None) -> StatementView:
    """The statement with these speakers, outermost first."""
    found = [one for page in view.pages for one in every(page.statements) if one.said_by == said_by]
    assert found, said_by
    return found[0]


def test_a_nested_statement_stands_under_its_parent() -> None:
    """What the paper says the minister said is inside what the paper said, and says so."""
    outer = by_speaker(ferry(), "Harbour Gazette")
    assert [inner.said_by for inner in outer.nested] == [("Harbour Gazette", "Ilka Torvan")]


def test_an_excerpt_is_the_page_s_own_text_with_its_parts_marked() -> None:
    """Runs put together are the passage; source, cue and content are told apart."""
    excerpt = by_speaker(ferry(), "Harbour Gazette", "Ilka Torvan").excerpt
    words = "Torvan said: “We are ready to run it every day. The island will be cut off again.”"
    assert "".join(run.text for run in excerpt.runs) == words
    assert [(run.text, run.mark) for run in excerpt.runs][:3] == [
        ("Torvan", Mark.SOURCE),
        (" ", Mark.PLAIN),
        ("said", Mark.CUE),
    ]


def test_a_missing_speaker_stays_missing() -> None:
    """Where the passage names nobody, the report says that and invents nobody."""
    one = by_speaker(ferry(), None)
    assert one.speaker_note == "the passage names no speaker"


def test_the_chain_tells_claimed_from_proved() -> None:
    """Each carrier has its standing, its evidence in words and the place that shows it."""
    chain = by_speaker(ferry(), "Harbour Gazette", "Ilka Torvan").chain
    assert [(hop.name, hop.proved) for hop in chain] == [
        ("Ilka Torvan", False),
        ("Harbour Gazette", True),
        ("Coast Wire", False),
    ]
    assert chain[1].evidence == "the same wording"
    assert chain[1].anchor.startswith("d1-")


def test_a_statement_names_what_else_is_known_of_it() -> None:
    """Its check, its family and its position are one click away."""
    refs = by_speaker(ferry(), "Harbour Gazette", "Ilka Torvan").findings
    assert [ref.label for ref in refs] == [
        "≠ held against the source: altered",
        "recurs on 3 pages",
        "position: toll, accepts",
    ]


def test_a_long_passage_is_cut_and_says_so() -> None:
    """The middle of a long content is left out with a count, in the report's own words."""
    long = document("long", "Torvan said " + "word " * 400)
    row = attribution(long, Span(0, 6), Span(7, 11), Span(12, len(long.text)))
    view = build_view(packed({"documents": [long], "attributions": [row]}), title="Long")
    (one,) = view.pages[0].statements
    cuts = [run.text for run in one.excerpt.runs if run.mark is Mark.CUT]
    assert cuts == [" [… 1,262 characters not shown here …] "]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 29), min_size=30, max_size=30))
def test_no_statement_is_lost_whatever_the_parents(parents: list[int]) -> None:
    """Circles, self-references and deep nests still show every statement exactly once."""
    view = build_view(packed(_tangled(parents)), title="Tangle")
    labels = [one.label for one in every(view.pages[0].statements)]
    assert sorted(labels) == sorted(f"1.{number}" for number in range(1, 31))


def test_deep_nesting_is_bounded() -> None:
    """A chain of thirty "said that" is shown at a depth that a reader can follow."""
    view = build_view(packed(_tangled([max(0, number - 1) for number in range(30)])), title="Deep")
    deepest = max(len(one.said_by) for one in every(view.pages[0].statements))
    assert deepest == 13


def _tangled(parents: list[int]) -> dict[str, list[object]]:
    wire = document("wire", WIRE)
    rows = [
        replace(_statement(), attribution_id=f"a{number:02}", parent_attribution_id=None)
        for number in range(len(parents))
    ]
    tangled = [
        replace(row, parent_attribution_id=rows[parent].attribution_id)
        for row, parent in zip(rows, parents, strict=True)
    ]
    return {"documents": [wire], "attributions": tangled}


def _statement() -> Attribution:
    wire = document("wire", WIRE)
    return attribution(wire, Span(0, 5), Span(6, 11), Span(12, 20))


def test_several_who_speak_together_are_all_named() -> None:
    """A statement of two is not laid at the door of one; where one is undecided, of none."""
    rows = ferry_rows()
    row = COUNCIL_SAYS
    first = next(one for one in rows["mentions"] if one.attribution_id == row.attribution_id)
    torvan = next(one for one in rows["actors"] if one.name == "Ilka Torvan")
    for actor_id, shown in (
        (torvan.actor_id, "Osmund Island council and Ilka Torvan"),
        (None, f"“{row.speaker_mention}”"),
    ):
        other = replace(first, mention_id="z", actor_id=actor_id, start=first.end)
        view = build_view(packed(rows | {"mentions": [*rows["mentions"], other]}), title="Ferry")
        assert by_speaker(view, shown)
