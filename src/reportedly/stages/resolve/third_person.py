"""Who *he* or *she* is: the nearest of those whom the page is about, if it leaves no doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, AttributionKind
from reportedly.model.spans import Span, hull
from reportedly.stages.resolve.described import office
from reportedly.stages.resolve.discourse import (
    Pronoun,
    Spoken,
    known_as,
    opening_name,
    paragraph_before,
    people,
    person,
    sentence_before,
    sentence_so_far,
    speaker_before,
)
from reportedly.stages.resolve.inventory import NamedThing
from reportedly.stages.resolve.phrases import parse_source
from reportedly.stages.resolve.sightings import Naming, undecided
from reportedly.stages.resolve.vocabulary import FEMALE, MALE, NO_PEOPLE
from reportedly.text.name_words import is_person_noun
from reportedly.text.names import looks_personal

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

COLLECTIVES = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OUTLET})
_DESCRIBED = re.compile(
    r"(?P<whole>(?:The|An?|One|Another|My|Her|His|Its|Their) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+))\b"
    r"(?= (?:with|of|from|in|at|who|[a-z]+(?:ed|s|t|e|me|w|id)\b))"
)
_UNKNOWN = ActorKind.UNKNOWN
_PARAGRAPHS_BACK = 3
_OPENING_MARKS = frozenset("\"\u201c\u201e\u00ab'\u2018")


def third_person(page: PageReader, pronoun: Pronoun) -> Naming:
    """Look at what the sentence before begins with, then who spoke last, then who is named."""
    parent = page.attributions.get(pronoun.attribution.parent_attribution_id or "")
    if parent is not None and parent.kind is AttributionKind.DIRECT:
        begin = hull(parent.content).start
        return _inside_quotation(page, page.first_speaker(parent.attribution_id), begin, pronoun)
    before = speaker_before(page, pronoun, pronoun.begin, pronoun.span.start)
    return (
        _opening_office(page, pronoun)
        or _opening_name(page, pronoun, before)
        or _last_speaker(page, pronoun, before)
        or _only_person(page, pronoun)
        or _from_paragraphs_before(page, pronoun)
        or _only_fitting(page, pronoun)
    )


def _inside_quotation(
    page: PageReader, speaker: Naming | None, begin: int, pronoun: Pronoun
) -> Naming:
    """A third person inside somebody's quotation is not that speaker."""
    named = people(page, begin, pronoun.span.start, pronoun.word)
    others = [one for one in named if speaker is None or one.name != speaker.form]
    if len(others) == 1:
        return person(others[0], 0.7, "the only other person named in the quotation")
    return undecided([one.name for one in others], "a third person inside a quotation")


def _opening_office(page: PageReader, pronoun: Pronoun) -> Naming | None:
    """The pronoun's sentence, or the one before, begins with an office: "Her envoy …"."""
    at = pronoun.span.start
    for sentence in (
        sentence_so_far(page, pronoun.begin, at),
        sentence_before(page, pronoun.begin, at),
    ):
        opening = sentence and _DESCRIBED.match(page.text, sentence.start, sentence.end)
        if sentence and opening and _may_be_person(opening["noun"]):
            return _of_opening(page, pronoun, sentence, Span(*opening.span("whole")))
    return None


def _of_opening(
    page: PageReader, pronoun: Pronoun, sentence: Span, described: Span
) -> Naming | None:
    found = office(page, parse_source(described.of(page.text)), described)
    if found is not None and found.form is not None:
        return known_as(found, 0.7, "the office with which the sentence, or the one before, begins")
    before = speaker_before(page, pronoun, sentence.start, pronoun.span.start)
    if before is not None or people(page, described.end, pronoun.span.start, pronoun.word):
        return None
    return undecided([], "the sentence, or the one before, begins with somebody it does not name")


def _may_be_person(noun: str) -> bool:
    """Whether a noun is a person's, or by its ending may be: "the radio talker"."""
    return _is_person(noun) or (noun.endswith(("er", "or", "ee")) and noun not in NO_PEOPLE)


def _is_person(noun: str) -> bool:
    return is_person_noun(noun) or noun in FEMALE or noun in MALE


def _opening_name(page: PageReader, pronoun: Pronoun, before: Spoken | None) -> Naming | None:
    """The sentence before begins with a name, and nobody has spoken since."""
    sentence = sentence_before(page, pronoun.begin, pronoun.span.start)
    opening = opening_name(page, sentence, pronoun.span.start) if sentence else None
    if opening is None or _is_somebody_since(before, opening.start):
        return None
    if opening.thing.kind is ActorKind.UNKNOWN or not opening.thing.may_be(pronoun.word):
        return undecided([], "the sentence before begins with somebody else, or nobody certain")
    named = people(page, opening.start, pronoun.span.start, pronoun.word)
    if any(one != opening.thing for one in named):
        return undecided([one.name for one in named], "several people in the sentence before")
    return person(opening.thing, 0.75, "the person with whom the sentence before begins")


def _is_somebody_since(before: Spoken | None, at: int) -> bool:
    """Whether somebody has spoken since; a name that the page does not explain is nobody."""
    return before is not None and before.start >= at and before.naming.kind is not _UNKNOWN


def _last_speaker(page: PageReader, pronoun: Pronoun, before: Spoken | None) -> Naming | None:
    if before is None:
        return None
    if before.naming.form is None and not _is_described(page, before):
        return undecided([], "the speaker just before is undecided")
    if not _fits(page, before.naming, pronoun.word):
        return None
    return known_as(before.naming, 0.8, "the speaker just before, in the paragraph")


def _is_described(page: PageReader, before: Spoken) -> bool:
    """Whether it is nobody's name that is left open there: "the former first lady"."""
    return page.text[before.start : before.start + 4].casefold() == "the "


def _fits(page: PageReader, naming: Naming, word: str) -> bool:
    if naming.form is None or naming.kind in COLLECTIVES:
        return False
    words = tuple(naming.form.split())
    if naming.kind is ActorKind.ANONYMOUS and not describes_one(naming.form):
        return False
    if naming.kind is ActorKind.UNKNOWN and len(words) > 1 and not looks_personal(words):
        return False
    thing = page.inventory.find(words) or NamedThing(naming.form, naming.kind, words)
    return thing.may_be(word)


def describes_one(description: str) -> bool:
    """Whether a description is of one person: an official, not officials or a committee."""
    return _is_person(parse_source(description).head)


def _only_person(page: PageReader, pronoun: Pronoun) -> Naming | None:
    named = people(page, pronoun.begin, pronoun.span.start, pronoun.word)
    if len(named) > 1:
        return undecided([one.name for one in named], "several people named before")
    if not named:
        return None
    return person(named[0], 0.8, "the only person named before in the paragraph")


def _from_paragraphs_before(page: PageReader, pronoun: Pronoun) -> Naming | None:
    """The speaker of the paragraph before, past those that hold nothing but a quotation."""
    begin = pronoun.begin
    for _ in range(_PARAGRAPHS_BACK):
        paragraph = paragraph_before(page, begin, pronoun.attribution.zone_id)
        if paragraph is None:
            return None
        before = speaker_before(page, pronoun, paragraph.start, paragraph.end)
        if before is not None and _fits(page, before.naming, pronoun.word):
            return known_as(before.naming, 0.65, "the speaker of the paragraph before")
        named = people(page, paragraph.start, paragraph.end, pronoun.word)
        if len(named) == 1:
            return person(named[0], 0.65, "the only person named in the paragraph before")
        if named or before is not None or page.text[paragraph.start] not in _OPENING_MARKS:
            return None
        begin = paragraph.start
    return None


def _only_fitting(page: PageReader, pronoun: Pronoun) -> Naming:
    """The only person of the page who may be meant, and is known to be a woman, or a man."""
    at = pronoun.span.start
    fitting = [
        one
        for one in page.inventory.people()
        if one.may_be(pronoun.word) and page.inventory.named_before(one.name, at)
    ]
    if len(fitting) == 1 and fitting[0].gender:
        return person(fitting[0], 0.65, "the only person of the page whom the pronoun fits")
    return undecided([], "nobody certain before the pronoun")
