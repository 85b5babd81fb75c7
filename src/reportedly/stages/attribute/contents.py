"""What a reporting verb reports: the words behind it, or those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.stages.attribute import cues
from reportedly.stages.attribute.reporting_verbs import ReportingVerb, before_comma
from reportedly.stages.attribute.words import Word

_FAR = 12
_SHORTEST = 3
"""Words of a statement at least."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One finding: half-open ranges of places in the sentence's words. ``form`` names the rule."""

    source: range
    cue: range
    content: tuple[range, ...]
    form: str


def verb_clause(
    words: Sequence[Word], verb: ReportingVerb, limits: Sequence[int]
) -> Iterator[Clause]:
    """The finding that a verb makes, if what it reports can be seen.

    ``limits``: where clauses begin that end a content, in order.
    """
    introduced = _introduced(words, verb)
    if introduced:
        yield Clause(verb.subject, verb.cue, (introduced,), "as-first")
        return
    right = _content_right(words, verb, limits)
    left = _content_left(words, verb)
    if verb.follows_content and left and (_is_adjunct(words, right) or _quoted(words, right)):
        more = (right,) if _quoted(words, right) else ()
        yield Clause(verb.subject, verb.cue, (left, *more), "content-first")
    elif len(right) and (len(right) > 1 or _quoted(words, right)) and _reports(words, verb, right):
        yield Clause(verb.subject, verb.cue, (right,), _right_form(words, verb, right))


def _introduced(words: Sequence[Word], verb: ReportingVerb) -> range:
    """What stands behind the comma of "As the mayor said on Monday, the dam will hold"."""
    if verb.subject.start != 1 or words[0].lower != "as":
        return range(0)
    near = range(verb.cue.stop, min(len(words), verb.cue.stop + _FAR))
    comma = next((n for n in near if words[n].lower == "," and words[n].quote < 0), len(words))
    return range(comma + 1, max(comma + 1, last_place(words)))


def _reports(words: Sequence[Word], verb: ReportingVerb, right: range) -> bool:
    """Whether a verb that has other meanings too is followed by what shows that it reports."""
    if verb.base not in cues.WEAK or words[verb.cue.stop - 1].lower in cues.STRONG_FORMS:
        return True
    return _quoted(words, right) or words[right.start].lower == "that"


def _right_form(words: Sequence[Word], verb: ReportingVerb, right: range) -> str:
    if _quoted(words, right):
        return "quote-after"
    if words[right.start].lower == "that":
        return "that-clause"
    return "clause" if verb.base in cues.CLAUSE else "phrase"


def _content_left(words: Sequence[Word], verb: ReportingVerb) -> range:
    stop = min(verb.cue.start, verb.subject.start)
    content_stop = before_comma(words, stop)
    begin = clause_begin(words, content_stop)
    if _only_opening(words, range(begin, content_stop)):
        return range(0)
    return range(begin, content_stop)


def _only_opening(words: Sequence[Word], content: range) -> bool:
    """Whether it is an adverbial before the main clause, not a statement."""
    if not content:
        return True
    if words[content.start].quote >= 0:
        return False
    return len(content) < _SHORTEST or (
        _opens(words[content.start]) and not _goes_on(words, content)
    )


def _opens(word: Word) -> bool:
    return word.lower in cues.PREPOSITIONS | cues.CLAUSE_STARTS | cues.ADVERBS


def _goes_on(words: Sequence[Word], content: range) -> bool:
    """Whether a clause of its own stands behind the adverbial: "Since May, the town has paid"."""
    for at in content:
        if words[at].lower == "," and words[at].quote < 0:
            rest = range(at + 1, content.stop)
            if len(rest) >= _SHORTEST and not _opens(words[rest.start]):
                return any(words[n].lower in cues.AUXILIARIES for n in rest)
    return False


def _content_right(words: Sequence[Word], verb: ReportingVerb, limits: Sequence[int]) -> range:
    begin = max(verb.cue.stop, verb.subject.stop if verb.subject.start >= verb.cue.stop else 0)
    stop = next((limit for limit in limits if limit > begin), last_place(words))
    stop = next(
        (at for at in range(begin, stop) if words[at].lower == ";" and words[at].quote < 0), stop
    )
    begin = _content_begin(words, verb, begin, stop)
    return range(begin, max(begin, stop))


def _content_begin(words: Sequence[Word], verb: ReportingVerb, begin: int, stop: int) -> int:
    """Skip the colon, the addressee and adjuncts before *that* or a quotation."""
    if begin < stop and words[begin].lower in {":", ","}:
        return begin + 1
    near = range(begin, min(stop, begin + 12))
    that = next((at for at in near if words[at].lower == "that" and words[at].quote < 0), None)
    quote = next((at for at in near if words[at].quote >= 0), None)
    punctuated = next((at for at in near if words[at].lower in ",:"), stop)
    if that is not None and (verb.base in cues.CLAUSE) and (quote is None or that < quote):
        return that
    if quote is not None and punctuated < quote and quote == punctuated + 1:
        return quote
    if verb.base in cues.TAKES_ADDRESSEE and verb.subject.start < verb.cue.stop:
        return _after_addressee(words, begin, stop)
    return _after_day(words, begin, stop)


def _after_addressee(words: Sequence[Word], begin: int, stop: int) -> int:
    at = begin
    while at < stop and (words[at].lower in cues.DETERMINERS or not words[at].is_mark):
        at += 1
        if not (words[at - 1].capital and at < stop and words[at].capital) and (
            words[at - 1].lower not in cues.DETERMINERS
        ):
            break
    return _after_day(words, at, stop)


def _after_day(words: Sequence[Word], begin: int, stop: int) -> int:
    at = begin
    if at + 1 < stop and words[at].lower == "on" and words[at + 1].lower in cues.DAYS:
        return at + 2
    while at < stop and words[at].lower in cues.DAYS:
        at += 1
    return at


def _is_adjunct(words: Sequence[Word], content: range) -> bool:
    """Whether what follows a cue only says when, where or to whom."""
    if not content:
        return True
    if any(words[at].quote >= 0 for at in content):
        return False
    first = words[content.start]
    if first.lower in cues.PREPOSITIONS | cues.DAYS | cues.ADVERBS | {"when", "while", "as", ","}:
        return True
    return all(words[at].is_mark for at in content)


def _quoted(words: Sequence[Word], content: range) -> bool:
    return bool(content) and words[content.start].quote >= 0


def last_place(words: Sequence[Word]) -> int:
    """Past the last word that is not the sentence's full stop."""
    stop = len(words)
    while stop and words[stop - 1].lower in {".", "!", "?", "\u2026"} and words[stop - 1].quote < 0:
        stop -= 1
    return stop


def clause_begin(words: Sequence[Word], at: int) -> int:
    """Where the stretch that ends before ``at`` begins: after a semicolon, or at the start."""
    for place in range(at - 1, -1, -1):
        if words[place].lower == ";" and words[place].quote < 0:
            return place + 1
    return 0
