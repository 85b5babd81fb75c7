"""How a page puts a statement: by the words of its cue, its source, and those just before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model.kinds import Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute.cues import BASE_OF

_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")

_DENIES = frozenset(
    "deny denies denied denying denial dispute disputes disputed disputing refute refutes "
    "refuted refuting disavow disavows disavowed disown disowns disowned rebut rebuts "
    "rebutted".split()
)
_REFUSES = frozenset("refuse refuses refused refusing decline declines declined declining".split())
# With a negation these leave open what is thought: "did not reject", "would not confirm".
_OPEN_WHEN_NEGATED = _DENIES | _REFUSES | frozenset("reject rejects rule rules confirm".split())
_NEGATES = frozenset("not never neither nor cannot".split())
_NOBODY = frozenset("nobody none neither few no".split())
_ASKS = frozenset(
    "ask asks asked asking question questions questioned questioning wonder wonders wondered "
    "wondering inquire inquired doubt doubts doubted doubting".split()
)
_INTERROGATIVES = frozenset("if whether who whom what when where why how which".split())
_HEDGES = frozenset(
    "reportedly allegedly apparently supposedly purportedly seemingly seems seem seemed appears "
    "appear appeared rumoured rumored alleged purported".split()
)
_PERHAPS = frozenset("perhaps maybe possibly probably".split())
_CONDITIONALS = frozenset("would could might may".split())
_CONDITIONS = frozenset(("if", "unless"))
_NEAR = 80
_INTERPRETS = frozenset(
    "imply implies implied implying mean means meaning meant tantamount amounts amounted hints "
    "acknowledgement acknowledgment".split()
)


def polarity_of(
    text: str,
    source: Sequence[Span],
    cue: Sequence[Span],
    content: Sequence[Span],
    lead: Span,
) -> Polarity:
    """Read the polarity off the words; ``lead`` is the part of the sentence before the cue.

    Whether the statement is true plays no part, nor does what others say of it.
    """
    words = _words(text, cue)
    found = frozenset(words)
    negated = _is_negated(words) or bool(_NOBODY.intersection(_words(text, source)[:1]))
    if negated and found & _OPEN_WHEN_NEGATED:
        return Polarity.HEDGED
    if found & (_DENIES | _REFUSES) or _rules_out(words) or (negated and _reports(words)):
        return Polarity.DENIED
    if found & _ASKS and _is_question(text, cue, content):
        return Polarity.QUESTIONED
    clause = frozenset(_words(text, (_last_clause(text, lead),)))
    if found & _HEDGES or clause & _PERHAPS:
        return Polarity.HEDGED
    if found & _CONDITIONALS or clause & _CONDITIONS:
        return Polarity.HYPOTHETICAL
    return Polarity.INTERPRETIVE if found & _INTERPRETS else Polarity.ASSERTED


def _words(text: str, spans: Sequence[Span]) -> list[str]:
    return [word.casefold() for span in spans for word in _WORDS.findall(span.of(text))]


def _is_negated(words: Sequence[str]) -> bool:
    return any(word in _NEGATES or word.endswith(("n't", "n\u2019t")) for word in words)


def _rules_out(words: Sequence[str]) -> bool:
    return "out" in words and not {"ruled", "rules", "ruling"}.isdisjoint(words)


def _reports(words: Sequence[str]) -> bool:
    """Whether what is negated is the saying: not in "does not mince words"."""
    return any(word in BASE_OF for word in words)


def _is_question(text: str, cue: Sequence[Span], content: Sequence[Span]) -> bool:
    """Whether a question is asked, not a favour: *whether* before it, or a question mark."""
    first = content[0]
    begin = (
        cue[-1].end if cue and first.start - _NEAR <= cue[-1].end <= first.start else first.start
    )
    words = _words(text, (Span(begin, first.start),)) + _words(text, (first,))[:1]
    return not _INTERROGATIVES.isdisjoint(words) or "?" in content[-1].of(text)


def _last_clause(text: str, lead: Span) -> Span:
    """What stands after the last comma before the cue."""
    return Span(max(lead.start, text.rfind(",", lead.start, lead.end)), lead.end)
