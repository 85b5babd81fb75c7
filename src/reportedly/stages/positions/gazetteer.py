"""Names of the case's actors, so that a page's own words about a party are seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import ActorKind, MentionRole
from reportedly.stages.positions.grammar import Party
from reportedly.stages.positions.phrases import Phrase, PhraseIndex
from reportedly.stages.positions.words import Words, without_possessive
from reportedly.tables.actors import Actor, Mention
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.states import adjectives_of
from reportedly.text.tokens import tokenize

_NAME_WORDS = 5  # longer mentions are descriptions
_ABBREVIATION = 5  # names of up to so many letters that are all capitals are matched as they are


@dataclass(frozen=True, slots=True)
class Named:
    """The actor that a form names, and whether it must stand in capitals ("US", not "us")."""

    actor_id: str
    kind: ActorKind
    capitals: bool


Names = PhraseIndex[Named]


def can_be_party(actor: Actor, states: Mapping[str, str]) -> bool:
    """Whether positions are kept for an actor: it has a name, or speaks for a known state."""
    if actor.kind is ActorKind.ANONYMOUS:
        return actor.actor_id in states
    return _phrase(actor.name) is not None and actor.name[:1].isupper()


def case_names(actors: Iterable[Actor]) -> Names:
    """Every form that names one actor of the case and no other."""
    forms = (
        (form, Named(actor.actor_id, actor.kind, _is_abbreviation(form)))
        for actor in actors
        if actor.kind is not ActorKind.ANONYMOUS
        for form in _forms(actor)
    )
    return _unambiguous(forms)


def _forms(actor: Actor) -> tuple[str, ...]:
    seen = (actor.name, *actor.surface_forms)
    return (*seen, *adjectives_of(actor.name)) if actor.kind is ActorKind.STATE else seen


def page_names(mentions: Iterable[Mention], kinds: Mapping[str, ActorKind]) -> Names:
    """Every form that one page uses for one actor; it goes before the case's names."""
    forms = (
        (one.text, Named(one.actor_id, kinds[one.actor_id], _is_abbreviation(one.text)))
        for one in mentions
        if one.actor_id is not None
        and one.actor_id in kinds
        and one.role in {MentionRole.SPEAKER, MentionRole.AUTHOR, MentionRole.OUTLET}
        and kinds[one.actor_id] is not ActorKind.ANONYMOUS
    )
    return _unambiguous(forms)


def parties_in(words: Words, names: Sequence[Names]) -> dict[int, Party]:
    """The parties named in a text by the word after them; earlier ``names`` win over later ones."""
    bare = tuple(without_possessive(word) for word in words.norm)
    found: dict[int, Party] = {}
    place = 0
    while place < len(bare):
        party = _party_at(words, bare, place, names)
        if party is not None:
            found[party.end] = party
        place = place + 1 if party is None else party.end
    return found


def _party_at(
    words: Words, bare: Sequence[str], place: int, names: Sequence[Names]
) -> Party | None:
    if not words.text[words.start[place]].isupper():
        return None
    matches = [index.at(bare, place, len(bare)) for index in names]
    fitting = [one for one in matches if one is not None and _fits(words, one.first, one.meaning)]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: one.end)
    return Party(
        best.first,
        best.end,
        best.meaning.actor_id,
        best.meaning.kind,
        possessive=_is_possessive(words, best.end),
    )


def _fits(words: Words, place: int, named: Named) -> bool:
    if not named.capitals:
        return True
    written = words.text[words.start[place] : words.end[place]]
    return written == written.upper()


def _is_possessive(words: Words, end: int) -> bool:
    if words.norm[end - 1].endswith("'s"):
        return True
    return words.norm[end - 1].endswith("s") and words.gap(end)[:2] in {"' ", "\u2019 "}


def _unambiguous(forms: Iterable[tuple[str, Named]]) -> Names:
    meanings: dict[Phrase, set[Named]] = {}
    for form, named in forms:
        phrase = _phrase(form)
        if phrase is not None:
            meanings.setdefault(phrase, set()).add(named)
    single = {
        phrase: min(found, key=lambda named: named.capitals)
        for phrase, found in meanings.items()
        if len({named.actor_id for named in found}) == 1
    }
    return PhraseIndex(single.items())


def _phrase(form: str) -> Phrase | None:
    """The words of a form that can be a name; None for pronouns and descriptions."""
    words = tokenize(form).norm
    while words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    if not 0 < len(words) <= _NAME_WORDS or not any(letter.isupper() for letter in form):
        return None
    if len(words) == 1 and words[0] in FUNCTION_WORDS and not _is_abbreviation(form):
        return None
    return tuple(without_possessive(word) for word in words)


def _is_abbreviation(form: str) -> bool:
    return form.isupper() and len(form) <= _ABBREVIATION
