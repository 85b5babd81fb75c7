"""The rows of the resolve stage's tables, made of what pages and case decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportedly.model.ids import short_id
from reportedly.model.kinds import ActorKind, Decision
from reportedly.stages.resolve.clusters import Comparison, Verdict, actor_id_of
from reportedly.stages.resolve.sql import DecidedRow, DoubtedRow, NamedRow, SurfaceRow
from reportedly.tables.actors import Actor, Judgement, Mention

MADE_BY = "resolve/1"


def named_rows(verdicts: Iterable[Verdict]) -> list[NamedRow]:
    """The verdicts as a table that sightings are joined with."""
    return [
        NamedRow(
            one.form.name,
            one.form.kind,
            one.actor_id,
            one.name,
            one.kind,
            one.score,
            one.page_only,
        )
        for one in verdicts
    ]


def page_rows(
    decided: Sequence[DecidedRow], doubted: Iterable[DoubtedRow], floor: float
) -> tuple[list[Mention], list[Judgement], list[SurfaceRow]]:
    """Mentions, the pages' judgements, and the forms under which actors were found."""
    decided = [_of_page(row) for row in decided]
    mentions = [_mention(row, floor) for row in decided]
    found = [row for row in decided if row.actor_id and _score(row) >= floor]
    judgements = {
        one.judgement_id: one for one in (*_judged(found), *(_doubt(row) for row in doubted))
    }
    surfaces = {
        SurfaceRow(row.actor_id, row.actor_name or row.text, row.actor_kind, row.text)
        for row in found
        if row.actor_id and row.actor_kind
    }
    ordered = sorted(surfaces, key=lambda row: (row.actor_id, row.surface))
    return mentions, [judgements[key] for key in sorted(judgements)], ordered


def _of_page(row: DecidedRow) -> DecidedRow:
    """The same with the page's own actor, where the name means another on each page."""
    if not row.page_only or row.actor_kind is None or row.actor_name is None:
        return row
    own = actor_id_of(row.actor_kind, row.actor_name, row.document_id)
    return replace(row, actor_id=own)


def _score(row: DecidedRow) -> float:
    return min(row.page_score, row.case_score)


def _mention(row: DecidedRow, floor: float) -> Mention:
    sure = row.actor_id is not None and _score(row) >= floor
    return Mention(
        mention_id=row.mention_id,
        document_id=row.document_id,
        role=row.role,
        start=row.start,
        end=row.end,
        text=row.text,
        attribution_id=row.attribution_id,
        zone_id=row.zone_id,
        actor_id=row.actor_id if sure else None,
        confidence=_score(row) if sure else 0.0,
        made_by=MADE_BY,
    )


def _judged(found: Iterable[DecidedRow]) -> Iterator[Judgement]:
    """One judgement for each form, actor and reason of a page; that of the best score."""
    best: dict[tuple[str, str, str], DecidedRow] = {}
    for row in sorted(found, key=lambda row: (-_score(row), row.mention_id)):
        best.setdefault((row.document_id, row.text, row.actor_id or ""), row)
    for (document_id, form, actor_id), row in best.items():
        yield _judgement(document_id, form, actor_id, Decision.SAME, row.reason, _score(row))


def _doubt(row: DoubtedRow) -> Judgement:
    return _judgement(row.document_id, row.text, row.actor_id, Decision.UNDECIDED, row.reason, 0.5)


def _judgement(
    document_id: str | None, form: str, actor_id: str, decision: Decision, reason: str, score: float
) -> Judgement:
    identity = short_id("judgement", document_id, form, actor_id, decision)
    return Judgement(identity, document_id, form, actor_id, decision, reason, score, MADE_BY)


def case_judgements(
    verdicts: Iterable[Verdict], comparisons: Iterable[Comparison]
) -> list[Judgement]:
    """What was decided across pages: merges of unequal names, and what stays apart."""
    merged = {
        one.form.name: one
        for one in verdicts
        if one.actor_id is not None and one.form.name != one.name
    }
    made = {
        row.judgement_id: row
        for row in (
            *(
                _judgement(None, form, one.actor_id or "", Decision.SAME, one.reason, one.score)
                for form, one in merged.items()
            ),
            *(
                _judgement(None, one.form, one.actor_id, one.decision, one.reason, one.score)
                for one in comparisons
            ),
        )
    }
    return [made[key] for key in sorted(made)]


def actor_rows(surfaces: Iterable[SurfaceRow]) -> list[Actor]:
    """One row for each actor, with every form seen, sorted."""
    forms: defaultdict[tuple[str, str, ActorKind], set[str]] = defaultdict(set)
    for row in surfaces:
        forms[row.actor_id, row.name, row.kind].add(row.surface)
    return [
        Actor(actor_id, name, kind, tuple(sorted(seen)))
        for (actor_id, name, kind), seen in sorted(forms.items())
    ]
