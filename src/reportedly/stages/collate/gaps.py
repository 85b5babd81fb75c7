"""The words that texts share in short gaps between equal stretches."""

from __future__ import annotations

import numpy as np

from reportedly.stages.collate.segments import (
    Blocks,
    Part,
    Stretches,
    SymbolString,
    as_blocks,
    common_blocks,
)
from reportedly.stages.collate.words import SYMBOLS, Flags, Symbols
from reportedly.text.tokens import Offsets

_NEAR = 8
"""In a longer gap between content words in common, equal function words are chance."""
_TOGETHER = 1 << 14
"""Gaps that are looked at together: bounds the memory."""
_NO_WORD = SYMBOLS + 1


def filled(
    a: SymbolString, b: SymbolString, blocks: Blocks, bounds: tuple[Stretches, Stretches]
) -> Blocks:
    """``blocks`` with the words that the gaps between them share, and those near both ends.

    Of a long gap only what stands near its ends counts. Each pair of texts has a block.
    """
    every = np.arange(len(bounds[0].start))
    first = np.searchsorted(blocks.pair, every)
    sides = [_gaps(blocks, first, side, words) for side, words in enumerate(bounds)]
    pair = np.append(blocks.pair, every)
    long = np.maximum(*(stop - start for start, stop in sides)) > _NEAR
    heads, tails = zip(*(_ends(part, long) for part in sides), strict=True)
    more = shared_blocks(a, b, pair, *heads), shared_blocks(a, b, pair[long], *tails)
    return blocks.only(blocks.rows[:, 2] > 0).joined(more[0]).joined(more[1])


def _gaps(blocks: Blocks, first: Offsets, side: int, words: Stretches) -> Part:
    """The words before each block, then those behind the last one of each pair; few at both ends.

    ``first``: the first block of each pair.
    """
    begin, end = blocks.rows[:, side], blocks.rows[:, side] + blocks.rows[:, 2]
    start = np.roll(end, 1)
    start[first] = np.maximum(words.start, begin[first] - _NEAR)
    last = end[np.append(first, len(end))[1:] - 1]
    stop = np.minimum(words.end, last + _NEAR)
    return np.append(start, last), np.append(begin, stop)


def _ends(part: Part, long: Flags) -> tuple[Part, Part]:
    """Short gaps and the beginnings of long ones; the ends of long ones."""
    start, stop = part
    middle = (start + stop) // 2
    head = np.where(long, np.minimum(start + _NEAR, middle), stop)
    return (start, head), (np.maximum(stop - _NEAR, middle)[long], stop[long])


def shared_blocks(
    a: SymbolString, b: SymbolString, pair: Offsets, a_part: Part, b_part: Part
) -> Blocks:
    """Equal stretches of two parts each, as many words as can be in order; by no order of pairs."""
    some = np.flatnonzero((a_part[0] < a_part[1]) & (b_part[0] < b_part[1]))
    found = [
        _shared(a, b, pair[at], *((part[0][at], part[1][at]) for part in (a_part, b_part)))
        for at in np.split(some, range(_TOGETHER, len(some), _TOGETHER))
    ]
    return Blocks(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _shared(a: SymbolString, b: SymbolString, pair: Offsets, a_part: Part, b_part: Part) -> Blocks:
    """The same for parts of which none is empty. Most that are short share no word, or one."""
    equal = (
        _near_words(a, a_part, _NO_WORD)[:, :, None] == _near_words(b, b_part, -_NO_WORD)[:, None]
    )
    equal = equal.reshape(-1, _NEAR**2)
    how_many = np.count_nonzero(equal, axis=1)
    short = np.maximum(*(stop - start for start, stop in (a_part, b_part))) <= _NEAR
    one = np.flatnonzero(short & (how_many == 1))
    i, j = np.divmod(equal[one].argmax(axis=1), _NEAR)
    rows = np.stack([a_part[0][one] + i, b_part[0][one] + j, np.ones_like(one)], axis=1)
    others = np.flatnonzero(~short | (how_many > 1))
    columns = (column[others].tolist() for column in (pair, *a_part, *b_part))
    more = [
        (of, (a_from + block[0], b_from + block[1], block[2]))
        for of, a_from, a_to, b_from, b_to in zip(*columns, strict=True)
        for block in common_blocks(a.words[a_from:a_to], b.words[b_from:b_to])
    ]
    found = as_blocks([of for of, _ in more], [block for _, block in more])
    return Blocks(np.append(pair[one], found.pair), np.concatenate([rows, found.rows]))


def _near_words(side: SymbolString, part: Part, beyond: int) -> Symbols:
    """The first words of parts, a row for each; ``beyond``: what stands behind a part's last."""
    start, stop = (edge[:, None] for edge in part)
    at = start + np.arange(_NEAR)
    return np.where(at < stop, side.symbols[np.minimum(at, stop - 1)], beyond)
