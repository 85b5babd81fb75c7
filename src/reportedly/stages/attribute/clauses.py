"""Who reports what in one sentence, by word order alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.stages.attribute import cues
from reportedly.stages.attribute.noun_phrases import (
    can_speak,
    noun_phrase_end,
    subject_before,
)
from reportedly.stages.attribute.words import Word

_CONJUNCTIONS = frozenset("but while and although as however though".split())
_AS_VERBS = frozenset(
    "reported noted confirmed stated claimed described quoted cited announced acknowledged".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One finding: half-open ranges of places in the sentence's words. ``form`` names the rule."""

    source: range
    cue: range
    content: tuple[range, ...]
    form: str


@dataclass(frozen=True, slots=True)
class _Verb:
    """A cue verb with what its place in the sentence says. ``opens`` is where its clause begins."""

    base: str
    cue: range
    subject: range
    opens: int
    follows_content: bool


def clauses(words: Sequence[Word]) -> list[Clause]:
    """The attributions of one sentence, in order of their cues."""
    verbs = list(_verbs(words))
    phrases = list(_phrases(words))
    found = [clause for phrase in phrases for clause in _phrase_clause(words, phrase)]
    limits = sorted(
        [verb.opens for verb in verbs if _is_set_off(words, verb.opens)]
        + [phrase.opens for phrase in phrases]
    )
    for verb in verbs:
        found += _verb_clause(words, verb, limits)
    return sorted(found, key=lambda clause: (clause.cue.start, clause.cue.stop))


def _is_set_off(words: Sequence[Word], at: int) -> bool:
    """Whether a clause begins with a comma or a conjunction, and is no part of the one before."""
    return words[at].lower == "," or words[at].lower in _CONJUNCTIONS


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
    return 3 if (first, second, third) == ("in", "the", "words") else 0


def _phrase_clause(words: Sequence[Word], phrase: _Phrase) -> Iterator[Clause]:
    after = phrase.source.stop
    if phrase.opens <= 1:
        if after < len(words) and words[after].lower == ",":
            content = range(after + 1, _last(words))
            if content:
                yield Clause(phrase.source, phrase.cue, (content,), "according-first")
        return
    begin = _clause_begin(words, phrase.opens)
    content = range(begin, phrase.opens)
    if len(content) > 1:
        yield Clause(phrase.source, phrase.cue, (content,), "according-after")


def _clause_begin(words: Sequence[Word], at: int) -> int:
    """Where the stretch that ends before ``at`` begins: after a semicolon, or at the start."""
    for place in range(at - 1, -1, -1):
        if words[place].lower == ";" and words[place].quote < 0:
            return place + 1
    return 0


# ---------------------------------------------------------------- verbs


def _verbs(words: Sequence[Word]) -> Iterator[_Verb]:
    last_subject = range(0)
    for at, word in enumerate(words):
        base = cues.BASE_OF.get(word.lower)
        if base is None or word.quote >= 0 or (word.capital and at):
            continue
        cue = _cue_range(words, at, base)
        if cue is None:
            continue
        verb = _placed(words, base, cue, last_subject)
        if verb is not None:
            last_subject = verb.subject
            yield verb


def _cue_range(words: Sequence[Word], at: int, base: str) -> range | None:
    """The cue with its helping words before and its particle behind; None where it is no verb."""
    begin = at
    while begin and _helps(words[begin - 1]):
        begin -= 1
    end = at + 1
    if end < len(words) and words[end].lower in cues.PARTICLES.get(base, ()):
        end += 1
    elif base in cues.NEEDS_PARTICLE:
        return None
    helpers = {word.lower for word in words[begin:at]}
    if (
        "to" in helpers
        or _is_noun(words, begin, at, base, helpers)
        or _is_passive(words[at], helpers)
    ):
        return None
    return range(begin, end)


def _helps(word: Word) -> bool:
    if word.quote >= 0 or word.is_mark:
        return False
    return (
        word.lower in cues.AUXILIARIES
        or word.lower in cues.ADVERBS
        or word.lower.endswith(("n't", "n\u2019t"))
        or (word.lower.endswith("ly") and not word.capital)
    )


def _is_noun(words: Sequence[Word], begin: int, at: int, base: str, helpers: set[str]) -> bool:
    """A form that may be a noun, after a determiner, a preposition or nothing."""
    if words[at].lower.endswith(("ed", "ing")) or helpers - {"to"}:
        return False
    before = words[begin - 1].lower if begin else ""
    is_nominal = words[at].lower in {base, base + "s"}
    return is_nominal and (
        before in cues.DETERMINERS - {"both", "all", "some", "many", "most"}
        or before in cues.PREPOSITIONS
        or before.endswith(("'s", "\u2019s"))
        or not before
    )


def _is_passive(word: Word, helpers: set[str]) -> bool:
    participle = word.lower.endswith("ed") or word.lower in {"told", "written", "known", "found"}
    return participle and bool(helpers & {"is", "are", "was", "were", "be", "been", "being"})


def _placed(words: Sequence[Word], base: str, cue: range, last: range) -> _Verb | None:
    """Find the subject: before the verb, behind it, or that of the clause before."""
    if _is_inverted(words, cue):
        subject = range(cue.stop, noun_phrase_end(words, cue.stop))
        if subject and can_speak(words, subject):
            return _Verb(base, cue, subject, _before_comma(words, cue.start), True)
    if _is_participle(words, cue):
        if last and _continues(words, cue):
            return _Verb(base, cue, last, _before_conjunction(words, cue.start), False)
        return None
    subject = subject_before(words, cue.start)
    if subject and can_speak(words, subject):
        opens = _before_conjunction(words, subject.start)
        return _Verb(base, cue, subject, opens, _ends_clause(words, subject.start))
    if last and _continues(words, cue):
        return _Verb(base, cue, last, _before_conjunction(words, cue.start), False)
    return None


def _is_participle(words: Sequence[Word], cue: range) -> bool:
    """``saying`` without ``is`` or ``was``: it has the subject of the clause before."""
    return words[cue.start].lower.endswith("ing") or (
        words[cue.stop - 1].lower.endswith("ing") and len(cue) == 1
    )


def _is_inverted(words: Sequence[Word], cue: range) -> bool:
    if cue.start == 0 or cue.stop >= len(words) or len(cue) > 2:  # noqa: PLR2004
        return False
    before, after = words[cue.start - 1], words[cue.stop]
    parted = before.quote >= 0 or before.lower in ",?!"
    names = after.capital or after.lower in cues.DETERMINERS or after.lower in cues.PRONOUNS
    return parted and names and after.quote < 0


def _continues(words: Sequence[Word], cue: range) -> bool:
    """Whether the verb goes on with the subject before it: "and said", ", adding"."""
    before = words[cue.start - 1].lower if cue.start else ""
    participle = words[cue.stop - 1].lower.endswith("ing")
    return before in {"and", "but", "or"} or (participle and before in {",", "by", "while"})


def _ends_clause(words: Sequence[Word], start: int) -> bool:
    """Whether what stands before the subject may be the content: a comma or a quotation."""
    if start == 0:
        return False
    before = words[start - 1]
    return before.quote >= 0 or before.lower in {",", "\u2014", "-", "?", "!"}


def _before_comma(words: Sequence[Word], at: int) -> int:
    return at - 1 if at and words[at - 1].lower == "," else at


def _before_conjunction(words: Sequence[Word], at: int) -> int:
    """The place before the comma and conjunction that part this clause from the one before."""
    if at and words[at - 1].lower in _CONJUNCTIONS:
        at -= 1
    return _before_comma(words, at)


# ---------------------------------------------------------------- contents


def _verb_clause(words: Sequence[Word], verb: _Verb, limits: Sequence[int]) -> Iterator[Clause]:
    right = _content_right(words, verb, limits)
    left = _content_left(words, verb)
    if verb.follows_content and left and (_is_adjunct(words, right) or _quoted(words, right)):
        more = (right,) if _quoted(words, right) else ()
        yield Clause(verb.subject, verb.cue, (left, *more), "content-first")
    elif len(right) and (len(right) > 1 or _quoted(words, right)) and _reports(words, verb, right):
        yield Clause(verb.subject, verb.cue, (right,), _right_form(words, verb, right))


def _reports(words: Sequence[Word], verb: _Verb, right: range) -> bool:
    """Whether a verb that has other meanings too is followed by what shows that it reports."""
    if verb.base not in cues.WEAK or words[verb.cue.stop - 1].lower in cues.STRONG_FORMS:
        return True
    return _quoted(words, right) or words[right.start].lower == "that"


def _right_form(words: Sequence[Word], verb: _Verb, right: range) -> str:
    if _quoted(words, right):
        return "quote-after"
    if words[right.start].lower == "that":
        return "that-clause"
    return "clause" if verb.base in cues.CLAUSE else "phrase"


def _content_left(words: Sequence[Word], verb: _Verb) -> range:
    stop = min(verb.cue.start, verb.subject.start)
    content_stop = _before_comma(words, stop)
    begin = _clause_begin(words, content_stop)
    if _only_opening(words, range(begin, content_stop)):
        return range(0)
    return range(begin, content_stop)


def _only_opening(words: Sequence[Word], content: range) -> bool:
    """Whether it is an adverbial before the main clause, not a statement."""
    if not content:
        return True
    first = words[content.start]
    if first.quote >= 0:
        return False
    return first.lower in cues.PREPOSITIONS | cues.CLAUSE_STARTS | cues.ADVERBS or len(content) < 3  # noqa: PLR2004


def _content_right(words: Sequence[Word], verb: _Verb, limits: Sequence[int]) -> range:
    begin = max(verb.cue.stop, verb.subject.stop if verb.subject.start >= verb.cue.stop else 0)
    stop = next((limit for limit in limits if limit > begin), _last(words))
    stop = next(
        (at for at in range(begin, stop) if words[at].lower == ";" and words[at].quote < 0), stop
    )
    begin = _content_begin(words, verb, begin, stop)
    return range(begin, max(begin, stop))


def _content_begin(words: Sequence[Word], verb: _Verb, begin: int, stop: int) -> int:
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
    if verb.base in cues.TAKES_ADDRESSEE:
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


def _last(words: Sequence[Word]) -> int:
    """Past the last word that is not the sentence's full stop."""
    stop = len(words)
    while stop and words[stop - 1].lower in {".", "!", "?", "\u2026"} and words[stop - 1].quote < 0:
        stop -= 1
    return stop
