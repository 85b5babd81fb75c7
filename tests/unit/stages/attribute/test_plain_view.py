"""The view of a text that taggers read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.spans import Span
from reportedly.stages.attribute.plain import plain_view


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vale [said](#) **no**.", ["Vale", "said", "no", "."]),
        ("the *Bugle* and __all__ of_it", ["the", "Bugle", "and", "all", "of_it"]),
        ("two * three [sic] (x)", ["two", "*", "three", "[sic]", "(x)"]),
    ],
)
def test_markup_becomes_spaces(text: str, words: list[str]) -> None:
    """Links and emphasis vanish; a lone star, brackets and underscores in words stay."""
    assert plain_view(text).split() == words


def test_footnote_marks_become_spaces() -> None:
    """A mark glued to a word no longer belongs to it."""
    assert plain_view("It holds.1 Yes.", [Span(9, 10)]) == "It holds.  Yes."


@given(st.text(alphabet="ab []()#*_!\n", max_size=80))
def test_offsets_never_move(text: str) -> None:
    """The view is as long as the text, and differs from it only by spaces."""
    view = plain_view(text)
    assert len(view) == len(text)
    assert all(b in {a, " "} for a, b in zip(text, view, strict=True))
