"""Verbs that report in a sentence: their helping words, their subjects, by word order alone."""

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

CONJUNCTIONS = frozenset("but while and although as however though".split())
_BE = frozenset("is are was were be been being".split())
_AGENT_AFTER = {
    **dict.fromkeys(
        "told informed assured warned advised notified reminded instructed".split(), "by"
    ),
    **dict.fromkeys("heard learned learnt".split(), "from"),
}
_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_QUOTED = frozenset(("quoted", "cited"))
_FAR = 15


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A cue verb with what its place in the sentence says.

    ``opens`` is where its clause begins; ``subject`` is empty where a passive names no agent.
    """

    base: str
    cue: range
    subject: range
    opens: int
    follows_content: bool


def reporting_verbs(words: Sequence[Word]) -> Iterator[ReportingVerb]:
    """The verbs of a sentence that may report, in order, outside its quotations."""
    last_subject = range(0)
    for at, word in enumerate(words):
        if word.quote >= 0 or (word.capital and at):
            continue
        told = _told_by(words, at)
        verb = told or _active(words, at, last_subject)
        if verb is not None:
            last_subject = last_subject if told else verb.subject
            yield verb


def _told_by(words: Sequence[Word], at: int) -> ReportingVerb | None:
    """*had been told by an official that*, *heard from her that*: whom it comes from speaks.

    *was told that* reports nobody who is named.
    """
    particle = _AGENT_AFTER.get(words[at].lower)
    if particle is None:
        return None
    begin = at
    while begin and _helps(words[begin - 1]):
        begin -= 1
    if particle == "by" and not any(word.lower in _BE for word in words[begin:at]):
        return None
    patient = subject_before(words, begin)
    opens = _before_conjunction(words, patient.start) if patient else begin
    after = words[at + 1].lower if at + 1 < len(words) else ""
    base = cues.BASE_OF.get(words[at].lower, "tell")
    if after == particle:
        agent = range(at + 2, noun_phrase_end(words, at + 2))
        return ReportingVerb(base, range(begin, at + 2), agent, opens, False) if agent else None
    if after == "that" and particle == "by":
        return ReportingVerb(base, range(begin, at + 1), range(0), opens, False)
    return None


def _active(words: Sequence[Word], at: int, last: range) -> ReportingVerb | None:
    base = cues.BASE_OF.get(words[at].lower)
    if base is None:
        return None
    cue = _cue_range(words, at, base)
    return _placed(words, base, cue, last) if cue is not None else None


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


def _placed(words: Sequence[Word], base: str, cue: range, last: range) -> ReportingVerb | None:
    """Find the subject: before the verb, behind it, or that of the clause before."""
    if _is_inverted(words, cue):
        subject = range(cue.stop, noun_phrase_end(words, cue.stop))
        if subject and can_speak(words, subject):
            return ReportingVerb(base, cue, subject, before_comma(words, cue.start), True)
    if cue.start and words[cue.start - 1].lower == "as":
        return _quoted_as(words, base, cue)
    if not _is_participle(words, cue):
        subject = subject_before(words, cue.start)
        if subject and can_speak(words, subject):
            opens = _before_conjunction(words, subject.start)
            after_content = _ends_clause(words, subject.start)
            return ReportingVerb(base, cue, subject, opens, after_content)
    if last and _continues(words, cue):
        opens = _before_conjunction(words, cue.start)
        return ReportingVerb(base, cue, last, opens, False)
    return None


def _quoted_as(words: Sequence[Word], base: str, cue: range) -> ReportingVerb | None:
    """*quoted the bishop as saying*: who stands between the two speaks; *was quoted as saying*."""
    end = cue.start - 1
    if end and words[end - 1].lower in _QUOTED:
        begin = end - 1
        while begin and _helps(words[begin - 1]):
            begin -= 1
        subject = subject_before(words, begin)
        opens = _before_conjunction(words, subject.start) if subject else begin
        whole = range(begin, cue.stop)
        return ReportingVerb(base, whole, subject, opens, False) if subject else None
    for at in range(end - 1, max(-1, end - _FAR), -1):
        if words[at].lower in _QUOTING:
            subject = range(at + 1, end)
            whole = range(end, cue.stop)
            return ReportingVerb(base, whole, subject, subject.start, False) if subject else None
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


def before_comma(words: Sequence[Word], at: int) -> int:
    """The place before ``at``, or before the comma in front of it."""
    return at - 1 if at and words[at - 1].lower == "," else at


def _before_conjunction(words: Sequence[Word], at: int) -> int:
    """The place before the comma and conjunction that part this clause from the one before."""
    if at and words[at - 1].lower in CONJUNCTIONS:
        at -= 1
    return before_comma(words, at)
