"""Which texts of the case a claim cites, as data."""

from __future__ import annotations

from reportedly.engine.protocol import Query
from reportedly.stages.check.claims import STRAY_QUOTATIONS
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.rows import CITATIONS, CITED_CLAIMS, CITED_TEXTS, DESCENDANTS, VOICES
from reportedly.tables import CHECKS, REJECTS

_CITATIONS = """
    WITH publishers AS (
        SELECT DISTINCT i.imprint_id, i.document_id, i.zone_id, m.actor_id
        FROM imprints i
        JOIN mentions m ON i.document_id = m.document_id AND m.role IN ('author', 'outlet')
         AND COALESCE(i.zone_id, '') = COALESCE(m.zone_id, '')
        JOIN actors a ON m.actor_id = a.actor_id
        WHERE m.role = 'outlet' OR a.kind <> 'outlet'
        UNION
        SELECT i.imprint_id, i.document_id, i.zone_id, h.carrier_id AS actor_id
        FROM imprints i
        JOIN claims c ON i.imprint_id = c.imprint_id
        JOIN chains h ON c.attribution_id = h.attribution_id
        WHERE i.zone_id IS NOT NULL AND h.evidence.kind = 'embedded-document'
          AND h.carrier_id IS NOT NULL
    ),
    counted AS (
        SELECT actor_id, COUNT(DISTINCT imprint_id) AS texts FROM publishers GROUP BY actor_id
    ),
    speakers AS (
        SELECT attribution_id,
               CASE WHEN COUNT(*) = 1 THEN MIN(actor_id) END AS speaker_id
        FROM mentions WHERE role = 'speaker' AND attribution_id IS NOT NULL
        GROUP BY attribution_id
    ),
    claimed AS (
        SELECT c.attribution_id, c.document_id, c.imprint_id, s.speaker_id,
               BOOL_OR(c.turn) AS turn, BOOL_OR(COALESCE(c.kind, '') = 'comment') AS in_comment
        FROM claims c LEFT JOIN speakers s ON c.attribution_id = s.attribution_id
        GROUP BY c.attribution_id, c.document_id, c.imprint_id, s.speaker_id
    ),
    descended AS (
        SELECT DISTINCT c.document_id AS page_id, p.document_id AS source_page_id
        FROM transmissions t
        JOIN witnesses c ON t.child_witness_id = c.witness_id
        JOIN witnesses p ON t.parent_witness_id = p.witness_id
    ),
    by_name AS (
        SELECT a.attribution_id, p.imprint_id AS cited_id, a.speaker_id,
               h.evidence.kind IN ('speech', 'nested-cue') AND k.texts = 1 AND NOT a.in_comment
               AND (p.document_id = a.document_id OR d.page_id IS NOT NULL) AS binding,
               h.evidence.kind = 'speech' AS authored
        FROM claimed a
        JOIN chains h ON a.attribution_id = h.attribution_id AND h.evidence.kind <> 'imprint'
        JOIN publishers p ON h.carrier_id = p.actor_id
        JOIN counted k ON p.actor_id = k.actor_id
        LEFT JOIN descended d ON d.page_id = a.document_id AND d.source_page_id = p.document_id
        WHERE (p.zone_id IS NOT NULL OR p.document_id <> a.document_id OR a.in_comment)
          AND (k.texts <= $most_texts OR d.page_id IS NOT NULL)
    ),
    embedded_voices AS (
        SELECT DISTINCT i.imprint_id, i.document_id, c.speaker_id
        FROM claimed c JOIN imprints i ON c.imprint_id = i.imprint_id
        WHERE i.zone_id IS NOT NULL AND c.speaker_id IS NOT NULL
    ),
    by_embedding AS (
        SELECT a.attribution_id, v.imprint_id AS cited_id, a.speaker_id, FALSE AS binding,
               FALSE AS authored
        FROM claimed a JOIN embedded_voices v
          ON a.document_id = v.document_id AND a.speaker_id = v.speaker_id
        WHERE NOT a.in_comment
    ),
    by_descent AS (
        SELECT a.attribution_id, i.imprint_id AS cited_id, a.speaker_id, FALSE AS binding,
               FALSE AS authored
        FROM claimed a
        JOIN witnesses c ON a.attribution_id = c.attribution_id
        JOIN descents t ON t.witness_id = c.witness_id
        JOIN witnesses p ON t.ancestor_id = p.witness_id
        JOIN imprints i ON p.document_id = i.document_id AND i.zone_id IS NOT NULL
         AND i.start <= p.start AND p.end <= i.end
    ),
    transcripts AS (
        SELECT imprint_id, document_id, speaker_id FROM claimed
        WHERE turn AND speaker_id IS NOT NULL AND imprint_id IS NOT NULL
        GROUP BY imprint_id, document_id, speaker_id HAVING COUNT(*) >= 3
    ),
    by_transcript AS (
        SELECT a.attribution_id, r.imprint_id AS cited_id, a.speaker_id, FALSE AS binding,
               FALSE AS authored
        FROM claimed a
        JOIN witnesses c ON a.attribution_id = c.attribution_id
        JOIN witnesses p ON c.family_id = p.family_id
        JOIN transcripts r ON p.document_id = r.document_id AND r.speaker_id = a.speaker_id
    ),
    combined AS (
        SELECT * FROM by_name UNION ALL SELECT * FROM by_embedding
        UNION ALL SELECT * FROM by_descent UNION ALL SELECT * FROM by_transcript
    )
    SELECT e.attribution_id, e.cited_id, e.speaker_id, BOOL_OR(e.binding) AS binding,
           BOOL_OR(e.authored) AS authored
    FROM combined e JOIN claimed a ON e.attribution_id = a.attribution_id
    WHERE a.imprint_id IS NULL OR e.cited_id <> a.imprint_id
    GROUP BY e.attribution_id, e.cited_id, e.speaker_id
"""


DESCENTS = Query(
    name="check: what each witness was made from, up to three generations",
    sql="""
        WITH parents AS (
            SELECT child_witness_id AS witness_id, parent_witness_id AS ancestor_id
            FROM transmissions WHERE parent_witness_id IS NOT NULL
        ),
        grandparents AS (
            SELECT a.witness_id, b.ancestor_id
            FROM parents a JOIN parents b ON a.ancestor_id = b.witness_id
        )
        SELECT witness_id, ancestor_id FROM parents
        UNION SELECT witness_id, ancestor_id FROM grandparents
        UNION SELECT a.witness_id, b.ancestor_id
        FROM grandparents a JOIN parents b ON a.ancestor_id = b.witness_id
    """,
    inputs=("transmissions",),
    output=DESCENDANTS.schema,
)

STRAY = Query(
    name="check: quotations without attribution that copy a reprinted document",
    sql="""
        SELECT DISTINCT c.document_id, c.start, c.end AS stop, i.imprint_id AS cited_id
        FROM descents t
        JOIN witnesses c ON t.witness_id = c.witness_id
        JOIN witnesses p ON t.ancestor_id = p.witness_id
        JOIN imprints i ON p.document_id = i.document_id AND i.zone_id IS NOT NULL
         AND i.start <= p.start AND p.end <= i.end
        WHERE c.quoted AND c.attribution_id IS NULL
          AND NOT (c.document_id = i.document_id AND i.start <= c.start AND c.end <= i.end)
    """,
    inputs=("descents", "witnesses", "imprints"),
    output=STRAY_QUOTATIONS.schema,
)


def citations_query(config: CheckConfig) -> Query:
    """Texts that an attribution may rest on.

    By name: their author or outlet stands in its chain. By embedding: its page reprints them and
    its speaker speaks in them. By descent: its words go back to a reprinted document, be it through
    other pages. By transcript: its words stand in one, and its speaker has turns there.
    """
    return Query(
        name="check: texts that attributions may rest on",
        sql=_CITATIONS,
        inputs=(
            *("imprints", "mentions", "actors", "chains"),
            *("transmissions", "descents", "witnesses", "claims"),
        ),
        output=CITATIONS.schema,
        parameters={"most_texts": config.most_texts},
    )


CLAIMS_BY_TEXT = Query(
    name="check: claims by the text that they may rest on",
    sql="""
        SELECT c.*, t.cited_id, t.speaker_id, t.binding, t.authored
        FROM claims c JOIN citations t ON c.attribution_id = t.attribution_id
        UNION ALL
        SELECT c.*, c.copied_from AS cited_id, CAST(NULL AS STRING) AS speaker_id,
               FALSE AS binding, FALSE AS authored
        FROM claims c WHERE c.copied_from IS NOT NULL
    """,
    inputs=("claims", "citations"),
    output=CITED_CLAIMS.schema,
)

TEXTS = Query(
    name="check: the cited texts",
    sql="""
        SELECT i.imprint_id AS cited_id, i.document_id, i.zone_id, i.start, i.end AS stop, d.text,
               i.language
        FROM imprints i JOIN documents d ON i.document_id = d.document_id
        WHERE i.imprint_id IN (SELECT cited_id FROM cited_claims)
    """,
    inputs=("imprints", "documents", "cited_claims"),
    output=CITED_TEXTS.schema,
)

VOICES_OF_TEXTS = Query(
    name="check: whose words the cited texts give",
    sql="""
        SELECT DISTINCT i.imprint_id AS cited_id, c.start, c.end AS stop, m.actor_id AS speaker_id
        FROM imprints i
        JOIN claims c ON i.document_id = c.document_id AND i.start <= c.start AND c.end <= i.end
        LEFT JOIN mentions m ON c.attribution_id = m.attribution_id AND m.role = 'speaker'
        WHERE i.imprint_id IN (SELECT cited_id FROM cited_claims)
          AND c.attribution_id IS NOT NULL
    """,
    inputs=("imprints", "claims", "mentions", "cited_claims"),
    output=VOICES.schema,
)

BEST_FINDINGS = Query(
    name="check: for each claim the text and the attribution that explain it best",
    sql="""
        WITH ranked AS (
            SELECT made, ROW_NUMBER() OVER (
                PARTITION BY made.document_id, made.claim.start, made.claim.end
                ORDER BY weight DESC, claim_id, cited_id
            ) AS place
            FROM findings
        )
        SELECT made.* FROM ranked WHERE place = 1
    """,
    inputs=("findings",),
    output=CHECKS.schema,
)

SOURCES_NOT_HERE = Query(
    name="check: cited outlets of which the case holds no text",
    sql="""
        SELECT DISTINCT 'check' AS stage, d.origin, CAST(NULL AS STRING) AS input_id,
               h.document_id, 'source-not-in-case' AS reason, a.name AS detail,
               'add the cited text to the pile to have the claim checked' AS next_step
        FROM chains h
        JOIN actors a ON h.carrier_id = a.actor_id AND a.kind = 'outlet'
        JOIN documents d ON h.document_id = d.document_id
        WHERE h.evidence.kind IN ('speech', 'nested-cue', 'credit-line', 'agency-tag')
          AND h.carrier_id NOT IN (
              SELECT actor_id FROM mentions
              WHERE role IN ('author', 'outlet') AND actor_id IS NOT NULL
          )
    """,
    inputs=("chains", "actors", "documents", "mentions"),
    output=REJECTS.schema,
)
