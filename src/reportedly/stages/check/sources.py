"""A cited text, ready to be searched for the words that others give as its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportedly.model.kinds import OperationKind, VariantKind
from reportedly.model.spans import Span
from reportedly.text.compare import Step, Stretch, compare
from reportedly.text.function_words import is_content, is_number
from reportedly.text.numerals import values
from reportedly.text.sentences import sentence_spans

_CUT_SHORT = re.compile(
    r"(?:\[?(?:\.\.\.|\u2026)\]?|continue reading|read (?:the )?(?:more|full|rest)[^\n]{0,60}"
    r"|subscribe to (?:read|continue)[^\n]{0,40}|sign in to (?:read|continue)[^\n]{0,40})"
    r"\W{0,10}\Z",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll"})
_SLACK = 6
_RUN = 4
_PLACES = 3
_FUNCTION_WEIGHT = 0.25


@dataclass(frozen=True)
class Source:
    """A cited text: a page, or the part of one that is a quoted document."""

    words: Stretch
    voices: tuple[tuple[Span, str | None], ...] = ()
    """Stretches that the text gives as somebody's, with the speaker; in order."""

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each content word stands."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words.words):
            if is_content(word):
                found[word].append(index)
        return found

    @cached_property
    def runs(self) -> Mapping[tuple[str, ...], int]:
        """Where each run of a few words stands first."""
        words = self.words.words
        found: dict[tuple[str, ...], int] = {}
        for at in range(len(words) - _RUN + 1):
            found.setdefault(words[at : at + _RUN], at)
        return found

    @cached_property
    def joined(self) -> str:
        """All words, each between two spaces."""
        return f" {' '.join(self.words.words)} "

    @cached_property
    def is_cut_short(self) -> bool:
        """Whether the text ends like a teaser."""
        return bool(_CUT_SHORT.search(self.words.text[-200:].rstrip()))

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """Its sentences, in the page's code points."""
        at, text = self.words.at, self.words.text
        return [one.shifted(at) for one in sentence_spans(text, Span(0, len(text)))]

    def sentence_words(self, word: int) -> tuple[int, int]:
        """First word, and word after the last, of the sentence that holds ``word``."""
        start = self.words.starts[word]
        index = bisect_right([one.start for one in self.sentences], start) - 1
        sentence = self.sentences[max(0, index)]
        first = bisect_left(self.words.starts, sentence.start)
        return first, max(first + 1, bisect_left(self.words.starts, sentence.end))

    def is_first_person(self, span: Span) -> bool:
        """Whether the sentence around ``span`` says *I* or *me*: then it is its author's own."""
        word = bisect_left(self.words.starts, span.start)
        if word == len(self.words.words):
            return False
        first, end = self.sentence_words(word)
        return not _FIRST_PERSON.isdisjoint(self.words.words[first:end])

    def speaker_at(self, span: Span) -> str | bool | None:
        """Who the text gives ``span`` to: an actor, None where unresolved, False for nobody."""
        inside = [(len(v), speaker) for v, speaker in self.voices if v.overlaps(span)]
        return min(inside, key=lambda one: one[0])[1] if inside else False


@dataclass(frozen=True, slots=True)
class Match:
    """Words ``first:last`` of the source as the counterpart of a claim's part.

    ``share``: of the part's words, content words counting most, those that stand there unchanged.
    """

    first: int
    last: int
    steps: tuple[Step, ...]
    share: float

    @property
    def verbatim(self) -> bool:
        """Whether every word is equal."""
        return all(step.kind is OperationKind.EQUAL for step in self.steps)


def best_match(source: Source, part: Stretch) -> Match | None:
    """The place of the source that is most like ``part``; None where it shares no content word."""
    if not part.words:
        return None
    exact = _exact(source, part)
    if exact is not None:
        return exact
    found = [_match(source, part, *place) for place in _near_places(source, part)]
    return max(found, key=lambda one: (one.share, -one.first), default=None)


def _exact(source: Source, part: Stretch) -> Match | None:
    before, found, _ = source.joined.partition(f" {' '.join(part.words)} ")
    if not found:
        return None
    first = before.count(" ")
    last = first + len(part.words)
    return Match(first, last, compare(source.words.part(first, last), part), 1.0)


def _near_places(source: Source, part: Stretch) -> Iterator[tuple[int, int]]:
    """A few tight stretches that hold most of the part's content words, and one of its own runs.

    Everyday words in a row tell where the part stands when its only telling word was replaced.
    """
    wanted = {word for word in part.words if is_content(word)}
    hits = sorted((at, word) for word in wanted for at in source.places.get(word, ()))
    taken: list[tuple[int, int]] = []
    for _, _, first, last in sorted(_windows(hits, 2 * len(part.words) + _SLACK)):
        if all(last <= other[0] or other[1] <= first for other in taken):
            taken.append((first, last))
            yield first, last
        if len(taken) == _PLACES:
            break
    if place := _shared_run(source, part):
        yield place


def _shared_run(source: Source, part: Stretch) -> tuple[int, int] | None:
    """Where the part would stand if its first run of words that the source has were in place."""
    for at in range(len(part.words) - _RUN + 1):
        found = source.runs.get(part.words[at : at + _RUN])
        if found is not None:
            first = max(0, found - at)
            return first, min(len(source.words.words), first + len(part.words))
    return None


def _windows(hits: Sequence[tuple[int, str]], reach: int) -> Iterator[tuple[int, int, int, int]]:
    """For each hit the stretch that ends with it: fewer words missing first, then shorter."""
    held: Counter[str] = Counter()
    behind = 0
    for at, word in hits:
        held[word] += 1
        while at - hits[behind][0] > reach or held[hits[behind][1]] > 1:
            held[hits[behind][1]] -= 1
            behind += 1
        first = hits[behind][0]
        yield -(+held).total(), at - first, first, at + 1


def _match(source: Source, part: Stretch, first: int, last: int) -> Match:
    """Widen the place by as many words as the part has left over at its ends, then compare."""
    steps = compare(source.words.part(first, last), part)
    first, last = first - _left_over(steps[:1]), last + _left_over(steps[-1:])
    made = [
        _compared(source, part, first - before, last + after)
        for before, after in ((0, 0), (1, 0), (0, 1))
    ]
    return min(made, key=lambda one: (_changed_words(one), one.last - one.first, one.first))


def _compared(source: Source, part: Stretch, first: int, last: int) -> Match:
    first, last = max(0, first), min(len(source.words.words), last)
    steps = compare(source.words.part(first, last), part)
    first, last = _trimmed(steps, first, last)
    words = source.words.part(first, last)
    steps = compare(words, part)
    return Match(first, last, steps, _share(steps, words, part))


def _changed_words(match: Match) -> int:
    return sum(
        max(
            step.operation.a_end - step.operation.a_start,
            step.operation.b_end - step.operation.b_start,
        )
        for step in match.steps
        if step.kind is not OperationKind.EQUAL and step.variant is not VariantKind.SPELLING
    )


def _left_over(steps: Sequence[Step]) -> int:
    """Words of the part that an alignment's end step has beyond those of the source."""
    for step in steps:
        if step.kind is not OperationKind.EQUAL:
            operation = step.operation
            used = operation.a_end - operation.a_start
            return max(0, operation.b_end - operation.b_start - used)
    return 0


def _trimmed(steps: Sequence[Step], first: int, last: int) -> tuple[int, int]:
    """Without the source's words before and after all that the part has."""
    if len(steps) > 1 and steps[0].kind is OperationKind.DELETION:
        first += steps[0].operation.a_end
    if len(steps) > 1 and steps[-1].kind is OperationKind.DELETION:
        last -= steps[-1].operation.a_end - steps[-1].operation.a_start
    return first, last


def _share(steps: Sequence[Step], a: Stretch, b: Stretch) -> float:
    weights = [1.0 if is_content(word) else _FUNCTION_WEIGHT for word in b.words]
    kept = sum(
        sum(weights[step.operation.b_start : step.operation.b_end])
        for step in steps
        if says_the_same(step, a, b)
    )
    return kept / sum(weights)


def says_the_same(step: Step, a: Stretch, b: Stretch) -> bool:
    """Whether both sides have the same words, or the same spelt or counted otherwise."""
    if step.kind is OperationKind.EQUAL or step.variant is VariantKind.SPELLING:
        return True
    left = a.words[step.operation.a_start : step.operation.a_end]
    right = b.words[step.operation.b_start : step.operation.b_end]
    return all(map(is_number, (*left, *right))) and values(left) == values(right) != []
