"""Text whose punctuation is lost: a model taught on printed news is too sure of its findings there.

Transcripts made by machine and pages stripped of their marks are like that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.model.spans import Span
from reportedly.stages.attribute.confidence import with_odds
from reportedly.stages.attribute.tagger import TaggedAttribution

_MARK = re.compile(r"[.,;:!?\u2026]")
_WORD = re.compile(r"\S+")
_FEW = 0.02
"""Marks for each word; news articles have 0.07 at least and mostly 0.12."""
_ENOUGH = 50
"""Words that tell: a headline may do without marks."""
_ODDS = 0.5
"""Of being right, against the same confidence on a text with its marks.

On training articles kept out and stripped of their marks, the expected calibration error is 0.06
with it and 0.13 without.
"""


def less_sure(
    text: str, paragraphs: Sequence[Span], found: Sequence[TaggedAttribution]
) -> list[TaggedAttribution]:
    """``found``, each less sure where the paragraphs have hardly any punctuation."""
    if not found or _has_marks(text, paragraphs):
        return list(found)
    return [replace(one, confidence=with_odds(one.confidence, _ODDS)) for one in found]


def _has_marks(text: str, paragraphs: Sequence[Span]) -> bool:
    def count(pattern: re.Pattern[str]) -> int:
        return sum(1 for s in paragraphs for _ in pattern.finditer(text, s.start, s.end))

    words = count(_WORD)
    return words < _ENOUGH or count(_MARK) >= _FEW * words
