"""The tables of a small case: two pages, a column and a page that garbles it."""

from __future__ import annotations

import pyarrow as pa

from reportedly.model.kinds import (
    Act,
    ActorKind,
    Answer,
    AttributionKind,
    EvidenceKind,
    MentionRole,
    OperationKind,
    Polarity,
    Relation,
    Standing,
    TimeEvidence,
    VariantKind,
    Verdict,
    ZoneKind,
)
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval, day_interval
from reportedly.tables import (
    ACTORS,
    ALIGNMENTS,
    ALL_TABLES,
    ATTRIBUTIONS,
    CHAINS,
    CHECKS,
    DOCUMENTS,
    FAMILIES,
    MENTIONS,
    OVERLAPS,
    POSITIONS,
    TRANSMISSIONS,
    VARIANTS,
    WITNESSES,
    ZONES,
)
from reportedly.tables.actors import Actor, Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.collation import Alignment, Operation
from reportedly.tables.documents import Document
from reportedly.tables.findings import Check, Overlap, Position
from reportedly.tables.transmission import (
    Evidence,
    Family,
    Hop,
    Transmission,
    Variant,
    Witness,
)
from reportedly.tables.zones import Zone

COLUMN = 'It rained. "The harbour must never close," Ada Moor said. Nobody laughed.'
RETELLING = 'Moor told the Gull: "The harbour must ever close." Orvania denied it.'
QUOTED, RETOLD = "The harbour must never close", "The harbour must ever close"
DENIAL = ("Orvania", "denied", "it")
DAY = day_interval(2031, 5, 4, TimeEvidence.PAGE)
LATER = day_interval(2031, 5, 6, TimeEvidence.PAGE)


def span(text: str, part: str) -> Span:
    """The first appearance of ``part``."""
    return Span(text.index(part), text.index(part) + len(part))


def document(document_id: str, text: str, published: TimeInterval) -> Document:
    """A page; its label is not its id."""
    return Document(
        document_id, document_id, f"/{document_id}.txt", f"{document_id}.txt", "text/plain",
        "utf-8", None, None, (), None, published, UNKNOWN_TIME, None, text, (), (), "",
    )  # fmt: skip


def attribution(
    key: str, document_id: str, text: str, parts: tuple[str, str, str], parent: str | None = None,
    polarity: Polarity = Polarity.ASSERTED,
) -> Attribution:  # fmt: skip
    """An attribution by its source, cue and content."""
    source, cue, content = (span(text, part) for part in parts)
    return Attribution(
        key, document_id, None, parent, AttributionKind.DIRECT, source.start, content.end,
        (source,), (cue,), (content,), parts[0], polarity, DAY, 0.9, "test",
    )  # fmt: skip


def speaker(key: str, document_id: str, actor_id: str | None) -> Mention:
    """Who speaks in an attribution."""
    return Mention(
        f"m-{key}", document_id, MentionRole.SPEAKER, 0, 1, "", key, None, actor_id, 0.9, "test"
    )


def zone(key: str, kind: ZoneKind, place: Span, parent: str | None = None, depth: int = 0) -> Zone:
    """A zone of the retelling."""
    return Zone(
        key, "retelling", kind, place.start, place.end, parent, False, "gull", None, depth, 1.0,
        "test",
    )  # fmt: skip


def witness(key: str, document_id: str, place: Span, published: TimeInterval) -> Witness:
    """A witness of the one family."""
    return Witness(key, "family", document_id, None, place.start, place.end, published, True, None)


def tables() -> dict[str, pa.Table]:
    """All tables of the case; those that have no part in it are empty."""
    old, new = span(COLUMN, QUOTED), span(RETELLING, RETOLD)
    never, ever = span(COLUMN, "never"), span(RETELLING, "ever")
    packed = {table.name: table.empty() for table in ALL_TABLES}
    packed[DOCUMENTS.name] = DOCUMENTS.pack(
        [document("column", COLUMN, DAY), document("retelling", RETELLING, LATER)]
    )
    packed[ATTRIBUTIONS.name] = ATTRIBUTIONS.pack(
        [
            attribution("told", "retelling", RETELLING, ("Moor", "told", RETOLD), "denied"),
            attribution(
                "denied",
                "retelling",
                RETELLING,
                ("Orvania", "denied", "it"),
                polarity=Polarity.DENIED,
            ),
            attribution("said", "column", COLUMN, ("Ada Moor", "said", QUOTED)),
        ]
    )
    packed[ACTORS.name] = ACTORS.pack(
        [
            Actor("moor", "Ada Moor", ActorKind.PERSON, ("Ada Moor", "Moor", "She")),
            Actor("orvania", "Orvania", ActorKind.STATE, ("Orvania",)),
        ]
    )
    packed[MENTIONS.name] = MENTIONS.pack(
        [
            speaker("told", "retelling", "moor"),
            speaker("denied", "retelling", "orvania"),
            speaker("said", "column", None),
        ]
    )
    packed[CHAINS.name] = CHAINS.pack(
        [
            Hop("told", hop, "retelling", None, name, Evidence(EvidenceKind.SPEECH, "d", 0, 1),
                Standing.CLAIMED, 0.9, "test")
            for hop, name in ((1, "The Gull"), (0, "Ada Moor"))
        ]
    )  # fmt: skip
    packed[ZONES.name] = ZONES.pack(
        [
            zone("body", ZoneKind.BODY, Span(0, 30)),
            zone("first", ZoneKind.COMMENT, Span(31, 40)),
            zone("reply", ZoneKind.COMMENT, Span(41, 50), "first", 1),
        ]
    )
    packed[FAMILIES.name] = FAMILIES.pack([Family("family", 2, 2, "w-old", boilerplate=False)])
    packed[WITNESSES.name] = WITNESSES.pack(
        [witness("w-old", "column", old, DAY), witness("w-new", "retelling", new, LATER)]
    )
    packed[VARIANTS.name] = VARIANTS.pack(
        [
            Variant(
                "v", "family", VariantKind.NEGATION, "w-old", never.start, never.end, "w-new",
                ever.start, ever.end, "w-new", (), Answer.YES, 0.9, "test",
            )
        ]
    )  # fmt: skip
    packed[TRANSMISSIONS.name] = TRANSMISSIONS.pack(
        [
            Transmission("t1", "family", "w-new", "w-old", (), 0.8, "test"),
            Transmission("t2", "family", "w-old", None, (), 0.8, "test"),
        ]
    )
    packed[ALIGNMENTS.name] = ALIGNMENTS.pack(
        [
            Alignment(
                "a", "column", old.start, old.end, "retelling", new.start, new.end, 0.98, 4,
                False, False, (Operation(OperationKind.EQUAL, None, 0, 1, 0, 1),), "test",
            )
        ]
    )  # fmt: skip
    packed[CHECKS.name] = CHECKS.pack(
        [
            check("altered", Verdict.ALTERED, "column", old),
            check("unsure", Verdict.UNDECIDED, None, None),
        ]
    )
    packed[POSITIONS.name] = POSITIONS.pack(
        [
            Position(
                "p", "retelling", "orvania", "harbour", Act.DENY, "moor", None, DAY, "denied",
                span(RETELLING, "Orvania denied it"), 0.9, "test",
            )
        ]
    )  # fmt: skip
    packed[OVERLAPS.name] = OVERLAPS.pack(
        [
            Overlap("harbour", "moor", "orvania", relation, "p", "p", 0.9, "test")
            for relation in (Relation.INCOMPATIBLE, Relation.UNDECIDED)
        ]
    )
    return packed


def check(key: str, verdict: Verdict, cited: str | None, place: Span | None) -> Check:
    """A check of what the retelling claims."""
    evidence = () if place is None else (
        Evidence(EvidenceKind.ALIGNMENT, "column", place.start, place.end),
    )  # fmt: skip
    return Check(
        key, "told", "retelling", span(RETELLING, RETOLD), cited, None, verdict, evidence, (), 0.9,
        "test",
    )  # fmt: skip
