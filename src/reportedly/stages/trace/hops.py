"""The chain of an attribution as its own page claims it: speaker, carriers, the page's outlet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from reportedly.engine.protocol import Tables
from reportedly.model.kinds import EvidenceKind, Standing
from reportedly.model.spans import Span, hull
from reportedly.stages.trace.audiences import Outlet, audiences
from reportedly.stages.trace.carriers import Carrier, publication
from reportedly.stages.trace.pages import Page, pages
from reportedly.stages.trace.variants import MADE_BY
from reportedly.tables import CHAINS
from reportedly.tables.attributions import Attribution
from reportedly.tables.transmission import Evidence, Hop
from reportedly.text.sentences import each_sentence

_SENTENCE_REACH = 600


def claimed_chains(tables: Tables, outlets: Mapping[str, Outlet]) -> Tables:
    """The claimed chain of every attribution."""
    rows = [row for page in pages(tables, outlets) for row in _page_chains(page)]
    return {CHAINS.name: CHAINS.pack(rows)}


def _page_chains(page: Page) -> Iterator[Hop]:
    by_id = {one.attribution_id: one for one in page.attributions}
    for attribution in page.attributions:
        speaker = _speaker(page, attribution)
        place = Span(attribution.start, attribution.end)
        carriers = [*_nested(page, attribution, by_id), *publication(page, place)]
        first = 0 if speaker else 1
        chain = _without_repeats([*([speaker] if speaker else []), *carriers])
        for hop, carrier in enumerate(chain, start=first):
            yield _hop(page, attribution, hop, carrier)


def _without_repeats(carriers: list[Carrier]) -> list[Carrier]:
    """Each carrier once, the page's own outlet last; a speaker may be the page itself."""
    kept: list[Carrier] = []
    for place, carrier in enumerate(carriers):
        last = place == len(carriers) - 1
        before = kept[-1:] if last else kept
        is_outlet = not last and place > 0 and carrier.is_same(carriers[-1])
        if not is_outlet and not any(carrier.is_same(other) for other in before):
            kept.append(carrier)
    return kept


def _hop(page: Page, attribution: Attribution, hop: int, carrier: Carrier) -> Hop:
    place = carrier.span
    return Hop(
        attribution_id=attribution.attribution_id,
        hop=hop,
        document_id=page.document.document_id,
        carrier_id=carrier.actor_id,
        carrier=carrier.name,
        evidence=Evidence(carrier.kind, page.document.document_id, place.start, place.end),
        standing=Standing.CLAIMED,
        confidence=carrier.confidence,
        made_by=MADE_BY,
    )


def _speaker(page: Page, attribution: Attribution) -> Carrier | None:
    """Who speaks; several who speak together are one carrier, and no actor."""
    mentions = page.speakers_of.get(attribution.attribution_id, ())
    if not mentions and attribution.speaker_mention is None:
        return None
    place = hull(attribution.source or attribution.cue or attribution.content)
    names = dict.fromkeys(mention.shown for mention in mentions)
    return Carrier(
        actor_id=mentions[0].actor_id if len(mentions) == 1 else None,
        name=" and ".join(names) or attribution.speaker_mention or "",
        kind=EvidenceKind.SPEECH,
        span=place,
        confidence=min((one.confidence for one in mentions), default=attribution.confidence),
    )


def _nested(
    page: Page,
    attribution: Attribution,
    by_id: Mapping[str, Attribution],
) -> Iterator[Carrier]:
    """Those who were told it and those in whose words it stands, innermost first."""
    seen: set[str] = set()
    inner: Attribution | None = attribution
    while inner is not None and inner.attribution_id not in seen:
        seen.add(inner.attribution_id)
        yield from _told(page, inner)
        inner = by_id.get(inner.parent_attribution_id or "")
        speaker = _speaker(page, inner) if inner and inner.attribution_id not in seen else None
        if inner and speaker:
            cue = hull(inner.cue) if inner.cue else speaker.span
            yield Carrier(
                speaker.actor_id, speaker.name, EvidenceKind.NESTED_CUE, cue, speaker.confidence
            )


def _told(page: Page, attribution: Attribution) -> Iterator[Carrier]:
    text = page.document.text
    for found in audiences(text, _frame(page, attribution), page.outlets):
        if not any(part.overlaps(found.span) for part in attribution.source):
            yield Carrier(found.actor_id, found.name, EvidenceKind.NESTED_CUE, found.span, 0.8)


def _frame(page: Page, attribution: Attribution) -> list[Span]:
    """The sentences that hold source and cue, without what is said."""
    text = page.document.text
    markers = [*attribution.source, *attribution.cue]
    if not markers:
        return []
    around = hull(markers)
    reach = Span(
        max(0, around.start - _SENTENCE_REACH), min(len(text), around.end + _SENTENCE_REACH)
    )
    up_to_it = takewhile(lambda one: one.start < around.end, each_sentence(text, reach))
    sentences = (one for one in up_to_it if one.overlaps(around))
    return [piece for one in sentences for piece in _outside(one, attribution.content)]


def _outside(sentence: Span, content: tuple[Span, ...]) -> Iterator[Span]:
    at = sentence.start
    for part in sorted(content):
        if part.start > at:
            yield Span(at, min(part.start, sentence.end))
        at = max(at, part.end)
        if at >= sentence.end:
            return
    yield Span(at, sentence.end)
