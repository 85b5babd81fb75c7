"""What a name in source position refers to on its page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, ZoneKind
from reportedly.stages.resolve.gazetteer import homonyms
from reportedly.stages.resolve.inventory import NamedThing
from reportedly.stages.resolve.phrases import INDEFINITE, SourcePhrase, kind_words
from reportedly.stages.resolve.sightings import Naming, of_page, same_as, undecided
from reportedly.stages.resolve.taking import behind_article, titled_name
from reportedly.stages.resolve.unnamed import unnamed
from reportedly.text.name_words import MEDIA_WORDS, is_person_noun
from reportedly.text.names import NameRun, looks_personal, name_key

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

_WORD = re.compile(r"[^\W\d_][\w.-]*\w\.?|[^\W\d_]")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_EMPHATIC = frozenset("themselves itself too".split())
# How many statements back a surname may have been heard last.
_HEARD = 12


def named(page: PageReader, run: NameRun, at: int, phrase: SourcePhrase | None = None) -> Naming:
    """What a name refers to on this page; ``at`` is where its source begins."""
    if phrase and _is_some_of(page, run, phrase):
        return unnamed(page, phrase, at)
    return (
        _by_user(page, run)
        or _commenter(page, run)
        or _by_company(page, run)
        or _surname(page, run, at, phrase)
        or _listed(page, run)
        or _in_full(page, run)
        or _first_name(page, run)
        or _short_outlet(page, run)
        or _respelt(page, run)
        or _unexplained(page, run, at, phrase)
    )


def _by_user(page: PageReader, run: NameRun) -> Naming | None:
    known = page.gazetteer.find(run.name)
    if known is None or not known.by_user:
        return None
    return Naming(known.actor.name, known.actor.kind, 0.99, "the user's alias file")


def _commenter(page: PageReader, run: NameRun) -> Naming | None:
    """Somebody who comments on the same page, by the whole name or its first word."""
    if page.kind_of_zone is not ZoneKind.COMMENT:
        return None
    key = name_key(run.name)
    found = page.commenters.get(key) or page.commenters.get(f"{key} ")
    reason = "a commenter of the page, named in a comment"
    return replace(found, score=0.8, reason=reason) if found else None


def _listed(page: PageReader, run: NameRun) -> Naming | None:
    known = page.gazetteer.find(run.name)
    if known is None:
        return None
    return Naming(known.actor.name, known.actor.kind, 0.95, "a name of the built-in lists")


def _in_full(page: PageReader, run: NameRun) -> Naming | None:
    thing = page.inventory.find(run.words)
    return same_as(thing, 0.97, "named so in full on the page") if thing else None


def _is_some_of(page: PageReader, run: NameRun, phrase: SourcePhrase) -> bool:
    """Whether inhabitants with another word beside them are meant ("high-level Oztanis")."""
    state = page.gazetteer.demonym(run.words[-1]) if run.name.endswith("s") else None
    plural = state is not None and name_key(run.words[-1]) != name_key(state.actor.name)
    others = len(phrase.words - _EMPHATIC) > len(run.words)
    counted = phrase.text.split()[0].casefold() in INDEFINITE
    return plural and (page.gazetteer.find(run.name) is None or others or counted)


def _surname(page: PageReader, run: NameRun, at: int, phrase: SourcePhrase | None) -> Naming | None:
    people = page.inventory.people_named(run.surname) if len(run.words) == 1 else []
    if len(people) == 1:
        return same_as(people[0], 0.95, "surname of the only person of that name on the page")
    if not people:
        return None
    return _one_of(page, people, run, at, phrase)


def _one_of(
    page: PageReader,
    people: list[NamedThing],
    run: NameRun,
    at: int,
    phrase: SourcePhrase | None,
) -> Naming:
    """Which of several people of a surname: by office, by nearness, by who spoke last."""
    words = {*run.titles, *(phrase.words if phrase else ())} - {name_key(run.surname)}
    allowed = [one for one in people if all(one.may_be(title) for title in run.titles)]
    offices = {word for word in words if is_person_noun(word)}
    fitting = [one for one in allowed if offices & one.roles] or allowed or people
    if len(fitting) == 1:
        return same_as(fitting[0], 0.85, "surname and office fit one person on the page")
    for score, person, reason in (
        (0.7, page.last_of(fitting, at), "the last person of that name in the paragraph"),
        (0.7, _last_heard(page, fitting), "the last person of that name who spoke"),
        (0.65, page.inventory.main_bearer(run), "the bearer whom the page names most"),
    ):
        if person is not None:
            return same_as(person, score, f"surname; {reason}")
    return undecided([person.name for person in people], "several people of that surname")


def _last_heard(page: PageReader, people: list[NamedThing]) -> NamedThing | None:
    """The one of ``people`` who spoke last, of the latest statements."""
    for attribution in reversed(page.read_so_far[-_HEARD:]):
        for naming in page.spoken[attribution.attribution_id]:
            for person in people:
                if naming.form == person.name:
                    return person
    return None


def _first_name(page: PageReader, run: NameRun) -> Naming | None:
    """The first word of one person's full name: a first name, or a surname that stands first."""
    if len(run.words) > 1:
        return None
    people = page.inventory.called(run.words[0])
    if len(people) != 1:
        return None
    return same_as(people[0], 0.8, "the only person whose full name on the page begins so")


def _by_company(page: PageReader, run: NameRun) -> Naming | None:
    """Of the places that share a name, the one whose company the page keeps."""
    shared = homonyms().get(name_key(run.name))
    if shared is None:
        return None
    words = {match[0] for match in _WORD.finditer(page.text)}
    counted = sorted(
        ((len(company & words), place) for place, company in shared.items()), reverse=True
    )
    if counted[0][0] == counted[1][0]:
        return undecided([place for _, place in counted], f"several places called {run.name}")
    return Naming(counted[0][1], ActorKind.STATE, 0.7, "the place of that name by its company")


def _short_outlet(page: PageReader, run: NameRun) -> Naming | None:
    if len(run.words) > 1:
        return None
    keys = page.inventory.outlets_by_last.get(name_key(run.surname), [])
    if len(keys) != 1:
        return None
    return same_as(page.inventory.by_key[keys[0]], 0.85, "short for the only outlet so named")


def _respelt(page: PageReader, run: NameRun) -> Naming | None:
    """A surname in another spelling of one person's on the page."""
    if len(run.words) > 1:
        return None
    fitting = page.inventory.people_spelt_like(run.surname)
    if len(fitting) != 1:
        return None
    score, person = fitting[0]
    return same_as(person, 0.95 * score, "another spelling of the surname")


def _unexplained(page: PageReader, run: NameRun, at: int, phrase: SourcePhrase | None) -> Naming:
    """A name that the page uses and does not explain."""
    kind = kind_words(run.words)
    if kind:
        return of_page(Naming(run.name, ActorKind(kind), 0.8, "by the words of its name"))
    written = phrase.text if phrase else page.text[at:]
    article = behind_article(written, run) and not run.titles
    if looks_personal(run.words) and not article:
        return Naming(run.name, ActorKind.PERSON, 0.9, "written like a person's full name")
    if run.titles:
        return Naming(titled_name(run), ActorKind.PERSON, 0.75, "a surname behind a title")
    if run.words[-1].casefold() in MEDIA_WORDS or _DOMAIN.fullmatch(run.name):
        return Naming(run.name, ActorKind.OUTLET, 0.65, "written like an outlet's short name")
    if article:
        return Naming(run.name, ActorKind.ORGANISATION, 0.7, "a name behind an article")
    return Naming(run.name, ActorKind.UNKNOWN, 0.7, "named, not explained on the page")
