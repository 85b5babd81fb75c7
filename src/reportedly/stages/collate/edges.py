"""Passages to the end of their sentence or quotation, where their last words were changed."""

from __future__ import annotations

from reportedly.stages.collate.words import WordStore

_MOST_WORDS = 3
_STOPS = frozenset('.!?;:\u2026\n"\u201c\u201d\u2019\u00bb)]')
_OPENINGS = frozenset('\n"\u201c\u2018\u00ab([')


def widened(
    a: WordStore, a_words: tuple[int, int, int], b: WordStore, b_words: tuple[int, int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """First word and the one after the last of both passages, changed words at the edges included.

    ``a_words``, ``b_words``: number of the text, first word, word after the last. Words are taken
    in when at most three of them lie between the passage and a stop (or an opening) on both sides:
    *rest, regroup and reattack.* against *rest, regroup and attack.* A side that ends at its stop
    already is left as it is: there the other side was cut.
    """
    after = [_to_stop(words, *place) for words, place in ((a, a_words), (b, b_words))]
    before = [_to_opening(words, *place) for words, place in ((a, a_words), (b, b_words))]
    more = after if all(after) else [0, 0]
    less = before if all(before) else [0, 0]
    return (
        (a_words[1] - less[0], a_words[2] + more[0]),
        (b_words[1] - less[1], b_words[2] + more[1]),
    )


def _to_stop(words: WordStore, text: int, first: int, last: int) -> int:
    """Words from the passage's end to the next stop, 0 where there is none near or it is there."""
    del first
    for more in range(_MOST_WORDS + 1):
        index = last - 1 + more
        if index >= words.first[text + 1]:
            return 0
        end = int(words.end[index])
        follows = words.texts[text][end : end + 1]
        if not follows or follows in _STOPS:
            return more
    return 0


def _to_opening(words: WordStore, text: int, first: int, last: int) -> int:
    """Words from the passage's start back to where its sentence or quotation opens."""
    del last
    for less in range(_MOST_WORDS + 1):
        index = first - less
        if index < words.first[text]:
            return 0
        start = int(words.start[index])
        before = words.texts[text][max(0, start - 2) : start]
        if not before or before[-1] in _OPENINGS or before[0] in ".!?":
            return less
    return 0
