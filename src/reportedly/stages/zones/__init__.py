"""The zones stage: each stretch of a document gets its role, each text its imprint."""

from __future__ import annotations

from typing import Final

from reportedly.engine.protocol import Tables
from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.stage import MapStage
from reportedly.stages.zones.closing import label_closing
from reportedly.stages.zones.config import ZonesConfig
from reportedly.stages.zones.embedded import embedded_labels, find_embedded
from reportedly.stages.zones.extent import label_beyond_text
from reportedly.stages.zones.footnotes import find_footnotes, footnote_labels
from reportedly.stages.zones.imprint import imprint_rows
from reportedly.stages.zones.middle import label_middle
from reportedly.stages.zones.opening import label_opening
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.rows import Found, zone_rows
from reportedly.stages.zones.threads import find_thread
from reportedly.stages.zones.units import units_of
from reportedly.tables import DOCUMENTS, IMPRINTS, REJECTS, ZONES
from reportedly.tables.documents import Document
from reportedly.tables.zones import Imprint, Zone

_SAYING: Final = frozenset(
    (ZoneKind.BODY, ZoneKind.QUOTED_DOCUMENT, ZoneKind.BLOCK_QUOTE, ZoneKind.COMMENT)
)


def zones(tables: Tables, config: ZonesConfig) -> Tables:
    """Zones and imprints of each document."""
    del config
    rows: list[Zone] = []
    imprints: list[Imprint] = []
    for document in DOCUMENTS.unpack(tables[DOCUMENTS.name]):
        found = find_zones(document)
        made = zone_rows(found)
        rows.extend(made)
        imprints.extend(imprint_rows(found, made))
    return {
        ZONES.name: ZONES.pack(rows),
        IMPRINTS.name: IMPRINTS.pack(imprints),
        REJECTS.name: REJECTS.empty(),
    }


def find_zones(document: Document) -> Found:
    """What each unit of a document is: from its edges inwards."""
    page = Page(document, units_of(document))
    thread = find_thread(page)
    page = page.with_labels(thread.labels())
    notes = find_footnotes(page)
    page = page.with_labels(footnote_labels(notes))
    page = label_opening(page)
    page = label_beyond_text(page) if page.is_html else page
    page = label_closing(page)
    embedded = find_embedded(page)
    page = page.relabelled(embedded_labels(embedded))
    return Found(_with_body(label_middle(page)), thread, notes, embedded)


def _with_body(page: Page) -> Page:
    """A page has something to say: where rules took all of it for furniture, its prose is body."""
    if any(label.kind in _SAYING for label in page.labels.values()):
        return page
    body = Label(ZoneKind.BODY, confidence=0.5)
    prose = (unit for unit in page.units if unit.is_prose and unit.kind is not BlockKind.CHROME)
    return page.relabelled({unit.index: body for unit in prose})


STAGE = MapStage(
    name="zones",
    by="document_id",
    inputs=(DOCUMENTS,),
    outputs=(ZONES, IMPRINTS, REJECTS),
    function=zones,
)
