"""The floor for text reuse: runs of exact n-grams, as a plain script would find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from reportedly.text.tokens import word_table

N = 8
MOST_PLACES = 100
"""N-grams at more places are skipped, or a footer under every page would cost its square."""

Place = tuple[str, int, int]
Diagonal = tuple[int, int, int]


def exact_runs(texts: Mapping[str, str]) -> list[tuple[Place, Place]]:
    """Longest runs of words that two documents share, of at least ``N`` words."""
    names = sorted(texts)
    words = word_table([texts[name] for name in names])
    keys = words.key.tolist()
    places: defaultdict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for document, (first, last) in enumerate(zip(words.first, words.first[1:], strict=False)):
        for at in range(first, last - N + 1):
            places[tuple(keys[at : at + N])].append((document, at))
    found: list[tuple[Place, Place]] = []
    for (a, b, shift), begin, end in _runs(_diagonals(places)):
        spans = [(begin, end), (begin + shift, end + shift)]
        left, right = (
            (names[document], int(words.start[first]), int(words.end[last - 1]))
            for document, (first, last) in zip((a, b), spans, strict=True)
        )
        found.append((left, right))
    return found


def _diagonals(
    places: Mapping[tuple[int, ...], list[tuple[int, int]]],
) -> dict[Diagonal, list[int]]:
    """Where two documents share an n-gram, by the offset between its two places."""
    diagonals: defaultdict[Diagonal, list[int]] = defaultdict(list)
    for shared in places.values():
        if 1 < len(shared) <= MOST_PLACES:
            for (a, at), (b, to) in combinations(shared, 2):
                if a != b:
                    diagonals[a, b, to - at].append(at)
    return diagonals


def _runs(diagonals: Mapping[Diagonal, list[int]]) -> Iterator[tuple[Diagonal, int, int]]:
    for diagonal, starts in diagonals.items():
        starts.sort()
        begin = previous = starts[0]
        for at in starts[1:]:
            if at > previous + N:
                yield diagonal, begin, previous + N
                begin = at
            previous = at
        yield diagonal, begin, previous + N
