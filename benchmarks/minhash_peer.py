"""The peer for text reuse: near-duplicate sentences by MinHash and locality-sensitive hashing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from datasketch import MinHash, MinHashLSH

from reportedly.text.tokens import tokenize

JACCARD = 0.5
PERMUTATIONS = 64
SHINGLE = 3
LEAST_WORDS = 5
MOST_COPIES = 100
"""Sentences that resemble more others are skipped: notices under every page."""
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")

Place = tuple[str, int, int]


def similar_sentences(texts: Mapping[str, str]) -> Iterator[tuple[Place, Place]]:
    """Pairs of sentences of different documents whose word triples are about the same."""
    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    sketches = dict(_sketches(texts))
    for place, sketch in sketches.items():
        index.insert(place, sketch)
    for place, sketch in sketches.items():
        others = index.query(sketch)
        if len(others) <= MOST_COPIES:
            yield from ((place, other) for other in others if other[0] > place[0])


def _sketches(texts: Mapping[str, str]) -> Iterator[tuple[Place, MinHash]]:
    for name, text in texts.items():
        for match in _SENTENCE.finditer(text):
            words = tokenize(match.group()).norm
            if len(words) < LEAST_WORDS:
                continue
            sketch = MinHash(PERMUTATIONS, seed=1)
            sketch.update_batch(
                [
                    " ".join(words[at : at + SHINGLE]).encode()
                    for at in range(len(words) - SHINGLE + 1)
                ]
            )
            yield (name, *match.span()), sketch
