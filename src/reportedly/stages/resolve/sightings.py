"""A mention as its own page explains it, before pages are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from reportedly.model.kinds import ActorKind, MentionRole
from reportedly.stages.resolve.inventory import NamedThing
from reportedly.stages.resolve.vocabulary import GENERIC
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Naming:
    """What a page makes of a mention.

    ``form`` is the fullest name that the page has for it (``None``: undecided) and ``page_only``
    says that the form means nothing outside the page: an unnamed source, a commenter.
    """

    form: str | None
    kind: ActorKind
    score: float
    reason: str
    page_only: bool = False
    candidates: tuple[str, ...] = ()


def undecided(candidates: Sequence[str], reason: str) -> Naming:
    """A naming that says who it may be, and decides nothing."""
    names = tuple(sorted(set(candidates)))
    return Naming(None, ActorKind.UNKNOWN, 0.0, reason, candidates=names)


def same_as(thing: NamedThing, score: float, reason: str) -> Naming:
    """Something that the page names."""
    return of_page(Naming(thing.name, thing.kind, score, reason))


def of_page(naming: Naming) -> Naming:
    """A name made of general words only ("Foreign Ministry") means nothing outside its page."""
    words = (naming.form or "").casefold().split()
    general = naming.kind is ActorKind.ORGANISATION and all(word in GENERIC for word in words)
    return replace(naming, page_only=True) if general else naming


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention and what its page makes of it. No table of the case; the cache keeps it."""

    mention_id: Annotated[str, "as in mentions"]
    document_id: Annotated[str, "as in mentions"]
    role: Annotated[MentionRole, "as in mentions"]
    start: Annotated[int | None, "as in mentions"]
    end: Annotated[int | None, "as in mentions"]
    text: Annotated[str, "as in mentions"]
    attribution_id: Annotated[str | None, "as in mentions"]
    zone_id: Annotated[str | None, "as in mentions"]
    form: Annotated[str | None, "fullest name on the page; null: undecided"]
    kind: Annotated[ActorKind, "what the page shows it to be"]
    scope: Annotated[str, "the document, where the form means nothing outside it; else empty"]
    own_actor_id: Annotated[str | None, "the actor, where the form means nothing outside the page"]
    score: Annotated[float, "0 to 1"]
    reason: Annotated[str, "why, in words"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that may be one of several people. No table of the case; the cache keeps it."""

    document_id: Annotated[str, "the document"]
    text: Annotated[str, "the literal mention"]
    candidate: Annotated[str, "a name that it may stand for"]
    reason: Annotated[str, "why it is undecided, in words"]


DOUBTS = define("doubts", Doubt, order=("document_id", "text", "candidate"))
SIGHTINGS = define("sightings", Sighting, order=("document_id", "mention_id"))
