"""Sentences by their marks."""

from __future__ import annotations

import time

import pytest

from reportedly.model.spans import Span
from reportedly.text.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Mr. A. Vale met Dr. Brill on Jan. 3. They spoke.",
         ["Mr. A. Vale met Dr. Brill on Jan. 3.", "They spoke."]),
        ("The U.S. Senate met. In the U.S. He spoke.",
         ["The U.S. Senate met.", "In the U.S.", "He spoke."]),
        ("“Why?” he asked. “No.” Then he left.", ["“Why?” he asked.", "“No.”", "Then he left."]),
        ("It rose 3.5 percent. Good.", ["It rose 3.5 percent.", "Good."]),
        ("We said so.1 Then came no. 2 of them.", ["We said so.1", "Then came no. 2 of them."]),
        ("One line\ngoes on. Next", ["One line\ngoes on.", "Next"]),
        ("No stop here\n\nNew paragraph", ["No stop here", "New paragraph"]),
        ("水です。飲む？「はい。」次", ["水です。", "飲む？", "「はい。」", "次"]),
        ("   ", []),
    ],
)  # fmt: skip
def test_marks_end_sentences_and_abbreviations_do_not(text: str, sentences: list[str]) -> None:
    """A stop ends a sentence unless it abbreviates, counts, or goes on in small letters."""
    assert split(text) == sentences


def test_only_the_given_stretch_is_read() -> None:
    """Sentences lie within the stretch, whatever stands around it."""
    text = "Out. In one. In two. Out."
    assert [span.of(text) for span in sentence_spans(text, Span(5, 20))] == ["In one.", "In two."]


@pytest.mark.parametrize("unit", ["a", ". ", "A.B.C ", "x! ", "\n", '." '])
def test_long_text_takes_linear_time(unit: str) -> None:
    """A megabyte of anything is split within seconds."""
    text = unit * (1_000_000 // len(unit))
    begin = time.process_time()
    sentence_spans(text, Span(0, len(text)))
    assert time.process_time() - begin < 5
