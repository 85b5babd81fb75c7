"""Rows of words as text, so that one row is found inside another as a substring."""

from __future__ import annotations

from functools import lru_cache

from reportedly.model.spans import Span
from reportedly.text.compare import Stretch
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.tokens import tokenize


def joined(words: tuple[str, ...]) -> str:
    """The words, each between two spaces."""
    return f" {' '.join(words)} "


def find_words(part: Stretch, run: str) -> Span | None:
    """Where a run of joined words last stands in ``part``."""
    before, found, _ = joined(part.words).rpartition(run)
    if not found:
        return None
    first = before.count(" ")
    return part.place(first, first + run.count(" ") - 1)


@lru_cache(maxsize=16_384)
def name_words(name: str) -> str:
    """A name as joined words without its article; empty where nothing in it is a name."""
    words = tokenize(name).norm
    while words and words[0] in FUNCTION_WORDS:
        words = words[1:]
    has_capital = any(letter.isupper() for letter in name)
    return joined(words) if words and has_capital else ""
