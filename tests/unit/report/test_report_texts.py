"""A page's text: complete, exact, every passage anchored once, elements always nested."""

from __future__ import annotations

from ferry_case import document
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.ids import short_id
from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span
from reportedly.report.texts import Layers, Passage, text_view
from reportedly.report.view import Mark, Piece, Ref, TextView
from reportedly.report.visible import visible
from reportedly.tables.zones import Zone

TEXT = "Alpha said one.\n\nBeta said two \x00 and three.\n"


@st.composite
def spans(draw: st.DrawFn, length: int = len(TEXT)) -> Span:
    """Any stretch of the text, empty ones too."""
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


def passages(wanted: set[Span]) -> list[Passage]:
    """Passages in text order, longer ones first."""
    ordered = sorted(wanted, key=lambda span: (span.start, -span.end))
    return [Passage(span, f"d1-{span.start}-{span.end}", (Ref("f1", "F1"),)) for span in ordered]


def words_of(view: TextView) -> str:
    """The page's own words in a view."""
    kept = (Piece.TEXT, Piece.BREAK)
    return "".join(step.text for step in view.steps if step.piece in kept)


@given(
    st.sets(spans(), max_size=8),
    st.lists(st.tuples(spans(), st.sampled_from(list(Mark))), max_size=6),
)
def test_nothing_is_lost_and_everything_nests(
    wanted: set[Span], marks: list[tuple[Span, Mark]]
) -> None:
    """However passages cross, the text is whole, each has one anchor, and elements are balanced."""
    view = text_view(document("any", TEXT), Layers(passages(wanted), marks, ()), whole=True)
    assert words_of(view) == visible(TEXT)
    depth = 0
    for step in view.steps:
        depth += step.piece in (Piece.OPEN, Piece.AGAIN)
        depth -= step.piece is Piece.CLOSE
        assert depth >= 0
    assert depth == 0
    opened = [step.anchor for step in view.steps if step.piece is Piece.OPEN]
    assert sorted(opened) == sorted(passage.anchor for passage in passages(wanted))
    assert sum(step.piece is Piece.BACK for step in view.steps) == len(wanted)


@given(st.sets(spans(), min_size=1, max_size=8))
def test_a_passage_holds_its_words(wanted: set[Span]) -> None:
    """The pieces of a passage, taken together, are its text."""
    view = text_view(document("any", TEXT), Layers(passages(wanted), (), ()), whole=True)
    held: dict[str, str] = {}
    open_: list[str] = []
    for step in view.steps:
        if step.piece in (Piece.OPEN, Piece.AGAIN):
            open_.append(step.anchor)
        elif step.piece is Piece.CLOSE:
            open_.pop()
        elif step.piece in (Piece.TEXT, Piece.BREAK):
            for anchor in open_:
                held[anchor] = held.get(anchor, "") + step.text
    for passage in passages(wanted):
        assert held.get(passage.anchor, "") == visible(passage.span.of(TEXT))


def test_a_crossing_passage_is_named_as_split() -> None:
    """Only a passage that stands in several elements is listed as split."""
    view = text_view(
        document("any", TEXT), Layers(passages({Span(0, 10), Span(5, 20)}), (), ()), whole=True
    )
    assert view.split == ("d1-5-20",)


def test_a_page_shown_in_part_keeps_its_passages() -> None:
    """Around a passage the words stay; what is left out is counted."""
    text = "x" * 5000 + " here it is " + "y" * 5000
    place = Span(5001, 5008)
    view = text_view(document("long", text), Layers(passages({place}), (), ()), whole=False)
    assert "here it is" in words_of(view)
    assert len(words_of(view)) < 600
    notes = [step.text for step in view.steps if step.piece is Piece.NOTE]
    assert notes == [
        "[… 4,761 characters not shown here …]",
        "[… 4,764 characters not shown here …]",
    ]


def test_a_page_in_part_without_passages_is_one_note() -> None:
    """Nothing refers to it, so nothing of it is shown, and that is said."""
    view = text_view(document("long", "word " * 100), Layers((), (), ()), whole=False)
    assert [step.piece for step in view.steps] == [Piece.NOTE]


def test_comments_say_whom_they_answer() -> None:
    """The beginning of a comment names its author and the one that it answers."""
    first = _comment(0, 15, "Bram Ode", None)
    second = _comment(17, 40, "Ida Quell", first.zone_id)
    view = text_view(document("any", TEXT), Layers((), (), (first, second)), whole=True)
    notes = [step.text for step in view.steps if step.piece is Piece.NOTE]
    assert notes == ["comment, by Bram Ode", "comment, by Ida Quell, answering Bram Ode"]


def test_many_passages_at_one_place_do_not_nest_without_end() -> None:
    """Hundreds of passages over one place all get their anchor, at a bounded depth."""
    text = "w" * 1000
    wanted = {Span(start, 1000 - start) for start in range(300)}
    view = text_view(document("deep", text), Layers(passages(wanted), (), ()), whole=True)
    depth = deepest = 0
    for step in view.steps:
        depth += step.piece in (Piece.OPEN, Piece.AGAIN)
        depth -= step.piece is Piece.CLOSE
        deepest = max(deepest, depth)
    assert deepest <= 41
    assert sum(step.piece is Piece.OPEN for step in view.steps) == 300


def _comment(start: int, end: int, author: str, parent: str | None) -> Zone:
    return Zone(
        zone_id=short_id("zone", start),
        document_id="any",
        kind=ZoneKind.COMMENT,
        start=start,
        end=end,
        parent_zone_id=parent,
        parent_missing=False,
        author=author,
        author_span=None,
        depth=0,
        confidence=1.0,
        made_by="hand/1",
    )
