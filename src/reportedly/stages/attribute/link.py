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
    sources, cues, contents = (
        spans_of(text, founds, kind) for kind in ("source", "cue", "content")
    )
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
    source or to none. A content that would go to none stays with a cue that has no surer one:
    whether the two are an attribution is for the confidence to say.
    """
    out: list[list[Linked]] = [[] for _ in founds]
    if not founds:
        return out
    asked = questions_of(text, quotations, founds)
    source_of = [one.best for one in answers_to(asked.of_cues, linker.to_source)]
    cue_of = answers_to(asked.of_contents, linker.to_cue)
    told: dict[int, list[tuple[int, float]]] = {}
    for content, one in enumerate(cue_of):
        if one.best[0] >= 0:
            told.setdefault(one.best[0], []).append((content, one.best[1]))
    taken = set(told)
    for content, one in enumerate(cue_of):
        if one.best[0] < 0 and one.best_real and one.best_real[0] not in taken:
            told.setdefault(one.best_real[0], []).append((content, one.best_real[1]))
    for cue in sorted(told):
        source, probability = source_of[cue]
        contents = sorted(told[cue])
        linked = Linked(
            asked.sources.pieces[source] if source >= 0 else None,
            asked.cues.pieces[cue],
            tuple(asked.contents.pieces[content] for content, _ in contents),
            probability,
            min(sure for _, sure in contents),
        )
        out[asked.cues.owner[cue]].append(linked)
    return out


@dataclass(frozen=True, slots=True)
class Answers:
    """The likeliest answer (-1: none) to a question, and the likeliest that is not none."""

    best: tuple[int, float]
    best_real: tuple[int, float] | None


def answers_to(choices: Choices, scorer: Scorer) -> list[Answers]:
    """What each asker is answered, with probabilities."""
    if not len(choices.answers):
        return []
    scores = scorer.scores(choices.features)
    sizes = np.diff(choices.starts)
    top = np.maximum.reduceat(scores, choices.starts[:-1])
    weights = np.exp(scores - np.repeat(top, sizes))
    shares = weights / np.repeat(np.add.reduceat(weights, choices.starts[:-1]), sizes)
    rated = list(zip(choices.answers.tolist(), shares.tolist(), strict=True))
    out = []
    for begin, end in pairwise(choices.starts.tolist()):
        real = max(rated[begin + 1 : end], key=_probability, default=None)
        none = rated[begin]
        is_none = real is None or none[1] >= real[1]
        out.append(Answers(none if is_none or real is None else real, real))
    return out


def _probability(answer: tuple[int, float]) -> float:
    return answer[1]
