"""How sure a linked attribution is: a logistic regression over what the model and the text show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import AttributionKind
from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.link import Linked

FLOOR = 1e-4
"""Probabilities are kept this far from 0 and 1 before their logits are taken."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by name of feature."""

    weights: Mapping[str, float]

    def confidence(self, features: Mapping[str, float]) -> float:
        """Probability, between 0 and 1, that an attribution with these features is right."""
        total = sum(self.weights[name] * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least confidence of an attribution that is kept.

    `named` holds for one with a source, `unnamed` for one without (it puts words into nobody's
    mouth), `inner` for one inside another (there the confidence was never checked against gold).
    """

    named: float
    unnamed: float
    inner: float

    def keep(self, confidence: float, *, has_source: bool, is_inner: bool) -> bool:
        """Whether an attribution is sure enough."""
        floor = self.named if has_source else self.unnamed
        return confidence >= (max(self.inner, floor) if is_inner else floor)


def confidence_features(
    linked: Linked, kind: AttributionKind, *, runs_on: bool
) -> dict[str, float]:
    """Features by name: logits of span and link probabilities, lengths, kind, and a constant."""
    contents = linked.contents
    return {
        "bias": 1.0,
        "source": _logit(linked.source.probability) if linked.source else 0.0,
        "cue": _logit(linked.cue.probability),
        "cue_begin": _logit(linked.cue.begin_probability),
        "content": _logit(min(content.probability for content in contents)),
        "content_begin": _logit(min(content.begin_probability for content in contents)),
        "source_link": _logit(linked.source_probability),
        "content_link": _logit(linked.content_probability),
        "no_source": float(linked.source is None),
        "length": math.log1p(_words(contents)),
        "more_contents": float(len(contents) - 1),
        "runs_on": float(runs_on),
        "direct": float(kind is AttributionKind.DIRECT),
        "mixed": float(kind is AttributionKind.MIXED),
    }


def _words(pieces: Sequence[Piece]) -> int:
    return sum(piece.end - piece.begin for piece in pieces)


def _logit(probability: float) -> float:
    clipped = min(max(probability, FLOOR), 1 - FLOOR)
    return math.log(clipped / (1 - clipped))
