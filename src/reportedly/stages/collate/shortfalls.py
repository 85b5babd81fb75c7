"""What the stage did not do in full, as rows of ``rejects``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from reportedly.model.kinds import RejectReason
from reportedly.stages.collate.assemble import Grouping
from reportedly.stages.collate.caps import Cap
from reportedly.stages.collate.config import CollateConfig
from reportedly.tables import REJECTS
from reportedly.tables.findings import Reject

_WORDS_FOR_EACH = 5_000
"""Words of the case for each pair of alike places that did not meet. With fewer pairs hardly any
passage can be missing; with as many, one planted pair in two hundred was."""


class Told(NamedTuple):
    """What a user reads of a bound: the columns of `CAPS` as words, and what to do next."""

    detail: str
    next_step: str


_TOLD = {
    Cap.PATTERNS: Told(
        "word patterns that stand in many places: {cases}, the most frequent in {largest}; each"
        " place was compared with those most alike around it, and at least {lost} pairs of places"
        " that are alike were not",
        "a passage of everyday words alone may be missing from its group; with fewer pages at a"
        " time more of them are compared",
    ),
    Cap.LONG_TEXTS: Told(
        "pairs of long passages that repeat themselves: {cases}; {lost} words between two fixed"
        " points were not compared, {largest} in the longest",
        "what these words share is not shown; split the pages into their parts to compare them",
    ),
    Cap.PARTNERS: Told(
        "sentences that are like very many in another language: {cases}, one like {largest};"
        " {lost} of these pairs were left out, the least alike",
        "such sentences are notices as a rule; run fewer pages at a time to compare all of them",
    ),
}


def capped(known: Grouping, caps: pa.Table, config: CollateConfig, case_words: int) -> pa.Table:
    """The rows of ``rejects``: one for each bound that may have cost something."""
    return REJECTS.pack([*_large_groups(known, config), *_counted(caps, case_words)])


def _large_groups(known: Grouping, config: CollateConfig) -> Iterator[Reject]:
    """Where groups are too large for each of their passages to be aligned with each other."""
    sizes = known.families.sizes
    large = sizes[sizes > config.most_relatives]
    if len(large):
        yield of_case(
            RejectReason.CAPPED,
            f"groups of more than {config.most_relatives} passages: {len(large):,}, the largest of"
            f" {large.max():,}; their passages are aligned with some of the others, not with all",
            "nothing is lost from the groups; run fewer pages at a time to see every pair",
        )


def _counted(caps: pa.Table, case_words: int) -> Iterator[Reject]:
    for row in caps.to_pylist():
        kind = Cap(row.pop("kind"))
        if kind is Cap.PATTERNS and row["lost"] * _WORDS_FOR_EACH < case_words:
            continue
        told = _TOLD[kind]
        counts = {name: f"{count:,}" for name, count in row.items()}
        yield of_case(RejectReason.CAPPED, told.detail.format(**counts), told.next_step)


def of_case(reason: RejectReason, detail: str, next_step: str) -> Reject:
    """What was not done of the case, and no page's fault."""
    return Reject(
        stage="collate",
        origin="the case",
        input_id=None,
        document_id=None,
        reason=reason,
        detail=detail,
        next_step=next_step,
    )
