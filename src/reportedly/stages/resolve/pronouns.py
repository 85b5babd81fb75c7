"""Who a pronoun in source position refers to. What the page leaves open stays undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, AttributionKind, ZoneKind
from reportedly.model.spans import Span, hull
from reportedly.stages.resolve.inventory import NamedThing, find_thing
from reportedly.stages.resolve.sightings import Naming, undecided
from reportedly.tables.attributions import Attribution

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

_FIRST_PERSON = frozenset("i me my we us our myself".split())
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her herself".split())
_RELATIVE = frozenset(("who", "which"))
_FEMALE = frozenset(
    "spokeswoman chairwoman congresswoman businesswoman policewoman mrs ms miss queen princess lady "
    "dame baroness actress mother daughter sister wife widow woman".split()
)
_MALE = frozenset(
    "spokesman chairman congressman businessman policeman mr king prince lord sir baron actor father "
    "son brother husband man".split()
)
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
    around = _direct_around(page, attribution)
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


def _direct_around(page: PageReader, attribution: Attribution) -> Attribution | None:
    """The innermost direct quotation that holds the attribution."""
    around = attribution
    while around.parent_attribution_id in page.attributions:
        around = page.attributions[around.parent_attribution_id]
        if around.kind is AttributionKind.DIRECT:
            return around
    return None


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
    for place in page.inventory.before(span.start):
        if not page.text[place.end : span.start].strip(" ,\u2014\u2013-"):
            return Naming(place.thing.name, place.thing.kind, 0.85, "the name right before it")
        break
    return undecided([], "a relative pronoun without a name right before it")


def _third_person(
    page: PageReader, attribution: Attribution, pronoun: str, span: Span
) -> Naming:
    parent = page.attributions.get(attribution.parent_attribution_id or "")
    if parent is not None and parent.kind is AttributionKind.DIRECT:
        return _inside_quotation(page, parent, pronoun, span)
    begin = page.paragraph_start(span.start)
    before = _speaker_before(page, attribution, begin, span.start)
    if before is not None and _fits(page, before, pronoun):
        return _as(before, min(before.score, 0.8), "the speaker just before, in the paragraph")
    people = _people(page, begin, span.start, pronoun)
    if len(people) == 1:
        return _person(people[0], 0.8, "the only person named before in the paragraph")
    if len(people) > 1:
        return _first_in_sentence(page, people, span.start)
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
) -> Naming | None:
    """The last source in ``begin:at`` that is outside others' quotations."""
    best: tuple[int, Naming] | None = None
    for other in reversed(page.read_so_far):
        if other.start < begin:
            break
        place = other.source[0].start
        inside = begin <= place < at and other.attribution_id != attribution.attribution_id
        if inside and _direct_around(page, other) is None and (best is None or place > best[0]):
            best = (place, page.spoken[other.attribution_id])
    return best[1] if best else None


def _fits(page: PageReader, naming: Naming, pronoun: str) -> bool:
    if naming.form is None or naming.kind in _COLLECTIVES:
        return False
    thing = find_thing(page.inventory, naming.form.split())
    words = thing.roles if thing else frozenset(naming.form.casefold().split())
    return _gender_allows(words, pronoun)


def _gender_allows(words: frozenset[str], pronoun: str) -> bool:
    return not words & (_FEMALE if pronoun in _HE else _MALE)


def _people(page: PageReader, begin: int, end: int, pronoun: str) -> list[NamedThing]:
    """The people named in ``begin:end``, each once, in order of first mention."""
    things = [place.thing for place in page.inventory.between(begin, end)]
    people = [thing for thing in things if thing.kind is ActorKind.PERSON]
    return [
        thing for thing in dict.fromkeys(people) if _gender_allows(thing.roles, pronoun)
    ]


def _first_in_sentence(page: PageReader, people: list[NamedThing], at: int) -> Naming:
    """Of several people, the one with whom the pronoun's or the last sentence begins."""
    stop = max(page.text.rfind(mark, 0, at) for mark in (". ", "! ", "? ", ".\u201d ", '." ', "\n"))
    start = max(page.text.rfind(mark, 0, max(0, stop)) for mark in (". ", "! ", "? ", "\n")) + 1
    inside = [
        place
        for place in page.inventory.between(start, at)
        if place.thing.kind is ActorKind.PERSON and place.start - start < 40  # noqa: PLR2004
    ]
    if inside and inside[0].thing in people:
        return _person(inside[0].thing, 0.6, "the person with whom the sentence before begins")
    return undecided([person.name for person in people], "several people named before")


def _from_paragraph_before(
    page: PageReader, attribution: Attribution, pronoun: str, begin: int
) -> Naming:
    end = len(page.text[:begin].rstrip())
    start = page.paragraph_start(end)
    if end <= 0 or not _same_text(page, attribution, start):
        return undecided([], "nobody is named before in the paragraph")
    before = _speaker_before(page, attribution, start, end)
    if before is not None and _fits(page, before, pronoun):
        return _as(before, min(before.score, 0.65), "the speaker of the paragraph before")
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
    before = _speaker_before(page, attribution, page.paragraph_start(span.start), span.start)
    if before is None or before.form is None:
        return undecided([], f"the pronoun {pronoun!r} without a speaker before it")
    plural = before.kind is ActorKind.ANONYMOUS and before.form.split()[-1].endswith(("s", "people"))
    if (before.kind in _COLLECTIVES and pronoun == "it") or (plural and pronoun == "they"):
        return _as(before, min(before.score, 0.65), "the speaker just before, in the paragraph")
    return undecided([before.form], f"the pronoun {pronoun!r} after another kind of speaker")


def _as(naming: Naming, score: float, reason: str) -> Naming:
    return Naming(naming.form, naming.kind, score, reason, naming.page_only)


def _person(thing: NamedThing, score: float, reason: str) -> Naming:
    return Naming(thing.name, thing.kind, score, reason)
