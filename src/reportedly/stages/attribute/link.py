"""From labelled spans to attributions: which source and which contents belong to which cue.

Every pair of spans has features: what the encoder's link head says of it, where the two stand and
what stands between them. A linear model over the features scores the pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.stages.attribute.decode import Floats, Ints, Piece, log_softmax

KINDS = ("source", "cue", "content")
BETWEEN = ("sentence_ends", "commas", "quotes", "sources", "cues", "contents")
FEATURES = (
    "head",
    "after",
    "gap_before",
    "gap_after",
    "touches_before",
    "touches_after",
    *BETWEEN,
    *(f"{name}_after" for name in BETWEEN),
)
"""What is known of a pair (asking span, answering span). "before": the answer stands first."""
NULL_FEATURES = ("head", "bias")
"""What is known of the answer "no source"."""
MOST_BETWEEN = 3
"""Larger counts of things between two spans count as this."""

SENTENCE_ENDS = frozenset(".!?…。\uff01\uff1f")
COMMAS = frozenset(",;:\u2013—-")
QUOTES = frozenset('"“”„«»「」『』`')


@dataclass(frozen=True, slots=True)
class Linker:
    """Weights of the features: of cues and sources, of "no source", of contents and cues."""

    to_source: Floats
    no_source: Floats
    to_cue: Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features of the pairs of one stretch.

    `to_source` [cues, sources, features], `no_source` [cues, null features], `to_cue` [contents,
    cues, features].
    """

    to_source: Floats
    no_source: Floats
    to_cue: Floats


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution of a stretch: its source (None where it has none), cue and contents.

    `source_probability` is how sure the link (or its absence) is among the stretch's sources;
    `content_probability` the same for the least sure content among the stretch's cues.
    """

    source: Piece | None
    cue: Piece
    contents: tuple[Piece, ...]
    source_probability: float
    content_probability: float


def make_linker(weights: Mapping[str, Mapping[str, float]]) -> Linker:
    """A linker from weights by name of part and feature."""
    names = {"to_source": FEATURES, "no_source": NULL_FEATURES, "to_cue": FEATURES}
    parts = {
        part: np.array([weights[part][name] for name in features], dtype=np.float32)
        for part, features in names.items()
    }
    return Linker(**parts)


def pair_features(words: Sequence[str], links: Floats, pieces: Sequence[Piece]) -> Pairs:
    """Features of all pairs among the spans of a stretch.

    `links` is [words, 4 * width + 1]: what cues ask of sources, what sources answer, what contents
    ask of cues, what cues answer, and the score of "no source".
    """
    width = (links.shape[1] - 1) // 4
    spans = {kind: _bounds(pieces, kind) for kind in KINDS}
    at = {kind: bounds[:, 0] for kind, bounds in spans.items()}
    ask_source, source, ask_cue, cue = (links[:, i * width : (i + 1) * width] for i in range(4))
    scale = np.float32(width**-0.5)
    passed = _passed(words, spans)
    sources = ask_source[at["cue"]] @ source[at["source"]].T * scale
    cues = ask_cue[at["content"]] @ cue[at["cue"]].T * scale
    null = links[at["cue"], -1]
    return Pairs(
        _features(sources, spans["cue"], spans["source"], passed),
        np.stack([null, np.ones_like(null)], axis=-1),
        _features(cues, spans["content"], spans["cue"], passed),
    )


def _bounds(pieces: Sequence[Piece], kind: str) -> Ints:
    bounds = [(piece.begin, piece.end) for piece in pieces if piece.kind == kind]
    return np.array(bounds, dtype=np.int64).reshape(-1, 2)


def _passed(words: Sequence[str], spans: Mapping[str, Ints]) -> Ints:
    """[words + 1, BETWEEN]: how many of each thing begin before a word."""
    here = np.zeros((len(words) + 1, len(BETWEEN)), dtype=np.int64)
    for column, marks in enumerate((SENTENCE_ENDS, COMMAS, QUOTES)):
        here[1:, column] = [word[0] in marks for word in words]
    for column, kind in enumerate(KINDS, start=3):
        here[spans[kind][:, 0] + 1, column] = 1
    return here.cumsum(axis=0)


def _features(head: Floats, asking: Ints, answers: Ints, passed: Ints) -> Floats:
    """[asking, answers, FEATURES] of spans given as [begin, end] rows."""
    after = (answers[None, :, 0] >= asking[:, None, 0]).astype(np.float32)
    low = np.where(after > 0, asking[:, None, 1], answers[None, :, 1])
    high = np.maximum(low, np.where(after > 0, answers[None, :, 0], asking[:, None, 0]))
    gap, touches = np.log1p(high - low), (high == low).astype(np.float32)
    between = np.minimum(passed[high] - passed[low], MOST_BETWEEN)
    columns = [
        head,
        after,
        gap * (1 - after),
        gap * after,
        touches * (1 - after),
        touches * after,
        *np.moveaxis(between, -1, 0),
        *np.moveaxis(between * after[..., None], -1, 0),
    ]
    return np.stack(columns, axis=-1).astype(np.float32)


def link_pieces(pieces: Sequence[Piece], pairs: Pairs, linker: Linker) -> list[Linked]:
    """Give each content to its likeliest cue and each such cue its likeliest source, or none.

    Cues without content make no attribution; contents without any cue in the stretch are left out.
    """
    cues = [p for p in pieces if p.kind == "cue"]
    contents = [p for p in pieces if p.kind == "content"]
    if not cues or not contents:
        return []
    sources: list[Piece | None] = [None, *(p for p in pieces if p.kind == "source")]
    null = pairs.no_source @ linker.no_source
    scores = np.column_stack([null, pairs.to_source @ linker.to_source])
    to_source = np.exp(log_softmax(scores))
    to_cue = np.exp(log_softmax(pairs.to_cue @ linker.to_cue))
    choice, asked = to_source.argmax(axis=1), to_cue.argmax(axis=1)
    return [
        Linked(
            sources[choice[index]],
            cues[index],
            tuple(contents[i] for i in np.flatnonzero(asked == index)),
            float(to_source[index, choice[index]]),
            float(to_cue[asked == index, index].min()),
        )
        for index in sorted(set(asked.tolist()))
    ]
