"""Decoding: the best allowed tags, and the labelled runs that they make."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.attribute.decode import (
    Piece,
    best_tags,
    log_softmax,
    make_tag_set,
    read_pieces,
    with_overlooked_pieces,
)

NAMES = ("O", "B-source", "I-source", "B-cue", "I-cue")
TAGS = make_tag_set(NAMES)


def path_score(path: tuple[int, ...], logs: np.ndarray) -> float:
    """Sum of the scores of a path and of its steps."""
    steps = sum(TAGS.steps[a, b] for a, b in pairwise(path))
    return float(TAGS.opening[path[0]] + steps + sum(logs[i, tag] for i, tag in enumerate(path)))


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_best_tags_beat_every_other_path(length: int, seed: int) -> None:
    """No path of tags scores higher than the one that is returned (against brute force)."""
    logs = log_softmax(np.random.default_rng(seed).normal(size=(length, 5)).astype(np.float32))
    best = max(path_score(path, logs) for path in product(range(5), repeat=length))
    assert abs(path_score(tuple(best_tags([logs], TAGS)[0]), logs) - best) < 1e-4


def test_an_inside_tag_never_opens_a_run() -> None:
    """Where the scores ask for a run without a beginning, the beginning is put in."""
    logs = np.full((2, 5), -9.0, dtype=np.float32)
    logs[:, NAMES.index("I-cue")] = -0.1
    assert [NAMES[tag] for tag in best_tags([logs], TAGS)[0]] == ["B-cue", "I-cue"]


def test_paths_do_not_depend_on_their_neighbours() -> None:
    """Arrays of different lengths decoded together give what each gives alone."""
    rng = np.random.default_rng(3)
    arrays = [log_softmax(rng.normal(size=(n, 5)).astype(np.float32)) for n in (1, 7, 3)]
    together = best_tags(arrays, TAGS)
    assert all((a == best_tags([b], TAGS)[0]).all() for a, b in zip(together, arrays, strict=True))


def test_nothing_to_decode_gives_nothing() -> None:
    """No array and an empty array give no tags."""
    empty = np.zeros((0, 5), dtype=np.float32)
    assert best_tags([], TAGS) == []
    assert [len(path) for path in best_tags([empty], TAGS)] == [0]


def test_runs_are_read_with_their_probability() -> None:
    """Two neighbouring runs of one kind stay apart; each carries the mean of its own tags."""
    path = np.array([NAMES.index(n) for n in ("O", "B-source", "I-source", "B-source", "B-cue")])
    logs = np.log(np.full((5, 5), 0.5, dtype=np.float32))
    logs[1, NAMES.index("B-source")] = np.log(0.9)
    pieces = read_pieces(path, logs, TAGS)
    assert [(p.kind, p.begin, p.end) for p in pieces] == [
        ("source", 1, 3),
        ("source", 3, 4),
        ("cue", 4, 5),
    ]
    assert abs(pieces[0].probability - 0.7) < 1e-6
    assert abs(pieces[0].begin_probability - 0.9) < 1e-6


def test_a_second_reading_adds_what_the_first_passed_over() -> None:
    """Runs that share a word with one of the first reading are left as that one reads them."""
    first = [Piece("cue", 2, 4, 0.9, 0.9), Piece("content", 6, 9, 0.8, 0.8)]
    second = [
        Piece("content", 0, 2, 0.2, 0.2),
        Piece("cue", 3, 5, 0.4, 0.4),
        Piece("cue", 5, 6, 0.3, 0.3),
        Piece("content", 8, 12, 0.3, 0.3),
    ]
    found = with_overlooked_pieces(first, second)
    assert [(p.kind, p.begin, p.end) for p in found] == [
        ("content", 0, 2),
        ("cue", 2, 4),
        ("cue", 5, 6),
        ("content", 6, 9),
    ]
