"""What one page makes of each of its mentions: names, offices, descriptions, pronouns."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportedly.model.kinds import ActorKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.gazetteer import Gazetteer
from reportedly.stages.resolve.inventory import Inventory, NamedThing, Place, find_thing
from reportedly.stages.resolve.phrases import PhraseKind, SourcePhrase, kind_words, parse_source
from reportedly.stages.resolve.pronouns import antecedent
from reportedly.stages.resolve.sightings import Naming, undecided
from reportedly.stages.resolve.vocabulary import (
    ANYBODY,
    ARTICLES,
    COMMON_OPENINGS,
    GENERIC,
    GOVERNMENT_HEADS,
    OFFICE_WORDS,
    OUTLET_HEADS,
    SAYS_NOTHING,
    WORKS,
)
from reportedly.tables.attributions import Attribution
from reportedly.tables.zones import Zone
from reportedly.text.names import (
    MEDIA_WORDS,
    ORGANISATION_WORDS,
    TITLES,
    NameRun,
    looks_personal,
    name_key,
)

_LONGEST_INSTITUTION = 5
_LONGEST_DESCRIPTION = 160
_LONGEST_PARAGRAPH = 20_000
_LOOK_BACK = 12
_COMPLEMENT = re.compile(r"\s(?:of|for|with|in|to|from|at|close|who)\b")
_ASIDE = re.compile(r"\s?\([^()]*\)")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class PageReader:
    """Reads the mentions of one page in the order of the text."""

    text: str
    inventory: Inventory
    gazetteer: Gazetteer
    zones: dict[str, Zone]
    authors: dict[str | None, tuple[NamedThing, ...]]
    attributions: dict[str, Attribution]
    quoted: Sequence[Span]
    spoken: dict[str, Naming] = field(default_factory=dict)
    read_so_far: list[Attribution] = field(default_factory=list)
    anonymous: list[tuple[int, SourcePhrase, str]] = field(default_factory=list)
    institutions: dict[str, Naming] = field(default_factory=dict)

    def read(self, attribution: Attribution) -> list[tuple[Span, Naming]]:
        """Who the source of ``attribution`` is; one naming for each name that *and* joins."""
        span = attribution.source[0]
        phrase = parse_source(self._written(span))
        if phrase.kind is PhraseKind.NAMED and len(phrase.names) > 1:
            named = [
                (run.span.shifted(span.start), self.named(run, span.start)) for run in phrase.names
            ]
        else:
            named = [(span, self._one(attribution, phrase, span))]
        self.spoken[attribution.attribution_id] = named[0][1]
        self.read_so_far.append(attribution)
        return named

    def _written(self, span: Span) -> str:
        """The source as written; a common word that opens a sentence with a small letter."""
        written = span.of(self.text)
        first = _FIRST_WORD.match(written)
        if first is None or not self._opens_sentence(span.start):
            return written
        folded = first[0].casefold()
        known = self.gazetteer.find(first[0]) or self.inventory.people_named(first[0])
        described = _COMPLEMENT.match(written, first.end()) is not None
        common = described or folded in self.inventory.common or folded in COMMON_OPENINGS
        if common and not known:
            return folded + written[first.end() :]
        return written

    def _opens_sentence(self, at: int) -> bool:
        before = self.text[max(0, at - _LOOK_BACK) : at].rstrip(" \t\"'\u201c\u2018*_")
        return not before or before[-1] in ".!?:\n\u2026\u201d"

    def _one(self, attribution: Attribution, phrase: SourcePhrase, span: Span) -> Naming:
        if phrase.kind is PhraseKind.PRONOUN:
            return antecedent(self, attribution, phrase.head, span)
        if phrase.kind is PhraseKind.NAMED:
            return self.named(phrase.names[0], span.start, phrase)
        return self.described(phrase, span)

    # ------------------------------------------------------------ names

    def named(self, run: NameRun, at: int, phrase: SourcePhrase | None = None) -> Naming:
        """What a name refers to on this page."""
        known = self.gazetteer.find(run.name)
        if phrase and self._is_some_of(run, phrase):
            return self._unnamed(phrase, at)
        if known and known.by_user:
            return Naming(known.actor.name, known.actor.kind, 0.99, "the user's alias file")
        if len(run.words) == 1:
            found = self._surname(run, at, phrase)
            if found is not None:
                return found
        if known:
            return Naming(known.actor.name, known.actor.kind, 0.95, "a name of the built-in lists")
        thing = find_thing(self.inventory, run.words)
        if thing is not None:
            return _same(thing, 0.97, "named so in full on the page")
        return self._short_outlet(run) or self._respelt(run) or _unexplained(run)

    def _is_some_of(self, run: NameRun, phrase: SourcePhrase) -> bool:
        """Whether inhabitants with another word beside them are meant ("high-level Oztanis")."""
        state = self.gazetteer.demonym(run.words[-1]) if run.name.endswith("s") else None
        plural = state is not None and name_key(run.words[-1]) != name_key(state.actor.name)
        return (plural and self.gazetteer.find(run.name) is None) or (
            plural and len(phrase.words) > len(run.words)
        )

    def _surname(self, run: NameRun, at: int, phrase: SourcePhrase | None) -> Naming | None:
        people = self.inventory.people_named(run.surname)
        if len(people) == 1:
            return _same(people[0], 0.95, "surname of the only person of that name on the page")
        if not people:
            return None
        words = {*run.titles, *(phrase.words if phrase else ())} - {name_key(run.surname)}
        allowed = [one for one in people if all(one.may_be(title) for title in run.titles)]
        fitting = [one for one in allowed if words & one.roles & TITLES] or allowed or people
        if len(fitting) == 1:
            return _same(fitting[0], 0.85, "surname and office fit one person on the page")
        near = self._nearest(fitting, at)
        if near is not None:
            return _same(near, 0.7, "surname; the last person of that name in the paragraph")
        main = self.inventory.main_bearer(run)
        if main is not None:
            return _same(main, 0.65, "surname; the bearer whom the page names most")
        return undecided([person.name for person in people], "several people of that surname")

    def _nearest(self, people: Sequence[NamedThing], at: int) -> NamedThing | None:
        """The last one of ``people`` named in full in the same paragraph before ``at``."""
        begin = self.paragraph_start(at)
        for place in reversed(self.inventory.between(begin, at)):
            if any(place.thing.name == person.name for person in people):
                return place.thing
        return None

    def _short_outlet(self, run: NameRun) -> Naming | None:
        if len(run.words) > 1:
            return None
        keys = self.inventory.outlets_by_last.get(name_key(run.surname), [])
        if len(keys) != 1:
            return None
        return _same(self.inventory.by_key[keys[0]], 0.85, "short for the only outlet so named")

    def _respelt(self, run: NameRun) -> Naming | None:
        """A surname in another spelling of one person's on the page."""
        if len(run.words) > 1:
            return None
        fitting = self.inventory.people_spelt_like(run.surname)
        if len(fitting) != 1:
            return None
        score, person = fitting[0]
        return _same(person, 0.95 * score, "another spelling of the surname")

    # ------------------------------------------------------------ descriptions

    def described(self, phrase: SourcePhrase, span: Span) -> Naming:
        """What a description without a name refers to."""
        if phrase.head in OUTLET_HEADS and phrase.definite:
            return self._last_outlet(phrase.head, span.start)
        if phrase.head in WORKS or phrase.head.removesuffix("s") in WORKS:
            return self._work(phrase, span.start)
        return (
            self._institution(phrase, span)
            or self.office(phrase, span)
            or self._unnamed(phrase, span.start)
        )

    def _work(self, phrase: SourcePhrase, at: int) -> Naming:
        """``Lee's letter`` speaks for Lee; ``the article`` for the author of the one shown."""
        if phrase.owner is None:
            shown = self._embedded_author() if phrase.definite and phrase.head in ARTICLES else None
            return shown or undecided([], "a text or a picture, not somebody")
        owner = self.named(phrase.owner, at)
        score = min(owner.score, 0.7)
        return replace(owner, score=score, reason="a text of that actor")

    def _embedded_author(self) -> Naming | None:
        """The only author of the only document that is quoted whole on the page."""
        embedded = [
            writers
            for zone_id, writers in self.authors.items()
            if zone_id in self.zones and self.zones[zone_id].kind is ZoneKind.QUOTED_DOCUMENT
        ]
        if len(embedded) != 1 or len(embedded[0]) != 1:
            return None
        return _same(embedded[0][0], 0.65, "the author of the only article quoted on the page")

    def _last_outlet(self, noun: str, at: int) -> Naming:
        """The outlet that the page calls by that noun, else the one named last before."""
        outlets = [
            place.thing
            for place in self.inventory.before(at)
            if place.thing.kind is ActorKind.OUTLET
        ]
        called = {thing.name: thing for thing in outlets if noun in thing.roles}
        if len(called) == 1:
            return _same(
                next(iter(called.values())), 0.85, f"the only outlet called a {noun} before"
            )
        if outlets:
            return _same(outlets[0], 0.8, "the outlet named last before")
        return undecided([], "an outlet, but none is named before")

    def _institution(self, phrase: SourcePhrase, span: Span) -> Naming | None:
        """``the Lee administration``, ``the Oz government``, ``the ministry``."""
        words = _ASIDE.sub("", phrase.head_span.of(phrase.text)).split()
        if phrase.head in GOVERNMENT_HEADS and phrase.owner is None:
            for word in words:
                state = self.gazetteer.demonym(word) if word[0].isupper() else None
                if state:
                    return Naming(state.actor.name, ActorKind.STATE, 0.8, "the state's government")
        if phrase.head not in ORGANISATION_WORDS or not phrase.definite:
            return None
        capitals = [word for word in words if word[0].isupper() and word.casefold() != "the"]
        if capitals and phrase.owner is None and len(words) <= _LONGEST_INSTITUTION:
            name = " ".join(word for word in words if word.casefold() not in {"the", "a", "an"})
            named = Naming(name, ActorKind.ORGANISATION, 0.8, "an institution by its name")
            self.institutions[phrase.head] = named
            return named
        before = self._institution_before(phrase.head, span.start)
        return before or self.institutions.get(phrase.head)

    def _institution_before(self, noun: str, at: int) -> Naming | None:
        for place in self.inventory.before(at):
            named = {word.casefold() for word in place.thing.words}
            if noun in named and place.thing.kind is ActorKind.ORGANISATION:
                return _page_wise(_same(place.thing, 0.75, "the institution named last before"))
        return None

    def office(self, phrase: SourcePhrase, span: Span) -> Naming | None:
        """``the foreign minister``: the person to whom the page gives that office."""
        if not phrase.definite or phrase.head not in TITLES:
            return None
        office = {word for word in phrase.words if word in OFFICE_WORDS} | {phrase.head}
        holders = {
            place.thing.name: place.thing
            for place in self.inventory.before(span.start)
            if place.thing.kind is ActorKind.PERSON and office <= place.thing.roles
        }
        if phrase.owner is not None:
            owner = phrase.owner.words[-1].casefold()
            state = self.gazetteer.demonym(phrase.owner.name)
            holders = {
                name: person
                for name, person in holders.items()
                if owner in person.roles
                or (state and any(self._is_of(word, state.actor.name) for word in person.roles))
            } or holders
        if len(holders) == 1:
            return _same(next(iter(holders.values())), 0.8, "the only person of that office before")
        near = self._nearest(list(holders.values()), span.start)
        if near is not None:
            return _same(near, 0.65, "the last person of that office in the paragraph")
        return undecided(sorted(holders), "several people of that office") if holders else None

    def _is_of(self, word: str, state: str) -> bool:
        known = self.gazetteer.demonym(word)
        return known is not None and known.actor.name == state

    def _unnamed(self, phrase: SourcePhrase, at: int) -> Naming:
        """A source that the page describes and does not name: one entity through the page."""
        if not phrase.words - SAYS_NOTHING or phrase.head in ANYBODY:
            return undecided([], "no word that could name anybody")
        if phrase.definite:
            earlier = self._earlier_unnamed(phrase, at)
            if earlier is not None:
                return Naming(earlier, ActorKind.ANONYMOUS, 0.8, "described before", page_only=True)
            if _points_back(phrase):
                return undecided([], "a description of somebody who is not certain")
        written = " ".join(phrase.text.split())[:_LONGEST_DESCRIPTION]
        self.anonymous.append((at, phrase, written))
        return Naming(written, ActorKind.ANONYMOUS, 0.9, "described, not named", page_only=True)

    def _earlier_unnamed(self, phrase: SourcePhrase, at: int) -> str | None:
        same = [held for held in self.anonymous if held[1].head == phrase.head and held[0] < at]
        if not same:
            return None
        shared = [(len(held[1].words & phrase.words), held) for held in same]
        most = max(count for count, _ in shared)
        best = [held for count, held in shared if count == most]
        names = {held[2] for held in best}
        if len(names) == 1 or best[-1][0] >= self.paragraph_start(at):
            return best[-1][2]
        return None

    # ------------------------------------------------------------ the text around

    def in_same_voice(self, places: Sequence[Place], at: int) -> list[Place]:
        """Those of ``places`` that stand in no quotation but those that also hold ``at``."""
        return [
            place
            for place in places
            if (quote := self._quotation_at(place.start)) is None or quote.start <= at < quote.end
        ]

    def _quotation_at(self, at: int) -> Span | None:
        place = bisect.bisect_right(self.quoted, at, key=lambda span: span.start)
        inside = place and self.quoted[place - 1].start <= at < self.quoted[place - 1].end
        return self.quoted[place - 1] if inside else None

    def paragraph_start(self, at: int) -> int:
        """Where the paragraph that holds ``at`` begins."""
        return max(
            0,
            at - _LONGEST_PARAGRAPH,
            self.text.rfind("\n", max(0, at - _LONGEST_PARAGRAPH), at) + 1,
        )


def _points_back(phrase: SourcePhrase) -> bool:
    """``The prince``: one person, described by nothing that only this page could know."""
    whole = phrase.kind is PhraseKind.DESCRIPTION and phrase.head_span.end == len(phrase.text)
    one = not phrase.head.endswith("s") and phrase.head not in ORGANISATION_WORDS
    return whole and one and phrase.owner is None


def _same(thing: NamedThing, score: float, reason: str) -> Naming:
    return _page_wise(Naming(thing.name, thing.kind, score, reason))


def _page_wise(naming: Naming) -> Naming:
    """A name made of general words only ("Foreign Ministry") means nothing outside its page."""
    words = (naming.form or "").casefold().split()
    page_only = naming.kind is ActorKind.ORGANISATION and all(word in GENERIC for word in words)
    return Naming(
        naming.form, naming.kind, naming.score, naming.reason, page_only, naming.candidates
    )


def _unexplained(run: NameRun) -> Naming:
    """A name that the page uses and does not explain."""
    kind = kind_words(run.words)
    if kind:
        return _page_wise(Naming(run.name, ActorKind(kind), 0.8, "by the words of its name"))
    if looks_personal(run.words):
        return Naming(run.name, ActorKind.PERSON, 0.9, "written like a person's full name")
    if run.titles:
        return Naming(run.name, ActorKind.PERSON, 0.75, "a surname behind a title")
    if run.words[-1].casefold() in MEDIA_WORDS:
        return Naming(run.name, ActorKind.OUTLET, 0.65, "written like an outlet's short name")
    return Naming(run.name, ActorKind.UNKNOWN, 0.7, "named, not explained on the page")
