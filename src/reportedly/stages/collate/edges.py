"""Passages to the end of their sentence or quotation, where their last words were changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from reportedly.stages.collate.words import Flags, WordStore
from reportedly.text.characters import code_points
from reportedly.text.tokens import Offsets

_MOST_WORDS = 3
_STOPS = code_points('.!?;:\u2026\n"\u201c\u201d\u2019\u00bb)]')
_OPENINGS = code_points('\n"\u201c\u2018\u00ab([')
_ENDS = code_points(".!?")


class Extents(NamedTuple):
    """Words of texts, an array each: the number of the text, its first word, the one after."""

    text: Offsets
    first: Offsets
    last: Offsets


def widened(a: WordStore, a_words: Extents, b: WordStore, b_words: Extents) -> list[Extents]:
    """Both sides of passages, changed words at the edges included.

    Words are taken in when at most three of them lie between the passage and a stop (or an opening)
    on both sides: *rest, regroup and reattack.* against *rest, regroup and attack.* A side that
    ends at its stop already is left as it is: there the other side was cut.
    """
    sides = ((a, a_words), (b, b_words))
    more = [_to_stop(*side) for side in sides]
    less = [_to_opening(*side) for side in sides]
    longer, earlier = ((both[0] > 0) & (both[1] > 0) for both in (more, less))
    return [
        Extents(words.text, words.first - fewer * earlier, words.last + further * longer)
        for (_, words), further, fewer in zip(sides, more, less, strict=True)
    ]


def _to_stop(words: WordStore, places: Extents) -> Offsets:
    """Words from each passage's end to the next stop, 0 where there is none near or it is there."""
    text, _, last = places
    room = np.minimum(_MOST_WORDS, words.first[text + 1] - last)
    return _steps(room, lambda away: _stops_after(words, text, last - 1 + away))


def _to_opening(words: WordStore, places: Extents) -> Offsets:
    """Words from each passage's start back to where its sentence or quotation opens."""
    text, first, _ = places
    room = np.minimum(_MOST_WORDS, first - words.first[text])
    return _steps(room, lambda away: _opens_before(words, text, first - away))


def _steps(room: Offsets, is_edge: Callable[[Offsets], Flags]) -> Offsets:
    """How many words away, of those there is ``room`` for, the first edge is; 0 without one."""
    steps, sought = np.zeros_like(room), np.ones(len(room), np.bool_)
    for away in range(_MOST_WORDS + 1):
        found = sought & (away <= room) & is_edge(np.minimum(away, room))
        steps[found] = away
        sought &= ~found
    return steps


def _stops_after(words: WordStore, text: Offsets, word: Offsets) -> Flags:
    end = words.texts.first[text] + words.end[word]
    at_end = end == words.texts.first[text + 1]
    return np.asarray(at_end | np.isin(words.texts.codes[end - at_end], _STOPS))


def _opens_before(words: WordStore, text: Offsets, word: Offsets) -> Flags:
    """Whether a text or a quotation begins before a word, or a sentence ends one or two before."""
    start = words.start[word]
    at = words.texts.first[text] + start
    before, earlier = (words.texts.codes[at - np.minimum(away, start)] for away in (1, 2))
    opens = np.isin(before, _OPENINGS) | np.isin(earlier, _ENDS)
    return np.asarray(opens | (start == 0))
