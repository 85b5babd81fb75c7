"""Word by word alignment of two passages.

Content words anchor it; function words follow the anchors that they stand beside. Every word of
both sides stands in exactly one operation, and exchanging the sides mirrors the result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from reportedly.model.kinds import OperationKind
from reportedly.text.function_words import is_content

_EXACT_CELLS = 25_000_000
"""Above this many word pairs the passages are first cut at word triples unique in both (0.2 s)."""
_LOOSE_WORDS = 8
"""In a longer gap between anchors, equal function words away from the anchors are chance."""

Words = Sequence[str]
Block = tuple[int, int, int]
"""Equal stretch: word index on side a, on side b, number of words."""


class WordOperation(NamedTuple):
    """What makes ``a[a_start:a_end]`` into ``b[b_start:b_end]``; indices of words, half open."""

    kind: OperationKind
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    def mirrored(self) -> WordOperation:
        """The same step read from side b to side a."""
        return WordOperation(_MIRROR[self.kind], self.b_start, self.b_end, self.a_start, self.a_end)


_MIRROR = {
    OperationKind.EQUAL: OperationKind.EQUAL,
    OperationKind.SUBSTITUTION: OperationKind.SUBSTITUTION,
    OperationKind.INSERTION: OperationKind.DELETION,
    OperationKind.DELETION: OperationKind.INSERTION,
}


def align(a: Words, b: Words) -> tuple[WordOperation, ...]:
    """Align two sequences of normalised words, in order of both.

    >>> [str(step.kind) for step in align("we will win".split(), "we will not win".split())]
    ['equal', 'insertion', 'equal']
    """
    if list(b) < list(a):
        return tuple(step.mirrored() for step in align(b, a))
    return operations_between(_blocks(a, b, 0, 0), len(a), len(b))


def operations_between(
    blocks: Sequence[Block], a_words: int, b_words: int
) -> tuple[WordOperation, ...]:
    """The operations between passages of so many words whose equal stretches are ``blocks``."""
    return tuple(_operations(_joined(blocks), a_words, b_words))


def _blocks(a: Words, b: Words, a_at: int, b_at: int) -> list[Block]:
    """Equal stretches of ``a`` and ``b``, which begin at the words ``a_at`` and ``b_at``."""
    head = _anchored(a, _common(a, b)) if len(a) != len(b) or a != b else len(a)
    tail = _common(a[head:][::-1], b[head:][::-1])
    if not any(map(is_content, a[len(a) - tail :])):
        tail = 0
    blocks = [(a_at, b_at, head)]
    blocks += _inner_blocks(
        a[head : len(a) - tail], b[head : len(b) - tail], a_at + head, b_at + head
    )
    blocks.append((a_at + len(a) - tail, b_at + len(b) - tail, tail))
    return blocks


def _common(a: Words, b: Words) -> int:
    """Words that both begin with."""
    for index, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return index
    return min(len(a), len(b))


def _anchored(words: Words, size: int) -> int:
    """The first ``size`` words up to their last content word."""
    while size and not is_content(words[size - 1]):
        size -= 1
    return size


def _inner_blocks(a: Words, b: Words, a_at: int, b_at: int) -> list[Block]:
    if not a or not b:
        return []
    if len(a) * len(b) > _EXACT_CELLS:
        return _split_blocks(a, b, a_at, b_at)
    anchors = _content_anchors(a, b)
    blocks: list[Block] = []
    for a_from, a_to, b_from, b_to in gaps(anchors, len(a), len(b)):
        followed = a_to < len(a) and b_to < len(b)
        loose = _function_blocks(a[a_from:a_to], b[b_from:b_to], followed=followed)
        blocks += [(a_at + a_from + i, b_at + b_from + j, size) for i, j, size in loose]
    blocks += [(a_at + i, b_at + j, size) for i, j, size in anchors]
    return sorted(blocks)


def _content_anchors(a: Words, b: Words) -> list[Block]:
    a_places = [index for index, word in enumerate(a) if is_content(word)]
    b_places = [index for index, word in enumerate(b) if is_content(word)]
    common = _subsequence([a[i] for i in a_places], [b[j] for j in b_places])
    return [(a_places[i + k], b_places[j + k], 1) for i, j, size in common for k in range(size)]


def _function_blocks(a: Words, b: Words, *, followed: bool) -> list[Block]:
    """Words between two anchors: those next to the anchors, then what a short gap still shares.

    Articles and prepositions belong to the word that follows: where a gap is ``followed`` by an
    anchor, words there come first.
    """
    tail = _common(a[::-1], b[::-1]) if followed else 0
    head = _common(a[: len(a) - tail], b[: len(b) - tail])
    if not followed:
        tail = _common(a[head:][::-1], b[head:][::-1])
    a_end, b_end = len(a) - tail, len(b) - tail
    a_middle, b_middle = a[head:a_end], b[head:b_end]
    middle: list[Block] = []
    if a_middle and b_middle and max(len(a_middle), len(b_middle)) <= _LOOSE_WORDS:
        middle = _subsequence(a_middle, b_middle)
    shifted = [(head + i, head + j, size) for i, j, size in middle]
    return [(0, 0, head), *shifted, (a_end, b_end, tail)]


def _subsequence(a: Words, b: Words) -> list[Block]:
    """Longest common subsequence, as equal stretches."""
    codes = LCSseq.opcodes(a, b)
    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in codes
        if code.tag == "equal"
    ]


def _split_blocks(a: Words, b: Words, a_at: int, b_at: int) -> list[Block]:
    """Cut two long texts at the word triples that stand once in each, and align the pieces."""
    anchors = single_anchors(a, b)
    blocks: list[Block] = [(a_at + i, b_at + j, 1) for i, j, _ in anchors]
    for a_from, a_to, b_from, b_to in gaps(anchors, len(a), len(b)):
        if anchors or (a_to - a_from) * (b_to - b_from) <= _EXACT_CELLS:
            blocks += _blocks(a[a_from:a_to], b[b_from:b_to], a_at + a_from, b_at + b_from)
    return sorted(blocks)


def single_anchors(a: Words, b: Words) -> list[Block]:
    """Places of the word triples that stand once in each of two texts, in order of both."""
    return _increasing(_unique_triples(a, b))


def _unique_triples(a: Words, b: Words) -> list[Block]:
    places = [_single_places(words) for words in (a, b)]
    shared = places[0].keys() & places[1].keys()
    return sorted((places[0][triple], places[1][triple], 1) for triple in shared)


def _single_places(words: Words) -> dict[tuple[str, ...], int]:
    triples = list(zip(words, words[1:], words[2:], strict=False))
    counts = Counter(triples)
    return {triple: at for at, triple in enumerate(triples) if counts[triple] == 1}


def _increasing(pairs: Sequence[Block]) -> list[Block]:
    """The longest run of ``pairs`` that rises on both sides (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, j, _size) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        piles[pile : pile + 1] = [index]
    chain: list[Block] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def gaps(blocks: Sequence[Block], a_end: int, b_end: int) -> Iterator[tuple[int, int, int, int]]:
    """The stretches before, between and after ``blocks``: (a from, a to, b from, b to)."""
    a_at = b_at = 0
    for i, j, size in (*blocks, (a_end, b_end, 0)):
        if i > a_at or j > b_at:
            yield a_at, i, b_at, j
        a_at, b_at = i + size, j + size


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Neighbouring equal stretches as one; empty ones dropped."""
    joined: list[Block] = []
    for i, j, size in blocks:
        if not size:
            continue
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        else:
            joined.append((i, j, size))
    return joined


def _operations(blocks: Sequence[Block], a_end: int, b_end: int) -> Iterator[WordOperation]:
    a_at = b_at = 0
    for i, j, size in (*blocks, (a_end, b_end, 0)):
        if i > a_at or j > b_at:
            yield WordOperation(_difference(i - a_at, j - b_at), a_at, i, b_at, j)
        if size:
            yield WordOperation(OperationKind.EQUAL, i, i + size, j, j + size)
        a_at, b_at = i + size, j + size


def _difference(a_words: int, b_words: int) -> OperationKind:
    if not a_words:
        return OperationKind.INSERTION
    return OperationKind.SUBSTITUTION if b_words else OperationKind.DELETION
