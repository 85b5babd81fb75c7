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


def attribution(row: Document, source: Span | None, cue: Span, *content: Span, **given: Any) -> Attribution:
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


def operations(*steps: tuple[OperationKind, VariantKind | None, Span, Span]) -> tuple[Operation, ...]:
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


def ferry_rows() -> dict[str, list[Any]]:
    """The ferry case as rows by table name."""
    gazette = document("gazette", GAZETTE)
    wire = document("wire", WIRE)
    thread = document("thread", THREAD, language="en-GB")
    g, w, c = gazette.document_id, wire.document_id, thread.document_id

    said_g = attribution(
        gazette,
        span(gazette, "Torvan", "every day"),
        span(gazette, "said"),
        span(gazette, "“We are able to run it every day,”"),
        span(gazette, "“The island will not be cut off again.”"),
    )
    told_g = attribution(
        gazette,
        span(gazette, "Ilka Torvan"),
        span(gazette, "told this newspaper"),
        span(gazette, "The ferry to Osmund Island may sail again"),
        kind=AttributionKind.INDIRECT,
        said_at=day_interval(2031, 3, 3, TimeEvidence.PAGE, span(gazette, "3 March 2031")),
    )
    rejected_g = attribution(
        gazette,
        None,
        span(gazette, "rejected"),
        span(gazette, "a toll on the crossing"),
        kind=AttributionKind.INDIRECT,
        polarity=Polarity.DENIED,
        confidence=0.55,
    )
    outer_w = attribution(
        wire,
        span(wire, "the Harbour Gazette"),
        span(wire, "According to"),
        span(wire, "Torvan said: “We are ready to run it every day. The island will be cut off again.”"),
        kind=AttributionKind.MIXED,
    )
    inner_w = attribution(
        wire,
        span(wire, "Torvan"),
        span(wire, "said"),
        span(wire, "“We are ready to run it every day. The island will be cut off again.”"),
        parent_attribution_id=outer_w.attribution_id,
    )
    council_w = attribution(
        wire,
        span(wire, "The island council"),
        span(wire, "says that"),
        span(wire, "it would accept a toll"),
        kind=AttributionKind.INDIRECT,
    )
    said_c = attribution(
        thread,
        span(thread, "Torvan"),
        span(thread, "said"),
        span(thread, "“We are able to run it every day,”"),
    )
    spoken = {said_g: TORVAN, told_g: TORVAN, outer_w: PAPER, inner_w: TORVAN}
    spoken |= {council_w: COUNCIL, said_c: TORVAN}

    passages = {
        g: span(gazette, "We are able to run it every day,” Torvan said. “The island will not be cut off again"),
        w: span(wire, "We are ready to run it every day. The island will be cut off again"),
        c: span(thread, "We are able to run it every day"),
    }
    family_id = short_id("family", g, w, c)
    times = {g: ON_3_MARCH, w: ON_4_MARCH, c: UNKNOWN_TIME}
    witnesses = {
        document_id: Witness(
            witness_id=short_id("witness", document_id),
            family_id=family_id,
            document_id=document_id,
            zone_id=None,
            start=place.start,
            end=place.end,
            published=times[document_id],
            quoted=True,
            attribution_id=row.attribution_id,
        )
        for (document_id, place), row in zip(passages.items(), (said_g, inner_w, said_c), strict=True)
    }
    changes = (
        (OperationKind.EQUAL, None, span(gazette, "We are"), span(wire, "We are")),
        (OperationKind.SUBSTITUTION, VariantKind.SUBSTITUTION, span(gazette, "able"), span(wire, "ready")),
        (OperationKind.EQUAL, None, span(gazette, "to run it every day"), span(wire, "to run it every day")),
        (OperationKind.DELETION, VariantKind.DELETION, span(gazette, "Torvan said", "able"), _empty(wire, " The island")),
        (OperationKind.EQUAL, None, span(gazette, "The island will"), span(wire, "The island will")),
        (OperationKind.DELETION, VariantKind.NEGATION, span(gazette, "not"), _empty(wire, " be cut")),
        (OperationKind.EQUAL, None, span(gazette, "be cut off again"), span(wire, "be cut off again")),
    )
    g_to_w = operations(*changes)
    pairs = [_alignment(g, w, g_to_w)]
    same = operations((OperationKind.EQUAL, None, span(gazette, "We are able to run it every day"), passages[c]))
    pairs.append(_alignment(g, c, same))

    reject_position = _position(g, TORVAN, Act.REJECT, span(gazette, "She rejected a toll on the crossing"), ON_3_MARCH, rejected_g)
    accept_position = _position(w, TORVAN, Act.ACCEPT, span(wire, "We are ready to run it every day"), ON_4_MARCH, inner_w)
    council_position = _position(w, COUNCIL, Act.ACCEPT, span(wire, "The island council says that it would accept a toll"), ON_4_MARCH, council_w)
    first, second = sorted((TORVAN, COUNCIL), key=lambda each: each.actor_id)
    by_actor = {TORVAN: accept_position, COUNCIL: council_position}

    return {
        "documents": [gazette, wire, thread],
        "zones": [
            _zone(gazette, ZoneKind.TITLE, span(gazette, "Minister sees ferry back by summer")),
            _zone(wire, ZoneKind.TITLE, span(wire, "Ferry offer from the ministry")),
            _zone(
                thread,
                ZoneKind.COMMENT,
                span(thread, "Torvan said “We are able to run it every day,” and I believe her."),
                author="Bram Ode",
            ),
        ],
        "imprints": [
            imprint(
                gazette,
                title=named(gazette, "Minister sees ferry back by summer"),
                outlet=named(gazette, "Harbour Gazette"),
                published=day_interval(2031, 3, 3, TimeEvidence.PAGE, span(gazette, "3 March 2031")),
            ),
            imprint(
                wire,
                title=named(wire, "Ferry offer from the ministry"),
                outlet=NamedSpan("Coast Wire", None),
                authors=(NamedSpan("Pell Arden", None),),
                published=day_interval(2031, 3, 4, TimeEvidence.METADATA),
                credits=(_credit(wire, "Harbour Gazette", "Source:"),),
            ),
            imprint(thread, title=named(thread, "Ferry row, open thread")),
        ],
        "attributions": [said_g, told_g, rejected_g, outer_w, inner_w, council_w, said_c],
        "actors": [TORVAN, PAPER, COUNCIL],
        "mentions": [speaker(row, who) for row, who in spoken.items()],
        "alignments": pairs,
        "families": [Family(family_id, 3, 3, witnesses[g].witness_id, boilerplate=False)],
        "witnesses": list(witnesses.values()),
        "variants": [
            _variant(family_id, witnesses[g], witnesses[w], VariantKind.SUBSTITUTION, changes[1], Answer.UNDECIDED),
            _variant(family_id, witnesses[g], witnesses[w], VariantKind.NEGATION, changes[5], Answer.YES),
        ],
        "transmissions": [
            _edge(family_id, witnesses[g], None),
            _edge(
                family_id,
                witnesses[w],
                witnesses[g],
                Evidence(EvidenceKind.CREDIT_LINE, w, *_bounds(span(wire, "Harbour Gazette", "Source:"))),
                Evidence(EvidenceKind.DATE, w, *_bounds(span(wire, "4 March 2031"))),
            ),
            _edge(family_id, witnesses[c], None),
        ],
        "chains": [
            *hops(
                said_g,
                ("Ilka Torvan", EvidenceKind.SPEECH, Standing.CLAIMED, g, said_g.source[0]),
                ("Harbour Gazette", EvidenceKind.IMPRINT, Standing.CLAIMED, g, span(gazette, "Harbour Gazette")),
            ),
            *hops(
                inner_w,
                ("Ilka Torvan", EvidenceKind.SPEECH, Standing.CLAIMED, w, inner_w.source[0]),
                ("Harbour Gazette", EvidenceKind.ALIGNMENT, Standing.PROVED, g, passages[g]),
                ("Coast Wire", EvidenceKind.IMPRINT, Standing.CLAIMED, w, Span(0, 0)),
            ),
        ],
        "checks": [
            _check(inner_w, inner_w.content[0], gazette, Verdict.ALTERED, passages[g], g_to_w),
            _check(outer_w, span(wire, "The island will be cut off again"), gazette, Verdict.CONTRADICTED, None, ()),
            _check(said_c, said_c.content[0], gazette, Verdict.VERBATIM, span(gazette, "“We are able to run it every day,”"), same),
        ],
        "positions": [reject_position, accept_position, council_position],
        "overlaps": [
            Overlap(
                issue="toll",
                a_actor_id=first.actor_id,
                b_actor_id=second.actor_id,
                relation=Relation.COMPATIBLE,
                a_position_id=by_actor[first].position_id,
                b_position_id=by_actor[second].position_id,
                confidence=0.7,
                made_by=MADE_BY,
            )
        ],
        "rejects": [
            Reject("read", "pages/map.png", short_id("input", "map"), None, RejectReason.BINARY_FILE, "the file starts with a NUL byte", "leave it out, or give its text"),
            Reject("check", thread.origin, thread.input_id, c, RejectReason.SOURCE_NOT_IN_CASE, "cites Radio Osmund", "add that page to the case"),
        ],
    }


def ferry_tables() -> dict[str, pa.Table]:
    """The ferry case as Arrow tables."""
    return packed(ferry_rows())


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
                    _position(page.document_id, party, Act.DEMAND, place, ON_3_MARCH, row),
                    issue=HOSTILE,
                )
            ],
            "rejects": [
                Reject("read", HOSTILE, None, None, RejectReason.BAD_RECORD, HOSTILE, HOSTILE)
            ],
        }
    )


def _bounds(place: Span) -> tuple[int, int]:
    return place.start, place.end


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
    family_id: str, a: Witness, b: Witness, kind: VariantKind, step: Any, meaning: Answer
) -> Variant:
    *_, a_span, b_span = step
    return Variant(
        variant_id=short_id("variant", family_id, a_span.start, b_span.start),
        family_id=family_id,
        kind=kind,
        a_witness_id=a.witness_id,
        a_start=a_span.start,
        a_end=a_span.end,
        b_witness_id=b.witness_id,
        b_start=b_span.start,
        b_end=b_span.end,
        introduced_by=b.witness_id,
        inherited_by=(),
        meaning_changed=meaning,
        confidence=0.8,
        made_by=MADE_BY,
    )


def _edge(family_id: str, child: Witness, parent: Witness | None, *evidence: Evidence) -> Transmission:
    parent_id = parent.witness_id if parent else None
    return Transmission(
        transmission_id=short_id("edge", child.witness_id, parent_id),
        family_id=family_id,
        child_witness_id=child.witness_id,
        parent_witness_id=parent_id,
        evidence=evidence,
        confidence=0.9,
        made_by=MADE_BY,
    )


def _check(
    row: Attribution,
    claim: Span,
    cited: Document,
    verdict: Verdict,
    evidence: Span | None,
    steps: tuple[Operation, ...],
) -> Check:
    return Check(
        check_id=short_id("check", row.attribution_id),
        attribution_id=row.attribution_id,
        document_id=row.document_id,
        claim=claim,
        cited_document_id=cited.document_id,
        cited_zone_id=None,
        verdict=verdict,
        evidence=(
            (Evidence(EvidenceKind.ALIGNMENT, cited.document_id, evidence.start, evidence.end),)
            if evidence
            else ()
        ),
        operations=steps,
        confidence=0.96,
        made_by=MADE_BY,
    )


def _position(
    document_id: str, party: Actor, act: Act, place: Span, when: TimeInterval, row: Attribution
) -> Position:
    return Position(
        position_id=short_id("position", document_id, place.start, act.value),
        document_id=document_id,
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
