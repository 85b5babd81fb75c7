"""From pairs of sentences to aligned passages: monotone, one to one, with gaps of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import exp, log
from typing import Final

from reportedly.engine.protocol import Tables
from reportedly.model.ids import short_id
from reportedly.model.kinds import AlignmentUnit, OperationKind, VariantKind
from reportedly.stages.collate.translations.pairs import CANDIDATES, LEAST_COSINE, Candidate
from reportedly.tables.collation import ALIGNMENTS, Alignment, Operation

LEAST_SCORE: Final = 0.8
MOST_SKIPPED: Final = 2
"""Sentences without a partner between two pairs of one passage, on either side."""
MOST_CANDIDATES: Final = 4_096
"""Of two pages the pairs that are looked at, the most alike first."""
MOST_RUNS: Final = 64
"""Of two pages, so that pages made of one sentence cost no more than others."""
# Log odds, from how often sentences that are no translations reach a cosine (the benchmark prints
# it): one pair in 20,000 reaches 0.50, one in 40,000 reaches 0.55, none of 41,000 reaches 0.60.
# Another pair within reach in the same order is rarer still: few pairs stand there.
_EVEN: Final = 0.60
_PER_COSINE: Final = 25.0
_ANOTHER: Final = 3.5
# Beyond so many pairs of sentences compared, chance finds grow faster than translations do.
_FEW_COMPARED: Final = 100_000.0

Run = Sequence[Candidate]


def aligned(tables: Tables, compared: float, made_by: str) -> Tables:
    """The alignments of each pair of pages, from its candidates.

    ``compared``: pairs of sentences of two languages in the case.
    """
    rows = sorted(CANDIDATES.unpack(tables[CANDIDATES.name]), key=_key)
    made = [
        alignment(run, score, made_by)
        for _, group in groupby(rows, key=lambda row: row.pages)
        for run in runs(list(group))
        if (score := probability(run, compared)) >= LEAST_SCORE
    ]
    return {ALIGNMENTS.name: ALIGNMENTS.pack(made)}


def _key(row: Candidate) -> tuple[str, int, int]:
    return row.pages, row.a_place, row.b_place


def runs(candidates: Sequence[Candidate]) -> Iterator[Run]:
    """Disjoint runs of pairs that keep the order of both pages, the strongest first.

    A pair goes to the run that it makes strongest; a sentence that a stronger run uses is used up.
    """
    most_alike = sorted(candidates, key=lambda row: (-row.cosine, _key(row)))[:MOST_CANDIDATES]
    left = sorted(most_alike, key=_key)
    for _ in range(MOST_RUNS):
        if not left:
            return
        run = _strongest(left)
        yield run
        a_used = {row.a_place for row in run}
        b_used = {row.b_place for row in run}
        left = [row for row in left if row.a_place not in a_used and row.b_place not in b_used]


def _strongest(candidates: Sequence[Candidate]) -> Run:
    """The run with the most cosine above the least, found by looking back from each pair."""
    best: list[float] = []
    before: list[int | None] = []
    for at, row in enumerate(candidates):
        strength, previous = 0.0, None
        for back in range(at - 1, -1, -1):
            a_step = row.a_place - candidates[back].a_place
            if a_step > MOST_SKIPPED + 1:
                break
            b_step = row.b_place - candidates[back].b_place
            if a_step and 0 < b_step <= MOST_SKIPPED + 1 and best[back] > strength:
                strength, previous = best[back], back
        best.append(strength + row.cosine - LEAST_COSINE)
        before.append(previous)
    at = max(range(len(best)), key=lambda place: (best[place], -place))
    run = [candidates[at]]
    while (previous := before[at]) is not None:
        run.append(candidates[previous])
        at = previous
    return run[::-1]


def probability(run: Run, compared: float) -> float:
    """Calibrated probability that one side of the run is a translation of the other."""
    best, *others = sorted((row.cosine for row in run), reverse=True)
    odds = _PER_COSINE * (best - _EVEN) - log(max(compared / _FEW_COMPARED, 1)) / 2
    odds += sum(_ANOTHER + _PER_COSINE * (cosine - LEAST_COSINE) for cosine in others)
    return 1 / (1 + exp(-odds))


def alignment(run: Run, score: float, made_by: str) -> Alignment:
    """The row of a run; its operations cover both passages from the first pair to the last."""
    first, last = run[0], run[-1]
    a, b = first.a_document_id, first.b_document_id
    span = (first.a_start, last.a_end, first.b_start, last.b_end)
    return Alignment(
        alignment_id=short_id("alignment", a, *span[:2], b, *span[2:]),
        a_document_id=a,
        a_start=span[0],
        a_end=span[1],
        b_document_id=b,
        b_start=span[2],
        b_end=span[3],
        score=score,
        shared_words=0,
        verbatim=False,
        boilerplate=False,
        operations=tuple(_operations(run)),
        made_by=made_by,
        unit=AlignmentUnit.SENTENCE,
    )


def _operations(run: Run) -> Iterator[Operation]:
    previous: Candidate | None = None
    for row in run:
        if previous is not None:
            yield from _skipped(previous, row)
        yield Operation(
            OperationKind.SUBSTITUTION,
            VariantKind.TRANSLATION,
            row.a_start,
            row.a_end,
            row.b_start,
            row.b_end,
        )
        previous = row


def _skipped(one: Candidate, other: Candidate) -> Iterator[Operation]:
    """The sentences between two pairs, which have no partner of their own."""
    a_left = other.a_place - one.a_place > 1
    b_left = other.b_place - one.b_place > 1
    if a_left:
        spot = one.b_end
        yield Operation(
            OperationKind.DELETION, VariantKind.DELETION, one.a_after, other.a_before, spot, spot
        )
    if b_left:
        spot = other.a_before if a_left else one.a_end
        yield Operation(
            OperationKind.INSERTION, VariantKind.INSERTION, spot, spot, one.b_after, other.b_before
        )
