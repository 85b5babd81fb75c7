"""Does the source carry the claim? Undecided wherever the rules are not sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from reportedly.model.kinds import OperationKind, VariantKind, Verdict
from reportedly.model.spans import Span
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.parts import HOLE, quoted_parts, sentences_of
from reportedly.stages.check.sources import Match, Source, best_match, says_the_same
from reportedly.text.compare import Step, Stretch, stretch
from reportedly.text.function_words import is_content, is_negation, is_number

_FRAME_WORDS = """
deny denies denied denying denial reject rejects rejected refuse refuses refused refute refutes
refuted dismiss dismisses dismissed doubt doubts doubted dispute disputes disputed false falsely
untrue wrong wrongly lie lies rumour rumours rumor rumors allegedly supposedly unless if whether
would could might may
"""
_FRAMES = frozenset(_FRAME_WORDS.split())
_REST_OF_SENTENCE = 3
_CLOSE = 0.8
_PARTLY = 0.9
_MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, how sure it is, and the source's words that it rests on."""

    verdict: Verdict
    confidence: float
    evidence: tuple[Span, ...]
    steps: tuple[Step, ...]
    share: float


_NOTHING = Outcome(Verdict.UNDECIDED, 0.5, (), (), 0.0)


def judge_quotation(
    text: str,
    at: int,
    source: Source,
    config: CheckConfig,
    *,
    sentence: bool,
    complete: bool = False,
) -> Outcome:
    """Hold quoted words against the source; each part between ellipses by itself.

    ``complete``: the source is cited itself, and all of it is here, so that a sentence of the
    quotation that stands nowhere in it is missing.
    """
    parts = list(islice(quoted_parts(text, at), _MOST_PARTS))
    size = sum(len(part.words) for part in parts)
    if size < config.least_words or len(parts) == _MOST_PARTS:
        return _NOTHING
    if complete and (partly := judge_sentences(parts, source, config)):
        return partly
    matches = [best_match(source, part) for part in parts]
    found = [one for one in matches if one is not None]
    share = _mean_share(parts, matches)
    if share >= config.found:
        verdict, confidence = Verdict.ALTERED, 0.85
        if len(found) == len(parts):
            verdict, confidence = _found_verdict(parts, found, source, sentence=sentence)
        return _outcome(verdict, confidence, found, source, share)
    is_absent = share <= config.absent and size >= config.absent_words
    verdict = Verdict.NOT_IN_SOURCE if is_absent else Verdict.UNDECIDED
    return Outcome(verdict, 0.9 if is_absent else 0.5, (), (), share)


def _mean_share(parts: Sequence[Stretch], matches: Sequence[Match | None]) -> float:
    total = sum(len(part.words) for part in parts)
    kept = sum(
        len(part.words) * match.share for part, match in zip(parts, matches, strict=True) if match
    )
    return kept / total


def judge_sentences(
    parts: Sequence[Stretch], source: Source, config: CheckConfig
) -> Outcome | None:
    """Partly supported: some sentences stand in the source word for word, the others nowhere.

    None where any sentence is neither: then the quotation is judged as a whole.
    """
    sentences = [one for part in parts for one in sentences_of(part)]
    matches = [best_match(source, one) for one in sentences]
    carried = [
        match
        for one, match in zip(sentences, matches, strict=True)
        if match and len(one.words) >= config.least_words and not any(_harmful(match, source, one))
    ]
    missing = [
        one
        for one, match in zip(sentences, matches, strict=True)
        if len(one.words) >= config.absent_words and (match is None or match.share <= config.absent)
    ]
    if not carried or not missing or len(carried) + len(missing) < len(sentences):
        return None
    share = _mean_share(sentences, matches)
    return _outcome(Verdict.PARTLY_SUPPORTED, _PARTLY, carried, source, share)


def _found_verdict(
    parts: Sequence[Stretch], matches: Sequence[Match], source: Source, *, sentence: bool
) -> tuple[Verdict, float]:
    changes = [
        step
        for part, match in zip(parts, matches, strict=True)
        for step in _harmful(match, source, part)
    ]
    if changes:
        return _changed_verdict(parts, matches, source, changes)
    if len(parts) > 1:
        return _elision_verdict(matches, source)
    if sentence and _goes_on(matches[0], source):
        return Verdict.TRUNCATED, 0.9
    return Verdict.VERBATIM, 0.97 if matches[0].verbatim else 0.9


def _harmful(match: Match, source: Source, part: Stretch) -> Iterator[Step]:
    """Differences beyond spelling, other ways to write a number, and marked insertions."""
    a = source.words.part(match.first, match.last)
    for step in match.steps:
        marked = step.variant is VariantKind.MARKED_INSERTION or _is_marked(step, part)
        if not marked and not says_the_same(step, a, part):
            yield step


def _is_marked(step: Step, part: Stretch) -> bool:
    """Whether an editor's brackets stand where the source's words are missing."""
    gap = part.with_marks(step.operation.b_start, step.operation.b_end)
    return step.kind is OperationKind.DELETION and HOLE in gap


def _changed_verdict(
    parts: Sequence[Stretch], matches: Sequence[Match], source: Source, changes: Sequence[Step]
) -> tuple[Verdict, float]:
    close = min(match.share for match in matches) >= _CLOSE
    if close and len(parts) == 1 and _only_negates(matches[0], source, parts[0], changes):
        return Verdict.CONTRADICTED, 0.9
    return Verdict.ALTERED, 0.93 if close else 0.75


def _only_negates(match: Match, source: Source, part: Stretch, changes: Sequence[Step]) -> bool:
    """Whether a *not* more or less is the whole difference, beside other small words."""
    a = source.words.part(match.first, match.last)
    flips = sum(map(is_negation, a.words)) % 2 != sum(map(is_negation, part.words)) % 2
    return flips and not any(_has_weight(step, a, part) for step in changes)


def _has_weight(step: Step, a: Stretch, b: Stretch) -> bool:
    """Whether a difference has a content word or a number in it."""
    words = (
        *a.words[step.operation.a_start : step.operation.a_end],
        *b.words[step.operation.b_start : step.operation.b_end],
    )
    return any((is_content(word) or is_number(word)) and not is_negation(word) for word in words)


def _elision_verdict(matches: Sequence[Match], source: Source) -> tuple[Verdict, float]:
    """Parts in the source's order, within a sentence and without a lost *not*: only shortened.

    Not even that where the source has the ellipsis itself.
    """
    if all(left.last == right.first for left, right in pairwise(matches)):
        return Verdict.VERBATIM, 0.9
    for left, right in pairwise(matches):
        if right.first < left.last:
            return Verdict.ALTERED, 0.85
        dropped = source.words.words[left.last : right.first]
        if any(map(is_negation, dropped)) or _sentence_between(source, left, right):
            return Verdict.ALTERED, 0.85
    return Verdict.TRUNCATED, 0.9


def _sentence_between(source: Source, left: Match, right: Match) -> bool:
    """Whether whole sentences were dropped between two parts."""
    _, end = source.sentence_words(left.last - 1)
    first, _ = source.sentence_words(right.first)
    return first > end


def _goes_on(match: Match, source: Source) -> bool:
    """Whether the source's sentence begins with the claim and goes on after it."""
    first, end = source.sentence_words(match.first)
    return (
        match.first == first and end - match.last >= _REST_OF_SENTENCE and _is_open(match, source)
    )


def _is_open(match: Match, source: Source) -> bool:
    """Whether no mark closes the quotation where the claim ends."""
    between = source.words.with_marks(match.last, match.last)
    return not any(mark in between for mark in '"\u201d\u00bb.!?;')


def judge_report(text: str, at: int, source: Source, config: CheckConfig) -> Outcome:
    """Hold reported speech without marks against the source; only close wording decides."""
    part = stretch(text, at)
    if sum(map(is_content, part.words)) < config.least_words:
        return _NOTHING
    match = best_match(source, part)
    if match is None or match.share < config.same_sense or _is_framed(match, source):
        return _NOTHING
    changes = list(_harmful(match, source, part))
    a = source.words.part(match.first, match.last)
    if any(_has_weight(step, a, part) for step in changes):
        evidence = _evidence([match], source)
        return Outcome(Verdict.UNDECIDED, 0.5, evidence, match.steps, match.share)
    if _only_negates(match, source, part, changes):
        return _outcome(Verdict.CONTRADICTED, 0.85, [match], source, match.share)
    negated = any(step.variant is VariantKind.NEGATION for step in changes)
    verdict = Verdict.UNDECIDED if negated else Verdict.PARAPHRASE_SUPPORTED
    return _outcome(verdict, 0.5 if negated else 0.9, [match], source, match.share)


def _is_framed(match: Match, source: Source) -> bool:
    """Whether the source's sentence denies, doubts or conditions the words elsewhere in it."""
    first, end = source.sentence_words(match.first)
    around = (
        *source.words.words[first : match.first],
        *source.words.words[match.last : max(end, match.last)],
    )
    return any(word in _FRAMES or is_negation(word) for word in around)


def _outcome(
    verdict: Verdict, confidence: float, matches: Sequence[Match], source: Source, share: float
) -> Outcome:
    steps = tuple(step for match in matches for step in match.steps)
    return Outcome(verdict, confidence, _evidence(matches, source), steps, share)


def _evidence(matches: Sequence[Match], source: Source) -> tuple[Span, ...]:
    return tuple(source.words.place(match.first, match.last) for match in matches)
