"""Times of the tables as the report shows them."""

from __future__ import annotations

from reportedly.model.times import TimeInterval
from reportedly.report.anchors import Anchors, own_imprint
from reportedly.report.dates import KNOWN_BY, when
from reportedly.report.material import Material
from reportedly.report.view import When


def shown_time(anchors: Anchors, document_id: str, interval: TimeInterval) -> When | None:
    """A time with how it is known; ``None`` where nothing is known."""
    text = when(interval)
    if text is None:
        return None
    return When(text, KNOWN_BY[interval.evidence], anchors.place_of(document_id, interval.span))


def published(material: Material, document_id: str) -> TimeInterval:
    """When a page was published: as it says itself, or else as its container says."""
    imprint = own_imprint(material, document_id)
    if imprint is not None and when(imprint.published) is not None:
        return imprint.published
    return material.documents[document_id].published
