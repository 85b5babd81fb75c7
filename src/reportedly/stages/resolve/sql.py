"""The queries of the resolve stage: what is counted and joined across pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.engine.protocol import Query
from reportedly.model.kinds import ActorKind, MentionRole
from reportedly.tables import JUDGEMENTS
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class FormRow:
    """A name of the case that is looked at across pages."""

    name: Annotated[str, "the fullest name on a page"]
    kind: Annotated[ActorKind, "what the page shows it to be"]
    mentions: Annotated[int, "how many mentions stand for it"]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """What was decided on a name of the case."""

    form: Annotated[str, "the name on the page"]
    form_kind: Annotated[ActorKind, "what the page shows it to be"]
    actor_id: Annotated[str | None, "the actor; null: undecided"]
    actor_name: Annotated[str, "canonical name"]
    actor_kind: Annotated[ActorKind, "what the actor is"]
    score: Annotated[float, "0 to 1"]
    page_only: Annotated[bool, "whether each page means its own actor by it"]


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A sighting with its actor."""

    mention_id: Annotated[str, "as in mentions"]
    document_id: Annotated[str, "as in mentions"]
    role: Annotated[MentionRole, "as in mentions"]
    start: Annotated[int | None, "as in mentions"]
    end: Annotated[int | None, "as in mentions"]
    text: Annotated[str, "as in mentions"]
    attribution_id: Annotated[str | None, "as in mentions"]
    zone_id: Annotated[str | None, "as in mentions"]
    actor_id: Annotated[str | None, "the actor; null: undecided"]
    actor_name: Annotated[str | None, "canonical name"]
    actor_kind: Annotated[ActorKind | None, "what the actor is"]
    page_score: Annotated[float, "how sure the page makes it, 0 to 1"]
    case_score: Annotated[float, "how sure the other pages leave it, 0 to 1"]
    page_only: Annotated[bool, "whether the actor is this page's own"]
    reason: Annotated[str, "why, in words"]


@dataclass(frozen=True, slots=True)
class DoubtedRow:
    """A mention and an actor that it may be."""

    document_id: Annotated[str, "the document"]
    text: Annotated[str, "the literal mention"]
    actor_id: Annotated[str, "the actor"]
    reason: Annotated[str, "why it is undecided, in words"]


@dataclass(frozen=True, slots=True)
class SurfaceRow:
    """A form under which an actor stands on some page."""

    actor_id: Annotated[str, "the actor"]
    name: Annotated[str, "canonical name"]
    kind: Annotated[ActorKind, "what it is"]
    surface: Annotated[str, "the literal form"]


FORMS = define("forms", FormRow, order=("name", "kind"))
NAMED = define("named", NamedRow, order=("form", "form_kind"))
DECIDED = define("decided", DecidedRow, order=("document_id", "mention_id"))
DOUBTED = define("doubted", DoubtedRow, order=("document_id", "text", "actor_id"))
SURFACES = define("surfaces", SurfaceRow, order=("actor_id", "surface"))

FORMS_QUERY = Query(
    name="count the names of the case",
    sql="""
        SELECT form AS name, kind, count(*) AS mentions
        FROM sightings
        WHERE form IS NOT NULL AND scope = ''
        GROUP BY form, kind
    """,
    inputs=("sightings",),
    output=FORMS.schema,
)

DECIDED_QUERY = Query(
    name="give each sighting its actor",
    sql="""
        SELECT s.mention_id, s.document_id, s.role, s.start, s.end, s.text, s.attribution_id,
            s.zone_id,
            COALESCE(s.own_actor_id, n.actor_id) AS actor_id,
            CASE WHEN s.own_actor_id IS NULL THEN n.actor_name ELSE s.form END AS actor_name,
            CASE WHEN s.own_actor_id IS NULL THEN n.actor_kind ELSE s.kind END AS actor_kind,
            s.score AS page_score,
            CASE WHEN s.own_actor_id IS NULL THEN COALESCE(n.score, 0.0) ELSE 1.0 END AS case_score,
            COALESCE(n.page_only, FALSE) AS page_only,
            s.reason
        FROM sightings s
        LEFT JOIN named n ON s.own_actor_id IS NULL AND s.form = n.form AND s.kind = n.form_kind
    """,
    inputs=("sightings", "named"),
    output=DECIDED.schema,
)

DOUBTED_QUERY = Query(
    name="find the actors that undecided mentions may be",
    sql="""
        SELECT DISTINCT d.document_id, d.text, n.actor_id, d.reason
        FROM doubts d JOIN named n ON d.candidate = n.form
        WHERE n.actor_id IS NOT NULL
    """,
    inputs=("doubts", "named"),
    output=DOUBTED.schema,
)

SURFACES_QUERY = Query(
    name="gather the forms of each actor",
    sql="SELECT DISTINCT actor_id, name, kind, surface FROM surfaces",
    inputs=("surfaces",),
    output=SURFACES.schema,
)

JUDGEMENTS_QUERY = Query(
    name="put the judgements of pages and case together",
    sql="SELECT * FROM of_pages UNION ALL SELECT * FROM of_case",
    inputs=("of_pages", "of_case"),
    output=JUDGEMENTS.schema,
)
