"""The joins of the stage, as data."""

from __future__ import annotations

from reportedly.engine.protocol import Query
from reportedly.stages.trace.named import NAMED
from reportedly.stages.trace.splice import FAMILY_HOPS
from reportedly.tables import CHAINS, DOCUMENTS

NAMED_MENTIONS = Query(
    name="trace: mentions with their actors",
    sql="""
        SELECT m.document_id, m.role, m.start, m.text, m.attribution_id, m.zone_id, m.confidence,
               m.actor_id, a.name, a.kind, a.surface_forms
        FROM mentions m LEFT JOIN actors a ON m.actor_id = a.actor_id
    """,
    inputs=("mentions", "actors"),
    output=NAMED.schema,
)

DOCUMENTS_WITH_PASSAGES = Query(
    name="trace: documents with passages",
    sql="SELECT d.* FROM documents d WHERE d.document_id IN (SELECT document_id FROM grouped)",
    inputs=("documents", "grouped"),
    output=DOCUMENTS.schema,
)

HOPS_BY_FAMILY = Query(
    name="trace: claimed chains of each family's attributions",
    sql="""
        SELECT s.family_id, CAST(0 AS DOUBLE) AS strength, h.*
        FROM spoken s JOIN chains h ON s.attribution_id = h.attribution_id
    """,
    inputs=("spoken", "chains"),
    output=FAMILY_HOPS.schema,
)

STRONGEST_PROOF = Query(
    name="trace: chains, proved where a parent proves them",
    sql="""
        WITH ranked AS (
            SELECT *, RANK() OVER (
                PARTITION BY attribution_id ORDER BY strength DESC, family_id
            ) AS place
            FROM proved
        )
        SELECT attribution_id, hop, document_id, carrier_id, carrier, evidence, standing,
               confidence, made_by
        FROM ranked WHERE place = 1
        UNION ALL
        SELECT attribution_id, hop, document_id, carrier_id, carrier, evidence, standing,
               confidence, made_by
        FROM chains WHERE attribution_id NOT IN (SELECT attribution_id FROM proved)
    """,
    inputs=("proved", "chains"),
    output=CHAINS.schema,
)
