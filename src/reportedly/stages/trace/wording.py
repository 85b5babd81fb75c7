"""How unlikely it is that one wording was copied from another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from reportedly.stages.trace.config import WordingCosts
from reportedly.stages.trace.readings import Reading
from reportedly.stages.trace.runs import joined
from reportedly.text.variants import same_spelling


@dataclass(frozen=True, slots=True)
class Change:
    """Words ``a_start:a_end`` of the parent stand as ``b_start:b_end`` in the copy."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Copying:
    """What it takes to make the copy from the parent.

    Every shared word counts here, however common: a long row of equal small words is evidence of
    descent, though it may not anchor an alignment that is shown.
    """

    changes: tuple[Change, ...]
    equal: tuple[Change, ...]

    @property
    def shared_words(self) -> int:
        """Words that the copy took over."""
        return sum(run.a_end - run.a_start for run in self.equal)


def copying(parent: Reading, child: Reading) -> Copying:
    """The fewest words left out and put in between parent and child."""
    changes: list[Change] = []
    equal: list[Change] = []
    for code in LCSseq.opcodes(parent.stretch.words, child.stretch.words):
        run = Change(code.src_start, code.src_end, code.dest_start, code.dest_end)
        (equal if code.tag == "equal" else changes).append(run)
    return Copying(tuple(_merged(changes)), tuple(equal))


def _merged(changes: Sequence[Change]) -> Iterator[Change]:
    """A deletion and an insertion at the same place as one change."""
    held: Change | None = None
    for change in changes:
        if held and (held.a_end, held.b_end) == (change.a_start, change.b_start):
            held = Change(held.a_start, change.a_end, held.b_start, change.b_end)
            continue
        if held:
            yield held
        held = change
    if held:
        yield held


def wording_cost(
    parent: Reading,
    child: Reading,
    made: Copying,
    others: Sequence[Reading],
    costs: WordingCosts,
) -> float:
    """Minus the logarithm of the odds that a copyist turned the parent's wording into the child's.

    A change that the child shares with one of ``others``, and the parent does not, costs more: it
    would have been made twice by chance.
    """
    total = 0.0
    for change in made.changes:
        total += _cost(change, parent, child, costs)
        total += _coincidence(change, parent, child, others, costs)
    return total + _marks_cost(parent, child, made, costs)


def _cost(change: Change, parent: Reading, child: Reading, costs: WordingCosts) -> float:
    left = parent.stretch.words[change.a_start : change.a_end]
    right = child.stretch.words[change.b_start : change.b_end]
    if left and right:
        if same_spelling(left, right, named=True):
            return costs.respelt
        return costs.replaced + costs.per_word * (max(len(left), len(right)) - 1)
    if right:
        return costs.put_in + costs.per_word * (len(right) - 1)
    at_edge = change.a_start == 0 or change.a_end == len(parent.stretch.words)
    base = costs.cut if at_edge else costs.left_out
    return base + costs.per_doubling * math.log2(len(left))


def _coincidence(
    change: Change,
    parent: Reading,
    child: Reading,
    others: Sequence[Reading],
    costs: WordingCosts,
) -> float:
    words = child.stretch.words
    run = joined(words[max(0, change.b_start - 1) : change.b_end + 1])
    if run in parent.joined or not any(run in other.joined for other in others):
        return 0.0
    return costs.same_words_again if change.b_end > change.b_start else costs.same_gap_again


def _marks_cost(parent: Reading, child: Reading, made: Copying, costs: WordingCosts) -> float:
    differing = sum(
        left != right
        for run in made.equal
        for left, right in zip(
            parent.marked[run.a_start : run.a_end - 1],
            child.marked[run.b_start : run.b_end - 1],
            strict=True,
        )
    )
    return min(costs.marks * differing, costs.marks_at_most)
