"""What stands around a pronoun: who spoke before it, who is named, whose words it is among."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.inventory import NamedThing, Place
from reportedly.stages.resolve.sightings import Naming
from reportedly.tables.attributions import Attribution
from reportedly.text.sentences import sentence_spans

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

FIRST_PERSON = frozenset("i me my we us our myself".split())
RELATIVE = frozenset(("who", "which", "that"))
DIRECT = frozenset({AttributionKind.DIRECT})
QUOTING = frozenset({AttributionKind.DIRECT, AttributionKind.MIXED})
# How many attributions back a quotation may begin.
_LOOK_BACK = 40
# White space between two paragraphs is shorter than this.
_LONGEST_GAP = 200
# A name behind no more words than these is what its sentence is about.
_MOST_BEFORE_OPENING = 4
_SUBJECTS = frozenset("he she they it we i you who".split())
# Two sentences are shorter than this together.
_LONGEST_PAIR = 1_500


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in source position; ``word`` case-folded, ``begin`` where its paragraph begins."""

    attribution: Attribution
    word: str
    span: Span
    begin: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A source that was read before: its place, and who it is."""

    start: int
    naming: Naming


def sources_between(page: PageReader, begin: int, end: int) -> Iterator[Attribution]:
    """Attributions read before whose source begins in ``begin:end``, the last source first."""
    held = []
    for other in reversed(page.read_so_far):
        if other.start < begin:
            break
        if other.source and begin <= other.source[0].start < end:
            held.append(other)
    yield from sorted(held, key=lambda other: -other.source[0].start)


def speaker_before(page: PageReader, pronoun: Pronoun, begin: int, end: int) -> Spoken | None:
    """The last source in ``begin:end`` outside others' quotations.

    An author's *I* and a relative clause's *who* are passed over.
    """
    for other in sources_between(page, begin, end):
        source = other.source[0]
        passed = source.of(page.text).casefold() in FIRST_PERSON | RELATIVE
        if passed or other is pronoun.attribution:
            continue
        if quotation_around(page, other, DIRECT) is None:
            return Spoken(source.start, page.spoken[other.attribution_id][0])
    return None


def speakers_before(page: PageReader, pronoun: Pronoun) -> tuple[Naming, ...]:
    """The actors of the last source in the paragraph, or the one before, if it names several."""
    before = paragraph_before(page, pronoun.begin, pronoun.attribution.zone_id)
    for begin in (pronoun.begin, before.start if before else pronoun.begin):
        for other in sources_between(page, begin, pronoun.span.start):
            spoken = page.spoken[other.attribution_id]
            if len(spoken) > 1:
                return tuple(known_as(one, 0.65, "the speakers just before") for one in spoken)
            if quotation_around(page, other, DIRECT) is None:
                return ()
    return ()


def paragraph_before(page: PageReader, begin: int, zone_id: str | None) -> Span | None:
    """The paragraph before the one that starts at ``begin``, if it is part of the same zone."""
    gap = page.text[max(0, begin - _LONGEST_GAP) : begin]
    end = begin - len(gap) + len(gap.rstrip())
    start = page.paragraph_start(end)
    zone = page.zones.get(zone_id or "")
    same = zone is None or zone.start <= start < zone.end
    return Span(start, end) if end > 0 and same else None


def quotation_around(
    page: PageReader, attribution: Attribution, kinds: frozenset[AttributionKind]
) -> Attribution | None:
    """The innermost content of these kinds, read before, that holds the attribution's source."""
    place = attribution.source[0] if attribution.source else attribution.content[0]
    best: tuple[int, Attribution] | None = None
    for other in reversed(page.read_so_far[-_LOOK_BACK:]):
        for span in other.content:
            held = span.contains(place) and other.kind in kinds
            if held and other is not attribution and (best is None or len(span) < best[0]):
                best = (len(span), other)
    return best[1] if best else None


def people(page: PageReader, begin: int, end: int, word: str) -> list[NamedThing]:
    """The people in ``begin:end`` whom the pronoun fits, each once, in order of first mention."""
    places = page.in_same_voice(page.inventory.between(begin, end), end)
    named = [place.thing for place in places if place.thing.kind is ActorKind.PERSON]
    return [thing for thing in dict.fromkeys(named) if thing.may_be(word)]


def sentence_before(page: PageReader, begin: int, at: int) -> Span | None:
    """The sentence before the one that holds ``at``, if one begins at ``begin`` or later."""
    sentences = _sentences(page, begin, at)
    return sentences[-2] if len(sentences) > 1 else None


def sentence_so_far(page: PageReader, begin: int, at: int) -> Span:
    """The sentence that holds ``at``, up to there."""
    return Span(_sentences(page, begin, at)[-1].start, at)


def _sentences(page: PageReader, begin: int, at: int) -> list[Span]:
    return sentence_spans(page.text, Span(max(begin, at - _LONGEST_PAIR), at + 1))


def opening_name(page: PageReader, sentence: Span, at: int) -> Place | None:
    """The name with which a sentence begins, in the voice in which ``at`` stands.

    At most a title or an adverb stands before it.
    """
    places = page.inventory.between(sentence.start, sentence.end)
    for place in page.in_same_voice(places, at):
        somebody = place.thing.kind in {ActorKind.PERSON, ActorKind.UNKNOWN}
        before = page.text[sentence.start : place.start].casefold().split()
        opens = len(before) <= _MOST_BEFORE_OPENING and _SUBJECTS.isdisjoint(before)
        if somebody and opens and not place.possessive:
            return place
    return None


def known_as(naming: Naming, score: float, reason: str) -> Naming:
    """The same actor, no surer than ``score``, for another reason."""
    return replace(naming, score=min(naming.score, score), reason=reason, candidates=())


def person(thing: NamedThing, score: float, reason: str) -> Naming:
    """Somebody whom the page names in full."""
    return Naming(thing.name, thing.kind, score, reason)
