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
# A logistic regression on the cases tuned on and the judged findings of benchmarks/nested.py.
_BIAS = -0.68
_LOGIT = 0.86
_REPORTS = 1.42
_OWN_THOUGHT = -4.06
_UNNAMED = -3.19


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
