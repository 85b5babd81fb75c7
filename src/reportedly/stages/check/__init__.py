"""Whether the text that a claim cites carries it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.check.claims import CLAIMS, STRAY_QUOTATIONS, claims
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.findings import findings
from reportedly.stages.check.rows import (
    CITATIONS,
    CITED_CLAIMS,
    CITED_TEXTS,
    DESCENDANTS,
    FINDINGS,
    VOICES,
)
from reportedly.stages.check.sql import (
    BEST_FINDINGS,
    CLAIMS_BY_TEXT,
    DESCENTS,
    SOURCES_NOT_HERE,
    STRAY,
    TEXTS,
    VOICES_OF_TEXTS,
    citations_query,
)
from reportedly.stages.stage import CaseStage
from reportedly.tables import (
    ACTORS,
    ATTRIBUTIONS,
    CHAINS,
    CHECKS,
    DOCUMENTS,
    IMPRINTS,
    MENTIONS,
    REJECTS,
    TRANSMISSIONS,
    WITNESSES,
    ZONES,
)

_OF_A_PAGE = (DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS)


def check(
    engine: Engine, relations: Mapping[str, Relation], config: CheckConfig
) -> Mapping[str, Relation]:
    """Every claim whose source is in the case, held against it; the others' sources as rejects."""
    relations = {**relations, DESCENDANTS.name: engine.query(DESCENTS, relations)}
    made = engine.map(
        claims,
        {table.name: relations[table.name] for table in _OF_A_PAGE}
        | {STRAY_QUOTATIONS.name: engine.query(STRAY, relations)},
        by="document_id",
        outputs={CLAIMS.name: CLAIMS.schema},
    )
    held = {**relations, **made}
    held[CITATIONS.name] = engine.query(citations_query(config), held)
    held[CITED_CLAIMS.name] = engine.query(CLAIMS_BY_TEXT, held)
    inputs = {
        CITED_CLAIMS.name: held[CITED_CLAIMS.name],
        CITED_TEXTS.name: engine.query(TEXTS, held),
        VOICES.name: engine.query(VOICES_OF_TEXTS, held),
    }
    outputs = {FINDINGS.name: FINDINGS.schema}
    found = engine.map(partial(findings, config=config), inputs, by="cited_id", outputs=outputs)
    return {
        CHECKS.name: engine.query(BEST_FINDINGS, found),
        REJECTS.name: engine.query(SOURCES_NOT_HERE, relations),
    }


STAGE = CaseStage(
    name="check",
    inputs=(
        DOCUMENTS,
        ZONES,
        IMPRINTS,
        ATTRIBUTIONS,
        ACTORS,
        MENTIONS,
        WITNESSES,
        TRANSMISSIONS,
        CHAINS,
    ),
    outputs=(CHECKS, REJECTS),
    function=check,
)
