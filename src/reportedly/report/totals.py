"""Counts over the whole case, whatever the report shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from reportedly.model.kinds import MentionRole, Verdict, ZoneKind
from reportedly.report.choice import differences_by_family, recurring
from reportedly.report.rows import Rows
from reportedly.tables import (
    ATTRIBUTIONS,
    CHECKS,
    DOCUMENTS,
    FAMILIES,
    MENTIONS,
    OVERLAPS,
    POSITIONS,
    REJECTS,
    ZONES,
)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of rows over the whole case."""

    pages: int
    statements: int
    nested: int
    """Statements inside the content of another."""
    speakers: int
    """Distinct actors to whom a statement is attributed."""
    without_speaker: int
    """Statements whose speaker is not named or could not be decided."""
    in_comments: int
    """Statements in readers' comments."""
    recurring: int
    """Passages that stand in two pages or more, footers and stock lines aside."""
    differing: int
    """Those of them that do not read the same everywhere; a translation reads otherwise."""
    translated: int
    """Those of them that stand in several languages."""
    meaning_changed: int
    """Those of them in which a difference changes what is said."""
    verdicts: Mapping[Verdict, int]
    positions: int
    parties: int
    overlaps: int
    rejects: int


def totals(rows: Rows) -> Totals:
    """Count a case."""
    speakers = _speakers(rows)
    families = recurring(rows)
    differences = differences_by_family(rows)
    across = {
        family_id for family_id, tags in rows.columns(FAMILIES, "family_id", "languages") if tags
    }
    verbatim = {key for key, same in rows.columns(FAMILIES, "family_id", "verbatim") if same}
    parents = rows.tally(ATTRIBUTIONS, "parent_attribution_id")
    verdicts = rows.tally(CHECKS, "verdict")
    statements = rows.count(ATTRIBUTIONS)
    return Totals(
        pages=rows.count(DOCUMENTS),
        statements=statements,
        nested=statements - parents[None],
        speakers=len({actor_id for _, actor_id in speakers}),
        without_speaker=statements - len({attribution_id for attribution_id, _ in speakers}),
        in_comments=_in_comments(rows),
        recurring=len(families),
        differing=sum(family not in verbatim for family in families),
        translated=sum(family in across for family in families),
        meaning_changed=sum(differences.get(family, (0, 0))[0] > 0 for family in families),
        verdicts={verdict: verdicts[verdict.value] for verdict in Verdict},
        positions=rows.count(POSITIONS),
        parties=len(rows.tally(POSITIONS, "actor_id")),
        overlaps=rows.count(OVERLAPS),
        rejects=rows.count(REJECTS),
    )


def _speakers(rows: Rows) -> set[tuple[str, str]]:
    """Attributions with each actor that was decided to speak in them."""
    columns = rows.columns(MENTIONS, "attribution_id", "role", "actor_id")
    return {
        (attribution_id, actor_id)
        for attribution_id, role, actor_id in columns
        if role == MentionRole.SPEAKER and attribution_id and actor_id
    }


def _in_comments(rows: Rows) -> int:
    zones = rows.arrow(ZONES)
    kinds = pa.array([ZoneKind.COMMENT.value])
    is_comment = pc.is_in(zones.column("kind"), value_set=kinds)
    comments = zones.filter(is_comment).column("zone_id").combine_chunks()
    attributions = rows.arrow(ATTRIBUTIONS)
    inside = pc.is_in(attributions.column("zone_id"), value_set=comments)
    return int(attributions.filter(inside).num_rows)
