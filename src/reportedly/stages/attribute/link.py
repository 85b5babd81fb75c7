"""From labelled spans to attributions: which source and which contents belong to which cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from reportedly.stages.attribute.candidates import (
    FEATURES,
    Choices,
    Spans,
    choices_between,
    spans_of,
    words_of,
)
from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.found import Found
from reportedly.stages.attribute.scorer import Scorer, make_scorer
from reportedly.text.quotes import Quotation

ASK_SOURCE, SOURCE, ASK_CUE, CUE = range(4)
"""The projections of the link head in order; the last column of all scores "no source"."""


@dataclass(frozen=True, slots=True)
class Linker:
    """Scorers of the sources that a cue may have and of the cues that a content may have."""

    to_source: Scorer
    to_cue: Scorer


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


@dataclass(frozen=True, slots=True)
class Questions:
    """What the spans of some stretches ask: cues for a source, contents for a cue."""

    sources: Spans
    cues: Spans
    contents: Spans
    of_cues: Choices
    of_contents: Choices


def make_linker(stored: Mapping[str, Any]) -> Linker:
    """A linker from what a manifest holds."""
    return Linker(
        make_scorer(stored["to_source"], FEATURES), make_scorer(stored["to_cue"], FEATURES)
    )


def questions_of(text: str, quotations: Sequence[Quotation], founds: Sequence[Found]) -> Questions:
    """All that is asked among the spans of the stretches, each within its own."""
    sources, cues, contents = (spans_of(founds, kind) for kind in ("source", "cue", "content"))
    words = words_of(text, quotations, founds, (sources, cues, contents))
    return Questions(
        sources,
        cues,
        contents,
        choices_between(words, cues, sources, ASK_SOURCE, SOURCE, null=-1),
        choices_between(words, contents, cues, ASK_CUE, CUE, null=None),
    )


def link_found(
    text: str, quotations: Sequence[Quotation], founds: Sequence[Found], linker: Linker
) -> list[list[Linked]]:
    """The attributions of each stretch, in order of their cues.

    Each content goes to its likeliest cue or to none, each cue that has a content to its likeliest
    source or to none.
    """
    out: list[list[Linked]] = [[] for _ in founds]
    if not founds:
        return out
    asked = questions_of(text, quotations, founds)
    source_of = best_answers(asked.of_cues, linker.to_source)
    told: dict[int, list[tuple[Piece, float]]] = {}
    for place, (cue, probability) in enumerate(best_answers(asked.of_contents, linker.to_cue)):
        if cue >= 0:
            told.setdefault(cue, []).append((asked.contents.pieces[place], probability))
    for cue in sorted(told):
        source, probability = source_of[cue]
        linked = Linked(
            asked.sources.pieces[source] if source >= 0 else None,
            asked.cues.pieces[cue],
            tuple(piece for piece, _ in told[cue]),
            probability,
            min(sure for _, sure in told[cue]),
        )
        out[asked.cues.owner[cue]].append(linked)
    return out


def best_answers(choices: Choices, scorer: Scorer) -> list[tuple[int, float]]:
    """The likeliest answer of each asker (-1: none) and its probability."""
    if not len(choices.answers):
        return []
    scores = scorer.scores(choices.features)
    sizes = np.diff(choices.starts)
    top = np.maximum.reduceat(scores, choices.starts[:-1])
    weights = np.exp(scores - np.repeat(top, sizes))
    shares = weights / np.repeat(np.add.reduceat(weights, choices.starts[:-1]), sizes)
    best = [begin + int(shares[begin:end].argmax()) for begin, end in pairwise(choices.starts)]
    return [(int(choices.answers[place]), float(shares[place])) for place in best]
