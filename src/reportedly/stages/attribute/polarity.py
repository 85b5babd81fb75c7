"""How a page puts a statement: by the words of its cue and those just before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model.kinds import Polarity
from reportedly.model.spans import Span

_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")

_DENIES = frozenset(
    "deny denies denied denying denial dispute disputes disputed disputing refute refutes refuted "
    "refuting disavow disavows disavowed rebut rebuts rebutted".split()
)
_NEGATES = frozenset("not never nobody none neither".split())
_ASKS = frozenset(
    "ask asks asked asking question questions questioned questioning wonder wonders wondered "
    "wondering whether inquire inquired doubt doubts doubted doubting".split()
)
_HEDGES = frozenset(
    "reportedly allegedly apparently supposedly purportedly seemingly seems seem seemed appears "
    "appear appeared rumoured rumored alleged purported".split()
)
_CONDITIONALS = frozenset("would could might may".split())
_INTERPRETS = frozenset(
    "imply implies implied implying mean means meaning meant tantamount amounts amounted hints "
    "acknowledgement acknowledgment".split()
)


def polarity_of(text: str, cue: Sequence[Span], content: Sequence[Span], before: Span) -> Polarity:
    """Read the polarity off the cue; ``before`` is the part of its sentence that leads up to it.

    Whether the statement is true plays no part, nor does what others say of it.
    """
    words = [word.casefold() for span in cue for word in _WORDS.findall(span.of(text))]
    found = set(words)
    if found & _DENIES or found & _NEGATES or any(word.endswith(("n't", "n\u2019t")) for word in words):
        return Polarity.DENIED
    if found & _ASKS or _is_question(text, content):
        return Polarity.QUESTIONED
    if found & _HEDGES:
        return Polarity.HEDGED
    if found & _CONDITIONALS or _is_conditional(text, before):
        return Polarity.HYPOTHETICAL
    return Polarity.INTERPRETIVE if found & _INTERPRETS else Polarity.ASSERTED


def _is_question(text: str, content: Sequence[Span]) -> bool:
    last = content[-1].of(text).rstrip("\"'\u201d\u2019\u00bb) ")
    return last.endswith("?") and "." not in last[:-1]


def _is_conditional(text: str, before: Span) -> bool:
    words = [word.casefold() for word in _WORDS.findall(before.of(text))[-6:]]
    return "if" in words or "unless" in words
