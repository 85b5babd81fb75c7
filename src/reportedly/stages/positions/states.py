"""Whose officials the speakers are: the state that their titles name on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.model.kinds import ActorKind
from reportedly.stages.positions.gazetteer import Names, case_names, parties_in
from reportedly.stages.positions.words import words_of
from reportedly.tables.actors import Actor

_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS})
_OFFICES = frozenset(
    {
        "president",
        "minister",
        "premier",
        "chancellor",
        "secretary",
        "envoy",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "officials",
        "general",
        "commander",
        "negotiator",
        "diplomat",
        "parliament",
        "government",
        "ministry",
        "king",
        "queen",
        "prince",
        "chief",
        "leader",
    }
)


def states_of(mentions: Iterable[tuple[str, str]], actors: Sequence[Actor]) -> dict[str, str]:
    """The state of each person (``actor_id``, text of a mention) whose mentions name one office.

    Only mentions that hold an office and one single state count ("Ruritanian Foreign Minister
    Ann Lee"); somebody given to two states is given to none.
    """
    names = case_names(actor for actor in actors if actor.kind is ActorKind.STATE)
    people = {actor.actor_id for actor in actors if actor.kind in _PEOPLE}
    found: dict[str, set[str]] = {}
    for actor_id, text in mentions:
        state = _state_in(text, names) if actor_id in people else None
        if state is not None:
            found.setdefault(actor_id, set()).add(state)
    return {actor_id: states.pop() for actor_id, states in found.items() if len(states) == 1}


def _state_in(text: str, names: Names) -> str | None:
    words = words_of(text)
    if _OFFICES.isdisjoint(words.norm):
        return None
    states = {party.actor_id for party in parties_in(words, (names,)).values()}
    return states.pop() if len(states) == 1 else None
