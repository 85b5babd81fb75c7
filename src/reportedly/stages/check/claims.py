"""What an attribution claims, cut into the pieces that are checked one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from reportedly.engine.protocol import Tables
from reportedly.model.ids import short_id
from reportedly.model.kinds import AttributionKind, Polarity, ZoneKind
from reportedly.model.spans import Span, hull, trimmed
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, ZONES
from reportedly.tables.attributions import Attribution
from reportedly.tables.schema import define
from reportedly.tables.zones import Imprint
from reportedly.text.quotes import quotations

_MARKS = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a page gives as somebody's."""

    claim_id: Annotated[str, "identity: attribution and span"]
    attribution_id: Annotated[str | None, "the attribution; null: a quotation that none holds"]
    document_id: Annotated[str, "the page"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    text: Annotated[str, "the words as they stand on the page"]
    quoted: Annotated[bool, "given as the source's own words, in quotation marks"]
    sentence: Annotated[bool, "given as a whole sentence"]
    denied: Annotated[bool, "the page says that it was not said, or asks whether it was"]
    turn: Annotated[bool, "a speaker's turn in a transcript"]
    imprint_id: Annotated[str | None, "the text that makes the claim"]
    language: Annotated[str | None, "BCP 47 tag of that text"]
    kind: Annotated[ZoneKind | None, "the zone that makes the claim"]
    copied_from: Annotated[str | None, "without attribution: the imprint of the text it copies"]


@dataclass(frozen=True, slots=True)
class StrayQuotation:
    """Quoted words that no attribution holds, copied from a document that a page reprints."""

    document_id: Annotated[str, "the page that quotes"]
    start: Annotated[int, "first code point"]
    stop: Annotated[int, "code point after the last"]
    cited_id: Annotated[str, "the imprint of the reprinted document"]


STRAY_QUOTATIONS = define(
    "stray_quotations", StrayQuotation, order=("document_id", "start", "stop", "cited_id")
)
CLAIMS = define("claims", Claim, order=("document_id", "start", "claim_id"))


def claims(tables: Tables) -> Tables:
    """The claims of all attributions, and the quotations that none of them holds."""
    texts = {row.document_id: row.text for row in DOCUMENTS.unpack(tables["documents"])}
    kinds = {row.zone_id: row.kind for row in ZONES.unpack(tables["zones"])}
    imprints: dict[str, list[Imprint]] = {}
    for imprint in IMPRINTS.unpack(tables["imprints"]):
        imprints.setdefault(imprint.document_id, []).append(imprint)
    rows = [
        replace(claim, kind=kinds.get(attribution.zone_id or ""))
        for attribution in ATTRIBUTIONS.unpack(tables["attributions"])
        for claim in claims_of(attribution, texts[attribution.document_id])
    ]
    rows += [
        _stray_claim(stray, texts[stray.document_id])
        for stray in STRAY_QUOTATIONS.unpack(tables[STRAY_QUOTATIONS.name])
    ]
    placed = (_placed(claim, imprints.get(claim.document_id, ())) for claim in rows)
    return {CLAIMS.name: CLAIMS.pack(placed)}


def _stray_claim(stray: StrayQuotation, text: str) -> Claim:
    span = _bare(text, Span(stray.start, stray.stop))
    return Claim(
        claim_id=short_id("claim", stray.document_id, span.start, span.end),
        attribution_id=None,
        document_id=stray.document_id,
        start=span.start,
        end=span.end,
        text=span.of(text),
        quoted=True,
        sentence=False,
        denied=False,
        turn=False,
        imprint_id=None,
        language=None,
        kind=None,
        copied_from=stray.cited_id,
    )


def _placed(claim: Claim, imprints: Sequence[Imprint]) -> Claim:
    """The claim with the innermost text that holds it."""
    holding = [one for one in imprints if one.start <= claim.start and claim.end <= one.end]
    inner = min(holding, key=lambda one: (one.end - one.start, one.zone_id is None), default=None)
    return replace(claim, imprint_id=inner.imprint_id, language=inner.language) if inner else claim


def claims_of(attribution: Attribution, text: str) -> Iterator[Claim]:
    """Each quoted stretch by itself; reported speech without marks as one claim."""
    if attribution.kind is AttributionKind.DIRECT:
        for span in attribution.content:
            yield _claim(attribution, text, _bare(text, span), quoted=True)
        return
    quoted = [inner for span in attribution.content for inner in _quoted(text, span)]
    for span in quoted:
        yield _claim(attribution, text, _bare(text, span), quoted=True)
    if not quoted:
        yield _claim(attribution, text, hull(attribution.content), quoted=False)


def _quoted(text: str, content: Span) -> Iterator[Span]:
    for one in quotations(text, _paragraphs(text, content)):
        if one.depth == 0 and one.closed:
            yield one.inner


def _paragraphs(text: str, span: Span) -> Sequence[Span]:
    breaks = [(found.start(), found.end()) for found in _BLANK_LINE.finditer(text, *_ends(span))]
    starts = [span.start, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), span.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _bare(text: str, span: Span) -> Span:
    """Without quotation marks and white space at the ends."""
    span = trimmed(text, span)
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _claim(attribution: Attribution, text: str, span: Span, *, quoted: bool) -> Claim:
    words = span.of(text)
    return Claim(
        claim_id=short_id("claim", attribution.attribution_id, span.start, span.end),
        attribution_id=attribution.attribution_id,
        document_id=attribution.document_id,
        start=span.start,
        end=span.end,
        text=words,
        quoted=quoted,
        sentence=attribution.kind is AttributionKind.DIRECT and words[:1].isupper(),
        denied=attribution.polarity in {Polarity.DENIED, Polarity.QUESTIONED},
        turn=_is_turn(attribution, text),
        imprint_id=None,
        language=None,
        kind=None,
        copied_from=None,
    )


def _is_turn(attribution: Attribution, text: str) -> bool:
    """Whether a line begins with the speaker's name and a colon."""
    if not attribution.source:
        return False
    first = attribution.source[0]
    at_line_start = text[max(0, first.start - 1) : first.start] in {"", "\n"}
    return at_line_start and text[first.end : first.end + 2].lstrip().startswith(":")
