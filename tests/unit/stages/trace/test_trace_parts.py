"""The small rules of the trace stage: meanings, extents, audiences, outlets of quoted documents."""

from __future__ import annotations

import pytest
from case_maker import on_day

from reportedly.model.kinds import Answer
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.trace.audiences import Outlet, audiences
from reportedly.stages.trace.columns import printed_in
from reportedly.stages.trace.extents import (
    completed,
    is_name,
    quoted_spans,
    statements,
    without_frame,
)
from reportedly.stages.trace.meaning import meaning_changed
from reportedly.tables.zones import Imprint, NamedSpan
from reportedly.text.compare import compare, stretch

OUTLETS = {" gull ": Outlet("gull", "The Gull"), " tide news ": Outlet("tide", "Tide News")}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("we will open the pier", "we will not open the pier", Answer.YES),
        ("at least 90 boats came", "at least 80 boats came", Answer.YES),
        ("thirty boats came in", "30 boats came in", Answer.NO),
        ("the council may close it", "the council must close it", Answer.YES),
        ("a boat in the harbour", "the boat in the harbour", Answer.NO),
        ("it opened before the fair", "it opened after the fair", Answer.YES),
        ("they support the harbour law", "they oppose the harbour law", Answer.YES),
        ("the harbour centre is grey", "the harbor center is grey", Answer.NO),
        ("a just settlement of the tolls", "a fair settlement of the tolls", Answer.UNDECIDED),
        ("some boats were lost", "boats were lost", Answer.UNDECIDED),
    ],
)
def test_meaning(before: str, after: str, expected: Answer) -> None:
    """Negations, numbers, opposites and modals change what is said; spelling does not."""
    a, b = stretch(before), stretch(after)
    answers = {meaning_changed(step, a, b)[0] for step in compare(a, b) if step.variant}
    assert answers == {expected}


def test_passage_is_completed_to_the_next_mark() -> None:
    """One to three words up to a mark are taken in, more are not, and no number is cut."""
    text = 'He said: "We will mend the wall and paint it." Then came 1,000 gulls over the grey sea.'
    start, end = text.index("will"), text.index(" it.")
    assert completed(text, Span(start, end), 3).of(text) == "We will mend the wall and paint it"
    gulls = Span(text.index("gulls"), text.index(" over"))
    assert completed(text, gulls, 3).of(text) == "Then came 1,000 gulls"


def test_quotation_is_taken_without_its_frame() -> None:
    """What introduces a short quotation is each page's own; a long passage keeps all."""
    text = 'Quill told reporters that "the wall is sound," she said, "and dry". Rain fell.'
    span = Span(0, text.index("."))
    trimmed = without_frame(text, span, quoted_spans(text), 80)
    assert trimmed.of(text) == 'the wall is sound," she said, "and dry'
    assert without_frame(text, span, quoted_spans(text), 5) == span
    assert without_frame(text, span, [], 80) == span


def test_statements_are_sentences_and_quotations() -> None:
    """A passage falls into sentences, with each quotation by itself and scraps left out."""
    text = 'The pier closed on Monday. "We will mend the wall," Quill told the crowd. Rain fell.'
    pieces = [one.of(text) for one in statements(text, Span(0, len(text)), quoted_spans(text), 4)]
    assert pieces == [
        "The pier closed on Monday.",
        "We will mend the wall,",
        '" Quill told the crowd.',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Skerry Times", True),
        ("Deputy Harbour Master Orla Penhallow", True),
        ("University of Upper Skerry", True),
        ("We Closed The Pier", False),
        ("the northern pier", False),
    ],
)
def test_names(text: str, *, expected: bool) -> None:
    """Capitalised words and what joins them are a name; a headline with a verb's company is not."""
    assert is_name(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In an interview with the Gull, Quill said", ["The Gull"]),
        ("Quill told Tide News on Monday that", ["Tide News"]),
        ("Quill wrote in the Gull that", ["The Gull"]),
        ("Quill spoke to the weekly magazine Salt and Rope about", ["Salt and Rope"]),
        ("Quill said of the Gull that", []),
        ("Quill, responding to the Gull's story, said", []),
        ("Quill walked to the Gull", []),
    ],
)
def test_audience(text: str, expected: list[str]) -> None:
    """An outlet is spoken to where the words around the statement say so."""
    found = list(audiences(text, [Span(0, len(text))], OUTLETS))
    assert [one.name for one in found] == expected
    assert all(one.span.of(text) in {"Gull", "Tide News", "Salt and Rope"} for one in found)


def column(text: str, start: int, published: TimeInterval) -> Imprint:
    return Imprint(
        imprint_id="column",
        document_id="page",
        zone_id="zone",
        start=start,
        end=len(text),
        title=None,
        authors=(NamedSpan("Ada Quill", None),),
        outlet=None,
        published=published,
        updated=UNKNOWN_TIME,
        credits=(),
        language=None,
    )


@pytest.mark.parametrize(
    ("intro", "expected"),
    [
        ("It appeared in the May 3 edition of the [Gull](#).", "The Gull"),
        ("Tide News printed it on 3 May.", "Tide News"),
        ("It ran in the May 3 edition of the [Harbour Bell](#).", "Harbour Bell"),
        ("We asked Ada Quill of the Gull for it.", "The Gull"),
        ("It appeared in the May 4 edition of the Gull.", None),
        ("Tide News printed it on May 3. The Gull printed it on May 3.", None),
        ("Ada Quill reads the Gull.", None),
        ("It was published in May 3 times.", None),
    ],
)
def test_outlet_of_a_quoted_document(intro: str, expected: str | None) -> None:
    """The page's own words name the outlet by the column's day or its author's side, or not."""
    text = f"{intro}\n\nThe column itself."
    imprint = column(text, text.index("The column itself"), on_day(3))
    found = printed_in(text, imprint, OUTLETS)
    assert (found[0].name if found else None) == expected
    if found:
        assert found[1].of(text) in {"Gull", "Tide News", "Harbour Bell"}
