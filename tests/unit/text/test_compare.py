"""Two stretches held against each other, with the places on both pages."""

from __future__ import annotations

from reportedly.model.kinds import VariantKind
from reportedly.text.compare import compare, shared_words, stretch


def test_places_are_on_the_pages() -> None:
    """Each step's spans slice to its words on either page; a gap lies behind the word before."""
    a_page = "... the council closed the pier"
    b_page = "Yesterday the council has closed the northern pier"
    a, b = stretch(a_page[4:], 4), stretch(b_page[10:], 10)
    changed = [step for step in compare(a, b) if step.variant]
    read = [(s.a.of(a_page), s.b.of(b_page)) for s in changed]
    assert read == [("", "has"), ("", "northern")]
    assert a_page[: changed[0].a.start].endswith("council")
    assert shared_words(compare(a, b)) == 5


def test_marks_around_words_name_the_difference() -> None:
    """Brackets and ellipses between the words are seen."""
    source = stretch("We saw the harbour master burn the letters at dawn")
    bracket = compare(source, stretch("We saw the harbour master [Quill] burn the letters at dawn"))
    assert VariantKind.MARKED_INSERTION in {step.variant for step in bracket}
    cut = compare(source, stretch("We saw the harbour master\u2026the letters at dawn"))
    assert VariantKind.SPLICE in {step.variant for step in cut}


def test_part_keeps_its_place() -> None:
    """Words of a stretch are a stretch at their own place."""
    whole = stretch("one two three four", 100)
    part = whole.part(1, 3)
    assert (part.text, part.at, part.words) == ("two three", 104, ("two", "three"))
