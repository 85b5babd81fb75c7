"""Footnotes and their marks."""

from __future__ import annotations

from zoned import of_kind, zone_list

BODY = (
    "The ferry stayed in port, and we told you so.1 The crew had 12 reasons.2. Keep that in mind.\n\n"
    "Everybody else had none3 at all, as far as we know."
)
NOTES = (
    "1 We told you in May.\n\n2 Eleven of them are soup.\n\nThe twelfth is the paper.\n\n3 Or few."
)
TEXT = f"Ferry stays in port\n\n{BODY}\n\n____\n\n{NOTES}\n\nPrint Friendly, PDF & Email"


def test_each_note_is_a_zone() -> None:
    """A note runs to the next one, over paragraphs; the last is one paragraph."""
    assert of_kind(TEXT, "footnote") == [
        "1 We told you in May.",
        "2 Eleven of them are soup.\n\nThe twelfth is the paper.",
        "3 Or few.",
    ]
    assert of_kind(TEXT, "boilerplate") == ["Print Friendly, PDF & Email"]


def test_marks_are_found_where_they_are_glued_to_words() -> None:
    """A mark follows a word or its full stop; numbers of the text are none."""
    marks = [zone for zone in zone_list(TEXT) if zone.kind.value == "footnote-mark"]
    assert [TEXT[zone.start - 3 : zone.end] for zone in marks] == ["so.1", "ns.2", "one3"]


def test_marks_need_notes() -> None:
    """Without notes below the text, a number is a number."""
    assert of_kind(f"Ferry stays in port\n\n{BODY}", "footnote-mark") == []


def test_numbers_after_a_rule_need_not_be_notes() -> None:
    """Notes count from one."""
    assert of_kind(f"Ferry\n\n{BODY}\n\n____\n\n7 ships came in.", "footnote") == []
