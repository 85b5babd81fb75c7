"""The interchange format in which results are scored: one record a line, each with its type."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from reportedly.export.dates import calendar_date
from reportedly.export.denials import deniers
from reportedly.export.differences import variant_records
from reportedly.export.lookup import Lookup, span_record
from reportedly.model.kinds import EvidenceKind, Relation, Verdict, ZoneKind
from reportedly.model.spans import Span
from reportedly.tables import (
    ACTORS,
    ALIGNMENTS,
    ATTRIBUTIONS,
    CHECKS,
    OVERLAPS,
    POSITIONS,
    TRANSMISSIONS,
)
from reportedly.tables.attributions import Attribution
from reportedly.tables.findings import Check
from reportedly.tables.transmission import Transmission
from reportedly.tables.zones import Zone
from reportedly.text.function_words import FUNCTION_WORDS

Record = dict[str, Any]


def interchange_lines(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """The records as JSON Lines, each with its newline."""
    for record in interchange_records(tables):
        yield json.dumps(record, ensure_ascii=False) + "\n"


def interchange_records(tables: Mapping[str, pa.Table]) -> Iterator[Record]:
    """All records of a case, type by type.

    Undecided verdicts and overlaps, and families of stock lines, are left out.
    """
    lookup = Lookup(tables)
    yield from _attributions(lookup)
    yield from variant_records(lookup)
    yield from _checks(lookup)
    yield from _positions(lookup)
    yield from _overlaps(lookup)
    yield from _zones(lookup)
    yield from _alignments(lookup)
    yield from _witnesses(lookup)
    yield from _transmissions(lookup)
    yield from _entities(lookup)


def _attributions(lookup: Lookup) -> Iterator[Record]:
    rows = ATTRIBUTIONS.unpack(lookup.tables[ATTRIBUTIONS.name])
    denied = deniers(rows, lookup)
    for row in rows:
        chain = lookup.chains.get(row.attribution_id, [])
        yield {
            "type": "attribution",
            "id": row.attribution_id,
            "doc": lookup.labels[row.document_id],
            "source": _main_span(row.source),
            "cue": _main_span(row.cue),
            "content": [span_record(span) for span in row.content],
            "kind": row.kind,
            "speaker": _speaker(row, lookup),
            "chain": [hop.carrier for hop in chain],
            "parent": row.parent_attribution_id,
            "denied_by": denied.get(row.attribution_id, []),
            "date_said": calendar_date(row.said_at),
            "modality": row.polarity,
            "confidence": row.confidence,
        }


def _main_span(spans: Sequence[Span]) -> dict[str, int] | None:
    """The longest of several spans: the format has room for one."""
    return span_record(max(spans, key=len)) if spans else None


def _speaker(row: Attribution, lookup: Lookup) -> str | None:
    return lookup.speakers.get(row.attribution_id, row.speaker_mention)


def _checks(lookup: Lookup) -> Iterator[Record]:
    for row in CHECKS.unpack(lookup.tables[CHECKS.name]):
        if row.verdict is not Verdict.UNDECIDED:
            yield {
                "type": "check",
                "claim": lookup.place(row.document_id, row.claim.start, row.claim.end),
                "source_key": row.cited_zone_id or row.cited_document_id,
                "source": _cited(row, lookup),
                "verdict": row.verdict,
                "evidence": [
                    lookup.place(one.document_id, one.start, one.end) for one in row.evidence
                ],
                "confidence": row.confidence,
            }


def _cited(row: Check, lookup: Lookup) -> Record | None:
    if row.cited_document_id is None:
        return None
    if row.cited_zone_id is not None:
        zone = lookup.zones[row.cited_zone_id]
        return lookup.place(zone.document_id, zone.start, zone.end)
    return lookup.place(row.cited_document_id, 0, len(lookup.texts[row.cited_document_id]))


def _positions(lookup: Lookup) -> Iterator[Record]:
    for row in POSITIONS.unpack(lookup.tables[POSITIONS.name]):
        yield {
            "type": "position",
            "doc": lookup.labels[row.document_id],
            "actor": lookup.names[row.actor_id],
            "issue": row.issue,
            "act": row.act,
            "target": lookup.names[row.target_id] if row.target_id else None,
            "date": calendar_date(row.said_at),
            "condition": span_record(row.condition) if row.condition else None,
            "evidence": span_record(row.evidence),
            "confidence": row.confidence,
        }


def _overlaps(lookup: Lookup) -> Iterator[Record]:
    for row in OVERLAPS.unpack(lookup.tables[OVERLAPS.name]):
        if row.relation is not Relation.UNDECIDED:
            yield {
                "type": "overlap",
                "issue": row.issue,
                "a": lookup.names[row.a_actor_id],
                "b": lookup.names[row.b_actor_id],
                "relation": row.relation,
                "confidence": row.confidence,
            }


def _zones(lookup: Lookup) -> Iterator[Record]:
    for zone in lookup.zones.values():
        place = lookup.place(zone.document_id, zone.start, zone.end)
        yield {"type": "zone", **place, "zone": zone.kind}
        if zone.kind is ZoneKind.COMMENT:
            yield _comment(zone, lookup)


def _comment(zone: Zone, lookup: Lookup) -> Record:
    parent = lookup.zones.get(zone.parent_zone_id or "")
    is_reply = parent is not None and parent.kind is ZoneKind.COMMENT
    return {
        "type": "comment",
        **lookup.place(zone.document_id, zone.start, zone.end),
        "author": zone.author,
        "depth": zone.depth,
        "parent_start": parent.start if parent is not None and is_reply else None,
    }


def _alignments(lookup: Lookup) -> Iterator[Record]:
    columns = ["a_document_id", "a_start", "a_end", "b_document_id", "b_start", "b_end"]
    wanted = [*columns, "score", "boilerplate", "unit"]
    for row in lookup.tables[ALIGNMENTS.name].select(wanted).to_pylist():
        yield {
            "type": "alignment",
            "a": lookup.place(row["a_document_id"], row["a_start"], row["a_end"]),
            "b": lookup.place(row["b_document_id"], row["b_start"], row["b_end"]),
            "score": row["score"],
            "boilerplate": row["boilerplate"],
            "unit": row["unit"],
        }


def _witnesses(lookup: Lookup) -> Iterator[Record]:
    for row in lookup.witnesses.values():
        place = lookup.place(row.document_id, row.start, row.end)
        yield {"type": "witness", "family": row.family_id, **place}


def _transmissions(lookup: Lookup) -> Iterator[Record]:
    for row in TRANSMISSIONS.unpack(lookup.tables[TRANSMISSIONS.name]):
        if row.child_witness_id in lookup.witnesses:
            yield {
                "type": "transmission",
                "child": _witness_place(row.child_witness_id, lookup),
                "parent": row.parent_witness_id and _witness_place(row.parent_witness_id, lookup),
                "translated": _is_translation(row),
                "confidence": row.confidence,
            }


def _is_translation(row: Transmission) -> bool:
    return any(one.kind is EvidenceKind.TRANSLATION for one in row.evidence)


def _witness_place(witness_id: str, lookup: Lookup) -> Record:
    row = lookup.witnesses[witness_id]
    return {**lookup.place(row.document_id, row.start, row.end)}


def _entities(lookup: Lookup) -> Iterator[Record]:
    for row in ACTORS.unpack(lookup.tables[ACTORS.name]):
        forms = [form for form in row.surface_forms if not _is_pronoun(form)]
        yield {"type": "entity", "canonical": row.name, "forms": forms}


def _is_pronoun(form: str) -> bool:
    """Whether a form names nobody by itself: *he*, *they*; but *US* does."""
    words = form.casefold().split()
    abbreviation = form.isupper() and len(form) > 1
    return not abbreviation and all(word in FUNCTION_WORDS for word in words)
