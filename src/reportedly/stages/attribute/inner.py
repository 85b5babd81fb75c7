"""How sure an attribution inside another one is.

The model learned from pages labelled one level deep, so that its confidence says too much inside a
content: there half of what it finds is no speech of somebody else. What tells the two apart is a
word that reports in the cue, a source that is named, and a speaker other than the one quoted.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from reportedly.stages.attribute import cues
from reportedly.stages.attribute.tagger import TaggedAttribution

_WORD = re.compile(r"[^\W\d_]+")
_FAR = 1e-4
# A logistic regression; see benchmarks/nested.py, which prints what it was fitted on.
_BIAS = -0.75
_LOGIT = 1.03
_REPORTS = 1.5
_OWN_THOUGHT = -3.7
_UNNAMED = -3.4


def inner_confidence(text: str, found: TaggedAttribution) -> float:
    """Probability that ``found``, read inside a content, is right."""
    kept = min(max(found.confidence, _FAR), 1 - _FAR)
    words = [word for span in found.cue for word in words_in(span.of(text))]
    total = (
        _BIAS
        + _LOGIT * math.log(kept / (1 - kept))
        + _REPORTS * any(word in cues.REPORTING for word in words)
        + _OWN_THOUGHT * (_is_self(text, found) and not any(word in cues.SPOKEN for word in words))
        + _UNNAMED * (not found.source)
    )
    return 1 / (1 + math.exp(-total))


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
