"""Who reports what in one sentence, by word order alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.stages.attribute.contents import Clause, clause_begin, last_place, verb_clause
from reportedly.stages.attribute.noun_phrases import noun_phrase_end
from reportedly.stages.attribute.reporting_nouns import noun_clauses, self_descriptions
from reportedly.stages.attribute.reporting_verbs import CONJUNCTIONS, reporting_verbs
from reportedly.stages.attribute.words import Word

_AS_VERBS = frozenset(
    "reported noted confirmed stated claimed described quoted cited announced acknowledged".split()
)


def clauses(words: Sequence[Word]) -> list[Clause]:
    """The attributions of one sentence, in order of their cues."""
    verbs = list(reporting_verbs(words))
    phrases = list(_phrases(words))
    found = [clause for phrase in phrases for clause in _phrase_clause(words, phrase)]
    limits = sorted(
        [verb.opens for verb in verbs if _is_set_off(words, verb.opens)]
        + [phrase.opens for phrase in phrases]
    )
    found += [*noun_clauses(words), *self_descriptions(words)]
    for verb in verbs:
        found += verb_clause(words, verb, limits)
    return sorted(found, key=lambda clause: (clause.cue.start, clause.cue.stop))


def _is_set_off(words: Sequence[Word], at: int) -> bool:
    """Whether a clause begins with a comma or a conjunction, and is no part of the one before."""
    return words[at].lower == "," or words[at].lower in CONJUNCTIONS


# ---------------------------------------------------------------- according to, as reported by


@dataclass(frozen=True, slots=True)
class _Phrase:
    cue: range
    source: range
    opens: int


def _phrases(words: Sequence[Word]) -> Iterator[_Phrase]:
    for at in range(len(words) - 2):
        if words[at].quote >= 0:
            continue
        size = _phrase_size(words, at)
        if size:
            closed = at == 0
            source = range(at + size, noun_phrase_end(words, at + size, closed=closed))
            if source:
                before = at - 1 if at and words[at - 1].lower in ",\u2014-" else at
                yield _Phrase(range(at, at + size), source, before)


def _phrase_size(words: Sequence[Word], at: int) -> int:
    first, second, third = (word.lower for word in words[at : at + 3])
    if first == "according" and second == "to":
        return 2
    if first == "as" and second in _AS_VERBS and third == "by":
        return 3
    of_whom = words[at + 3].lower if at + 3 < len(words) else ""
    return 4 if (first, second, third, of_whom) == ("in", "the", "words", "of") else 0


def _phrase_clause(words: Sequence[Word], phrase: _Phrase) -> Iterator[Clause]:
    after = phrase.source.stop
    comma = after < len(words) and words[after].lower == ","
    opened = phrase.opens > 1 and words[phrase.opens - 1].lower == "that"
    if phrase.opens <= 1 or opened:
        content = range(after + comma, last_place(words))
        if content and (comma or opened):
            yield Clause(phrase.source, phrase.cue, (content,), "according-first")
        return
    begin = clause_begin(words, phrase.opens)
    content = range(begin, phrase.opens)
    if len(content) > 1:
        yield Clause(phrase.source, phrase.cue, (content,), "according-after")
