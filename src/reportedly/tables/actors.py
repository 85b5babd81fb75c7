"""Actors, where they are mentioned, and why two mentions are the same actor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import ActorKind, Decision, MentionRole
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks or passes on: a person, outlet, organisation, state, or unnamed source."""

    actor_id: Annotated[str, "identity: kind and canonical name"]
    name: Annotated[str, "canonical name: the fullest form seen, or the user's"]
    kind: Annotated[ActorKind, "what it is"]
    surface_forms: Annotated[tuple[str, ...], "every form seen in the case, sorted"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names an actor, and the actor it was resolved to (null: undecided)."""

    mention_id: Annotated[str, "identity: document, span, role"]
    document_id: Annotated[str, "the document"]
    role: Annotated[MentionRole, "why it is mentioned"]
    start: Annotated[int | None, "first code point; null where the container gave the name"]
    end: Annotated[int | None, "code point after the last"]
    text: Annotated[str, "the literal mention"]
    attribution_id: Annotated[str | None, "for speakers: the attribution"]
    zone_id: Annotated[str | None, "for commenters, embedded authors and outlets: the zone"]
    actor_id: Annotated[str | None, "the actor; null where undecided"]
    confidence: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on whether a form is an actor, with its reason; kept even when negative."""

    judgement_id: Annotated[str, "identity: form, actor, document"]
    document_id: Annotated[str | None, "the document it holds in; null for the whole case"]
    form: Annotated[str, "the surface form judged"]
    actor_id: Annotated[str, "the actor it was compared with"]
    decision: Annotated[Decision, "same, different or undecided"]
    reason: Annotated[str, "why, in words"]
    score: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]


ACTORS = define("actors", Actor, order=("actor_id",))
MENTIONS = define("mentions", Mention, order=("document_id", "mention_id"))
JUDGEMENTS = define("judgements", Judgement, order=("judgement_id",))
