"""What a page itself says of where it took a copy from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from reportedly.model.kinds import EvidenceKind
from reportedly.model.spans import Span
from reportedly.stages.trace.pool import is_same_name
from reportedly.stages.trace.readings import Reading
from reportedly.tables.transmission import Evidence


def explicit_evidence(parent: Reading, child: Reading) -> tuple[Evidence, ...]:
    """What on the child's page points to the parent by name, address or embedding."""
    credited, nearby = _named(parent.names, child)
    linked = _linked(parent.copy.url, child)
    origin, reprinted = _origin_named(parent, child), _same_page(parent, child)
    if not (linked or credited or nearby or origin or reprinted):
        return ()
    found = (
        (EvidenceKind.LINK, linked),
        (EvidenceKind.CREDIT_LINE, credited),
        (EvidenceKind.NESTED_CUE, nearby),
        (EvidenceKind.NESTED_CUE, origin),
        (EvidenceKind.EMBEDDED_DOCUMENT, reprinted),
    )
    page = child.copy.document_id
    return tuple(Evidence(kind, page, span.start, span.end) for kind, span in found if span)


@lru_cache(maxsize=1 << 10)
def _named(names: tuple[str, ...], child: Reading) -> tuple[Span | None, Span | None]:
    """Where the page credits a text of these names, and where it names one beside the copy.

    Many copies of a family come from one outlet.
    """
    others = [name for name in names if name not in child.names]
    return _credited(others, child), _first(map(child.named_nearby, others))


def _first(spans: Iterable[Span | None]) -> Span | None:
    return next((span for span in spans if span), None)


def _origin_named(parent: Reading, child: Reading) -> Span | None:
    """Where the copy's page, near the copy or not, names the origin of a reposted text."""
    if not parent.copy.origins:
        return None
    return _first(one.span for one in child.copy.named_origins if one.name in parent.copy.origins)


def _linked(url: str | None, child: Reading) -> Span | None:
    if not url or not child.copy.links:
        return None
    return _first(
        Span(link.start, link.end) for link in child.copy.links if _same_address(url, link.target)
    )


def _credited(names: Sequence[str], child: Reading) -> Span | None:
    return _first(
        Span(credit.start, credit.end)
        for words, credit in child.credits
        if any(is_same_name(name, words) for name in names)
    )


def _same_page(parent: Reading, child: Reading) -> Span | None:
    """A document that the copy's own page reprints."""
    copy = parent.copy
    reprinted = copy.document_id == child.copy.document_id and copy.layer == 0
    return Span(copy.start, copy.end) if reprinted else None


def _same_address(a: str, b: str) -> bool:
    left, right = urlsplit(a), urlsplit(b)
    return (left.netloc.removeprefix("www."), left.path.rstrip("/")) == (
        right.netloc.removeprefix("www."),
        right.path.rstrip("/"),
    )
