"""Where witnesses of a family differ: who reads what, since whom, and who took it over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from reportedly.model.ids import short_id
from reportedly.model.kinds import OperationKind
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.meaning import meaning_changed
from reportedly.stages.trace.parents import Descent
from reportedly.stages.trace.readings import Reading
from reportedly.stages.trace.runs import joined
from reportedly.tables.transmission import Variant
from reportedly.text.compare import Step, compare, shared_words

MADE_BY = "trace/1"


@dataclass(frozen=True)
class _Stemma:
    """The trees of a family, read upwards and downwards."""

    tree: Sequence[Descent]

    @cached_property
    def above(self) -> dict[int, Reading]:
        """Each copy's parent."""
        return {id(one.child): one.found.parent for one in self.tree if one.found}

    @cached_property
    def below(self) -> dict[int, list[Reading]]:
        """Each parent's copies."""
        found: defaultdict[int, list[Reading]] = defaultdict(list)
        for one in self.tree:
            if one.found:
                found[id(one.found.parent)].append(one.child)
        return dict(found)

    def line(self, reading: Reading) -> Iterator[Reading]:
        """The reading, its parent, its parent's parent … up to the root."""
        at: Reading | None = reading
        while at is not None:
            yield at
            at = self.above.get(id(at))


def variants(tree: Sequence[Descent], config: TraceConfig) -> Iterator[Variant]:
    """Every difference between the pairs of witnesses that are worth comparing."""
    stemma = _Stemma(tree)
    for first, second in _pairs(tree, config):
        a, b = _in_order(first, second, stemma)
        steps = compare(a.stretch, b.stretch)
        shorter = min(len(a.stretch.words), len(b.stretch.words))
        if shared_words(steps) < max(config.least_shared_words, config.variant_part * shorter):
            continue
        for step in steps:
            if step.kind is not OperationKind.EQUAL and _is_comparable(step, config):
                yield _variant(a, b, step, stemma)


def _is_comparable(step: Step, config: TraceConfig) -> bool:
    """Whether the two sides read one place differently, and are not just different text."""
    a = step.operation.a_end - step.operation.a_start
    b = step.operation.b_end - step.operation.b_start
    return min(a, b) <= config.replaced_words and max(a, b) <= config.missing_words


def _pairs(tree: Sequence[Descent], config: TraceConfig) -> Iterator[tuple[Reading, Reading]]:
    """All pairs of a small family; in a large one each copy with its parent only."""
    if len(tree) <= config.all_pairs_up_to:
        for first, second in combinations([one.child for one in tree], 2):
            if (
                first.copy.imprint_id != second.copy.imprint_id
                or first.copy.layer != second.copy.layer
            ):
                yield first, second
        return
    for one in tree:
        if one.found:
            yield one.found.parent, one.child


def _in_order(first: Reading, second: Reading, stemma: _Stemma) -> tuple[Reading, Reading]:
    """The pair with the ancestor, or else the earlier one, in front."""
    if any(one is second for one in stemma.line(first)):
        return second, first
    if any(one is first for one in stemma.line(second)):
        return first, second
    if second.copy.published.surely_before(first.copy.published):
        return second, first
    if first.copy.published.surely_before(second.copy.published):
        return first, second
    return (first, second) if _key(first) <= _key(second) else (second, first)


def _key(reading: Reading) -> tuple[str, int, str]:
    return (reading.copy.document_id, reading.copy.start, reading.copy.witness_id)


def _variant(a: Reading, b: Reading, step: Step, stemma: _Stemma) -> Variant:
    introducer = _introducer(a, b, step, stemma)
    answer, confidence = meaning_changed(step, a.stretch, b.stretch)
    assert step.variant is not None
    return Variant(
        variant_id=short_id(
            "variant",
            *(a.copy.witness_id, step.a.start, step.a.end),
            *(b.copy.witness_id, step.b.start, step.b.end),
        ),
        family_id=a.copy.family_id,
        kind=step.variant,
        a_witness_id=a.copy.witness_id,
        a_start=step.a.start,
        a_end=step.a.end,
        b_witness_id=b.copy.witness_id,
        b_start=step.b.start,
        b_end=step.b.end,
        introduced_by=introducer.copy.witness_id if introducer else None,
        inherited_by=_heirs(introducer, b, step, stemma) if introducer else (),
        meaning_changed=answer,
        confidence=confidence,
        made_by=MADE_BY,
    )


def _introducer(a: Reading, b: Reading, step: Step, stemma: _Stemma) -> Reading | None:
    """The oldest in b's line, below a, that has b's reading; none where a is no ancestor of b."""
    run = _run(b, step)
    oldest, unbroken = b, True
    for one in stemma.line(b):
        if one is a:
            return oldest
        unbroken = unbroken and run in one.joined
        oldest = one if unbroken else oldest
    return None


def _heirs(introducer: Reading, b: Reading, step: Step, stemma: _Stemma) -> tuple[str, ...]:
    """Witnesses below the introducer whose line has kept the reading all the way down."""
    run = _run(b, step)
    heirs: list[str] = []
    waiting = list(stemma.below.get(id(introducer), ()))
    while waiting:
        one = waiting.pop()
        if run in one.joined:
            heirs.append(one.copy.witness_id)
            waiting += stemma.below.get(id(one), ())
    return tuple(sorted(heirs))


def _run(b: Reading, step: Step) -> str:
    """B's words at the difference with one word on either side."""
    words = b.stretch.words
    return joined(words[max(0, step.operation.b_start - 1) : step.operation.b_end + 1])
