"""What figures and numerals are worth."""

from __future__ import annotations

import pytest

from reportedly.text.numerals import values


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("thirty day", [30]),
        ("30 day", [30]),
        ("eighty five tanks", [85]),
        ("eleven", [11]),
        ("eleven five", [11, 5]),
        ("two hundred million", [200e6]),
        ("2bn", [2e9]),
        ("a dozen", [12]),
        ("3rd of 4", [3, 4]),
        ("million", [1e6]),
        ("nobody", []),
        ("", []),
    ],
)
def test_values(words: str, expected: list[float]) -> None:
    """Numerals and figures of one worth give one number."""
    assert values(words.split()) == expected
