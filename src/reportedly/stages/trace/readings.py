"""The wording of a copy in the forms in which it is compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from reportedly.model.spans import Span
from reportedly.stages.trace.copies import Copy
from reportedly.text.compare import Stretch, stretch
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.tokens import tokenize

_QUOTES = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2014": "-", "\u2013": "-"}
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A copy with its words.

    ``counts``: how often each word stands in it. ``marked``: each word with its capitals and the
    marks after it, one form of quotation mark and dash. ``joined``: its words, each between two
    spaces, so that a run of words is found as a substring. ``before``, ``after``: the page around.
    ``names``: those of its text, each as joined words; ``credits``: those that its page credits,
    with their places.
    """

    copy: Copy
    stretch: Stretch
    counts: Counter[str]
    marked: tuple[str, ...]
    joined: str
    before: Stretch
    after: Stretch
    names: tuple[str, ...]
    credits: tuple[tuple[str, Span], ...]

    def named_nearby(self, name: str) -> Span | None:
        """Where ``name`` (joined words) stands beside the copy; nearest the copy's start first."""
        return find_words(self.before, name) or find_words(self.after, name)


def reading(copy: Copy) -> Reading:
    """Split the copy's text, surroundings and names into words."""
    own = stretch(copy.text, copy.start)
    return Reading(
        copy=copy,
        stretch=own,
        counts=Counter(own.words),
        marked=_marked_words(own),
        joined=joined(own.words),
        before=stretch(copy.before, copy.start - len(copy.before)),
        after=stretch(copy.after, copy.end),
        names=tuple(sorted(set(filter(None, map(name_words, copy.names))))),
        credits=tuple(
            (words, Span(credit.start, credit.end))
            for credit in copy.credits
            if (words := name_words(credit.name))
        ),
    )


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


def name_words(name: str) -> str:
    """A name as joined words without its article; empty where nothing in it is a name."""
    words = tokenize(name).norm
    while words and words[0] in FUNCTION_WORDS:
        words = words[1:]
    has_capital = any(letter.isupper() for letter in name)
    return joined(words) if words and has_capital else ""


def _marked_words(part: Stretch) -> tuple[str, ...]:
    last = len(part.words)
    ends = (*part.starts[1:], part.at + len(part.text)) if last else ()
    pieces = [
        part.text[start - part.at : end - part.at]
        for start, end in zip(part.starts, ends, strict=True)
    ]
    return tuple(_SPACES.sub("", piece.translate(_QUOTES)) for piece in pieces)
