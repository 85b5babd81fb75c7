"""Paragraphs of plain text."""

from __future__ import annotations

from reportedly.text.layout import paragraphs

WRAPPED = (
    "The ferry stayed in port on Monday because nobody had signed the\n"
    "paper, the crew said, and the passengers were sent home with soup\n"
    "and a voucher."
)


def shown(text: str) -> list[str]:
    """The paragraphs as text."""
    return [text[one.start : one.end] for one in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    """Blank lines, with white space in them or not, stand between paragraphs."""
    assert shown("One.\n\nTwo.\n \t\nThree.\r\n\r\nFour.") == ["One.", "Two.", "Three.", "Four."]


def test_lines_are_paragraphs_where_no_blank_lines_stand() -> None:
    """A page without blank lines has a paragraph a line."""
    assert shown("Title of it\nFirst paragraph.\nSecond.") == [
        "Title of it",
        "First paragraph.",
        "Second.",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    """Lines that were broken at a fixed width belong together."""
    assert shown(f"Title\n\n{WRAPPED}\n\n{WRAPPED}") == ["Title", WRAPPED, WRAPPED]


def test_indent_is_kept() -> None:
    """Columns before a line's text are its indent; a tab counts as four."""
    assert [one.indent for one in paragraphs("a\n\n  b\n\n    c\n\n\td")] == [0, 2, 4, 4]


def test_offsets_count_code_points() -> None:
    """Characters beyond the basic plane count as one."""
    text = "😀 first\n\n😀 second"
    assert [text[one.start : one.end] for one in paragraphs(text)] == ["😀 first", "😀 second"]
