"""What holds for the rows of the attribute stage, whatever the page."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.kinds import AttributionKind, BlockKind, ZoneKind
from reportedly.model.spans import hull
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.attribute import attribute
from reportedly.stages.attribute.config import AttributeConfig
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, REJECTS, ZONES
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Block, Document
from reportedly.tables.zones import Zone

WORDS = st.sampled_from(
    ["Tor Vale", "ANA BRILL:", "said", "that", "told us", "denied", "according to", "the Bugle",
     "it holds", "“", "”", '"', "‘", "’", ",", ".", "?", ":", "**", "[said](#)", "on Monday", "1",
     "who", "and", "\n", "\n\n", "🌊"]
)  # fmt: skip
PAGES = st.lists(WORDS, max_size=40).map(" ".join)
KINDS = st.sampled_from(list(ZoneKind))


def make_document(text: str, name: str) -> Document:
    blocks = tuple(
        Block(*match.span(), BlockKind.TEXT, 0, "") for match in re.finditer(r"[^\n]+", text)
    )
    return Document(
        name, "input", name, name, "text/plain", "utf-8", None, None, (), None, UNKNOWN_TIME,
        UNKNOWN_TIME, None, text, blocks, (), "digest",
    )  # fmt: skip


def zones_of(document: Document, kinds: list[ZoneKind]) -> list[Zone]:
    return [
        Zone(
            f"{document.document_id}-{place}", document.document_id, kind, block.start, block.end,
            None, False, None, None, 0, 1.0, "hand",
        )
        for place, (block, kind) in enumerate(zip(document.blocks, kinds, strict=False))
    ]  # fmt: skip


def rows_of(documents: list[Document], zones: list[Zone]) -> list[Attribution]:
    tables = {
        DOCUMENTS.name: DOCUMENTS.pack(documents),
        ZONES.name: ZONES.pack(zones),
        IMPRINTS.name: IMPRINTS.empty(),
    }
    made = attribute(tables, AttributeConfig(tagger="rules"))
    without = {reject.document_id for reject in REJECTS.unpack(made["rejects"])}
    rows = ATTRIBUTIONS.unpack(made["attributions"])
    assert without == {one.document_id for one in documents} - {row.document_id for row in rows}
    return rows


@settings(max_examples=80)
@given(PAGES, st.lists(KINDS, max_size=6))
def test_rows_slice_and_nest(text: str, kinds: list[ZoneKind]) -> None:
    """Spans lie in the text and their zone, parents hold their children, ids are unique."""
    document = make_document(text, "page")
    zones = zones_of(document, kinds)
    rows = rows_of([document], zones)
    by_id = {row.attribution_id: row for row in rows}
    places = {zone.zone_id: zone for zone in zones}
    assert len(by_id) == len(rows)
    for row in rows:
        assert row.content
        assert all(span.of(text).strip() for span in (*row.source, *row.cue, *row.content))
        whole = hull((*row.source, *row.cue, *row.content))
        assert (row.start, row.end) == (whole.start, whole.end)
        if row.zone_id is not None:
            assert places[row.zone_id].start <= row.source[0].start if row.source else True
            assert places[row.zone_id].kind is not ZoneKind.BOILERPLATE
        if row.parent_attribution_id is not None:
            parent = by_id[row.parent_attribution_id]
            assert any(span.contains(whole) for span in parent.content)
        assert isinstance(row.kind, AttributionKind)


@settings(max_examples=40)
@given(PAGES, PAGES)
def test_documents_do_not_depend_on_one_another(one: str, two: str) -> None:
    """The rows of a document are the same alone, with others, and in any order."""
    first, second = make_document(one, "first"), make_document(two, "second")
    together = rows_of([first, second], [])
    turned = rows_of([second, first], [])
    alone = [*rows_of([first], []), *rows_of([second], [])]
    assert together == alone
    assert sorted(turned, key=lambda row: row.attribution_id) == sorted(
        together, key=lambda row: row.attribution_id
    )
