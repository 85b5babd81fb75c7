"""Control characters cannot hide or turn text round."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reportedly.report.visible import one_line, visible

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def test_controls_are_spelt_out() -> None:
    """Overrides, NULs, lone surrogates and tag characters become readable."""
    assert visible("a\u202eb\x00c\ud800d\U000e0041") == "a⟦U+202E⟧b⟦U+0000⟧c⟦U+D800⟧d⟦U+E0041⟧"


def test_line_ends_become_line_feeds() -> None:
    """Both foreign line ends are read as one line feed; tabs stay."""
    assert visible("a\r\nb\rc\td\n") == "a\nb\nc\td\n"


@given(ANY_TEXT)
def test_the_result_is_harmless_and_writable(text: str) -> None:
    """Whatever comes in, what goes out can be written and holds no bidirectional control."""
    shown = visible(text)
    shown.encode("utf-8")
    directions = {unicodedata.bidirectional(letter) for letter in shown}
    assert not directions & {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}
    assert visible(shown) == shown


@given(ANY_TEXT, st.integers(2, 60))
def test_one_line_is_short(text: str, limit: int) -> None:
    """One line stays one line and within its limit, but for the ellipsis that says it was cut."""
    line = one_line(text, limit)
    assert "\n" not in line
    assert len(line.removesuffix(" …")) <= limit
