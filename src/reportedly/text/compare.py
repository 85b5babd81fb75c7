"""Two stretches of pages held against each other, word by word, with the places on both pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportedly.model.kinds import OperationKind, VariantKind
from reportedly.model.spans import Span
from reportedly.text.align import WordOperation, align
from reportedly.text.characters import normalised
from reportedly.text.tokens import word_table
from reportedly.text.variants import classify_all


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A stretch of a page with its words.

    ``at`` is the page's code point at which ``text`` begins; word *i* is ``words[i]`` (normalised)
    and stands at ``starts[i]:ends[i]`` of the page.
    """

    text: str
    at: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def span(self) -> Span:
        """The stretch's place on its page."""
        return Span(self.at, self.at + len(self.text))

    def place(self, first: int, last: int) -> Span:
        """Where words ``first:last`` stand; without words, the place behind the word before."""
        if first < last:
            return Span(self.starts[first], self.ends[last - 1])
        here = self.ends[first - 1] if first else self.at
        return Span(here, here)

    def with_marks(self, first: int, last: int) -> str:
        """Words ``first:last`` with the punctuation around them, up to the neighbouring words."""
        start = self.ends[first - 1] if first else self.at
        end = self.starts[last] if last < len(self.words) else self.at + len(self.text)
        return self.text[start - self.at : end - self.at]

    def part(self, first: int, last: int) -> Stretch:
        """Words ``first:last`` as a stretch of their own."""
        place = self.place(first, last)
        return Stretch(
            self.text[place.start - self.at : place.end - self.at],
            place.start,
            self.words[first:last],
            self.starts[first:last],
            self.ends[first:last],
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One operation between two stretches, the name of the difference, and both places."""

    operation: WordOperation
    variant: VariantKind | None
    a: Span
    b: Span

    @property
    def kind(self) -> OperationKind:
        """Equal, substitution, insertion or deletion, read from a to b."""
        return self.operation.kind


def stretch(text: str, at: int = 0) -> Stretch:
    """The words of ``text``, which begins at code point ``at`` of its page."""
    return stretches([(text, at)])[0]


def stretches(texts: Sequence[tuple[str, int]]) -> list[Stretch]:
    """`stretch` of each: many short texts cost a fraction of what they cost one by one."""
    table = word_table([text for text, _ in texts])
    starts, ends = table.start.tolist(), table.end.tolist()
    made = []
    for (text, at), (first, last) in zip(texts, pairwise(table.first.tolist()), strict=True):
        places = list(zip(starts[first:last], ends[first:last], strict=True))
        words = tuple([normalised(text[start:end]) for start, end in places])
        from_page = tuple([start + at for start, _ in places])
        made.append(Stretch(text, at, words, from_page, tuple([end + at for _, end in places])))
    return made


def compare(a: Stretch, b: Stretch) -> tuple[Step, ...]:
    """The steps from ``a`` to ``b``; every word of both stands in exactly one.

    >>> [step.variant for step in compare(stretch("We will win."), stretch("We will not win."))]
    [None, <VariantKind.NEGATION: 'negation'>, None]
    """
    operations = align(a.words, b.words)
    texts = [
        (a.with_marks(step.a_start, step.a_end), b.with_marks(step.b_start, step.b_end))
        for step in operations
    ]
    variants = classify_all(operations, a.words, b.words, texts)
    return tuple(
        Step(step, variant, a.place(step.a_start, step.a_end), b.place(step.b_start, step.b_end))
        for step, variant in zip(operations, variants, strict=True)
    )


def shared_words(steps: tuple[Step, ...]) -> int:
    """Words that stand unchanged on both sides."""
    return sum(
        step.operation.a_end - step.operation.a_start
        for step in steps
        if step.kind is OperationKind.EQUAL
    )
