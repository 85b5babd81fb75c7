"""A small case made by hand: three invented pages about a ferry line, with every kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from reportedly import tables as t
from reportedly.model.ids import digest, short_id
from reportedly.model.kinds import (
    Act,
    ActorKind,
    AlignmentUnit,
    Answer,
    AttributionKind,
    BlockKind,
    CreditKind,
    EvidenceKind,
    MentionRole,
    OperationKind,
    Polarity,
    RejectReason,
    Relation,
    Standing,
    TimeEvidence,
    VariantKind,
    Verdict,
    ZoneKind,
)
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval, day_interval
from reportedly.tables.actors import Actor, Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.collation import Alignment, Operation
from reportedly.tables.documents import Block, Document
from reportedly.tables.findings import Check, Overlap, Position, Reject
from reportedly.tables.schema import Table
from reportedly.tables.transmission import (
    Evidence,
    Family,
    Hop,
    Transmission,
    Variant,
    Witness,
)
from reportedly.tables.zones import Credit, Imprint, NamedSpan, Zone

GAZETTE = """\
Minister sees ferry back by summer
Harbour Gazette
3 March 2031

The ferry to Osmund Island may sail again, Ilka Torvan told this newspaper.

“We are able to run it every day,” Torvan said. “The island will not be cut off again.”

She rejected a toll on the crossing.
"""

WIRE = """\
Ferry offer from the ministry
4 March 2031

According to the Harbour Gazette, Torvan said: “We are ready to run it every day. \
The island will be cut off again.”

The island council says that it would accept a toll.

Source: Harbour Gazette
"""

THREAD = """\
Ferry row, open thread

1 comment

  1. Bram Ode

     Torvan said “We are able to run it every day,” and I believe her.
"""

MADE_BY = "hand/1"


def document(label: str, text: str, **given: Any) -> Document:
    """A plain-text document whose paragraphs are its blocks."""
    fields: dict[str, Any] = {
        "document_id": short_id("document", label),
        "input_id": short_id("input", label),
        "origin": f"pages/{label}.txt",
        "label": label,
        "media_type": "text/plain",
        "encoding": "utf-8",
        "url": None,
        "title": None,
        "authors": (),
        "outlet": None,
        "published": UNKNOWN_TIME,
        "updated": UNKNOWN_TIME,
        "language": "en",
        "text": text,
        "blocks": tuple(_blocks(text)),
        "links": (),
        "content_digest": digest(text.encode("utf-8", "surrogatepass")),
    }
    return Document(**(fields | given))


def _blocks(text: str) -> Iterable[Block]:
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            yield Block(start, start + len(bare), BlockKind.TEXT, 0, "")
        at += len(line)


def span(row: Document, words: str, after: str = "") -> Span:
    """Where ``words`` stand in a document, behind ``after``."""
    start = row.text.index(words, row.text.index(after))
    return Span(start, start + len(words))


def imprint(row: Document, **given: Any) -> Imprint:
    """A page's own imprint."""
    fields: dict[str, Any] = {
        "imprint_id": short_id("imprint", row.document_id),
        "document_id": row.document_id,
        "zone_id": None,
        "start": 0,
        "end": len(row.text),
        "title": None,
        "authors": (),
        "outlet": None,
        "published": UNKNOWN_TIME,
        "updated": UNKNOWN_TIME,
        "credits": (),
        "language": "en",
    }
    return Imprint(**(fields | given))


def named(row: Document, words: str) -> NamedSpan:
    """A name with its place."""
    return NamedSpan(words, span(row, words))


def attribution(
    row: Document, source: Span | None, cue: Span, *content: Span, **given: Any
) -> Attribution:
    """An asserted, direct attribution unless told otherwise."""
    spans = [*content, cue, *([source] if source else [])]
    fields: dict[str, Any] = {
        "attribution_id": short_id("attribution", row.document_id, *(s.start for s in spans)),
        "document_id": row.document_id,
        "zone_id": None,
        "parent_attribution_id": None,
        "kind": AttributionKind.DIRECT,
        "start": min(each.start for each in spans),
        "end": max(each.end for each in spans),
        "source": (source,) if source else (),
        "cue": (cue,),
        "content": content,
        "speaker_mention": source.of(row.text) if source else None,
        "polarity": Polarity.ASSERTED,
        "said_at": UNKNOWN_TIME,
        "confidence": 0.9,
        "made_by": MADE_BY,
    }
    return Attribution(**(fields | given))


def speaker(row: Attribution, actor: Actor | None) -> Mention:
    """Who speaks in an attribution; nobody decided where ``actor`` is none."""
    place = row.source[0] if row.source else None
    return Mention(
        mention_id=short_id("mention", row.attribution_id),
        document_id=row.document_id,
        role=MentionRole.SPEAKER,
        start=place.start if place else None,
        end=place.end if place else None,
        text=row.speaker_mention or "",
        attribution_id=row.attribution_id,
        zone_id=None,
        actor_id=actor.actor_id if actor else None,
        confidence=0.9,
        made_by=MADE_BY,
    )


def actor(name: str, kind: ActorKind) -> Actor:
    """An actor with one surface form."""
    return Actor(short_id("actor", kind.value, name), name, kind, (name,))


def hops(row: Attribution, *carriers: tuple[str, EvidenceKind, Standing, str, Span]) -> list[Hop]:
    """A chain: name, evidence, standing, document and passage of each carrier."""
    return [
        Hop(
            attribution_id=row.attribution_id,
            hop=number,
            document_id=row.document_id,
            carrier_id=None,
            carrier=name,
            evidence=Evidence(kind, document_id, place.start, place.end),
            standing=standing,
            confidence=0.85,
            made_by=MADE_BY,
        )
        for number, (name, kind, standing, document_id, place) in enumerate(carriers)
    ]


def operations(
    *steps: tuple[OperationKind, VariantKind | None, Span, Span],
) -> tuple[Operation, ...]:
    """Operations from spans of both sides."""
    return tuple(
        Operation(kind, variant, a.start, a.end, b.start, b.end) for kind, variant, a, b in steps
    )


def packed(rows: Mapping[str, Iterable[Any]]) -> dict[str, pa.Table]:
    """Rows by table name as Arrow tables; every table of a case is there."""
    every: tuple[Table[Any], ...] = t.ALL_TABLES
    return {table.name: table.ordered(table.pack(rows.get(table.name, ()))) for table in every}


TORVAN = actor("Ilka Torvan", ActorKind.PERSON)
PAPER = actor("Harbour Gazette", ActorKind.OUTLET)
COUNCIL = actor("Osmund Island council", ActorKind.ORGANISATION)
"""The actors of the ferry case."""

ON_3_MARCH = day_interval(2031, 3, 3, TimeEvidence.PAGE)
ON_4_MARCH = day_interval(2031, 3, 4, TimeEvidence.PAGE)


GAZETTE_PAGE = document("gazette", GAZETTE)
WIRE_PAGE = document("wire", WIRE)
THREAD_PAGE = document("thread", THREAD, language="en-GB")

SAID = attribution(
    GAZETTE_PAGE,
    span(GAZETTE_PAGE, "Torvan", "every day"),
    span(GAZETTE_PAGE, "said"),
    span(GAZETTE_PAGE, "“We are able to run it every day,”"),
    span(GAZETTE_PAGE, "“The island will not be cut off again.”"),
)
TOLD = attribution(
    GAZETTE_PAGE,
    span(GAZETTE_PAGE, "Ilka Torvan"),
    span(GAZETTE_PAGE, "told this newspaper"),
    span(GAZETTE_PAGE, "The ferry to Osmund Island may sail again"),
    kind=AttributionKind.INDIRECT,
    said_at=day_interval(2031, 3, 3, TimeEvidence.PAGE, span(GAZETTE_PAGE, "3 March 2031")),
)
REJECTED = attribution(
    GAZETTE_PAGE,
    None,
    span(GAZETTE_PAGE, "rejected"),
    span(GAZETTE_PAGE, "a toll on the crossing"),
    kind=AttributionKind.INDIRECT,
    polarity=Polarity.DENIED,
    confidence=0.55,
)
RETOLD_WORDS = "“We are ready to run it every day. The island will be cut off again.”"
RETOLD = attribution(
    WIRE_PAGE,
    span(WIRE_PAGE, "the Harbour Gazette"),
    span(WIRE_PAGE, "According to"),
    span(WIRE_PAGE, f"Torvan said: {RETOLD_WORDS}"),
    kind=AttributionKind.MIXED,
)
RETOLD_SAID = attribution(
    WIRE_PAGE,
    span(WIRE_PAGE, "Torvan"),
    span(WIRE_PAGE, "said"),
    span(WIRE_PAGE, RETOLD_WORDS),
    parent_attribution_id=RETOLD.attribution_id,
)
COUNCIL_SAYS = attribution(
    WIRE_PAGE,
    span(WIRE_PAGE, "The island council"),
    span(WIRE_PAGE, "says that"),
    span(WIRE_PAGE, "it would accept a toll"),
    kind=AttributionKind.INDIRECT,
)
COMMENTED = attribution(
    THREAD_PAGE,
    span(THREAD_PAGE, "Torvan"),
    span(THREAD_PAGE, "said"),
    span(THREAD_PAGE, "“We are able to run it every day,”"),
)
SPEAKERS = (
    (SAID, TORVAN),
    (TOLD, TORVAN),
    (RETOLD, PAPER),
    (RETOLD_SAID, TORVAN),
    (COUNCIL_SAYS, COUNCIL),
    (COMMENTED, TORVAN),
)

IN_GAZETTE = span(
    GAZETTE_PAGE,
    "We are able to run it every day,” Torvan said. “The island will not be cut off again",
)
IN_WIRE = span(WIRE_PAGE, RETOLD_WORDS.strip("“.”"))
IN_THREAD = span(THREAD_PAGE, "We are able to run it every day")
FAMILY_ID = short_id("family", "ferry")


def ferry_rows() -> dict[str, list[Any]]:
    """The ferry case as rows by table name."""
    witnesses = _witnesses()
    first, *_ = witnesses
    positions = _positions()
    return {
        "documents": [GAZETTE_PAGE, WIRE_PAGE, THREAD_PAGE],
        "zones": _zones(),
        "imprints": _imprints(),
        "attributions": [
            SAID,
            TOLD,
            REJECTED,
            RETOLD,
            RETOLD_SAID,
            COUNCIL_SAYS,
            COMMENTED,
        ],
        "actors": [TORVAN, PAPER, COUNCIL],
        "mentions": [speaker(row, who) for row, who in SPEAKERS],
        "alignments": _alignments(),
        "families": [Family(FAMILY_ID, 3, 3, first.witness_id, boilerplate=False)],
        "witnesses": witnesses,
        "variants": _variants(*witnesses[:2]),
        "transmissions": _transmissions(*witnesses),
        "chains": _chains(),
        "checks": _checks(),
        "positions": positions,
        "overlaps": [_overlap(*positions[1:])],
        "rejects": _rejects(),
    }


def _changes() -> tuple[Operation, ...]:
    """What makes the gazette's passage into the wire's."""
    g, w = GAZETTE_PAGE, WIRE_PAGE
    kept, changed, left_out = (
        OperationKind.EQUAL,
        OperationKind.SUBSTITUTION,
        OperationKind.DELETION,
    )
    return operations(
        (kept, None, span(g, "We are"), span(w, "We are")),
        (changed, VariantKind.SUBSTITUTION, span(g, "able"), span(w, "ready")),
        (kept, None, span(g, "to run it every day"), span(w, "to run it every day")),
        (left_out, VariantKind.DELETION, span(g, "Torvan said", "able"), _empty(w, " The island")),
        (kept, None, span(g, "The island will"), span(w, "The island will")),
        (left_out, VariantKind.NEGATION, span(g, "not"), _empty(w, " be cut")),
        (kept, None, span(g, "be cut off again"), span(w, "be cut off again")),
    )


def _same() -> tuple[Operation, ...]:
    """The gazette's passage against the comment's."""
    words = span(GAZETTE_PAGE, "We are able to run it every day")
    return operations((OperationKind.EQUAL, None, words, IN_THREAD))


def _alignments() -> list[Alignment]:
    g, w, c = (row.document_id for row in (GAZETTE_PAGE, WIRE_PAGE, THREAD_PAGE))
    return [_alignment(g, w, _changes()), _alignment(g, c, _same())]


def _witnesses() -> list[Witness]:
    return [
        _witness(GAZETTE_PAGE, IN_GAZETTE, ON_3_MARCH, SAID),
        _witness(WIRE_PAGE, IN_WIRE, ON_4_MARCH, RETOLD_SAID),
        _witness(THREAD_PAGE, IN_THREAD, UNKNOWN_TIME, COMMENTED),
    ]


def _witness(page: Document, place: Span, when: TimeInterval, row: Attribution) -> Witness:
    return Witness(
        witness_id=short_id("witness", page.document_id),
        family_id=FAMILY_ID,
        document_id=page.document_id,
        zone_id=None,
        start=place.start,
        end=place.end,
        published=when,
        quoted=True,
        attribution_id=row.attribution_id,
    )


def _variants(a: Witness, b: Witness) -> list[Variant]:
    steps = _changes()
    return [
        _variant(a, b, VariantKind.SUBSTITUTION, steps[1], Answer.UNDECIDED),
        _variant(a, b, VariantKind.NEGATION, steps[5], Answer.YES),
    ]


def _transmissions(gazette: Witness, wire: Witness, thread: Witness) -> list[Transmission]:
    w = WIRE_PAGE.document_id
    credit = span(WIRE_PAGE, "Harbour Gazette", "Source:")
    date = span(WIRE_PAGE, "4 March 2031")
    return [
        _edge(gazette, None),
        _edge(
            wire,
            gazette,
            Evidence(EvidenceKind.CREDIT_LINE, w, credit.start, credit.end),
            Evidence(EvidenceKind.DATE, w, date.start, date.end),
        ),
        _edge(thread, None),
    ]


def _zones() -> list[Zone]:
    comment = "Torvan said “We are able to run it every day,” and I believe her."
    return [
        _zone(GAZETTE_PAGE, ZoneKind.TITLE, span(GAZETTE_PAGE, GAZETTE.splitlines()[0])),
        _zone(WIRE_PAGE, ZoneKind.TITLE, span(WIRE_PAGE, WIRE.splitlines()[0])),
        _zone(THREAD_PAGE, ZoneKind.COMMENT, span(THREAD_PAGE, comment), author="Bram Ode"),
    ]


def _imprints() -> list[Imprint]:
    dated = span(GAZETTE_PAGE, "3 March 2031")
    return [
        imprint(
            GAZETTE_PAGE,
            title=named(GAZETTE_PAGE, GAZETTE.splitlines()[0]),
            outlet=named(GAZETTE_PAGE, "Harbour Gazette"),
            published=day_interval(2031, 3, 3, TimeEvidence.PAGE, dated),
        ),
        imprint(
            WIRE_PAGE,
            title=named(WIRE_PAGE, WIRE.splitlines()[0]),
            outlet=NamedSpan("Coast Wire", None),
            authors=(NamedSpan("Pell Arden", None),),
            published=day_interval(2031, 3, 4, TimeEvidence.METADATA),
            credits=(_credit(WIRE_PAGE, "Harbour Gazette", "Source:"),),
        ),
        imprint(THREAD_PAGE, title=named(THREAD_PAGE, THREAD.splitlines()[0])),
    ]


def _chains() -> list[Hop]:
    g, w = GAZETTE_PAGE.document_id, WIRE_PAGE.document_id
    masthead = span(GAZETTE_PAGE, "Harbour Gazette")
    claimed, proved = Standing.CLAIMED, Standing.PROVED
    return [
        *hops(
            SAID,
            ("Ilka Torvan", EvidenceKind.SPEECH, claimed, g, SAID.source[0]),
            ("Harbour Gazette", EvidenceKind.IMPRINT, claimed, g, masthead),
        ),
        *hops(
            RETOLD_SAID,
            ("Ilka Torvan", EvidenceKind.SPEECH, claimed, w, RETOLD_SAID.source[0]),
            ("Harbour Gazette", EvidenceKind.ALIGNMENT, proved, g, IN_GAZETTE),
            ("Coast Wire", EvidenceKind.IMPRINT, claimed, w, Span(0, 0)),
        ),
    ]


def _checks() -> list[Check]:
    lost = span(WIRE_PAGE, "The island will be cut off again")
    found = span(GAZETTE_PAGE, "“We are able to run it every day,”")
    return [
        _check(RETOLD_SAID, RETOLD_SAID.content[0], Verdict.ALTERED, IN_GAZETTE, _changes()),
        _check(RETOLD, lost, Verdict.CONTRADICTED, None, ()),
        _check(COMMENTED, COMMENTED.content[0], Verdict.VERBATIM, found, _same()),
    ]


def _positions() -> list[Position]:
    against = span(GAZETTE_PAGE, "She rejected a toll on the crossing")
    ready = span(WIRE_PAGE, "We are ready to run it every day")
    would = span(WIRE_PAGE, "The island council says that it would accept a toll")
    return [
        _position(TORVAN, Act.REJECT, against, ON_3_MARCH, REJECTED),
        _position(TORVAN, Act.ACCEPT, ready, ON_4_MARCH, RETOLD_SAID),
        _position(COUNCIL, Act.ACCEPT, would, ON_4_MARCH, COUNCIL_SAYS),
    ]


def _overlap(*positions: Position) -> Overlap:
    a, b = sorted(positions, key=lambda row: row.actor_id)
    return Overlap(
        issue="toll",
        a_actor_id=a.actor_id,
        b_actor_id=b.actor_id,
        relation=Relation.COMPATIBLE,
        a_position_id=a.position_id,
        b_position_id=b.position_id,
        confidence=0.7,
        made_by=MADE_BY,
    )


def _rejects() -> list[Reject]:
    return [
        Reject(
            stage="read",
            origin="pages/map.png",
            input_id=short_id("input", "map"),
            document_id=None,
            reason=RejectReason.BINARY_FILE,
            detail="the file starts with a NUL byte",
            next_step="leave it out, or give its text",
        ),
        Reject(
            stage="check",
            origin=THREAD_PAGE.origin,
            input_id=THREAD_PAGE.input_id,
            document_id=THREAD_PAGE.document_id,
            reason=RejectReason.SOURCE_NOT_IN_CASE,
            detail="cites Radio Osmund",
            next_step="add that page to the case",
        ),
    ]


def ferry_tables() -> dict[str, pa.Table]:
    """The ferry case as Arrow tables."""
    return packed(ferry_rows())


def translated_rows() -> dict[str, list[Any]]:
    """The ferry case, where the thread's comment translates the gazette's words."""
    rows = ferry_rows()
    g, w = GAZETTE_PAGE.document_id, THREAD_PAGE.document_id
    step = replace(
        rows["alignments"][1].operations[0],
        kind=OperationKind.SUBSTITUTION,
        variant=VariantKind.TRANSLATION,
    )
    rows["alignments"][1] = replace(
        rows["alignments"][1], operations=(step,), unit=AlignmentUnit.SENTENCE
    )
    tags = {g: "en", w: "fr-FR"}
    rows["witnesses"] = [
        replace(row, language=tags.get(row.document_id, "en")) for row in rows["witnesses"]
    ]
    rows["families"] = [replace(rows["families"][0], languages=("en", "fr"))]
    first, _, third = rows["witnesses"]
    edge = replace(
        rows["transmissions"][2],
        parent_witness_id=first.witness_id,
        evidence=(Evidence(EvidenceKind.TRANSLATION, g, first.start, first.end),),
    )
    assert edge.child_witness_id == third.witness_id
    rows["transmissions"][2] = edge
    return rows


def translated_tables() -> dict[str, pa.Table]:
    """The ferry case with a translation, as Arrow tables."""
    return packed(translated_rows())


HOSTILE = (
    "<script>alert(1)</script> “said <img src=x onerror=alert(2)>” \x00\u202e "
    "{{ 7*7 }} {% raw %} </span></div></style> javascript:alert(3) &amp; ' \" " + "w" * 5000
)


def hostile_tables() -> dict[str, pa.Table]:
    """A page that attacks the report from every field that a page can fill."""
    page = document(
        HOSTILE,
        HOSTILE,
        origin=f"{HOSTILE}.txt",
        url="javascript:alert(4)",
        authors=(HOSTILE,),
        outlet=HOSTILE,
        title=HOSTILE,
        language='en"><script>alert(5)</script>',
    )
    row = attribution(page, Span(0, 8), Span(9, 14), Span(14, len(HOSTILE)))
    party = actor(HOSTILE, ActorKind.UNKNOWN)
    place = Span(0, len(HOSTILE))
    return packed(
        {
            "documents": [page],
            "attributions": [row],
            "actors": [party],
            "mentions": [speaker(row, party)],
            "chains": hops(
                row, (HOSTILE, EvidenceKind.SPEECH, Standing.CLAIMED, page.document_id, place)
            ),
            "imprints": [imprint(page, title=NamedSpan(HOSTILE, Span(0, 10)))],
            "positions": [
                replace(
                    _position(party, Act.DEMAND, place, ON_3_MARCH, row),
                    issue=HOSTILE,
                )
            ],
            "rejects": [
                Reject("read", HOSTILE, None, None, RejectReason.BAD_RECORD, HOSTILE, HOSTILE)
            ],
        }
    )


def _empty(row: Document, before: str) -> Span:
    start = row.text.index(before)
    return Span(start, start)


def _zone(row: Document, kind: ZoneKind, place: Span, author: str | None = None) -> Zone:
    return Zone(
        zone_id=short_id("zone", row.document_id, kind.value, place.start, place.end),
        document_id=row.document_id,
        kind=kind,
        start=place.start,
        end=place.end,
        parent_zone_id=None,
        parent_missing=False,
        author=author,
        author_span=None,
        depth=0,
        confidence=0.9,
        made_by=MADE_BY,
    )


def _credit(row: Document, name: str, after: str) -> Credit:
    place = span(row, name, after)
    return Credit(CreditKind.SOURCE_LINE, name, place.start, place.end)


def _alignment(a: str, b: str, steps: tuple[Operation, ...]) -> Alignment:
    """An alignment as stored: the document with the smaller id is side a."""
    if a > b:
        a, b = b, a
        steps = _turned(steps)
    return Alignment(
        alignment_id=short_id("alignment", a, b),
        a_document_id=a,
        a_start=steps[0].a_start,
        a_end=steps[-1].a_end,
        b_document_id=b,
        b_start=steps[0].b_start,
        b_end=steps[-1].b_end,
        score=0.97,
        shared_words=sum(step.kind is OperationKind.EQUAL for step in steps),
        verbatim=all(step.kind is OperationKind.EQUAL for step in steps),
        boilerplate=False,
        operations=steps,
        made_by=MADE_BY,
    )


def _turned(steps: tuple[Operation, ...]) -> tuple[Operation, ...]:
    other = {
        OperationKind.INSERTION: OperationKind.DELETION,
        OperationKind.DELETION: OperationKind.INSERTION,
    }
    return tuple(
        Operation(other.get(s.kind, s.kind), s.variant, s.b_start, s.b_end, s.a_start, s.a_end)
        for s in steps
    )


def _variant(
    a: Witness, b: Witness, kind: VariantKind, step: Operation, meaning: Answer
) -> Variant:
    return Variant(
        variant_id=short_id("variant", FAMILY_ID, step.a_start, step.b_start),
        family_id=FAMILY_ID,
        kind=kind,
        a_witness_id=a.witness_id,
        a_start=step.a_start,
        a_end=step.a_end,
        b_witness_id=b.witness_id,
        b_start=step.b_start,
        b_end=step.b_end,
        introduced_by=b.witness_id,
        inherited_by=(),
        meaning_changed=meaning,
        confidence=0.8,
        made_by=MADE_BY,
    )


def _edge(child: Witness, parent: Witness | None, *evidence: Evidence) -> Transmission:
    parent_id = parent.witness_id if parent else None
    return Transmission(
        transmission_id=short_id("edge", child.witness_id, parent_id),
        family_id=FAMILY_ID,
        child_witness_id=child.witness_id,
        parent_witness_id=parent_id,
        evidence=evidence,
        confidence=0.9,
        made_by=MADE_BY,
    )


def _check(
    row: Attribution,
    claim: Span,
    verdict: Verdict,
    evidence: Span | None,
    steps: tuple[Operation, ...],
) -> Check:
    return Check(
        check_id=short_id("check", row.attribution_id),
        attribution_id=row.attribution_id,
        document_id=row.document_id,
        claim=claim,
        cited_document_id=GAZETTE_PAGE.document_id,
        cited_zone_id=None,
        verdict=verdict,
        evidence=(
            (
                Evidence(
                    EvidenceKind.ALIGNMENT, GAZETTE_PAGE.document_id, evidence.start, evidence.end
                ),
            )
            if evidence
            else ()
        ),
        operations=steps,
        confidence=0.96,
        made_by=MADE_BY,
    )


def _position(
    party: Actor, act: Act, place: Span, when: TimeInterval, row: Attribution
) -> Position:
    return Position(
        position_id=short_id("position", row.document_id, place.start, act.value),
        document_id=row.document_id,
        actor_id=party.actor_id,
        issue="toll",
        act=act,
        target_id=None,
        condition=None,
        said_at=when,
        attribution_id=row.attribution_id,
        evidence=place,
        confidence=0.75,
        made_by=MADE_BY,
    )
