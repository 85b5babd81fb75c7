"""Where witnesses of a family differ: who reads what, since whom, and who took it over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def variants(tree: Sequence[Descent], config: TraceConfig) -> Iterator[Variant]:
    """Every difference between the pairs of witnesses that are worth comparing."""
    lines = {id(one.child): _line(one.child, tree) for one in tree}
    for first, second in _pairs(tree, config):
        a, b = _in_order(first, second, lines)
        steps = compare(a.stretch, b.stretch)
        shorter = min(len(a.stretch.words), len(b.stretch.words))
        if shared_words(steps) < max(config.least_shared_words, config.variant_part * shorter):
            continue
        for step in steps:
            if step.kind is not OperationKind.EQUAL and _is_comparable(step, config):
                yield _variant(a, b, step, lines, tree)


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


def _line(reading: Reading, tree: Sequence[Descent]) -> list[Reading]:
    """The reading, its parent, its parent's parent … up to the root."""
    above = {id(one.child): one.found.parent for one in tree if one.found}
    line = [reading]
    while id(line[-1]) in above:
        line.append(above[id(line[-1])])
    return line


def _in_order(
    first: Reading, second: Reading, lines: dict[int, list[Reading]]
) -> tuple[Reading, Reading]:
    """The pair with the ancestor, or else the earlier one, in front."""
    if any(one is second for one in lines[id(first)]):
        return second, first
    if any(one is first for one in lines[id(second)]):
        return first, second
    if second.copy.published.surely_before(first.copy.published):
        return second, first
    if first.copy.published.surely_before(second.copy.published):
        return first, second
    return (first, second) if _key(first) <= _key(second) else (second, first)


def _key(reading: Reading) -> tuple[str, int, str]:
    return (reading.copy.document_id, reading.copy.start, reading.copy.witness_id)


def _variant(
    a: Reading,
    b: Reading,
    step: Step,
    lines: dict[int, list[Reading]],
    tree: Sequence[Descent],
) -> Variant:
    introducer = _introducer(a, b, step, lines)
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
        inherited_by=_heirs(introducer, b, step, lines, tree) if introducer else (),
        meaning_changed=answer,
        confidence=confidence,
        made_by=MADE_BY,
    )


def _introducer(
    a: Reading, b: Reading, step: Step, lines: dict[int, list[Reading]]
) -> Reading | None:
    """The oldest in b's line, below a, that has b's reading; none where a is no ancestor of b."""
    line = lines[id(b)]
    below = next((place for place, one in enumerate(line) if one is a), None)
    if below is None:
        return None
    run = _run(b, step)
    oldest = b
    for one in line[1:below]:
        if run not in one.joined:
            break
        oldest = one
    return oldest


def _heirs(
    introducer: Reading,
    b: Reading,
    step: Step,
    lines: dict[int, list[Reading]],
    tree: Sequence[Descent],
) -> tuple[str, ...]:
    """Witnesses below the introducer whose line has kept the reading all the way down."""
    run = _run(b, step)
    heirs = [
        one.child.copy.witness_id
        for one in tree
        if one.child is not introducer and _kept(one.child, introducer, run, lines)
    ]
    return tuple(sorted(heirs))


def _kept(reading: Reading, introducer: Reading, run: str, lines: dict[int, list[Reading]]) -> bool:
    for one in lines[id(reading)]:
        if run not in one.joined:
            return False
        if one is introducer:
            return True
    return False


def _run(b: Reading, step: Step) -> str:
    """B's words at the difference with one word on either side."""
    words = b.stretch.words
    return joined(words[max(0, step.operation.b_start - 1) : step.operation.b_end + 1])
