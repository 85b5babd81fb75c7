"""From the scores of words to labelled spans: the best sequence of BIO tags, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class TagSet:
    """The classes of the tag head in order, and what may follow what.

    `names` are `O`, `B-kind`, `I-kind` …; `steps[i, j]` is added when tag j follows tag i,
    `opening[j]` when tag j comes first. Both are `IMPOSSIBLE` where BIO forbids it, else nought.
    """

    names: tuple[str, ...]
    steps: Floats
    opening: Floats


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled run of words: half-open word indices.

    `probability` is the mean probability of its tags, `begin_probability` that of its first tag.
    """

    kind: str
    begin: int
    end: int
    probability: float
    begin_probability: float


def make_tag_set(names: Sequence[str]) -> TagSet:
    """A tag set with these names."""
    allowed = np.array([[_may_follow(a, b) for b in names] for a in names])
    may_open = np.array([_may_follow("O", name) for name in names])
    return TagSet(
        tuple(names), *(np.where(ok, np.float32(0), IMPOSSIBLE) for ok in (allowed, may_open))
    )


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of the probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def best_tags(log_probabilities: Sequence[Floats], tags: TagSet) -> list[Ints]:
    """The likeliest allowed tags for each [words, tags] array (Viterbi, all arrays at once)."""
    sizes = np.array([len(row) for row in log_probabilities])
    if not sizes.sum():
        return [np.zeros(0, dtype=np.int64) for _ in log_probabilities]
    scores = np.zeros((sizes.max(), len(sizes), len(tags.names)), dtype=np.float32)
    for row, logs in enumerate(log_probabilities):
        scores[: len(logs), row] = logs
    back = np.zeros(scores.shape, dtype=np.int8)
    best = scores[0] + tags.opening
    for index in range(1, len(scores)):
        paths = best[:, :, None] + tags.steps
        back[index] = paths.argmax(axis=1)
        onward = paths.max(axis=1) + scores[index]
        best = np.where((index < sizes)[:, None], onward, best)
    return [_walk_back(back[:size, row], best[row]) for row, size in enumerate(sizes)]


def _walk_back(back: npt.NDArray[np.int8], best: Floats) -> Ints:
    path = np.zeros(len(back), dtype=np.int64)
    tag = int(best.argmax())
    for index in range(len(back) - 1, -1, -1):
        path[index] = tag
        tag = int(back[index, tag])
    return path


def read_pieces(path: Ints, log_probabilities: Floats, tags: TagSet) -> list[Piece]:
    """The labelled runs of a path of tags, in order."""
    chosen = np.exp(log_probabilities[np.arange(len(path)), path])
    names = [tags.names[tag] for tag in path]
    starts = [i for i, name in enumerate(names) if name.startswith("B-")]
    pieces = []
    for begin in starts:
        end = begin + 1
        while end < len(names) and names[end].startswith("I-"):
            end += 1
        mean = float(chosen[begin:end].mean())
        pieces.append(Piece(names[begin][2:], begin, end, mean, float(chosen[begin])))
    return pieces


def with_overlooked_pieces(first: Sequence[Piece], second: Sequence[Piece]) -> list[Piece]:
    """The runs of a first reading and those of a second that share no word with them, in order."""
    taken = {word for piece in first for word in range(piece.begin, piece.end)}
    new = [one for one in second if taken.isdisjoint(range(one.begin, one.end))]
    return sorted([*first, *new], key=lambda piece: piece.begin)
