"""The wording of a copy in the forms in which it is compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model.kinds import CreditKind
from reportedly.model.spans import Span
from reportedly.stages.trace.copies import Copy
from reportedly.stages.trace.runs import find_words, joined, name_words
from reportedly.tables.zones import Credit
from reportedly.text.compare import Stretch, stretches

_QUOTES = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2014": "-", "\u2013": "-"}
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A copy with its words.

    ``counts``: how often each word stands in it. ``marked``: each word with its capitals and the
    marks after it, one form of quotation mark and dash. ``joined``: its words, each between two
    spaces, so that a run of words is found as a substring. ``before``, ``after``: the page around,
    and both as joined words in ``nearby``.
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
    nearby: str
    names: tuple[str, ...]
    credits: tuple[tuple[str, Credit], ...]

    @property
    def translation_note(self) -> Credit | None:
        """Where its page says that the text was translated."""
        notes = (credit for _, credit in self.credits if credit.kind is CreditKind.TRANSLATED_BY)
        return next(notes, None)

    def named_nearby(self, name: str) -> Span | None:
        """Where ``name`` (joined words) stands beside the copy; nearest the copy's start first."""
        if name not in self.nearby:
            return None
        return find_words(self.before, name) or find_words(self.after, name)


def readings(copies: Sequence[Copy]) -> list[Reading]:
    """Split the texts, surroundings and names of copies into words."""
    texts = [
        place
        for copy in copies
        for place in (
            (copy.text, copy.start),
            (copy.before, copy.start - len(copy.before)),
            (copy.after, copy.end),
        )
    ]
    words = stretches(texts)
    return list(map(_reading, copies, words[::3], words[1::3], words[2::3]))


def _reading(copy: Copy, own: Stretch, before: Stretch, after: Stretch) -> Reading:
    return Reading(
        copy=copy,
        stretch=own,
        counts=Counter(own.words),
        marked=_marked_words(own),
        joined=joined(own.words),
        before=before,
        after=after,
        nearby=joined(before.words) + joined(after.words),
        names=tuple(sorted(set(filter(None, map(name_words, copy.names))))),
        credits=tuple(
            (words, credit) for credit in copy.credits if (words := name_words(credit.name))
        ),
    )


def _marked_words(part: Stretch) -> tuple[str, ...]:
    last = len(part.words)
    ends = (*part.starts[1:], part.at + len(part.text)) if last else ()
    pieces = [
        part.text[start - part.at : end - part.at]
        for start, end in zip(part.starts, ends, strict=True)
    ]
    return tuple(_SPACES.sub("", piece.translate(_QUOTES)) for piece in pieces)
