"""The sentences of pages in each language, as vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Final

from reportedly.engine.protocol import Tables
from reportedly.model.kinds import RejectReason, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.collate.translations.encoder import LANGUAGES, Encode, load_encoder
from reportedly.tables import DOCUMENTS, REJECTS, ZONES
from reportedly.tables.documents import Document
from reportedly.tables.findings import Reject
from reportedly.tables.schema import define
from reportedly.tables.zones import Zone
from reportedly.text.sentences import sentence_spans

PROSE: Final = (ZoneKind.BODY, ZoneKind.BLOCK_QUOTE, ZoneKind.QUOTED_DOCUMENT)
"""Zones whose sentences are compared."""
MOST_SENTENCES: Final = 2_000
"""Of a longer document the rest is not compared."""
_LEAST_BYTES: Final = 24
"""Shorter sentences (in UTF-8, so that a Chinese character counts as three) say too little."""
_MOST_CHARACTERS: Final = 600
"""Longer ones are no sentences; their beginning stands for them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page, with its neighbours' edges."""

    document_id: Annotated[str, "the document"]
    language: Annotated[str, "first part of its zone's BCP 47 tag"]
    place: Annotated[int, "its number among the document's sentences of prose"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    before: Annotated[int, "where the sentence before it ends; its own start where there is none"]
    after: Annotated[int, "where the sentence after it starts; its own end where there is none"]
    vector: Annotated[bytes, "512 whole numbers of 16 bits"]


SENTENCES = define("sentences", Sentence, order=("document_id", "place"))


def encoded(tables: Tables) -> Tables:
    """The sentences of each document that are long enough, in languages that are known."""
    encode = load_encoder()
    zones = sorted(ZONES.unpack(tables[ZONES.name]), key=lambda zone: zone.document_id)
    by_document = {
        key: list(group) for key, group in groupby(zones, key=lambda zone: zone.document_id)
    }
    rows: list[Sentence] = []
    capped: list[Reject] = []
    for document in DOCUMENTS.unpack(tables[DOCUMENTS.name]):
        found = list(_spans(document.text, by_document.get(document.document_id, ())))
        if len(found) > MOST_SENTENCES:
            capped.append(_capped(document, len(found)))
        rows += _sentences(document, found[:MOST_SENTENCES], encode)
    return {SENTENCES.name: SENTENCES.pack(rows), REJECTS.name: REJECTS.pack(capped)}


def _capped(document: Document, sentences: int) -> Reject:
    return Reject(
        stage="collate",
        origin=document.origin,
        input_id=None,
        document_id=document.document_id,
        reason=RejectReason.CAPPED,
        detail=(
            f"{sentences:,} sentences; the first {MOST_SENTENCES:,} were compared with pages in"
            " other languages"
        ),
        next_step="cut the file into its pages and name those",
    )


def _sentences(
    document: Document, found: Sequence[tuple[Span, str]], encode: Encode
) -> Iterator[Sentence]:
    text = document.text
    edges = [span for span, _ in found]
    long = [at for at, (span, _) in enumerate(found) if _bytes(span.of(text)) >= _LEAST_BYTES]
    if not long:
        return
    vectors = encode([edges[at].of(text)[:_MOST_CHARACTERS] for at in long])
    for at, vector in zip(long, vectors, strict=True):
        span, language = found[at]
        yield Sentence(
            document_id=document.document_id,
            language=language,
            place=at,
            start=span.start,
            end=span.end,
            before=edges[at - 1].end if at else span.start,
            after=edges[at + 1].start if at + 1 < len(edges) else span.end,
            vector=vector.tobytes(),
        )


def _spans(text: str, zones: Iterable[Zone]) -> Iterator[tuple[Span, str]]:
    """The sentences of prose in text order with their language; of zones inside zones once."""
    done = 0
    prose = [zone for zone in zones if zone.kind in PROSE]
    for zone in sorted(prose, key=lambda zone: (zone.start, -zone.end, zone.zone_id)):
        language = language_of(zone.language)
        if language is None:
            continue
        for span in sentence_spans(text, Span(max(done, zone.start), max(done, zone.end))):
            yield span, language
        done = max(done, zone.end)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def language_of(tag: str | None) -> str | None:
    """The first part of a language's tag, where the encoder knows the language."""
    language = (tag or "").partition("-")[0].lower()
    return language if language in LANGUAGES else None
