"""Pages written from right to left: letters, numbers, brackets and boxes."""

from __future__ import annotations

from reportedly.stages.read.pdf.geometry import Box, Glyph, Style
from reportedly.stages.read.pdf.glyphs import runs_of
from reportedly.stages.read.pdf.mirror import is_right_to_left, mirrored, turned

WIDTH = 200.0
STYLE = Style(10.0)


def drawn(words: str, right: float, baseline: float) -> list[Glyph]:
    """The letters of a line as they stand on the page; ``words`` is what is seen, from the left."""
    left = right - 5.0 * len(words)
    return [
        Glyph(
            letter,
            Box(left + 5 * at, baseline - 8, left + 5 * at + 5, baseline + 2),
            baseline,
            STYLE,
        )
        for at, letter in enumerate(words)
    ]


def read(glyphs: list[Glyph]) -> list[str]:
    """The lines of a page, in the order of reading."""
    return [run.text for run in runs_of(mirrored(glyphs, WIDTH), ())]


def test_letters_are_read_from_the_right() -> None:
    """In whatever order they were drawn; gaps are spaces, line ends are line ends."""
    page = [*drawn("רמא םולש", 180, 100), *drawn("רמושה", 180, 112)]
    assert is_right_to_left(page)
    assert read(page) == ["שלום אמר", "השומר"]
    assert read(list(reversed(page))) == ["שלום אמר", "השומר"]


def test_numbers_and_foreign_words_keep_their_order() -> None:
    """They run from left to right inside the line, together where they stand together."""
    assert read(drawn("Kassur 1911 תנשב", 180, 100)) == ["בשנת Kassur 1911"]


def test_brackets_open_before_they_close() -> None:
    """Named by what they mean or by their shape in the mirror, they are the same."""
    assert read(drawn("»םולש« רמא", 180, 100)) == ["אמר «שלום»"]
    assert read(drawn("«םולש» רמא", 180, 100)) == ["אמר «שלום»"]


def test_boxes_turn_back() -> None:
    """Twice in the mirror is where it was."""
    box = Box(10.0, 20.0, 60.0, 30.0)
    assert turned(box, WIDTH) == Box(140.0, 20.0, 190.0, 30.0)
    assert turned(turned(box, WIDTH), WIDTH) == box


def test_other_pages_are_left_alone() -> None:
    """A few foreign words make no mirror; a page without letters is none either."""
    assert not is_right_to_left(drawn("The warden said םולש", 180, 100))
    assert not is_right_to_left([None, *drawn("12", 180, 100)])
