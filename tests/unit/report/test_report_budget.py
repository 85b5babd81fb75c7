"""Large cases stay within their limits, and every limit is said."""

from __future__ import annotations

from ferry_case import attribution, document, ferry_rows, packed

from reportedly.model.spans import Span
from reportedly.report import Budget, build_view, render


def test_pages_with_findings_are_kept_first() -> None:
    """With room for one page, the one with most findings is shown, under its own number."""
    view = build_view(packed(ferry_rows()), title="Ferry", budget=Budget(pages=1, index=2))
    shown = [page for page in view.pages if page.statements]
    assert [page.number for page in shown] == [2]
    assert [row.anchor for row in view.index if row.anchor] == ["d2"]
    assert view.index_left_out == "1 further page not shown here. See all with: reportedly export."


def test_a_page_that_is_only_referred_to_says_so() -> None:
    """Its text is there around the passages; its statements are not, and the report says why."""
    view = build_view(packed(ferry_rows()), title="Ferry", budget=Budget(pages=1))
    gazette = next(page for page in view.pages if page.number == 1)
    assert gazette.statements == ()
    assert gazette.left_out is not None
    assert not gazette.text.whole


def test_statements_beyond_the_limit_are_counted() -> None:
    """The first ones of the page are shown."""
    text = "Torvan said yes. " * 30
    page = document("many", text)
    rows = [
        attribution(page, Span(at, at + 6), Span(at + 7, at + 11), Span(at + 12, at + 15))
        for at in range(0, len(text), 17)
    ]
    tables = packed({"documents": [page], "attributions": rows})
    (one,) = build_view(tables, title="Many", budget=Budget(statements=10)).pages
    assert [statement.label for statement in one.statements] == [f"1.{n}" for n in range(1, 11)]
    assert one.left_out is not None
    assert "20 more" in one.left_out


def test_a_thousand_pages_make_a_bounded_report() -> None:
    """The report of a big case is no bigger than its budget allows."""
    pages = [
        document(f"page-{number:04}", f"Torvan said no {number}.\n" * 40) for number in range(1000)
    ]
    rows = [attribution(page, Span(0, 6), Span(7, 11), Span(12, 14)) for page in pages]
    view = build_view(packed({"documents": pages, "attributions": rows}), title="Big")
    assert len(view.index) == 400
    assert len([page for page in view.pages if page.statements]) == 100
    assert len(render(view)) < 3_000_000


def test_numbers_do_not_depend_on_the_budget() -> None:
    """A page keeps its number whatever is shown."""
    whole = build_view(packed(ferry_rows()), title="Ferry")
    small = build_view(packed(ferry_rows()), title="Ferry", budget=Budget(pages=1))
    numbers = {row.heading: row.number for row in whole.index}
    assert all(numbers[page.heading] == page.number for page in small.pages)
