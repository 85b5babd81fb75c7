"""Nouns that report: "the envoy's claim that …", "her view is that …", "a report in X that …".

And documents that describe themselves: "the offer presents itself as …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.stages.attribute import cues
from reportedly.stages.attribute.contents import Clause, last_place
from reportedly.stages.attribute.noun_phrases import noun_phrase_end, subject_before
from reportedly.stages.attribute.words import Word

_DESCRIBES = frozenset(
    "presents presented defines defined describes described portrays portrayed casts cast".split()
)
_BETWEEN = 7
_LONGEST = 8


def noun_clauses(words: Sequence[Word]) -> Iterator[Clause]:
    """What a possessor's noun reports, up to the sentence's end or a stop in it."""
    for at, word in enumerate(words):
        if word.lower not in cues.NOUNS or word.quote >= 0:
            continue
        owner = _owner(words, at)
        that = _that(words, at + 1)
        if not owner:
            owner, that = _author(words, at)
        if owner and that is not None:
            content = range(that, _stop(words, that))
            if len(content) > 1:
                yield Clause(owner, range(at, at + 1), (content,), "noun-that")


def self_descriptions(words: Sequence[Word]) -> Iterator[Clause]:
    """*The offer presents itself as the road to peace*."""
    for at in range(2, len(words) - 2):
        verb, itself, as_ = (word.lower for word in words[at - 1 : at + 2])
        outside = words[at].quote < 0 and words[at - 1].quote < 0
        if outside and itself.endswith(("self", "selves")) and as_ == "as" and verb in _DESCRIBES:
            source = subject_before(words, at - 1)
            content = range(at + 2, _stop(words, at + 2))
            if source and content:
                yield Clause(source, range(at - 1, at + 2), (content,), "noun-that")


def _owner(words: Sequence[Word], noun: int) -> range:
    """The possessor before the noun, one adjective allowed: "the mayor's repeated claim"."""
    for end in (noun - 1, noun - 2):
        if end < 0 or words[end].quote >= 0:
            break
        if words[end].lower in cues.POSSESSIVES:
            return range(end, end + 1)
        if words[end].lower[:-2] in cues.PRONOUNS | {"that", "there", "what"}:
            break
        if words[end].lower.endswith(("'s", "s'", "\u2019s", "s\u2019")):
            return range(_begin(words, end), end + 1)
    return range(0)


def _author(words: Sequence[Word], noun: int) -> tuple[range, int | None]:
    """Who is named behind the noun: "a report in the Bugle that"; and the place of the *that*."""
    begin = noun + 2
    if begin >= len(words) or words[noun + 1].lower not in {"by", "from", "in"}:
        return range(0), None
    end = noun_phrase_end(words, begin)
    is_tied = begin < end < len(words) and words[end].lower == "that"
    return (range(begin, end), end) if is_tied else (range(0), None)


def _begin(words: Sequence[Word], end: int) -> int:
    """Where the noun phrase begins that ends with a possessive."""
    begin = end
    while begin and end - begin < _LONGEST:
        before = words[begin - 1]
        if before.lower in cues.DETERMINERS:
            return begin - 1
        if before.quote >= 0 or before.is_mark or not (before.capital and begin > 1):
            break
        begin -= 1
    return begin


def _that(words: Sequence[Word], begin: int) -> int | None:
    """The *that* behind a noun: right there, behind "is", or behind whom it is said to."""
    if begin < len(words) and words[begin].lower in {"is", "was"}:
        begin += 1
    is_told = begin < len(words) and words[begin].lower in {"to", "in", "on"}
    for at in range(begin, min(len(words), begin + (_BETWEEN if is_told else 1))):
        if words[at].is_mark or words[at].quote >= 0:
            return None
        if words[at].lower == "that":
            return at
    return None


def _stop(words: Sequence[Word], that: int) -> int:
    last = last_place(words)
    stops = (n for n in range(that, last) if words[n].lower == ";" and words[n].quote < 0)
    return next(stops, last)
