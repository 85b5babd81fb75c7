"""Who is said to have said what on a page, nested as the page nests it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import Standing, ZoneKind
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors
from reportedly.report.excerpts import statement_excerpt
from reportedly.report.material import Material
from reportedly.report.originals import place_in_file
from reportedly.report.times import shown_time
from reportedly.report.view import HopView, Ref, StatementView
from reportedly.report.visible import one_line
from reportedly.tables.attributions import Attribution

_DEEPEST = 12
"""Statements nested deeper than this are shown at this depth."""
_SURE = 0.8
"""Below this, how sure it is who is meant is said beside the speaker's name."""

Findings = Mapping[str, tuple[Ref, ...]]
"""What else the report says about a statement, by attribution."""


def speaker_name(material: Material, attribution_id: str | None) -> str | None:
    """Who a statement is attributed to: its actors, or else the page's own words, quoted."""
    mentions = material.statements.speakers.get(attribution_id or "", ())
    actors = [material.actors.get(mention.actor_id or "") for mention in mentions]
    named = [one_line(actor.name, 80) for actor in actors if actor]
    if named and len(named) == len(actors):
        return words.listed(list(dict.fromkeys(named)))
    row = material.statements.attributions.get(attribution_id or "")
    written = row.speaker_mention if row else None
    return f"“{one_line(written, 80)}”" if written else None


def statement_views(
    material: Material, anchors: Anchors, document_id: str, findings: Findings
) -> tuple[StatementView, ...]:
    """The statements of a page in text order, each with those nested in it."""
    rows = material.statements.on_page.get(document_id, ())
    zones = material.zones.get(document_id, ())
    comments = frozenset(zone.zone_id for zone in zones if zone.kind is ZoneKind.COMMENT)
    return _Builder(material, anchors, findings, _children(rows), comments).nested(None, ())


def _children(rows: Sequence[Attribution]) -> dict[str | None, list[Attribution]]:
    """Rows by parent; one whose parent is not shown, or that stands in a circle, is a root."""
    parents = {row.attribution_id: row.parent_attribution_id for row in rows}
    children: dict[str | None, list[Attribution]] = {}
    for row in rows:
        children.setdefault(_parent(row.attribution_id, parents), []).append(row)
    return children


def _parent(attribution_id: str, parents: Mapping[str, str | None]) -> str | None:
    above = list(_ancestors(attribution_id, parents))
    if attribution_id in above:
        return None
    return above[max(0, len(above) - _DEEPEST)] if above else None


def _ancestors(attribution_id: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """The shown statements around one, innermost first; each once, even where they go round."""
    seen: set[str] = set()
    above = parents[attribution_id]
    while above is not None and above in parents and above not in seen:
        seen.add(above)
        yield above
        above = parents[above]


@dataclass(frozen=True, slots=True)
class _Builder:
    material: Material
    anchors: Anchors
    findings: Findings
    children: Mapping[str | None, Sequence[Attribution]]
    comments: frozenset[str]
    """The zones of the page that are readers' comments."""

    def nested(
        self, parent: str | None, said_by: tuple[str | None, ...]
    ) -> tuple[StatementView, ...]:
        return tuple(self.view(row, said_by) for row in self.children.get(parent, ()))

    def view(self, row: Attribution, outer: tuple[str | None, ...]) -> StatementView:
        ref = self.anchors.statements[row.attribution_id]
        said_by = (*outer, speaker_name(self.material, row.attribution_id))
        return StatementView(
            anchor=ref.anchor,
            label=ref.label,
            said_by=said_by,
            speaker_note=self.speaker_note(row),
            kind=words.KIND[row.kind],
            polarity=words.POLARITY.get(row.polarity),
            excerpt=statement_excerpt(self.material, self.anchors, row),
            in_file=place_in_file(
                self.material.documents[row.document_id], Span(row.start, row.end)
            ),
            chain=self.chain(row.attribution_id),
            said=shown_time(self.anchors, row.document_id, row.said_at),
            confidence=words.confidence(row.confidence),
            findings=self.findings.get(row.attribution_id, ()),
            in_comment=row.zone_id in self.comments,
            nested=self.nested(row.attribution_id, said_by),
        )

    def speaker_note(self, row: Attribution) -> str | None:
        """What is known of the speaker: kind, other name on the page, or what is undecided."""
        if row.speaker_mention is None:
            return "the passage names no speaker"
        mentions = self.material.statements.speakers.get(row.attribution_id, ())
        actors = [self.material.actors.get(mention.actor_id or "") for mention in mentions]
        if not actors or None in actors:
            return "who that is was not decided"
        parts = [words.ACTOR[kind] for kind in dict.fromkeys(one.kind for one in actors if one)]
        written = one_line(row.speaker_mention, 80)
        if written != speaker_name(self.material, row.attribution_id):
            parts.append(f"here “{written}”")
        least = min(mention.confidence for mention in mentions)
        if least < _SURE:
            parts.append(f"if that is who is meant: {words.confidence(least)}")
        return ", ".join(parts)

    def chain(self, attribution_id: str) -> tuple[HopView, ...]:
        return tuple(
            HopView(
                name=one_line(hop.carrier, 80),
                proved=hop.standing is Standing.PROVED,
                standing=words.STANDING[hop.standing],
                evidence=words.EVIDENCE[hop.evidence.kind],
                anchor=self.anchors.place(
                    hop.evidence.document_id, Span(hop.evidence.start, hop.evidence.end)
                ),
                confidence=words.confidence(hop.confidence),
            )
            for hop in self.material.statements.chains.get(attribution_id, ())
        )
