"""The word-level operations between two passages, in code points of their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, overload

import pyarrow as pa

from reportedly.model.kinds import OperationKind
from reportedly.tables import ALIGNMENTS
from reportedly.text.align import Block, WordOperation, align, operations_between
from reportedly.text.characters import normalised
from reportedly.text.variants import classify_all

Reading = tuple[str, str | None, int, int, int, int]
"""Kind, variant, first code point and the one after the last on both sides."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text: ``text[starts[i]:ends[i]]`` is its word *i*."""

    text: str
    starts: list[int] = field(compare=False)
    ends: list[int] = field(compare=False)

    @property
    def words(self) -> Words:
        """The normalised words."""
        return Words(self)

    def stretch(self, first: int, last: int) -> str:
        """The words ``first:last`` with all up to their neighbours, as it stands."""
        start = self.ends[first - 1] if first else 0
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        return self.text[start:end]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the words ``first:last``; an empty stretch lies behind the word before."""
        if first < last:
            return self.starts[first], self.ends[last - 1]
        place = self.ends[first - 1] if first else 0
        return place, place


class Words(Sequence[str]):
    """The words of a passage, normalised when they are asked for: most never are."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    def __len__(self) -> int:
        return len(self._passage.starts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        """The word at a place, or those of a slice."""
        text, starts, ends = self._passage.text, self._passage.starts, self._passage.ends
        if isinstance(at, slice):
            spans = zip(starts[at], ends[at], strict=True)
            return [_normal(text[start:end]) for start, end in spans]
        return _normal(text[starts[at] : ends[at]])


def _normal(word: str) -> str:
    return word.lower() if word.isascii() else normalised(word)


@lru_cache(maxsize=1 << 12)
def readings(a: Passage, b: Passage, blocks: tuple[Block, ...]) -> tuple[Reading, ...]:
    """What makes passage a into passage b, in code points of both; footers come many times over.

    ``blocks``: their equal stretches, in words; where words of one symbol turn out to differ, both
    are aligned anew.
    """
    a_words, b_words = a.words, b.words
    if all(_holds(a, b, block) for block in blocks):
        steps = operations_between(blocks, len(a_words), len(b_words))
    else:
        steps = align(a_words[:], b_words[:])
    if len(steps) == 1 and steps[0].kind is OperationKind.EQUAL:
        variants: Sequence[str | None] = (None,)
    else:
        variants = classify_all(steps, a_words, b_words, list(_stretches(steps, a, b)))
    return tuple(
        (step.kind, variant, *a.span(step.a_start, step.a_end), *b.span(step.b_start, step.b_end))
        for step, variant in zip(steps, variants, strict=True)
    )


def moved(found: Iterable[Reading], a_by: int, b_by: int) -> list[Reading]:
    """Readings with both sides counted from so many code points earlier."""
    return [
        (kind, variant, a_start + a_by, a_end + a_by, b_start + b_by, b_end + b_by)
        for kind, variant, a_start, a_end, b_start, b_end in found
    ]


def _holds(a: Passage, b: Passage, block: Block) -> bool:
    """Whether the words of an equal stretch are equal."""
    i, j, size = block
    a_text = a.text[a.starts[i] : a.ends[i + size - 1]]
    if a_text == b.text[b.starts[j] : b.ends[j + size - 1]]:
        return True
    return a.words[i : i + size] == b.words[j : j + size]


def _stretches(steps: Sequence[WordOperation], a: Passage, b: Passage) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.kind is OperationKind.EQUAL:
            yield "", ""
        else:
            yield a.stretch(step.a_start, step.a_end), b.stretch(step.b_start, step.b_end)


def reading_column(rows: Sequence[Sequence[Reading]]) -> pa.Array[Any]:
    """The operations of many alignments as a column of their table."""
    kind = ALIGNMENTS.schema.field("operations").type
    assert isinstance(kind, pa.ListType)
    fields = list(kind.value_type)
    flat = list(zip(*(reading for row in rows for reading in row), strict=True))
    columns = [
        pa.array(values, field.type)
        for values, field in zip(flat or [()] * len(fields), fields, strict=True)
    ]
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + len(row))
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), pa.StructArray.from_arrays(columns, fields=fields), type=kind
    )
