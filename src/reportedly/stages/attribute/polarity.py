"""How a page puts a statement: by the words of its cue, its source, and those just before it.

Whether the statement is true plays no part, nor does what others say of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model.kinds import Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute import cues

_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_NEAR = 80
_HEAD_WORDS = 5
_HELPERS = 40

_NEGATES = frozenset("not never neither nor cannot".split())
_NOBODY = frozenset("nobody none neither few no".split())
_DENIES = frozenset(
    "deny denies denied denying denial dispute disputes disputed disputing refute refutes refuted "
    "refuting disavow disavows disavowed disown disowns disowned rebut rebuts rebutted contradict "
    "contradicts contradicted contradicting debunk debunks debunked".split()
)
_REFUSES = frozenset("refuse refuses refused refusing decline declines declined declining".split())
# With a negation or a refusal these leave open what is thought: "did not reject".
_OPEN = _DENIES | frozenset("reject rejects rule rules exclude confirm confirms confirmed".split())
# Deny a claim, but say no to anything else: "rejected the report", "rejected the offer".
_TURNS_DOWN = re.compile(
    r"\b(?:reject|dismiss|brush|shrug|laugh|wave|call|label|brand|describ|den(?:y|i)|slam)\w*\b"
)
_CLAIMS = frozenset(
    "claim claims report reports reporting rumour rumours rumor rumors allegation allegations "
    "accusation accusations charge charges suggestion suggestions reading account accounts notion "
    "story stories speculation assertion assertions insinuation insinuations finding findings "
    "rumours".split()
)
_UNTRUE = frozenset(
    "false untrue invention inventions fabrication fabrications lie lies nonsense baseless "
    "unfounded rubbish fake hoax fiction absurd".split()
)
_UNSAID = re.compile(
    r"\b(?:stopp?(?:ed|s|ing)? short of|yet to|fail(?:s|ed|ing)? to|avoid(?:s|ed|ing)?)\b"
    r" (?P<verbs>.+)"
)
_RULES_OUT = re.compile(r"\brul(?:e[sd]?|ing) out\b")
_DOUBTS = re.compile(
    r"\bdoubt(?:s|ed|ing|ful)?\b|\bquestion(?:ed|ing)\b|^questions\b|^challeng(?:es|ed|ing)\b"
    r"|\bwonder(?:s|ed|ing)?\b|\bs[ck]eptical\b"
)
_ASKS = frozenset(
    "ask asks asked asking question wonder inquire inquires inquired inquiring".split()
)
_INTERROGATIVES = frozenset("if whether who whom what when where why how which about".split())
_UNSURE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|seemingly|perhaps|maybe|possibly"
    r"|probably)\b|^(?:alleged|purported)\b"
    r"|\b(?:seem|appear)(?:s|ed|ing)?\b|\b(?:may|might|could) (?:have (?!to\b)|be \w+ing\b)"
    r"|\b(?:is|are|was|were|been) (?:\w+ly )?(?:said|believed|thought|rumou?red|reported|understood"
    r"|alleged|assumed|presumed|known) to\b|\brumou?red\b"
    r"|\b(?:could not|couldn['\u2019]t|unable to|cannot|can['\u2019]t) (?:say|tell)\b"
    r"|\bwould have us believe\b"
)
_PERHAPS = re.compile(r"\b(?:perhaps|maybe|possibly|probably)\b")
_COMING = re.compile(
    r"\b(?:will|shall|should|can|going to|about to"
    r"|(?:expected|set|due|likely|scheduled|poised|ready|prepared|supposed) to"
    r"|(?:plan|intend|hope|mean|want|aim|prepar|wait)\w* to"
    r"|\w+['\u2019]ll)\b (?P<verbs>.*)"
)
_CONDITIONAL = re.compile(r"\b(?:would(?! (?:like|rather|prefer)\b)|could|might|may)\b")
_CONDITION = re.compile(r"\b(?:(?<!as )if|unless|suppose|supposing|in case)\s*$")
_ANYBODY = re.compile(r"whoever|anyone who\b|if\b|unless\b")
_INVERTED = re.compile(r"\s*(?:should|had|were) (?!been\b)", re.IGNORECASE)
_PAGE_ASKS = re.compile(
    r"\s*(?:did|does|do|has|have|had|was|were|is|will|would|could|can) ", re.IGNORECASE
)
_ASKING_FIRST = _INTERROGATIVES | frozenset(
    "is are was were am do does did has have had will would can could shall should may might isn't "
    "aren't don't doesn't didn't won't can't".split()
)
_MARKS = re.compile('["\u201c\u201d]')
_WHETHER = re.compile(r"\bwhether(?: or not)?\s*$")
_OWN_MEANING = frozenset((("i", "mean"), ("you", "mean"), ("we", "mean")))
_INTERPRETS = re.compile(
    r"\b(?:impl(?:y|ies|ied|ying)|insinuat\w+|hint(?:s|ed|ing)?|pretend(?:s|ed|ing)?|mean(?:s|ing|t)?"
    r"|tantamount|amount(?:s|ed|ing)? to|acknowledge?ment|falsely|wrongly|misleadingly|mistakenly"
    r"|incorrectly|baselessly|dishonestly|untruthfully|erroneously|effectively|implicitly|tacitly)\b"
    r"|\bin effect\b|\bas good as\b|\ball but\b|\bagainst all evidence\b|\bwithout evidence\b"
    r"|\bin other words\b"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """The words that are read, in small letters.

    Of the cue, of the clause up to it, of that clause before the source, and of the content.
    """

    cue: str
    words: frozenset[str]
    clause: str
    before: str
    source: str
    nobody: bool
    asks: bool
    page_asks: bool
    head: frozenset[str]


def polarity_of(
    text: str,
    source: Sequence[Span],
    cue: Sequence[Span],
    content: Sequence[Span],
    lead: Span,
) -> Polarity:
    """Read the polarity off the words; ``lead`` is the part of the sentence before the cue."""
    said = _read(text, source, cue, content, lead)
    negated = said.nobody or _is_negated(said.words)
    if _leaves_open(said, negated=negated):
        return Polarity.HEDGED
    if _denies(said, negated=negated):
        return Polarity.DENIED
    if said.page_asks or _questions(said, negated=negated):
        return Polarity.QUESTIONED
    if _UNSURE.search(said.cue) or _PERHAPS.search(said.clause):
        return Polarity.HEDGED
    if _is_to_come(said) or _CONDITIONAL.search(said.cue) or _is_condition(said):
        return Polarity.HYPOTHETICAL
    own = (said.source, said.cue) in _OWN_MEANING
    read = _INTERPRETS.search(said.cue) and not own
    return Polarity.INTERPRETIVE if read else Polarity.ASSERTED


def _leaves_open(said: _Said, *, negated: bool) -> bool:
    """Neither yes nor no: *does not deny*, *refused to rule out*, *could not say*."""
    withheld = negated or bool(said.words & _REFUSES)
    return (withheld and bool(said.words & _OPEN)) or (
        negated and bool(re.search(r"\bcould(?:n['\u2019]t| not) (?:say|tell)\b", said.cue))
    )


def _denies(said: _Said, *, negated: bool) -> bool:
    if said.words & (_DENIES | _REFUSES) or _RULES_OUT.search(said.cue):
        return True
    if _reports(_UNSAID.search(said.cue)):
        return True
    if negated:
        return any(word in cues.REPORTING for word in said.words)
    claim = said.head & _CLAIMS
    return bool(claim and _TURNS_DOWN.search(said.cue)) and (
        not re.search(r"\b(?:call|label|brand|describ)", said.cue) or bool(said.head & _UNTRUE)
    )


def _questions(said: _Said, *, negated: bool) -> bool:
    if _WHETHER.search(said.before):
        return True
    return said.asks or (bool(_DOUBTS.search(said.cue)) and not negated)


def _is_to_come(said: _Said) -> bool:
    """Whether the saying is still to come: *will say*, *is expected to announce*."""
    return _reports(_COMING.search(said.cue))


def _reports(match: re.Match[str] | None) -> bool:
    """Whether a verb that reports follows what was matched."""
    return match is not None and not cues.REPORTING.isdisjoint(_words(match["verbs"]))


def _is_condition(said: _Said) -> bool:
    """*If she says*, *should she say*, *whoever says*."""
    conditional = _CONDITION.search(said.before) or _INVERTED.match(said.clause)
    return bool(conditional or _ANYBODY.match(said.source))


def _is_negated(words: frozenset[str]) -> bool:
    return any(word in _NEGATES or word.endswith(("n't", "n\u2019t")) for word in words)


# ---------------------------------------------------------------- words


def _read(
    text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], lead: Span
) -> _Said:
    words = [word for span in _with_helpers(text, source, cue) for word in _words(span.of(text))]
    clause = _last_clause(text, lead)
    first = min((span.start for span in source), default=clause.end)
    before = Span(clause.start, max(clause.start, min(clause.end, first)))
    head = [word for span in content for word in _words(span.of(text))]
    ends = text[content[-1].end : content[-1].end + 2] if content else ""
    return _Said(
        cue=" ".join(words),
        words=frozenset(words),
        clause=clause.of(text).casefold(),
        before=before.of(text).casefold(),
        source=" ".join(span.of(text) for span in source).casefold(),
        nobody=bool(source) and not _NOBODY.isdisjoint(_words(source[0].of(text))[:1]),
        asks=not _ASKS.isdisjoint(words) and _is_question(text, words, cue, content),
        page_asks=(
            ("?" in ends and bool(_PAGE_ASKS.match(clause.of(text))))
            or (ends.startswith("?") and _is_doubted(text, cue, content))
        ),
        head=frozenset(head[:_HEAD_WORDS] + head[-_HEAD_WORDS:]),
    )


def _is_doubted(text: str, cue: Sequence[Span], content: Sequence[Span]) -> bool:
    """*The minister concedes the dam is lost?*: the page asks, and what is said is no question."""
    said = text[content[0].start : content[-1].end]
    first = next(iter(_words(said)), "")
    follows = bool(cue) and cue[-1].end <= content[0].start
    plain = follows and ":" not in text[cue[0].start : content[0].start]
    return plain and first not in _ASKING_FIRST and not _MARKS.search(said)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORDS.findall(text)]


def _with_helpers(text: str, source: Sequence[Span], cue: Sequence[Span]) -> list[Span]:
    """The cue with the words between the source and it: "is expected to" before *announce*."""
    if not cue or not source or not 0 < cue[0].start - source[-1].end <= _HELPERS:
        return list(cue)
    between = text[source[-1].end : cue[0].start]
    if any(not (mark.isalnum() or mark.isspace() or mark in "'\u2019") for mark in between):
        return list(cue)
    return [Span(source[-1].end, cue[0].end), *cue[1:]]


def _is_question(
    text: str, words: Sequence[str], cue: Sequence[Span], content: Sequence[Span]
) -> bool:
    """Whether a question is asked, not a favour: *whether* before it, or a question mark."""
    first = content[0]
    is_near = bool(cue) and first.start - _NEAR <= cue[-1].end <= first.start
    begin = cue[-1].end if is_near else first.start
    near = _words(text[begin : first.start]) + _words(first.of(text))[:1] + list(words[-1:])
    return not _INTERROGATIVES.isdisjoint(near) or "?" in content[-1].of(text)


def _last_clause(text: str, lead: Span) -> Span:
    """What stands after the last comma before the cue."""
    comma = text.rfind(",", lead.start, lead.end)
    return Span(lead.start if comma < 0 else comma + 1, lead.end)
