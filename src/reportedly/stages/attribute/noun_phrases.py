"""Noun phrases by word order: subjects before a verb, speakers behind it, appositions."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.stages.attribute import cues
from reportedly.stages.attribute.words import Word

_FAR = 25
_MOST_APPOSITIONS = 4
_BREAKS = frozenset(",;:()[]\u2014\u2013-/?!.")
_DASHES = frozenset("\u2014\u2013-")


def subject_before(words: Sequence[Word], end: int) -> range:
    """The noun phrase that ends before ``end``: a name, with its apposition, or before *who*."""
    if end and words[end - 1].lower in {"who", "which"}:
        return _antecedent(words, end - 1)
    if end and words[end - 1].lower == "," and words[end - 1].quote < 0:
        return _with_apposition(words, end - 1)
    if end and words[end - 1].lower in _DASHES and words[end - 1].quote < 0:
        return _before_aside(words, end - 1)
    return _chunk_before(words, end)


def _antecedent(words: Sequence[Word], end: int) -> range:
    stop = end - 1 if end and words[end - 1].lower in {",", "\u2014"} else end
    return _chunk_before(words, stop)


def _with_apposition(words: Sequence[Word], comma: int) -> range:
    """``NAME, 31, a doctor, said``: the name and all that stands between it and the last comma."""
    end = comma
    for _ in range(_MOST_APPOSITIONS):
        first = _comma_before(words, end)
        if first is None or not _opens_apposition(words[first + 1]):
            return range(0)
        name = _chunk_before(words, first)
        is_named = name and (words[name.stop - 1].capital or words[comma - 1].capital)
        if name and is_named and words[name.start].lower not in cues.PREPOSITIONS:
            return range(name.start, comma)
        end = first
    return range(0)


def _before_aside(words: Sequence[Word], dash: int) -> range:
    """``Three officers - none of them named - say``: the phrase before what two dashes set off."""
    for at in range(dash - 1, max(0, dash - _FAR), -1):
        if words[at].quote >= 0:
            break
        if words[at].lower in _DASHES:
            return _chunk_before(words, at) if at + 1 < dash else range(0)
    return range(0)


def _comma_before(words: Sequence[Word], end: int) -> int | None:
    for at in range(end - 1, max(-1, end - _FAR), -1):
        if words[at].quote >= 0:
            return None
        if words[at].lower == ",":
            return at
    return None


def _opens_apposition(word: Word) -> bool:
    return word.lower not in cues.CLAUSE_STARTS - {"who", "which", "whose", "where"}


def _chunk_before(words: Sequence[Word], end: int) -> range:
    begin = end
    while begin > max(0, end - _FAR) and not _parts(words, begin - 1):
        begin -= 1
    return _without_adjunct(words, range(begin, end))


def _parts(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.quote >= 0 or word.lower in cues.CLAUSE_STARTS:
        return True
    if word.lower in _BREAKS:
        return True
    if word.lower in {"and", "or"}:
        return not _joins_names(words, at)
    return word.lower in cues.AUXILIARIES or (
        word.lower in cues.BASE_OF and not _nominal(words, at)
    )


def _nominal(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at - 1].lower in cues.DETERMINERS | cues.PREPOSITIONS


def _joins_names(words: Sequence[Word], at: int) -> bool:
    return 0 < at < len(words) - 1 and words[at - 1].capital and words[at + 1].capital


def _without_adjunct(words: Sequence[Word], chunk: range) -> range:
    """Drop an opening phrase without a comma: "On Monday Lee", "In a speech the premier"."""
    begin = chunk.start
    while begin < chunk.stop and _opens_adjunct(words[begin]):
        begin += 1
    if begin == chunk.start or begin >= chunk.stop:
        return range(begin, chunk.stop)
    for at in range(chunk.stop - 1, begin, -1):
        starts = words[at].lower in cues.DETERMINERS or words[at].lower in cues.PRONOUNS
        if starts or (words[at].capital and not words[at - 1].capital):
            return range(at, chunk.stop)
    return range(begin, chunk.stop)


def _opens_adjunct(word: Word) -> bool:
    return word.lower in cues.PREPOSITIONS or word.lower in cues.DAYS or word.lower in cues.ADVERBS


def can_speak(words: Sequence[Word], subject: range) -> bool:
    """Whether a noun phrase may name a speaker: a pronoun, a name, or a determined noun."""
    first = words[subject.start]
    if len(subject) == 1 and first.lower in cues.PRONOUNS:
        return first.lower != "you"
    if first.lower in {"it", "this", "that", "there", "what", "which"}:
        return len(subject) == 1 and first.lower == "it"
    return any(not words[at].is_mark for at in subject)


def noun_phrase_end(words: Sequence[Word], begin: int, *, closed: bool = False) -> int:
    """Where a noun phrase that begins at ``begin`` ends, its apposition included.

    ``closed``: more of the sentence follows, so an apposition must end with a comma.
    """
    end = begin
    while end < min(len(words), begin + _FAR) and not _ends_phrase(words, end, begin):
        end += 1
    stop = _apposition_end(words, begin, end)
    if closed and (stop >= len(words) or words[stop].lower != ","):
        return end
    return stop


def _ends_phrase(words: Sequence[Word], at: int, begin: int) -> bool:
    word = words[at]
    if word.quote >= 0 or word.lower in cues.CLAUSE_STARTS or word.lower in _BREAKS:
        return True
    if word.lower in cues.DAYS or (word.lower in cues.AUXILIARIES and at > begin):
        return True
    if word.lower in cues.PREPOSITIONS - {"of", "for"}:
        return True
    if at > begin and word.lower in cues.DETERMINERS and not _leads_on(words[at - 1]):
        return True
    return word.lower in {"and", "or"} and not _joins_names(words, at)


def _leads_on(word: Word) -> bool:
    """Whether a noun phrase goes on with a determiner behind this word: "all the", "of the"."""
    return word.lower in cues.DETERMINERS | cues.PREPOSITIONS | {"and", "or"}


def _apposition_end(words: Sequence[Word], begin: int, end: int) -> int:
    if end >= len(words) - 1 or words[end].lower != "," or not words[begin].capital:
        return end
    after = words[end + 1]
    if after.capital or after.lower not in {"a", "an", "the", "who", "whose"}:
        return end
    stop = end + 1
    while stop < min(len(words), end + _FAR):
        if words[stop].lower in ",.;" or words[stop].quote >= 0:
            break
        stop += 1
    return stop
