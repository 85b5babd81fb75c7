"""What of a model's findings the gold attributions of a document call right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from reportedly.model.spans import Span
from reportedly.stages.attribute.candidates import Choices
from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.found import Found
from reportedly.stages.attribute.link import Questions
from reportedly.stages.attribute.tagger import TaggedAttribution
from training.corpus import KINDS
from training.fit import Choice

Row = Mapping[str, Any]
Covered = frozenset[int]
Extents = dict[str, Covered]
"""Code points that each kind of span covers in one attribution."""
HALF = 0.5


def extents(row: Row) -> list[Extents]:
    """The gold attributions of a document as sets of code points."""
    return [
        {k: frozenset(at for s, e in gold[k] for at in range(s, e)) for k in KINDS}
        for gold in row["attributions"]
    ]


def is_right(made: TaggedAttribution, gold: Sequence[Extents]) -> bool:
    """Whether the content overlaps a gold one by half of their union and the sources agree.

    They agree where they overlap, or both are empty.
    """
    best = _best(gold, "content", _points(made.content))
    source = _points(made.source)
    return best is not None and bool(source & best["source"] or not (source or best["source"]))


def source_choices(
    founds: Sequence[Found], asked: Questions, gold: Sequence[Extents]
) -> list[Choice]:
    """Of every cue that the gold knows, the right source, where it was found or there is none."""
    sources = _covered(founds, asked.sources.pieces, asked.sources.owner)
    out = []
    for index, cue in enumerate(_covered(founds, asked.cues.pieces, asked.cues.owner)):
        owner = _best(gold, "cue", cue)
        if owner is not None:
            choice = _choice(asked.of_cues, index, sources, owner["source"])
            out += [choice] if choice.right or not owner["source"] else []
    return out


def cue_choices(founds: Sequence[Found], asked: Questions, gold: Sequence[Extents]) -> list[Choice]:
    """Of every content, the right cue where it was found; none where the gold has no content."""
    cues = _covered(founds, asked.cues.pieces, asked.cues.owner)
    out = []
    for index, content in enumerate(_covered(founds, asked.contents.pieces, asked.contents.owner)):
        owner = next((g for g in gold if 2 * len(content & g["content"]) > len(content)), None)
        right = frozenset() if owner is None else owner["cue"]
        choice = _choice(asked.of_contents, index, cues, right)
        out += [choice] if choice.right or owner is None else []
    return out


def _choice(choices: Choices, index: int, answers: Sequence[Covered], right: Covered) -> Choice:
    """The candidates of one asker; right is the one that overlaps most, "none" if none does."""
    rows = slice(*choices.starts[index : index + 2])
    overlap = [len(answers[a] & right) if a >= 0 else 0 for a in choices.answers[rows]]
    return Choice(choices.features[rows], int(np.argmax(overlap)))


def _covered(
    founds: Sequence[Found], pieces: Sequence[Piece], owners: Sequence[int]
) -> list[Covered]:
    words = [founds[owner].stretch.words for owner in owners]
    return [
        frozenset(range(of[piece.begin][0], of[piece.end - 1][1]))
        for of, piece in zip(words, pieces, strict=True)
    ]


def _points(spans: Sequence[Span]) -> Covered:
    return frozenset(at for span in spans for at in range(span.start, span.end))


def _best(gold: Sequence[Extents], kind: str, covered: Covered) -> Extents | None:
    """The gold attribution whose span of a kind overlaps most, if by half of the union."""
    rated = [(len(covered & g[kind]) / len(covered | g[kind]), i) for i, g in enumerate(gold)]
    best = max(rated, default=(0.0, 0))
    return gold[best[1]] if best[0] >= HALF else None
