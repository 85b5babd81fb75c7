"""Who passed a text on, as its page shows it: commenter, quoted document, credits, outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import CreditKind, EvidenceKind, MentionRole, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.trace.named import NamedMention
from reportedly.stages.trace.pages import Page
from reportedly.tables.zones import Credit, Imprint, NamedSpan, Zone

_TRAIL = {
    CreditKind.AGENCY_TAG: 0,
    CreditKind.SOURCE_LINE: 1,
    CreditKind.ORIGINALLY_PUBLISHED: 1,
    CreditKind.READ_MORE: 1,
    CreditKind.BYLINE_FOR: 2,
    CreditKind.TRANSLATED_BY: 3,
}


@dataclass(frozen=True, slots=True)
class Carrier:
    """An actor that passed a statement on, with the passage of the page that shows it."""

    actor_id: Annotated[str | None, "the actor; null where undecided"]
    name: Annotated[str, "the actor's name, or the literal mention"]
    kind: Annotated[EvidenceKind, "what the passage is"]
    span: Annotated[Span, "the passage"]
    confidence: Annotated[float, "0 to 1"]

    def is_same(self, other: Carrier) -> bool:
        """Whether both are one actor, or literally one name."""
        if self.actor_id and other.actor_id:
            return self.actor_id == other.actor_id
        return self.name.casefold() == other.name.casefold()


def publication(page: Page, place: Span) -> Iterator[Carrier]:
    """From the text that holds ``place`` to the page's outlet."""
    comment = page.comment_at(place)
    if comment is not None:
        yield from _commenter(page, comment)
    else:
        inner = page.imprint_at(place)
        if inner is not None and inner is not page.main_imprint:
            yield from _embedded(page, inner)
        if not _is_note(page.zone_at(place)):
            yield from _trail(page, page.main_imprint)
    yield from _outlet(page)


def _is_note(zone: Zone | None) -> bool:
    """An editor's note is the page's own word, not its source's."""
    return zone is not None and zone.kind is ZoneKind.EDITORIAL_NOTE


def _commenter(page: Page, comment: Zone) -> Iterator[Carrier]:
    if comment.author:
        span = comment.author_span or Span(comment.start, comment.start)
        start = comment.author_span.start if comment.author_span else None
        mention = page.named(MentionRole.COMMENTER, comment.author, start)
        yield _carrier(mention, comment.author, EvidenceKind.IMPRINT, span, comment.confidence)


def _embedded(page: Page, imprint: Imprint) -> Iterator[Carrier]:
    """A quoted document's own trail, then its outlet, or its authors where none is named."""
    yield from _trail(page, imprint)
    kind = EvidenceKind.EMBEDDED_DOCUMENT
    if imprint.outlet:
        yield _from_name(page, MentionRole.OUTLET, imprint.outlet, kind)
    elif found := page.printed_in.get(imprint.imprint_id):
        outlet, span = found
        yield Carrier(outlet.actor_id, outlet.name, kind, span, 0.8)
    else:
        for author in imprint.authors:
            yield _from_name(page, MentionRole.AUTHOR, author, kind)


def _trail(page: Page, imprint: Imprint | None) -> Iterator[Carrier]:
    """The outlets and agencies that a text credits, nearest to the speaker first."""
    kept = [one for one in imprint.credits if one.kind in _TRAIL] if imprint else []
    for credit in sorted(kept, key=lambda one: (_TRAIL[one.kind], one.start)):
        mention = page.named(MentionRole.CREDIT, credit.name, credit.start)
        yield _carrier(
            mention, credit.name, _credit_evidence(credit), Span(credit.start, credit.end), 0.9
        )


def _credit_evidence(credit: Credit) -> EvidenceKind:
    is_agency = credit.kind is CreditKind.AGENCY_TAG
    return EvidenceKind.AGENCY_TAG if is_agency else EvidenceKind.CREDIT_LINE


def _outlet(page: Page) -> Iterator[Carrier]:
    imprint = page.main_imprint
    if imprint and imprint.outlet:
        yield _from_name(page, MentionRole.OUTLET, imprint.outlet, EvidenceKind.IMPRINT)
    elif page.document.outlet:
        named = NamedSpan(page.document.outlet, None)
        yield _from_name(page, MentionRole.OUTLET, named, EvidenceKind.IMPRINT)


def _from_name(page: Page, role: MentionRole, named: NamedSpan, kind: EvidenceKind) -> Carrier:
    mention = page.named(role, named.name, named.span.start if named.span else None)
    return _carrier(mention, named.name, kind, named.span or Span(0, 0), 0.9)


def _carrier(
    mention: NamedMention | None, name: str, kind: EvidenceKind, span: Span, confidence: float
) -> Carrier:
    if mention is None:
        return Carrier(None, name, kind, span, confidence)
    return Carrier(mention.actor_id, mention.shown, kind, span, min(confidence, mention.confidence))
