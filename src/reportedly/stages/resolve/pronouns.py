"""Who a pronoun in source position refers to. What the page leaves open stays undecided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.discourse import (
    FIRST_PERSON,
    QUOTING,
    RELATIVE,
    Pronoun,
    known_as,
    quotation_around,
    speaker_before,
    speakers_before,
)
from reportedly.stages.resolve.inventory import NamedThing
from reportedly.stages.resolve.named import named
from reportedly.stages.resolve.sightings import Naming, undecided
from reportedly.stages.resolve.third_person import COLLECTIVES, describes_one, third_person
from reportedly.tables.attributions import Attribution
from reportedly.text.names import NameRun, name_runs

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

_HE_OR_SHE = frozenset("he him his himself she her herself".split())
_IT_OR_THEY = frozenset(("it", "they"))
_THEY = frozenset(("they", "them", "their"))
_PLURAL = frozenset(("we", "us", "our"))
_NEAR = 160
_LONGEST_PLACING = 6
_PLACING = re.compile(r"\b(?:of|in|from|near|at)\s\Z")
# "Would have us believe": who is made to think it does not say it.
_OBJECTS = frozenset("me us him her them".split())
_LONGEST_MAKING = 8
_MADE_TO = re.compile(r"\b(?:have|has|had|having|makes?|made|lets?)\s\Z", re.IGNORECASE)
_APPOSED = re.compile(
    r"(?: of [A-Z][\w-]+(?: [A-Z][\w-]+)?)?"
    r"(?:, (?:an?|the|his|her|its|their|former|one|now|then) [^.;:\n]{3,110}?| \([^()]{1,30}\))?,? "
)
_OWNED = re.compile(r"['\u2019]s? [a-z-]+ ?[,\u2014\u2013-]+ ?")


def antecedent(page: PageReader, attribution: Attribution, word: str, span: Span) -> Naming:
    """The actor that a pronoun stands for.

    First person: the speaker of the quotation around it, the commenter, the author. Relative: the
    name right before it. Third person: the speaker just before in the paragraph, or the only person
    whom the paragraph (or the one before) names.
    """
    pronoun = Pronoun(attribution, word, span, page.paragraph_start(span.start))
    if word in _OBJECTS and _MADE_TO.search(
        page.text, max(0, span.start - _LONGEST_MAKING), span.start
    ):
        return undecided([], f"{word!r} is whom somebody else would have say it")
    if word in FIRST_PERSON:
        return _first_person(page, pronoun)
    if word in RELATIVE:
        return _relative(page, pronoun)
    if word in _HE_OR_SHE:
        return third_person(page, pronoun)
    if word in _IT_OR_THEY:
        return _collective(page, pronoun)
    return undecided([], f"the pronoun {word!r}")


def plural_antecedents(
    page: PageReader, attribution: Attribution, word: str, span: Span
) -> tuple[Naming, ...]:
    """The actors for whom *they* stands where the source just before names several."""
    if word not in _THEY:
        return ()
    pronoun = Pronoun(attribution, word, span, page.paragraph_start(span.start))
    return speakers_before(page, pronoun)


def _first_person(page: PageReader, pronoun: Pronoun) -> Naming:
    plural = pronoun.word in _PLURAL
    around = quotation_around(page, pronoun.attribution, QUOTING)
    if around is not None:
        spoken = page.first_speaker(around.attribution_id)
        if spoken is None or spoken.form is None:
            return undecided([], "the speaker of the quotation around it is undecided")
        score = 0.65 if plural else 0.9
        return known_as(spoken, score, "first person inside that speaker's quotation")
    writers = _writers(page, pronoun.attribution.zone_id)
    if len(writers) != 1:
        return undecided([one.name for one in writers], "first person, but no single author")
    writer, score = writers[0], 0.65 if plural else 0.85
    reason = "first person in that author's own text"
    return Naming(writer.name, writer.kind, score, reason, page_only=_in_comment(page, pronoun))


def _writers(page: PageReader, zone_id: str | None) -> tuple[NamedThing, ...]:
    """Who wrote the text of a zone: a commenter, the embedded document's or the page's authors."""
    zone = page.zones.get(zone_id or "")
    while zone is not None:
        if zone.zone_id in page.authors:
            return page.authors[zone.zone_id]
        if zone.kind in {ZoneKind.COMMENT, ZoneKind.BLOCK_QUOTE, ZoneKind.QUOTED_DOCUMENT}:
            return ()
        zone = page.zones.get(zone.parent_zone_id or "")
    return page.authors.get(None, ())


def _in_comment(page: PageReader, pronoun: Pronoun) -> bool:
    zone = page.zones.get(pronoun.attribution.zone_id or "")
    return zone is not None and zone.kind is ZoneKind.COMMENT


def _relative(page: PageReader, pronoun: Pronoun) -> Naming:
    """The name right before *who*, past its apposition; or its owner where one noun stands between.

    *Who* passes over what is no person ("Lee of Oz, who").
    """
    at = pronoun.span.start
    for run in reversed(list(name_runs(page.text, Span(max(pronoun.begin, at - _NEAR), at)))):
        gap = page.text[run.span.end : at]
        found = named(page, run, run.span.start)
        if pronoun.word == "who" and _is_no_person(page, run, found):
            continue
        if not gap.strip(" ,\u2014\u2013-"):
            return known_as(found, 0.85, "the name right before it")
        if _APPOSED.fullmatch(gap):
            return known_as(found, 0.75, "the name before the apposition right before it")
        if run.possessive and _OWNED.fullmatch(gap):
            return known_as(found, 0.65, "the owner of the noun right before it")
        break
    return undecided([], "a relative pronoun without a name right before it")


def _is_no_person(page: PageReader, run: NameRun, found: Naming) -> bool:
    """An institution or a state; an unknown name behind *of* or *in* is a place."""
    placed = _PLACING.search(page.text, max(0, run.begin - _LONGEST_PLACING), run.begin)
    unknown = found.kind is ActorKind.UNKNOWN and placed is not None
    return found.kind in COLLECTIVES or unknown


def _collective(page: PageReader, pronoun: Pronoun) -> Naming:
    found = speaker_before(page, pronoun, pronoun.begin, pronoun.span.start)
    if found is None or found.naming.form is None:
        return undecided([], f"the pronoun {pronoun.word!r} without a speaker before it")
    before, form = found.naming, found.naming.form
    several = before.kind is ActorKind.ANONYMOUS and not describes_one(form)
    if before.kind in COLLECTIVES if pronoun.word == "it" else several:
        return known_as(before, 0.65, "the speaker just before, in the paragraph")
    return undecided([form], f"the pronoun {pronoun.word!r} after another kind of speaker")
