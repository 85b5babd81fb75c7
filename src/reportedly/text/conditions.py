"""Conditions that are put on a statement: *ready to talk, provided that the border holds*.

A plain *if* is left out: it may as well be the writer's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model.spans import Span
from reportedly.text.sentences import sentence_spans

_CONDITION = re.compile(
    r",?\s{1,3}(?:but\s)?"
    r"(?:only\sif|unless|(?:as|so)\slong\sas|on\s(?:the\s)?condition\sthat"
    r"|provided(?!\s(?:by|to|for|with|in|at|an?|under|through|from)\b))\s"
)
# What no longer belongs to the condition: another clause, an aside, what the sentence ends with.
_END = re.compile(r"[;:\n\u2014\u2013()]|,\s(?:but|while|whereas|although|though)\s")
_TRAILING = " \t.,!?\"'\u201c\u201d\u2019"
_MARKS = re.compile('["\u201c\u201d]')
_REACH = 600


def condition_behind(text: str, at: int, stops: Sequence[int] = ()) -> int:
    """Where the condition ends that stands right behind ``at``; ``at`` where none does.

    It ends with its clause, with its sentence, or before the first of ``stops``.

    >>> text = "Oz is ready to talk, provided the border holds. It rained."
    >>> text[: condition_behind(text, 19)]
    'Oz is ready to talk, provided the border holds'
    """
    opening = _CONDITION.match(text, at)
    if opening is None:
        return at
    begin = opening.end()
    sentences = sentence_spans(text, Span(at, min(len(text), begin + _REACH)))
    stop = next((one.end for one in sentences if one.end > begin), begin)
    clause = _END.search(text, begin, stop)
    stop = clause.start() if clause else stop
    stop = min([stop, *(place for place in stops if begin <= place < stop)])
    kept = text[begin:stop].rstrip(_TRAILING)
    closing = text[begin + len(kept) : stop]
    unclosed = kept.count("\u201c") > kept.count("\u201d") or kept.count('"') % 2
    mark = _MARKS.search(closing) if unclosed else None
    return begin + len(kept) + (mark.end() if mark else 0) if kept else at


def begins_condition(words: Sequence[str]) -> bool:
    """Whether normalised words begin as a condition does.

    >>> begins_condition(("only", "if", "asked")), begins_condition(("provided", "by", "ulm"))
    (True, False)
    """
    return _CONDITION.match(f" {' '.join(words)} ") is not None
