"""One page of the case: what it is, who is said to have said what on it, and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, heading, outlet, own_imprint
from reportedly.report.excerpts import Marked, statement_marks
from reportedly.report.material import Material
from reportedly.report.statements import Findings, statement_views
from reportedly.report.texts import Layers, Passage, text_view
from reportedly.report.times import published, shown_time
from reportedly.report.view import Fact, Mark, PageView, Ref, TextView, When
from reportedly.report.visible import one_line
from reportedly.tables.zones import Imprint, NamedSpan

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_OVER = (Mark.CONTENT, Mark.CUE, Mark.SOURCE)
_NO_DATE = When("No date", "none was found", None)


def page_view(
    material: Material,
    anchors: Anchors,
    document_id: str,
    passages: Mapping[Span, tuple[Ref, ...]],
    findings: Findings,
    *,
    whole: bool,
) -> PageView:
    """One page. ``passages``: what the report refers to; ``whole``: show all of its text."""
    document = material.documents[document_id]
    time = shown_time(anchors, document_id, published(material, document_id))
    statements = statement_views(material, anchors, document_id, findings)
    language = document.language or ""
    return PageView(
        anchor=anchors.page(document_id),
        number=material.numbers[document_id],
        heading=heading(material, document_id),
        label=one_line(document.label, 120),
        outlet=outlet(material, document_id),
        language=language if _LANGUAGE.fullmatch(language) else None,
        when=time or _NO_DATE,
        facts=tuple(_facts(material, anchors, document_id)),
        statements=statements,
        statement_count=material.statement_counts.get(document_id, 0),
        left_out=_left_out(material, document_id),
        text=_text(material, anchors, document_id, passages, whole=whole),
    )


def _left_out(material: Material, document_id: str) -> str | None:
    total = material.statement_counts.get(document_id, 0)
    if document_id not in material.pages and total:
        return (
            f"The report is too small for the statements of this page"
            f" ({words.count(total, 'statement')}); its text is here for what refers to it."
            f" {words.MORE}"
        )
    if (hidden := total - material.budget.statements) > 0:
        return (
            f"The first {material.budget.statements:,} statements of this page are shown;"
            f" {hidden:,} more are in the case. {words.MORE}"
        )
    return None


def _facts(material: Material, anchors: Anchors, document_id: str) -> Iterator[Fact]:
    document = material.documents[document_id]
    own = own_imprint(material, document_id)
    if own is not None and own.authors:
        yield _named("By", anchors, document_id, own.authors)
    elif document.authors:
        yield Fact("By", words.listed([one_line(name, 80) for name in document.authors]))
    if own is not None and own.outlet is not None:
        yield _named("Outlet", anchors, document_id, (own.outlet,))
    elif document.outlet:
        yield Fact("Outlet", one_line(document.outlet, 80))
    updated = shown_time(anchors, document_id, own.updated if own else document.updated)
    if updated is not None:
        yield Fact("Changed", f"{updated.text}, {updated.known_by}", updated.anchor)
    if own is not None:
        yield from _credits(anchors, own)
    for row in material.imprints.get(document_id, ()):
        if row.zone_id is not None:
            yield _carried(anchors, row)
    if document.url:
        yield Fact("Address", one_line(document.url, 300))
    yield Fact("File", one_line(document.origin, 300))


def _named(name: str, anchors: Anchors, document_id: str, named: tuple[NamedSpan, ...]) -> Fact:
    value = words.listed([one_line(each.name, 80) for each in named])
    return Fact(name, value, anchors.place_of(document_id, named[0].span))


def _credits(anchors: Anchors, own: Imprint) -> Iterator[Fact]:
    for credit in own.credits:
        place = anchors.place(own.document_id, Span(credit.start, credit.end))
        yield Fact(words.CREDIT[credit.kind].capitalize(), one_line(credit.name, 80), place)


def _carried(anchors: Anchors, row: Imprint) -> Fact:
    """A text of its own that stands on the page."""
    title = one_line(row.title.name, 120) if row.title else "a text without a title"
    by = words.listed([one_line(author.name, 80) for author in row.authors])
    time = shown_time(anchors, row.document_id, row.published)
    parts = (
        title,
        f"by {by}" if by else "",
        f"of {one_line(row.outlet.name, 80)}" if row.outlet else "",
        f"{time.text} ({time.known_by})" if time else "",
    )
    place = anchors.place_of(row.document_id, row.title.span if row.title else None)
    return Fact("Carries", ", ".join(part for part in parts if part), place)


def _text(
    material: Material,
    anchors: Anchors,
    document_id: str,
    passages: Mapping[Span, tuple[Ref, ...]],
    *,
    whole: bool,
) -> TextView:
    ordered = sorted(passages, key=lambda span: (span.start, -span.end))
    layers = Layers(
        passages=[
            Passage(span, anchors.place(document_id, span), passages[span]) for span in ordered
        ],
        marks=_marks(material, document_id),
        zones=material.zones.get(document_id, ()),
    )
    return text_view(material.documents[document_id], layers, whole=whole)


def _marks(material: Material, document_id: str) -> list[Marked]:
    """Source, cue and content of the page's statements; sources and cues over contents."""
    rows = material.statements.on_page.get(document_id, ())
    marks = [mark for row in rows for mark in statement_marks(row)]
    return sorted(marks, key=lambda marked: _OVER.index(marked[1]))
