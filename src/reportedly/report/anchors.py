"""Names inside the report: anchors, the numbers readers see, and what a page is called."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span
from reportedly.report.material import Material
from reportedly.report.view import Ref
from reportedly.report.visible import one_line
from reportedly.tables.zones import Imprint, Zone

_NAME_LENGTH = 48
_NEAR = 64
"""Zones looked at before a place: far more than ever begin inside one comment before it."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where everything stands: references by row identity, places by document and span."""

    numbers: Mapping[str, int]
    statements: Mapping[str, Ref]
    families: Mapping[str, Ref]
    checks: Mapping[str, Ref]
    positions: Mapping[str, Ref]

    def page(self, document_id: str) -> str:
        """The anchor of a page."""
        return f"d{self.numbers[document_id]}"

    def place(self, document_id: str, span: Span) -> str:
        """The anchor of a passage in a page's text."""
        return f"{self.page(document_id)}-{span.start}-{span.end}"

    def place_of(self, document_id: str, span: Span | None) -> str | None:
        """The anchor of a passage, if there is one."""
        return None if span is None else self.place(document_id, span)


def anchors(material: Material) -> Anchors:
    """Number what the report shows: statements by page and place, the rest in its order."""
    return Anchors(
        numbers=material.numbers,
        statements=_statement_refs(material),
        families=_refs("f", (row.family_id for row in material.stemmata.families)),
        checks=_refs("c", (row.check_id for row in material.findings.checks)),
        positions=_refs("p", (row.position_id for row in material.findings.positions)),
    )


def _zones_at(material: Material, document_id: str, position: int) -> list[Zone]:
    """The zones around a place, innermost first."""
    rows = material.zones.get(document_id, ())
    last = bisect_right(rows, position, key=attrgetter("start"))
    near = rows[max(0, last - _NEAR) : last]
    return [row for row in reversed(near) if row.end > position]


def _refs(letter: str, ids: Iterable[str]) -> dict[str, Ref]:
    return {
        identity: Ref(f"{letter}{number}", f"{letter.upper()}{number}")
        for number, identity in enumerate(ids, start=1)
    }


def _statement_refs(material: Material) -> dict[str, Ref]:
    return {
        row.attribution_id: Ref(f"d{page}s{number}", f"{page}.{number}")
        for document_id, rows in material.statements.on_page.items()
        for page in [material.numbers[document_id]]
        for number, row in enumerate(rows, start=1)
    }


def own_imprint(material: Material, document_id: str) -> Imprint | None:
    """What the page says of itself, not of a text that it carries."""
    rows = material.imprints.get(document_id, ())
    return next((row for row in rows if row.zone_id is None), None)


def heading(material: Material, document_id: str) -> str:
    """A page's title; its label where it has none."""
    document = material.documents[document_id]
    imprint = own_imprint(material, document_id)
    title = imprint.title.name if imprint and imprint.title else document.title
    return one_line(title or document.label, 200)


def outlet(material: Material, document_id: str) -> str | None:
    """The outlet that publishes a page, as written; ``None`` where it is not known."""
    imprint = own_imprint(material, document_id)
    name = imprint.outlet.name if imprint and imprint.outlet else None
    written = name or material.documents[document_id].outlet
    return one_line(written, _NAME_LENGTH) if written else None


def page_name(material: Material, document_id: str) -> str:
    """How other parts of the report name a page: its outlet, or else its title, and its number."""
    name = outlet(material, document_id) or one_line(heading(material, document_id), _NAME_LENGTH)
    return f"{name} (page {material.numbers[document_id]})"


def place_name(material: Material, document_id: str, span: Span) -> str:
    """How a passage's page is named: with the comment or the carried text that holds it, if any."""
    page = page_name(material, document_id)
    for row in _zones_at(material, document_id, span.start):
        if row.kind is ZoneKind.COMMENT and row.author:
            return f"a comment by {one_line(row.author, _NAME_LENGTH)} on {page}"
    carried = [
        row
        for row in material.imprints.get(document_id, ())
        if row.zone_id is not None and row.authors and row.start <= span.start < row.end
    ]
    if carried:
        return f"{one_line(carried[-1].authors[0].name, _NAME_LENGTH)}'s text on {page}"
    return page
