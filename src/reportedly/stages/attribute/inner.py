"""How sure an attribution inside another one is.

The model learned from pages labelled one level deep, so that its confidence says too much inside a
content: there half of what it finds is no speech of somebody else. What tells the two apart is a
word that reports in the cue, a source that is named, and a speaker other than the one quoted.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import NamedTuple

from reportedly.stages.attribute import cues
from reportedly.stages.attribute.tagger import TaggedAttribution

_WORD = re.compile(r"[^\W\d_]+")
_FAR = 1e-4


class Terms(NamedTuple):
    """A number for each feature of a finding inside a content: its value, or its weight."""

    bias: float
    """1 for every finding."""
    logit: float
    """The logarithm of the odds that the finding is right, did it stand in no content."""
    reports: float
    """1 where the cue holds a word that reports."""
    own_thought: float
    """1 where the quoted speaker is the source, and the cue holds no word of saying."""
    unnamed: float
    """1 where no source is named."""


WEIGHTS = Terms(bias=-0.89, logit=0.86, reports=1.01, own_thought=-3.77, unnamed=-3.02)
"""Fitted by ``training/inner_confidence.py``."""


def features(text: str, found: TaggedAttribution) -> Terms:
    """What the confidence of ``found``, read inside a content, is learned from."""
    kept = min(max(found.confidence, _FAR), 1 - _FAR)
    cue = {word for span in found.cue for word in words_in(span.of(text))}
    return Terms(
        bias=1.0,
        logit=math.log(kept / (1 - kept)),
        reports=float(not cue.isdisjoint(cues.REPORTING)),
        own_thought=float(_is_self(text, found) and cue.isdisjoint(cues.SPOKEN)),
        unnamed=float(not found.source),
    )


def inner_confidence(text: str, found: TaggedAttribution) -> float:
    """Probability that ``found``, read inside a content, is right."""
    terms = zip(WEIGHTS, features(text, found), strict=True)
    return 1 / (1 + math.exp(-sum(weight * value for weight, value in terms)))


def rated_inside(text: str, found: TaggedAttribution) -> TaggedAttribution:
    """``found`` with its confidence as one inside a content."""
    return replace(found, confidence=inner_confidence(text, found))


def may_report(text: str) -> bool:
    """Whether a stretch of text holds a word that is mostly used to report."""
    return any(word in cues.SPOKEN for word in words_in(text))


def words_in(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.casefold() for word in _WORD.findall(text)]


def _is_self(text: str, found: TaggedAttribution) -> bool:
    """Whether the quoted speaker is the source: *I think* inside a quotation is the quotation."""
    return [word for span in found.source for word in words_in(span.of(text))][:1] in (
        ["i"],
        ["we"],
    )
