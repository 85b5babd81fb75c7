"""How sure a linked attribution is: a small scorer over what the model and the text show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportedly.model.kinds import AttributionKind
from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.link import Linked
from reportedly.stages.attribute.scorer import Scorer, make_scorer

FLOOR = 1e-4
"""Probabilities are kept this far from 0 and 1 before their logits are taken."""


FEATURES = (
    "bias",
    "source",
    "source_begin",
    "cue",
    "cue_begin",
    "content",
    "content_begin",
    "source_link",
    "content_link",
    "no_source",
    "length",
    "cue_length",
    "source_length",
    "gap",
    "content_first",
    "more_contents",
    "runs_on",
    "direct",
    "mixed",
)
"""What the confidence is learned from; `confidence_features` says what each one is."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A scorer whose scores are logits of being right."""

    scorer: Scorer

    def confidence(self, features: Mapping[str, float]) -> float:
        """Probability, between 0 and 1, that an attribution with these features is right."""
        row = np.array([[features[name] for name in FEATURES]], dtype=np.float32)
        logit = float(self.scorer.scores(row)[0])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def make_calibration(stored: Mapping[str, Any]) -> Calibration:
    """A calibration from what a manifest holds."""
    return Calibration(make_scorer(stored, FEATURES))


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
    """Features by name, in the order of `FEATURES`.

    Logits of the least sure span and link of each part; logarithms of lengths and of the distance
    from the cue to its nearest content, in words; whether a content stands first; the kind.
    """
    source, cue, contents = linked.source, linked.cue, linked.contents
    return {
        "bias": 1.0,
        "source": _logit(source.probability) if source else 0.0,
        "source_begin": _logit(source.begin_probability) if source else 0.0,
        "cue": _logit(cue.probability),
        "cue_begin": _logit(cue.begin_probability),
        "content": _logit(min(content.probability for content in contents)),
        "content_begin": _logit(min(content.begin_probability for content in contents)),
        "source_link": _logit(linked.source_probability),
        "content_link": _logit(linked.content_probability),
        "no_source": float(source is None),
        "length": math.log1p(_words(contents)),
        "cue_length": math.log1p(_words([cue])),
        "source_length": math.log1p(_words([source])) if source else 0.0,
        "gap": math.log1p(min(_gap(cue, content) for content in contents)),
        "content_first": float(contents[0].begin < cue.begin),
        "more_contents": float(len(contents) - 1),
        "runs_on": float(runs_on),
        "direct": float(kind is AttributionKind.DIRECT),
        "mixed": float(kind is AttributionKind.MIXED),
    }


def _gap(one: Piece, other: Piece) -> int:
    return max(0, other.begin - one.end, one.begin - other.end)


def _words(pieces: Sequence[Piece]) -> int:
    return sum(piece.end - piece.begin for piece in pieces)


def _logit(probability: float) -> float:
    clipped = min(max(probability, FLOOR), 1 - FLOOR)
    return math.log(clipped / (1 - clipped))


def with_odds(confidence: float, factor: float) -> float:
    """A confidence whose odds are multiplied."""
    return factor * confidence / (1 - confidence + factor * confidence)
