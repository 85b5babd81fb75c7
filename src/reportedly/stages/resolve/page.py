"""One page's reading of its sources, in the order of the text."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.described import described
from reportedly.stages.resolve.gazetteer import Gazetteer
from reportedly.stages.resolve.inventory import Inventory, NamedThing, Place
from reportedly.stages.resolve.named import named
from reportedly.stages.resolve.phrases import PhraseKind, SourcePhrase, parse_source
from reportedly.stages.resolve.pronouns import antecedent, plural_antecedents
from reportedly.stages.resolve.sightings import Naming, same_as
from reportedly.stages.resolve.unsaid import speaker_outside
from reportedly.stages.resolve.vocabulary import COMMON_OPENINGS
from reportedly.tables.attributions import Attribution
from reportedly.tables.zones import Zone
from reportedly.text.name_words import TITLES, is_person_noun
from reportedly.text.names import name_runs

_LONGEST_PARAGRAPH = 20_000
_LOOK_BACK = 12
_COMPLEMENT = re.compile(r"\s(?:of|for|with|in|to|from|at|close|who)\b")
_IN_BRACKETS = re.compile(r"\(([A-Z][\w&]{1,9})\)")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class PageReader:
    """Reads the mentions of one page in the order of the text.

    ``commenters`` are found by their name's key, and by its first word and a space where only one
    of them is called so. ``spoken`` holds who the source of each attribution read so far is: one
    naming for each actor.
    """

    text: str
    inventory: Inventory
    gazetteer: Gazetteer
    zones: dict[str, Zone]
    authors: dict[str | None, tuple[NamedThing, ...]]
    attributions: dict[str, Attribution]
    quoted: Sequence[Span]
    commenters: Mapping[str, Naming]
    spoken: dict[str, tuple[Naming, ...]] = field(default_factory=dict)
    read_so_far: list[Attribution] = field(default_factory=list)
    anonymous: list[tuple[int, SourcePhrase, str]] = field(default_factory=list)
    institutions: dict[str, Naming] = field(default_factory=dict)
    zone_id: str | None = None

    def read(self, attribution: Attribution) -> list[tuple[Span, Naming]]:
        """Who speaks: one naming for each actor, and where it is named.

        Empty where the attribution has no source and nothing around it tells one.
        """
        self.zone_id = attribution.zone_id
        found = (
            self._source(attribution) if attribution.source else speaker_outside(self, attribution)
        )
        if found:
            self.spoken[attribution.attribution_id] = tuple(naming for _, naming in found)
            self.read_so_far.append(attribution)
        return found

    def _source(self, attribution: Attribution) -> list[tuple[Span, Naming]]:
        span = attribution.source[0]
        bracketed = _IN_BRACKETS.search(self.text, span.start, span.end)
        explained = self.inventory.explained.get(bracketed[1]) if bracketed else None
        if explained is not None:
            return [(span, same_as(explained, 0.95, "the name that its short form abbreviates"))]
        phrase = parse_source(self._written(span))
        if phrase.kind is PhraseKind.NAMED:
            if len(phrase.names) == 1:
                return [(span, named(self, phrase.names[0], span.start, phrase))]
            return [
                (run.span.shifted(span.start), named(self, run, span.start)) for run in phrase.names
            ]
        if phrase.kind is PhraseKind.PRONOUN:
            several = plural_antecedents(self, attribution, phrase.head, span)
            one = several or (antecedent(self, attribution, phrase.head, span),)
            return [(span, naming) for naming in one]
        return [(span, naming) for naming in described(self, phrase, span)]

    def _written(self, span: Span) -> str:
        """The source as written; a common word that opens a sentence with a small letter."""
        written = span.of(self.text)
        first = _FIRST_WORD.match(written)
        if first is None or not self._opens_sentence(span.start):
            return written
        folded = first[0].casefold()
        known = self.gazetteer.find(first[0]) or self.inventory.people_named(first[0])
        complement = _COMPLEMENT.match(written, first.end()) is not None
        people = folded not in TITLES and folded[-1:] == "s" and is_person_noun(folded[:-1])
        listed = folded in COMMON_OPENINGS or people
        common = complement or folded in self.inventory.common or listed
        if common and not known and not _opens_with_title(written):
            return folded + written[first.end() :]
        return written

    def _opens_sentence(self, at: int) -> bool:
        before = self.text[max(0, at - _LOOK_BACK) : at].rstrip(" \t\"'\u201c\u2018*_")
        return not before or before[-1] in ".!?:\n\u2026\u201d"

    def first_speaker(self, attribution_id: str | None) -> Naming | None:
        """The first actor of an attribution that was read before."""
        spoken = self.spoken.get(attribution_id or "")
        return spoken[0] if spoken else None

    # ------------------------------------------------------------ the text around

    @property
    def kind_of_zone(self) -> ZoneKind | None:
        """The role of the innermost zone that holds the attribution being read."""
        zone = self.zones.get(self.zone_id or "")
        return zone.kind if zone else None

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
        earliest = max(0, at - _LONGEST_PARAGRAPH)
        return max(earliest, self.text.rfind("\n", earliest, at) + 1)

    def last_of(self, people: Sequence[NamedThing], at: int) -> NamedThing | None:
        """The last one of ``people`` mentioned in the same paragraph before ``at``."""
        names = {person.name for person in people}
        for place in reversed(self.inventory.between(self.paragraph_start(at), at)):
            if place.thing.name in names:
                return place.thing
        return None


def _opens_with_title(written: str) -> bool:
    """Whether an office of the name opens the source: *Secretary of State Ann Lee*."""
    first = next(iter(name_runs(written, Span(0, len(written)))), None)
    return first is not None and first.begin == 0 and bool(first.titles)
