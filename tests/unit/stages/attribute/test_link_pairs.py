"""Linking: features of pairs of spans, and the attributions that the scores choose."""

from __future__ import annotations

import numpy as np

from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.link import (
    FEATURES,
    NULL_FEATURES,
    Linked,
    Linker,
    link_pieces,
    make_linker,
    pair_features,
)

WORDS = ["Ada", "said", "it", "rained", ".", "“", "No", ",", "”", "Ben", "claimed", "."]
PIECES = [
    Piece("source", 0, 1, 0.9, 0.9),
    Piece("cue", 1, 2, 0.9, 0.9),
    Piece("content", 2, 4, 0.9, 0.9),
    Piece("content", 5, 9, 0.9, 0.9),
    Piece("source", 9, 10, 0.9, 0.9),
    Piece("cue", 10, 11, 0.9, 0.9),
]
NO_LINKS = np.zeros((len(WORDS), 9), dtype=np.float32)


def linker(**to_both: float) -> Linker:
    """A linker with a few weights for sources and contents alike; "no source" scores -1."""
    weights = {name: to_both.get(name, 0.0) for name in FEATURES}
    null = dict.fromkeys(NULL_FEATURES, 0.0) | {"bias": -1.0}
    return make_linker({"to_source": weights, "no_source": null, "to_cue": weights})


def linked(chooser: Linker, pieces: list[Piece] = PIECES) -> list[Linked]:
    """What a linker makes of the pieces."""
    return link_pieces(pieces, pair_features(WORDS, NO_LINKS, pieces), chooser)


def test_sentence_ends_between_are_counted() -> None:
    """A full stop and the marks between two spans are features of their pair."""
    pairs = pair_features(WORDS, NO_LINKS, PIECES)
    ends, commas = FEATURES.index("sentence_ends"), FEATURES.index("commas")
    assert pairs.to_source[0, 1, ends] == 1
    assert pairs.to_source[0, 0, ends] == 0
    assert pairs.to_source[0, 1, commas] == 1


def test_direction_and_touch_are_features() -> None:
    """A source right before its cue touches it from before; the other one stands after it."""
    pairs = pair_features(WORDS, NO_LINKS, PIECES)
    assert pairs.to_source[0, 0, FEATURES.index("touches_before")] == 1
    assert pairs.to_source[0, 1, FEATURES.index("after")] == 1


def test_nearness_links_each_cue_to_its_own() -> None:
    """With weights that dislike gaps and sentence ends, each sentence keeps its own spans."""
    found = linked(linker(gap_before=-1, gap_after=-1, sentence_ends=-3))
    assert [(a.source.begin if a.source else None, a.cue.begin) for a in found] == [(0, 1), (9, 10)]
    assert [[c.begin for c in a.contents] for a in found] == [[2], [5]]


def test_no_source_is_an_answer() -> None:
    """Where every source scores below nothing, the attribution has none."""
    found = linked(linker(gap_before=-5, gap_after=-5, touches_before=-5))
    assert all(a.source is None for a in found)


def test_a_cue_without_content_makes_no_attribution() -> None:
    """Spans without any content give nothing, and contents without any cue give nothing."""
    assert linked(linker(), [p for p in PIECES if p.kind != "content"]) == []
    assert linked(linker(), [p for p in PIECES if p.kind != "cue"]) == []


def test_the_link_head_is_heard() -> None:
    """What the encoder says of a pair can outweigh its distance."""
    links = np.zeros((len(WORDS), 9), dtype=np.float32)
    links[1, 0:2] = 3.0  # the first cue asks …
    links[9, 2:4] = 3.0  # … and the second source answers
    pairs = pair_features(WORDS, links, PIECES)
    found = link_pieces(PIECES, pairs, linker(head=1, gap_before=-1, gap_after=-1))
    assert found[0].source is not None
    assert found[0].source.begin == 9
