"""What a description in source position refers to: an outlet, an office, an institution."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.named import named
from reportedly.stages.resolve.offices import office_of
from reportedly.stages.resolve.phrases import SourcePhrase
from reportedly.stages.resolve.sightings import Naming, of_page, same_as, undecided
from reportedly.stages.resolve.unnamed import unnamed
from reportedly.stages.resolve.vocabulary import (
    ARTICLES,
    GOVERNMENT_HEADS,
    OFFICE_WORDS,
    OUTLET_HEADS,
    WORKS,
)
from reportedly.text.name_words import ORGANISATION_WORDS, is_person_noun, title_word
from reportedly.text.names import name_runs

if TYPE_CHECKING:
    from reportedly.stages.resolve.inventory import NamedThing
    from reportedly.stages.resolve.page import PageReader

_LONGEST_INSTITUTION = 5
_BOTH = re.compile(r"(?:both|the two|the pair)(?: (?P<noun>[a-z]+))?", re.IGNORECASE)
# A state behind one of these is where something happens, not who does it.
_PLACING = re.compile(r"\b(?:in|at|near|from|to|through)\s(?:the\s)?(?:[A-Z][\w-]+,\s)?\Z")
_NEAR = 32
_TWO_PEOPLE = frozenset(
    "men women leaders presidents candidates rivals senators ministers politicians nominees "
    "officials experts lawmakers".split()
)
_TWO_STATES = frozenset("countries capitals governments states nations sides neighbours".split())
# "'s campaign" and nothing more.
_OWNER_AND_HEAD = 2
_BODY = ActorKind.ORGANISATION
_ANY_INSTITUTION = frozenset("group organisation organization association".split())
_ASIDE = re.compile(r"\s?\([^()]*\)")


def described(page: PageReader, phrase: SourcePhrase, span: Span) -> tuple[Naming, ...]:
    """Whom a description without a name refers to; several where it counts them."""
    called = _named_outlet(page, phrase)
    if called is not None:
        return (called,)
    if phrase.head in OUTLET_HEADS and phrase.definite:
        return (_last_outlet(page, phrase.head, span.start),)
    if phrase.head in WORKS or phrase.head.removesuffix("s") in WORKS:
        return (_work(page, phrase, span.start),)
    counted = _both(page, phrase, span)
    if counted:
        return counted
    found = _institution(page, phrase, span) or office(page, phrase, span)
    return (found or unnamed(page, phrase, span.start),)


def _work(page: PageReader, phrase: SourcePhrase, at: int) -> Naming:
    """``Lee's letter`` speaks for Lee; ``the article`` for the author of the one shown."""
    if phrase.owner is None:
        shown = _embedded_author(page) if phrase.definite and phrase.head in ARTICLES else None
        return shown or undecided([], "a text or a picture, not somebody")
    owner = named(page, phrase.owner, at)
    return replace(owner, score=min(owner.score, 0.7), reason="a text of that actor")


def _embedded_author(page: PageReader) -> Naming | None:
    """The only author of the only document that is quoted whole on the page."""
    embedded = [
        writers
        for zone_id, writers in page.authors.items()
        if zone_id in page.zones and page.zones[zone_id].kind is ZoneKind.QUOTED_DOCUMENT
    ]
    if len(embedded) != 1 or len(embedded[0]) != 1:
        return None
    return same_as(embedded[0][0], 0.65, "the author of the only article quoted on the page")


def _named_outlet(page: PageReader, phrase: SourcePhrase) -> Naming | None:
    """``Fairway magazine``: the name before what it is called; not ``a Danish magazine``."""
    if phrase.head not in OUTLET_HEADS:
        return None
    for run in name_runs(phrase.text, phrase.head_span):
        gap = phrase.text[run.span.end : phrase.head_span.end].casefold()
        place = page.gazetteer.demonym(run.name) or run.possessive
        article = phrase.text[: run.begin].strip()
        if not place and gap.strip() in {f"news {phrase.head}", "" if article else phrase.head}:
            known = page.gazetteer.find(run.name)
            name = known.actor.name if known else run.name
            return Naming(name, ActorKind.OUTLET, 0.85, "the name before what it is called")
    return None


def _last_outlet(page: PageReader, noun: str, at: int) -> Naming:
    """The outlet that the page calls by that noun, else the one named last before."""
    outlets = [
        place.thing for place in page.inventory.before(at) if place.thing.kind is ActorKind.OUTLET
    ]
    called = {thing.name: thing for thing in outlets if noun in thing.roles}
    if len(called) == 1:
        only = next(iter(called.values()))
        return same_as(only, 0.85, f"the only outlet called a {noun} before")
    if outlets:
        return same_as(outlets[0], 0.8, "the outlet named last before")
    return undecided([], "an outlet, but none is named before")


def _both(page: PageReader, phrase: SourcePhrase, span: Span) -> tuple[Naming, ...]:
    """``The two men``, ``both capitals``: the people or states named last, where these are two."""
    counted = _BOTH.fullmatch(phrase.text)
    noun = (counted["noun"] or "").casefold() if counted else ""
    if counted is None or (noun and noun not in _TWO_PEOPLE | _TWO_STATES):
        return ()
    kind = ActorKind.STATE if noun in _TWO_STATES else ActorKind.PERSON
    start = page.paragraph_start(span.start)
    for begin in (start, page.paragraph_start(max(0, start - 2))):
        places = page.in_same_voice(page.inventory.between(begin, span.start), span.start)
        named = {
            one.thing.name: one.thing
            for one in places
            if one.thing.kind is kind
            and not _PLACING.search(page.text[max(0, one.start - _NEAR) : one.start])
        }
        if len(named) == 2:  # noqa: PLR2004
            return tuple(same_as(one, 0.65, "the only two named before") for one in named.values())
        if named:
            return ()
    return ()


def _institution(page: PageReader, phrase: SourcePhrase, span: Span) -> Naming | None:
    """``the Lee administration``, ``the Oz government``, ``the ministry``."""
    words = _ASIDE.sub("", phrase.head_span.of(phrase.text)).split()
    if phrase.head in GOVERNMENT_HEADS and phrase.owner is None:
        for word in words:
            state = page.gazetteer.demonym(word) if word[0].isupper() else None
            if state:
                return Naming(state.actor.name, ActorKind.STATE, 0.8, "the state's government")
    if phrase.head not in ORGANISATION_WORDS or not phrase.definite:
        return None
    if phrase.owner is not None:
        return _owned_institution(page, phrase)
    capitals = [word for word in words if word[0].isupper() and word.casefold() != "the"]
    if capitals and len(words) <= _LONGEST_INSTITUTION:
        name = " ".join(word for word in words if word.casefold() not in {"the", "a", "an"})
        found = Naming(name, ActorKind.ORGANISATION, 0.8, "an institution by its name")
        page.institutions[phrase.head] = found
        return found
    before = _institution_before(page, phrase.head, span.start)
    said = before or page.institutions.get(phrase.head)
    return said or _only_institution(page, phrase.head, span.start)


def _owned_institution(page: PageReader, phrase: SourcePhrase) -> Naming | None:
    """``Lee's campaign`` is the Lee campaign; ``Oz's government`` is Oz."""
    owner = phrase.owner
    between = phrase.text[owner.span.end : phrase.head_span.end] if owner else ""
    if owner is None or len(between.split()) > _OWNER_AND_HEAD:
        return None
    state = page.gazetteer.find(owner.name)
    if state and state.actor.kind is ActorKind.STATE:
        if phrase.head in GOVERNMENT_HEADS:
            return Naming(state.actor.name, ActorKind.STATE, 0.8, "the state's government")
        return None
    name = f"{owner.surname} {phrase.head}"
    return Naming(name, ActorKind.ORGANISATION, 0.75, "an institution by its owner")


def _only_institution(page: PageReader, noun: str, at: int) -> Naming | None:
    """``the group``: the only institution named in the paragraph, or in the one before."""
    if noun not in _ANY_INSTITUTION:
        return None
    start = page.paragraph_start(at)
    for begin in (start, page.paragraph_start(max(0, start - 2))):
        places = page.in_same_voice(page.inventory.between(begin, at), at)
        found = {one.thing.name: one.thing for one in places if one.thing.kind is _BODY}
        if found:
            only = next(iter(found.values()))
            reason = "the only institution named before"
            return same_as(only, 0.65, reason) if len(found) == 1 else None
    return None


def _institution_before(page: PageReader, noun: str, at: int) -> Naming | None:
    for place in page.inventory.before(at):
        words = {word.casefold() for word in place.thing.words}
        if noun in words and place.thing.kind is ActorKind.ORGANISATION:
            return of_page(same_as(place.thing, 0.75, "the institution named last before"))
    return None


def office(page: PageReader, phrase: SourcePhrase, span: Span) -> Naming | None:
    """``the foreign minister``: the person to whom the page gives that office."""
    # A title describes those whom the text names only later.
    headline = page.kind_of_zone is ZoneKind.TITLE
    if not (phrase.definite or headline) or not is_person_noun(phrase.head):
        return None
    words = [word for word in phrase.words if title_word(word) in OFFICE_WORDS]
    fitting = page.inventory.holders(office_of([*words, phrase.head]))
    holders = fitting if headline else _mentioned_before(page, fitting, span.start)
    holders = _as_former(phrase, _of_owner(page, phrase, holders))
    if len(holders) == 1:
        return same_as(holders[0], 0.8, "the only person of that office before")
    near = page.last_of(holders, span.start)
    if near is not None:
        return same_as(near, 0.65, "the last person of that office in the paragraph")
    names = sorted(person.name for person in holders)
    return undecided(names, "several people of that office") if names else None


def _mentioned_before(page: PageReader, people: list[NamedThing], at: int) -> list[NamedThing]:
    return [person for person in people if page.inventory.named_before(person.name, at)]


def _of_owner(
    page: PageReader, phrase: SourcePhrase, holders: list[NamedThing]
) -> list[NamedThing]:
    """Those whose office belongs to the owner that the description names, if any do."""
    if phrase.owner is None:
        return holders
    owner = phrase.owner.words[-1].casefold()
    state = page.gazetteer.demonym(phrase.owner.name)
    return [
        person
        for person in holders
        if owner in person.roles
        or (state and any(_is_of(page, word, state.actor.name) for word in person.roles))
    ] or holders


def _as_former(phrase: SourcePhrase, holders: list[NamedThing]) -> list[NamedThing]:
    """Those who hold the office no more, or still, as the description says, if any do."""
    former = "former" in phrase.words
    return [person for person in holders if ("former" in person.roles) is former] or holders


def _is_of(page: PageReader, word: str, state: str) -> bool:
    known = page.gazetteer.demonym(word)
    return known is not None and known.actor.name == state
