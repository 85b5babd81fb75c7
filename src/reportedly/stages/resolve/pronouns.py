"""Who a pronoun in source position refers to. What the page leaves open stays undecided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, AttributionKind, ZoneKind
from reportedly.model.spans import Span, hull
from reportedly.stages.resolve.inventory import NamedThing, Place, find_thing
from reportedly.stages.resolve.phrases import parse_source
from reportedly.stages.resolve.sightings import Naming, undecided
from reportedly.tables.attributions import Attribution
from reportedly.text.names import ORGANISATION_WORDS, TITLES, looks_personal, name_runs
from reportedly.text.sentences import sentence_spans

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

_FIRST_PERSON = frozenset("i me my we us our myself".split())
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her herself".split())
_RELATIVE = frozenset(("who", "which"))
_DIRECT = frozenset({AttributionKind.DIRECT})
_QUOTING = frozenset({AttributionKind.DIRECT, AttributionKind.MIXED})
# How many attributions back a quotation may begin.
_LOOK_BACK = 40
_NEAR = 80
_OWNED = re.compile(r"['\u2019]s? [a-z-]+ ?[,\u2014\u2013-]+ ?")
_OFFICE = re.compile(r"(?:The|Her|His|Its|Their) (?P<words>[a-z-]+(?: [a-z-]+)?)\b")
# A name behind no more words than these is what its sentence is about.
_MOST_BEFORE_OPENING = 4
_SUBJECTS = frozenset("he she they it we i you who".split())
_COLLECTIVES = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OUTLET})


def antecedent(page: PageReader, attribution: Attribution, pronoun: str, span: Span) -> Naming:
    """The actor that a pronoun stands for.

    First person: the speaker of the quotation around it, the commenter, the author. Relative: the
    name right before it. Third person: the speaker just before in the paragraph, or the only person
    whom the paragraph (or the one before) names.
    """
    if pronoun in _FIRST_PERSON:
        return _first_person(page, attribution, pronoun)
    if pronoun in _RELATIVE:
        return _relative(page, span)
    if pronoun in _HE | _SHE:
        return _third_person(page, attribution, pronoun, span)
    if pronoun in {"it", "they"}:
        return _collective(page, attribution, span, pronoun)
    return undecided([], f"the pronoun {pronoun!r}")


def _first_person(page: PageReader, attribution: Attribution, pronoun: str) -> Naming:
    plural = pronoun in {"we", "us", "our"}
    around = _quotation_around(page, attribution, _QUOTING)
    if around is not None:
        spoken = page.spoken.get(around.attribution_id)
        if spoken is None or spoken.form is None:
            return undecided([], "the speaker of the quotation around it is undecided")
        score = 0.65 if plural else 0.9
        return _as(spoken, min(spoken.score, score), "first person inside that speaker's quotation")
    writers = _writers(page, attribution.zone_id)
    if len(writers) == 1:
        thing = writers[0]
        score, reason = (0.65 if plural else 0.85), "first person in that author's own text"
        return Naming(thing.name, thing.kind, score, reason, page_only=_is_commenter(page, attribution))
    return undecided([writer.name for writer in writers], "first person, but no single author")


def _quotation_around(
    page: PageReader, attribution: Attribution, kinds: frozenset[AttributionKind]
) -> Attribution | None:
    """The innermost content of these kinds, read before, that holds the attribution's source."""
    place = attribution.source[0]
    best: tuple[int, Attribution] | None = None
    for other in reversed(page.read_so_far[-_LOOK_BACK:]):
        for span in other.content:
            held = span.contains(place) and other.kind in kinds
            if held and other is not attribution and (best is None or len(span) < best[0]):
                best = (len(span), other)
    return best[1] if best else None


def _writers(page: PageReader, zone_id: str | None) -> tuple[NamedThing, ...]:
    """Who wrote the text of a zone: its commenter, the embedded document's or the page's authors."""
    zone = page.zones.get(zone_id) if zone_id else None
    while zone is not None:
        if zone.zone_id in page.authors:
            return page.authors[zone.zone_id]
        if zone.kind is ZoneKind.COMMENT:
            return ()
        if zone.kind in {ZoneKind.BLOCK_QUOTE, ZoneKind.QUOTED_DOCUMENT}:
            return ()
        zone = page.zones.get(zone.parent_zone_id) if zone.parent_zone_id else None
    return page.authors.get(None, ())


def _is_commenter(page: PageReader, attribution: Attribution) -> bool:
    zone = page.zones.get(attribution.zone_id) if attribution.zone_id else None
    return zone is not None and zone.kind is ZoneKind.COMMENT


def _relative(page: PageReader, span: Span) -> Naming:
    """The name right before *who*, or its owner where one noun stands between."""
    near = Span(max(page.paragraph_start(span.start), span.start - _NEAR), span.start)
    for run in reversed(list(name_runs(page.text, near))):
        gap = page.text[run.span.end : span.start]
        if not gap.strip(" ,\u2014\u2013-"):
            named = page.named(run, run.span.start)
            return _as(named, min(named.score, 0.85), "the name right before it")
        if run.possessive and _OWNED.fullmatch(gap):
            named = page.named(run, run.span.start)
            return _as(named, min(named.score, 0.65), "the owner of the noun right before it")
        break
    return undecided([], "a relative pronoun without a name right before it")


def _third_person(
    page: PageReader, attribution: Attribution, pronoun: str, span: Span
) -> Naming:
    parent = page.attributions.get(attribution.parent_attribution_id or "")
    if parent is not None and parent.kind is AttributionKind.DIRECT:
        return _inside_quotation(page, parent, pronoun, span)
    begin = page.paragraph_start(span.start)
    office = _opening_office(page, begin, span.start)
    if office is not None:
        return office
    before = _speaker_before(page, attribution, begin, span.start)
    opening = _opening_name(page, begin, span.start)
    if opening is not None and (before is None or before[0] < opening.start):
        if not opening.thing.may_be(pronoun):
            return undecided([], "the sentence before is about somebody else")
        if opening.thing.kind is ActorKind.UNKNOWN:
            return undecided([], "the sentence before begins with an undecided name")
        return _opening_person(page, opening, span.start, pronoun)
    if before is not None and before[1].form is None:
        return undecided([], "the speaker just before is undecided")
    if before is not None and _fits(page, before[1], pronoun):
        score = min(before[1].score, 0.8)
        return _as(before[1], score, "the speaker just before, in the paragraph")
    people = _people(page, begin, span.start, pronoun)
    if len(people) == 1:
        return _person(people[0], 0.8, "the only person named before in the paragraph")
    if len(people) > 1:
        return undecided([person.name for person in people], "several people named before")
    return _from_paragraph_before(page, attribution, pronoun, begin)


def _inside_quotation(
    page: PageReader, parent: Attribution, pronoun: str, span: Span
) -> Naming:
    """A third person inside somebody's quotation is not that speaker."""
    speaker = page.spoken.get(parent.attribution_id)
    begin = hull(parent.content).start
    people = [
        person
        for person in _people(page, begin, span.start, pronoun)
        if speaker is None or person.name != speaker.form
    ]
    if len(people) == 1:
        return _person(people[0], 0.7, "the only other person named in the quotation")
    return undecided([person.name for person in people], "a third person inside a quotation")


def _speaker_before(
    page: PageReader, attribution: Attribution, begin: int, at: int
) -> tuple[int, Naming] | None:
    """The last source in ``begin:at`` outside others' quotations; an author's *I* and a relative
    clause's *who* are passed over."""
    best: tuple[int, Naming] | None = None
    for other in reversed(page.read_so_far):
        if other.start < begin:
            break
        source = other.source[0]
        inside = begin <= source.start < at and other.attribution_id != attribution.attribution_id
        if not inside or source.of(page.text).casefold() in _FIRST_PERSON | _RELATIVE:
            continue
        if _quotation_around(page, other, _DIRECT) is None and (best is None or source.start > best[0]):
            best = (source.start, page.spoken[other.attribution_id])
    return best


def _fits(page: PageReader, naming: Naming, pronoun: str) -> bool:
    if naming.form is None or naming.kind in _COLLECTIVES:
        return False
    if naming.kind is ActorKind.ANONYMOUS and not _is_one_person(naming.form):
        return False
    words = tuple(naming.form.split())
    if naming.kind is ActorKind.UNKNOWN and len(words) > 1 and not looks_personal(words):
        return False
    thing = find_thing(page.inventory, words) or NamedThing(naming.form, naming.kind, words)
    return thing.may_be(pronoun)


def _is_one_person(description: str) -> bool:
    """Whether a description is of one person: an official, not officials or a committee."""
    phrase = parse_source(description)
    return phrase.head not in ORGANISATION_WORDS and not phrase.head.endswith("s")


def _people(page: PageReader, begin: int, end: int, pronoun: str) -> list[NamedThing]:
    """The people named in ``begin:end``, each once, in order of first mention."""
    places = page.in_same_voice(page.inventory.between(begin, end), end)
    people = [place.thing for place in places if place.thing.kind is ActorKind.PERSON]
    return [thing for thing in dict.fromkeys(people) if thing.may_be(pronoun)]


def _sentence_before(page: PageReader, begin: int, at: int) -> list[Span]:
    """The sentence before the one that holds ``at``, if the paragraph has one."""
    return sentence_spans(page.text, Span(begin, at + 1))[-2:-1]


def _opening_name(page: PageReader, begin: int, at: int) -> Place | None:
    """The person, or the undecided name, with whom the sentence before the pronoun's begins."""
    for sentence in _sentence_before(page, begin, at):
        places = page.inventory.between(sentence.start, sentence.end)
        for place in page.in_same_voice(places, at):
            person = place.thing.kind in {ActorKind.PERSON, ActorKind.UNKNOWN}
            if person and not place.possessive and _opens(page.text, sentence, place):
                return place
    return None


def _opens(text: str, sentence: Span, place: Place) -> bool:
    """Whether a sentence begins with a name: at most a title or an adverb stands before it."""
    before = text[sentence.start : place.start].casefold().split()
    return len(before) <= _MOST_BEFORE_OPENING and not _SUBJECTS & set(before)


def _opening_person(
    page: PageReader, opening: Place, at: int, pronoun: str
) -> Naming:
    """The person with whom the sentence before begins, if it is about nobody else."""
    others = [one for one in _people(page, opening.start, at, pronoun) if one != opening.thing]
    if others:
        names = [opening.thing.name, *(one.name for one in others)]
        return undecided(names, "several people in the sentence before")
    return _person(opening.thing, 0.75, "the person with whom the sentence before begins")


def _opening_office(page: PageReader, begin: int, at: int) -> Naming | None:
    """The office ("Her foreign minister …") with which the sentence before the pronoun's begins."""
    for sentence in _sentence_before(page, begin, at):
        opening = _OFFICE.match(page.text, sentence.start, sentence.end)
        if opening is None:
            return None
        last = opening["words"].split()[-1]
        if last not in TITLES:
            return None
        span = Span(*opening.span())
        named = page.office(parse_source(span.of(page.text)), span)
        if named is not None and named.form is not None:
            return _as(named, min(named.score, 0.7), "the office with which the sentence before begins")
    return None


def _from_paragraph_before(
    page: PageReader, attribution: Attribution, pronoun: str, begin: int
) -> Naming:
    end = len(page.text[:begin].rstrip())
    start = page.paragraph_start(end)
    if end <= 0 or not _same_text(page, attribution, start):
        return undecided([], "nobody is named before in the paragraph")
    before = _speaker_before(page, attribution, start, end)
    if before is not None and _fits(page, before[1], pronoun):
        score = min(before[1].score, 0.65)
        return _as(before[1], score, "the speaker of the paragraph before")
    people = _people(page, start, end, pronoun)
    if len(people) == 1:
        return _person(people[0], 0.65, "the only person named in the paragraph before")
    return undecided([person.name for person in people], "nobody certain in the paragraph before")


def _same_text(page: PageReader, attribution: Attribution, at: int) -> bool:
    """Whether ``at`` lies in the same zone as the attribution: a comment does not continue another."""
    zone = page.zones.get(attribution.zone_id or "")
    return zone is None or zone.start <= at < zone.end


def _collective(
    page: PageReader, attribution: Attribution, span: Span, pronoun: str
) -> Naming:
    begin = page.paragraph_start(span.start)
    found = _speaker_before(page, attribution, begin, span.start)
    if found is None or found[1].form is None:
        return undecided([], f"the pronoun {pronoun!r} without a speaker before it")
    before = found[1]
    plural = before.kind is ActorKind.ANONYMOUS and not _is_one_person(before.form or "")
    if (before.kind in _COLLECTIVES and pronoun == "it") or (plural and pronoun == "they"):
        return _as(before, min(before.score, 0.65), "the speaker just before, in the paragraph")
    return undecided([before.form or ""], f"the pronoun {pronoun!r} after another kind of speaker")


def _as(naming: Naming, score: float, reason: str) -> Naming:
    return Naming(naming.form, naming.kind, score, reason, naming.page_only)


def _person(thing: NamedThing, score: float, reason: str) -> Naming:
    return Naming(thing.name, thing.kind, score, reason)
