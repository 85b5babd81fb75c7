"""A document with what earlier stages know of it, ready to be asked about places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from reportedly.engine.protocol import Tables
from reportedly.model.kinds import MentionRole, ZoneKind
from reportedly.model.spans import Span, hull
from reportedly.stages.trace.audiences import Outlet
from reportedly.stages.trace.columns import printed_in
from reportedly.stages.trace.named import NAMED, NamedMention
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, ZONES
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.zones import Imprint, Zone

OfDocument = TypeVar("OfDocument", Zone, Imprint, Attribution, NamedMention)


@dataclass(frozen=True)
class Page:
    """What the earlier stages know of one document."""

    document: Document
    zones: tuple[Zone, ...]
    imprints: tuple[Imprint, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[NamedMention, ...]
    outlets: Mapping[str, Outlet]
    """The outlets of the case by their names' joined words."""

    @cached_property
    def speakers_of(self) -> dict[str, list[NamedMention]]:
        """The speakers' mentions by attribution: one, or several who speak together."""
        found: defaultdict[str, list[NamedMention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.role is MentionRole.SPEAKER and mention.attribution_id:
                found[mention.attribution_id].append(mention)
        return dict(found)

    @cached_property
    def main_imprint(self) -> Imprint | None:
        """The imprint of the page itself."""
        return next((one for one in self.imprints if one.zone_id is None), None)

    @cached_property
    def printed_in(self) -> dict[str, tuple[Outlet, Span]]:
        """By imprint: the outlet that the page names for a quoted document that names none."""
        found = {
            one.imprint_id: printed_in(self.document.text, one, self.outlets)
            for one in self.imprints
            if one.zone_id is not None and one.outlet is None
        }
        return {imprint_id: named for imprint_id, named in found.items() if named}

    def zone_at(self, span: Span) -> Zone | None:
        """The innermost zone that holds the middle of ``span``."""
        return next(self._zones_around((span.start + span.end) // 2), None)

    def imprint_at(self, span: Span) -> Imprint | None:
        """The imprint of the innermost text that holds the middle of ``span``."""
        middle = (span.start + span.end) // 2
        holding = [
            one
            for one in self.imprints
            if one.zone_id is not None and one.start <= middle < one.end
        ]
        inner = min(holding, key=lambda one: (one.end - one.start, one.imprint_id), default=None)
        return inner or self.main_imprint

    def comment_at(self, span: Span) -> Zone | None:
        """The innermost comment that holds the middle of ``span``."""
        around = self._zones_around((span.start + span.end) // 2)
        return next((zone for zone in around if zone.kind is ZoneKind.COMMENT), None)

    def attribution_at(self, span: Span) -> Attribution | None:
        """The attribution whose content is most nearly ``span``; none unless it is half of it."""
        best: tuple[float, str, Attribution] | None = None
        for content, one in self._contents_near(span):
            common = min(content.end, span.end) - max(content.start, span.start)
            if common <= 0 or 2 * common < len(span):
                continue
            rank = (common / (len(content) + len(span) - common), one.attribution_id, one)
            if best is None or rank[:2] > best[:2]:
                best = rank
        return best[2] if best else None

    def _contents_near(self, span: Span) -> Iterator[tuple[Span, Attribution]]:
        """What attributions give as content and may overlap ``span``, the last one first."""
        contents, reach = self._contents
        index = bisect_left(contents, span.end, key=lambda one: one[0].start) - 1
        while index >= 0 and reach[index] > span.start:
            yield contents[index]
            index -= 1

    @cached_property
    def _contents(self) -> tuple[list[tuple[Span, Attribution]], list[int]]:
        """Contents by their start, and for each the farthest end up to it."""
        contents = sorted(
            ((hull(one.content), one) for one in self.attributions),
            key=lambda one: (one[0], one[1].attribution_id),
        )
        return contents, list(accumulate((content.end for content, _ in contents), max))

    def named(self, role: MentionRole, text: str, start: int | None) -> NamedMention | None:
        """The mention of an author, outlet, credit or commenter by its place, else by its words."""
        same = self._mentions_by_words.get((role, text), ())
        return next((one for one in same if one.start == start), next(iter(same), None))

    @cached_property
    def _mentions_by_words(self) -> dict[tuple[MentionRole, str], list[NamedMention]]:
        found: defaultdict[tuple[MentionRole, str], list[NamedMention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.role, mention.text].append(mention)
        return dict(found)

    def _zones_around(self, at: int) -> Iterator[Zone]:
        """The zones that hold a code point, innermost first."""
        zones, outer = self._nesting
        index = bisect_right(zones, at, key=lambda zone: zone.start) - 1
        while index >= 0:
            if at < zones[index].end:
                yield zones[index]
            index = outer[index]

    @cached_property
    def _nesting(self) -> tuple[list[Zone], list[int]]:
        """The zones by place, and for each the number of the one around it; -1 for none."""
        zones = sorted(self.zones, key=lambda zone: (zone.start, -zone.end, zone.zone_id))
        outer: list[int] = []
        around: list[int] = []
        for number, zone in enumerate(zones):
            while around and zones[around[-1]].end <= zone.start:
                around.pop()
            outer.append(around[-1] if around else -1)
            around.append(number)
        return zones, outer


def pages(tables: Tables, outlets: Mapping[str, Outlet]) -> Iterator[Page]:
    """One page for each row of ``documents``."""
    zones = _by_document(ZONES.unpack(tables["zones"]))
    imprints = _by_document(IMPRINTS.unpack(tables["imprints"]))
    attributions = _by_document(ATTRIBUTIONS.unpack(tables["attributions"]))
    mentions = _by_document(NAMED.unpack(tables["named"]))
    for document in DOCUMENTS.unpack(tables["documents"]):
        key = document.document_id
        yield Page(
            document,
            tuple(sorted(zones[key], key=lambda one: one.zone_id)),
            tuple(sorted(imprints[key], key=lambda one: one.imprint_id)),
            tuple(sorted(attributions[key], key=lambda one: (one.start, one.attribution_id))),
            tuple(sorted(mentions[key], key=_mention_order)),
            outlets,
        )


def _by_document(rows: Iterable[OfDocument]) -> defaultdict[str, list[OfDocument]]:
    groups: defaultdict[str, list[OfDocument]] = defaultdict(list)
    for row in rows:
        groups[row.document_id].append(row)
    return groups


def _mention_order(mention: NamedMention) -> tuple[str, int, str, str]:
    return (mention.role, mention.start or 0, mention.text, mention.attribution_id or "")
