"""The rows that a report is made from, as dataclasses, keyed for look-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from reportedly.model.kinds import MentionRole
from reportedly.report.budget import Budget
from reportedly.report.choice import (
    by_weight,
    chosen_checks,
    chosen_positions,
    chosen_statements,
    document_order,
    recurring,
)
from reportedly.report.dates import by_time
from reportedly.report.rows import Rows, grouped
from reportedly.report.totals import Totals, totals
from reportedly.tables import (
    ACTORS,
    ALIGNMENTS,
    ATTRIBUTIONS,
    CHAINS,
    CHECKS,
    DOCUMENTS,
    FAMILIES,
    IMPRINTS,
    MENTIONS,
    OVERLAPS,
    POSITIONS,
    REJECTS,
    TRANSMISSIONS,
    VARIANTS,
    WITNESSES,
    ZONES,
)
from reportedly.tables.actors import Actor, Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.collation import Alignment
from reportedly.tables.documents import Document
from reportedly.tables.findings import Check, Overlap, Position, Reject
from reportedly.tables.transmission import Family, Hop, Transmission, Variant, Witness
from reportedly.tables.zones import Imprint, Zone


@dataclass(frozen=True, slots=True)
class Statements:
    """Attributions, who speaks in them and through whom they came, keyed by attribution.

    ``on_page``: those listed on their page, by document, in text order, outer ones first; the
    others are here because something refers to them.
    """

    attributions: Mapping[str, Attribution]
    on_page: Mapping[str, tuple[Attribution, ...]]
    speakers: Mapping[str, tuple[Mention, ...]]
    chains: Mapping[str, tuple[Hop, ...]]


@dataclass(frozen=True, slots=True)
class Stemmata:
    """Recurring passages, most telling first, and what belongs to each, keyed by family."""

    families: tuple[Family, ...]
    witnesses: Mapping[str, tuple[Witness, ...]]
    variants: Mapping[str, tuple[Variant, ...]]
    transmissions: Mapping[str, tuple[Transmission, ...]]

    def document_ids(self) -> set[str]:
        """The documents in which a witness stands."""
        return {witness.document_id for group in self.witnesses.values() for witness in group}


@dataclass(frozen=True, slots=True)
class Findings:
    """Checks by gravity; positions by issue and time; overlaps and rejects as in their tables."""

    checks: tuple[Check, ...]
    positions: tuple[Position, ...]
    overlaps: tuple[Overlap, ...]
    rejects: tuple[Reject, ...]

    def document_ids(self) -> set[str]:
        """The documents that a check or a position refers to."""
        cited = {check.cited_document_id for check in self.checks}
        return {
            *(check.document_id for check in self.checks),
            *(evidence.document_id for check in self.checks for evidence in check.evidence),
            *(document_id for document_id in cited if document_id is not None),
            *(position.document_id for position in self.positions),
        }


@dataclass(frozen=True, slots=True)
class Material:
    """What the report shows; ``totals`` count the whole case.

    ``numbers``: every document of the case with its number in the report, from 1.
    ``statement_counts``: statements on every document that has any. ``listed``: documents in the
    list of pages. ``pages``: documents shown with their statements. ``documents``: all of those,
    and every other document that something shown refers to.
    """

    budget: Budget
    totals: Totals
    numbers: Mapping[str, int]
    statement_counts: Mapping[str, int]
    listed: tuple[str, ...]
    pages: tuple[str, ...]
    documents: Mapping[str, Document]
    imprints: Mapping[str, tuple[Imprint, ...]]
    zones: Mapping[str, tuple[Zone, ...]]
    statements: Statements
    actors: Mapping[str, Actor]
    stemmata: Stemmata
    alignments: Mapping[tuple[str, str], tuple[Alignment, ...]]
    findings: Findings

    def text(self, document_id: str) -> str:
        """The immutable text of a document."""
        return self.documents[document_id].text


def load(rows: Rows, budget: Budget) -> Material:
    """Choose what the report shows and read it."""
    order = document_order(rows)
    telling = by_weight(rows, order)
    listed, pages = (_first(telling, limit, order) for limit in (budget.index, budget.pages))
    stemmata = _stemmata(rows, budget)
    findings = _findings(rows, budget)
    statements = _statements(rows, pages, findings, stemmata, budget)
    shown = {
        *listed,
        *pages,
        *stemmata.document_ids(),
        *findings.document_ids(),
        *(row.document_id for row in statements.attributions.values()),
        *(hop.evidence.document_id for chain in statements.chains.values() for hop in chain),
    }
    return Material(
        budget=budget,
        totals=totals(rows),
        numbers={document_id: number for number, document_id in enumerate(order, start=1)},
        statement_counts=_statement_counts(rows),
        listed=listed,
        pages=pages,
        documents={row.document_id: row for row in rows.where(DOCUMENTS, "document_id", shown)},
        imprints=grouped(rows.where(IMPRINTS, "document_id", shown), attrgetter("document_id")),
        zones=grouped(rows.where(ZONES, "document_id", shown), attrgetter("document_id")),
        statements=statements,
        actors=_actors(rows, statements, findings),
        stemmata=stemmata,
        alignments=_alignments(rows, stemmata.document_ids()),
        findings=findings,
    )


def _statement_counts(rows: Rows) -> dict[str, int]:
    tally = rows.tally(ATTRIBUTIONS, "document_id")
    return {document_id: number for document_id, number in tally.items() if document_id}


def _first(ranked: Sequence[str], limit: int, order: Sequence[str]) -> tuple[str, ...]:
    """The first ``limit`` documents of a ranking, in the order of the report."""
    kept = frozenset(ranked[:limit])
    return tuple(document_id for document_id in order if document_id in kept)


def _stemmata(rows: Rows, budget: Budget) -> Stemmata:
    ids = recurring(rows)[: budget.families]
    by_family = attrgetter("family_id")
    families = {row.family_id: row for row in rows.where(FAMILIES, "family_id", ids)}
    return Stemmata(
        families=tuple(families[family_id] for family_id in ids),
        witnesses=grouped(rows.where(WITNESSES, "family_id", ids), by_family),
        variants=grouped(rows.where(VARIANTS, "family_id", ids), by_family),
        transmissions=grouped(rows.where(TRANSMISSIONS, "family_id", ids), by_family),
    )


def _findings(rows: Rows, budget: Budget) -> Findings:
    order = chosen_checks(rows, budget)
    checks = {row.check_id: row for row in rows.where(CHECKS, "check_id", order)}
    positions = by_issue(rows.where(POSITIONS, "position_id", chosen_positions(rows, budget)))
    kept = {row.position_id for row in positions}
    overlaps = tuple(
        row for row in rows.all(OVERLAPS) if {row.a_position_id, row.b_position_id} <= kept
    )
    return Findings(
        checks=tuple(checks[check_id] for check_id in order),
        positions=positions,
        overlaps=overlaps,
        rejects=tuple(rows.all(REJECTS)),
    )


def by_issue(positions: Sequence[Position]) -> tuple[Position, ...]:
    """Positions by issue, the most written about first, and within it in order of time."""
    tally = Counter(row.issue for row in positions)
    return tuple(
        sorted(
            positions,
            key=lambda row: (
                -tally[row.issue],
                row.issue,
                by_time(row.said_at),
                row.document_id,
                row.evidence,
                row.position_id,
            ),
        )
    )


def _statements(
    rows: Rows, pages: tuple[str, ...], findings: Findings, stemmata: Stemmata, budget: Budget
) -> Statements:
    shown = chosen_statements(rows, pages, budget)
    witnesses = (row for group in stemmata.witnesses.values() for row in group)
    cited = _attribution_ids((*findings.checks, *findings.positions, *witnesses))
    attributions = rows.where(ATTRIBUTIONS, "attribution_id", shown | set(cited))
    ids = {row.attribution_id for row in attributions}
    speakers = rows.where(MENTIONS, "attribution_id", ids)
    return Statements(
        attributions={row.attribution_id: row for row in attributions},
        on_page=grouped(
            sorted(
                (row for row in attributions if row.attribution_id in shown),
                key=lambda row: (row.start, -row.end, row.attribution_id),
            ),
            attrgetter("document_id"),
        ),
        speakers=grouped(
            sorted(
                (row for row in speakers if row.role is MentionRole.SPEAKER),
                key=lambda row: (row.start or 0, row.mention_id),
            ),
            lambda row: row.attribution_id or "",
        ),
        chains=grouped(rows.where(CHAINS, "attribution_id", ids), attrgetter("attribution_id")),
    )


def _attribution_ids(rows: Iterable[Check | Position | Witness]) -> Iterator[str]:
    for row in rows:
        if row.attribution_id is not None:
            yield row.attribution_id


def _actors(rows: Rows, statements: Statements, findings: Findings) -> dict[str, Actor]:
    ids = {
        *(one.actor_id for mentions in statements.speakers.values() for one in mentions),
        *(hop.carrier_id for chain in statements.chains.values() for hop in chain),
        *(row.actor_id for row in findings.positions),
        *(row.target_id for row in findings.positions),
        *(row.a_actor_id for row in findings.overlaps),
        *(row.b_actor_id for row in findings.overlaps),
    }
    wanted = {actor_id for actor_id in ids if actor_id is not None}
    return {row.actor_id: row for row in rows.where(ACTORS, "actor_id", wanted)}


def _alignments(rows: Rows, document_ids: set[str]) -> dict[tuple[str, str], tuple[Alignment, ...]]:
    """Alignments between shown documents, by the documents as stored (a, b)."""
    side_a = rows.where(ALIGNMENTS, "a_document_id", document_ids)
    return grouped(
        (row for row in side_a if row.b_document_id in document_ids),
        lambda row: (row.a_document_id, row.b_document_id),
    )
