"""Which rows of a case the report shows: the most telling first, and all where they fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter

from reportedly.model.kinds import Answer, Verdict
from reportedly.report.budget import Budget
from reportedly.report.rows import Rows
from reportedly.report.words import GRAVITY
from reportedly.tables import (
    ATTRIBUTIONS,
    CHECKS,
    DOCUMENTS,
    FAMILIES,
    IMPRINTS,
    OVERLAPS,
    POSITIONS,
    VARIANTS,
    WITNESSES,
)

_LAST = datetime.max.replace(tzinfo=UTC)
_FINDING = 20
"""A finding about a page weighs as much as this many statements on it."""


def document_order(rows: Rows) -> tuple[str, ...]:
    """All documents as the report numbers them: by publication date, undated last, by label."""
    dates = {
        document_id: published["earliest"]
        for document_id, zone_id, published in rows.columns(
            IMPRINTS, "document_id", "zone_id", "published"
        )
        if zone_id is None
    }
    entries = [
        (dates.get(document_id) or published["earliest"] or _LAST, label, document_id)
        for document_id, label, published in rows.columns(
            DOCUMENTS, "document_id", "label", "published"
        )
    ]
    return tuple(document_id for *_, document_id in sorted(entries))


def by_weight(rows: Rows, order: Sequence[str]) -> tuple[str, ...]:
    """The documents with most to tell first: findings, then statements, then the order given."""
    weights = _weights(rows)
    return tuple(sorted(order, key=lambda document_id: -weights[document_id]))


def _weights(rows: Rows) -> Counter[str | None]:
    weights = rows.tally(ATTRIBUTIONS, "document_id")
    findings = rows.tally(POSITIONS, "document_id") + _witnesses_that_differ(rows)
    for document_id, verdict in rows.columns(CHECKS, "document_id", "verdict"):
        findings[document_id] += verdict not in (Verdict.VERBATIM, Verdict.UNDECIDED)
    for document_id, number in findings.items():
        weights[document_id] += _FINDING * number
    return weights


def _witnesses_that_differ(rows: Rows) -> Counter[str | None]:
    differing = {
        witness_id
        for pair in rows.columns(VARIANTS, "a_witness_id", "b_witness_id")
        for witness_id in pair
    }
    return Counter(
        document_id
        for witness_id, document_id in rows.columns(WITNESSES, "witness_id", "document_id")
        if witness_id in differing
    )


def chosen_statements(rows: Rows, pages: Sequence[str], budget: Budget) -> frozenset[str]:
    """Attributions to show: of each page, from its top down to the limit."""
    wanted = frozenset(pages)
    entries = sorted(
        (document_id, start, end, attribution_id)
        for document_id, start, end, attribution_id in rows.columns(
            ATTRIBUTIONS, "document_id", "start", "end", "attribution_id"
        )
        if document_id in wanted
    )
    groups = groupby(entries, key=itemgetter(0))
    return frozenset(entry[-1] for _, group in groups for entry in islice(group, budget.statements))


def recurring(rows: Rows) -> tuple[str, ...]:
    """Families that stand in two documents or more, most telling first.

    First those with a difference that changes what is said, then those with any difference, then
    the widest; footers and stock lines do not count.
    """
    differences = differences_by_family(rows)
    ranked = sorted(
        (
            not differences.get(family_id, (0, 0))[0],
            not differences.get(family_id, (0, 0))[1],
            -documents,
            -witnesses,
            family_id,
        )
        for family_id, documents, witnesses, boilerplate in rows.columns(
            FAMILIES, "family_id", "document_count", "witness_count", "boilerplate"
        )
        if documents > 1 and not boilerplate
    )
    return tuple(entry[-1] for entry in ranked)


def differences_by_family(rows: Rows) -> dict[str, tuple[int, int]]:
    """For each family with a difference: how many change what is said, and how many there are."""
    pairs = sorted(rows.columns(VARIANTS, "family_id", "meaning_changed"))
    tallies = {
        family_id: Counter(meaning for _, meaning in group)
        for family_id, group in groupby(pairs, key=itemgetter(0))
    }
    return {
        family_id: (tally[Answer.YES.value], tally.total()) for family_id, tally in tallies.items()
    }


def chosen_checks(rows: Rows, budget: Budget) -> tuple[str, ...]:
    """Checks to show: by gravity of the verdict, surest first."""
    gravity = {verdict.value: place for place, verdict in enumerate(GRAVITY)}
    ranked = sorted(
        (gravity[verdict], -confidence, check_id)
        for check_id, verdict, confidence in rows.columns(
            CHECKS, "check_id", "verdict", "confidence"
        )
    )
    return tuple(check_id for *_, check_id in ranked[: budget.checks])


def chosen_positions(rows: Rows, budget: Budget) -> tuple[str, ...]:
    """Positions to show: those that an overlap rests on, then the surest."""
    compared = {
        position_id
        for pair in rows.columns(OVERLAPS, "a_position_id", "b_position_id")
        for position_id in pair
    }
    ranked = sorted(
        (position_id not in compared, -confidence, position_id)
        for position_id, confidence in rows.columns(POSITIONS, "position_id", "confidence")
    )
    return tuple(position_id for *_, position_id in ranked[: budget.positions])
