"""Passages say where they stand in the file that a reader would open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.model.spans import Span
from reportedly.report.originals import place_in_file
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.tables.documents import Document, Piece, Place

PATHS = (
    "page=2 box=1.0,2.0,3.0,4.0",
    "page=2 box=1.0,5.0,3.0,7.0",
    "page=3 box=1.0,2.0,3.0,4.0",
    "part=2 line=7",
)


def printed(media_type: str = "application/pdf") -> Document:
    """A document of four lines of ten letters each."""
    source = Piece("input", "paper.txt", 1, b"0123456789" * 4)
    (draft,) = read_piece(source, ReadConfig()).drafts
    places = tuple(Place(10 * n, 10 * n + 10, path) for n, path in enumerate(PATHS))
    return replace(document(source, draft), media_type=media_type, places=places)


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (Span(3, 8), "page 2 of the file"),
        (Span(3, 18), "page 2 of the file"),
        (Span(3, 28), "pages 2 to 3 of the file"),
        (Span(31, 33), "line 7 of the file"),
        (Span(25, 33), "page 3 of the file"),
        (Span(40, 40), None),
    ],
)
def test_a_passage_names_its_page_or_line(span: Span, told: str | None) -> None:
    """The first place counts where places are of different kinds."""
    assert place_in_file(printed(), span) == told


def test_pages_without_pages_say_nothing() -> None:
    """An element of HTML is nothing that a reader could count to."""
    assert place_in_file(printed("text/html"), Span(3, 8)) is None
