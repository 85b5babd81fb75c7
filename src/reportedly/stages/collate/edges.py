"""Passages to the end of their sentence or quotation, where their last words were changed."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.stages.collate.words import WordStore

_MOST_WORDS = 3
_STOPS = frozenset('.!?;:\u2026\n"\u201c\u201d\u2019\u00bb)]')
_OPENINGS = frozenset('\n"\u201c\u2018\u00ab([')


class Extent(NamedTuple):
    """Words of a text: the number of the text, the first word, the one after the last."""

    text: int
    first: int
    last: int


def widened(a: WordStore, a_words: Extent, b: WordStore, b_words: Extent) -> tuple[Extent, Extent]:
    """Both passages, changed words at the edges included.

    Words are taken in when at most three of them lie between the passage and a stop (or an opening)
    on both sides: *rest, regroup and reattack.* against *rest, regroup and attack.* A side that
    ends at its stop already is left as it is: there the other side was cut.
    """
    a_more, b_more = _to_stop(a, a_words), _to_stop(b, b_words)
    if not (a_more and b_more):
        a_more = b_more = 0
    a_less, b_less = _to_opening(a, a_words), _to_opening(b, b_words)
    if not (a_less and b_less):
        a_less = b_less = 0
    return (
        Extent(a_words.text, a_words.first - a_less, a_words.last + a_more),
        Extent(b_words.text, b_words.first - b_less, b_words.last + b_more),
    )


def _to_stop(words: WordStore, place: Extent) -> int:
    """Words from the passage's end to the next stop, 0 where there is none near or it is there."""
    text = words.texts[place.text]
    after = min(place.last + _MOST_WORDS, int(words.first[place.text + 1]))
    for more, end in enumerate(words.end[place.last - 1 : after].tolist()):
        follows = text[end : end + 1]
        if not follows or follows in _STOPS:
            return more
    return 0


def _to_opening(words: WordStore, place: Extent) -> int:
    """Words from the passage's start back to where its sentence or quotation opens."""
    text = words.texts[place.text]
    earliest = max(place.first - _MOST_WORDS, int(words.first[place.text]))
    for less, start in enumerate(reversed(words.start[earliest : place.first + 1].tolist())):
        before = text[max(0, start - 2) : start]
        if not before or before[-1] in _OPENINGS or before[0] in ".!?":
            return less
    return 0
