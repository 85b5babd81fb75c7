"""The word-level operations between two passages, in code points of their documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.model.kinds import OperationKind
from reportedly.text.align import WordOperation, align
from reportedly.text.characters import normalised
from reportedly.text.variants import classify_all


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one text: ``text[starts[i]:ends[i]]`` is word *i*."""

    text: str
    starts: list[int]
    ends: list[int]

    @property
    def words(self) -> list[str]:
        """The normalised words."""
        spans = zip(self.starts, self.ends, strict=True)
        words = [self.text[start:end] for start, end in spans]
        return [word.lower() if word.isascii() else normalised(word) for word in words]

    def stretch(self, first: int, last: int) -> str:
        """The words ``first:last`` with all up to their neighbours, as it stands."""
        start = self.ends[first - 1] if first else self.starts[0]
        end = self.starts[last] if last < len(self.starts) else self.ends[-1]
        return self.text[start:end]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the words ``first:last``; an empty stretch lies behind the word before."""
        if first < last:
            return self.starts[first], self.ends[last - 1]
        place = self.ends[first - 1] if first else self.starts[0]
        return place, place


def verbatim(a: Passage, b: Passage, a_origin: int) -> list[dict[str, object]]:
    """The only operation between two passages of the same words."""
    whole = WordOperation(OperationKind.EQUAL, 0, len(a.starts), 0, len(b.starts))
    spans = a.span(0, len(a.starts)), b.span(0, len(b.starts))
    return [_operation(whole, None, *spans, a_origin)]


def operations(a: Passage, b: Passage, a_origin: int) -> list[dict[str, object]]:
    """What makes passage a into passage b; ``a_origin``: where a's text begins in its document."""
    a_words, b_words = a.words, b.words
    steps = align(a_words, b_words)
    variants = classify_all(steps, a_words, b_words, list(_stretches(steps, a, b)))
    return [
        _operation(
            step,
            variant,
            a.span(step.a_start, step.a_end),
            b.span(step.b_start, step.b_end),
            a_origin,
        )
        for step, variant in zip(steps, variants, strict=True)
    ]


def _stretches(
    steps: tuple[WordOperation, ...], a: Passage, b: Passage
) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.kind is OperationKind.EQUAL:
            yield "", ""
        else:
            yield a.stretch(step.a_start, step.a_end), b.stretch(step.b_start, step.b_end)


def _operation(
    step: WordOperation,
    variant: str | None,
    a_span: tuple[int, int],
    b_span: tuple[int, int],
    a_origin: int,
) -> dict[str, object]:
    return {
        "kind": step.kind.value,
        "variant": variant,
        "a_start": a_origin + a_span[0],
        "a_end": a_origin + a_span[1],
        "b_start": b_span[0],
        "b_end": b_span[1],
    }
