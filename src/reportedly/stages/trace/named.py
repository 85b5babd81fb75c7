"""Mentions with the actor that they were resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import ActorKind, MentionRole
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A mention, and its actor where that is decided."""

    document_id: Annotated[str, "the document"]
    role: Annotated[MentionRole, "why it is mentioned"]
    start: Annotated[int | None, "first code point; null where the container gave the name"]
    text: Annotated[str, "the literal mention"]
    attribution_id: Annotated[str | None, "for speakers: the attribution"]
    zone_id: Annotated[str | None, "for commenters, embedded authors and outlets: the zone"]
    confidence: Annotated[float, "0 to 1"]
    actor_id: Annotated[str | None, "the actor; null where undecided"]
    name: Annotated[str | None, "the actor's name"]
    kind: Annotated[ActorKind | None, "the actor's kind"]
    surface_forms: Annotated[tuple[str, ...] | None, "every form of the actor seen in the case"]

    @property
    def shown(self) -> str:
        """The actor's name, or the literal mention."""
        return self.name or self.text


NAMED = define("named", NamedMention, order=("document_id", "role", "start", "text"))
