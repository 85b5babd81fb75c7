"""Whose officials the speakers are: the state that their titles name on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportedly.model.kinds import ActorKind
from reportedly.stages.positions.gazetteer import Names, parties_in
from reportedly.stages.positions.words import words_of

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


def states_of(
    mentions: Iterable[tuple[str, str]], names: Names, kinds: Mapping[str, ActorKind]
) -> dict[str, str]:
    """The state of each person (``actor_id``, text of a mention) whose mentions name one office.

    Only mentions that hold an office and one single state count ("Ruritanian Foreign Minister
    Ann Lee"); somebody given to two states is given to none.
    """
    found: dict[str, set[str]] = {}
    for actor_id, text in mentions:
        if kinds.get(actor_id) in {ActorKind.PERSON, ActorKind.ANONYMOUS}:
            state = _state_in(text, names)
            if state is not None:
                found.setdefault(actor_id, set()).add(state)
    return {actor_id: states.pop() for actor_id, states in found.items() if len(states) == 1}


def _state_in(text: str, names: Names) -> str | None:
    words = words_of(text)
    if not _OFFICES & set(words.norm):
        return None
    parties = parties_in(words, (names,)).values()
    states = {party.actor_id for party in parties if party.kind is ActorKind.STATE}
    return states.pop() if len(states) == 1 else None
