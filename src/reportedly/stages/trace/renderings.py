"""What two copies in different languages say alike: their sentences, paired by the encoder."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from reportedly.model.spans import Span
from reportedly.stages.trace.config import WordingCosts
from reportedly.stages.trace.copies import Copy
from reportedly.tables.schema import define
from reportedly.text.compare import Stretch


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A stretch of one page that is translated on the other."""

    a: Annotated[Span, "on page a"]
    b: Annotated[Span, "on page b"]


@dataclass(frozen=True, slots=True)
class TranslatedPages:
    """Passages of two pages of a family that are translations of each other."""

    family_id: Annotated[str, "the family"]
    a_document_id: Annotated[str, "page a"]
    b_document_id: Annotated[str, "page b"]
    pairs: Annotated[tuple[SentencePair, ...], "sentences with their translations, in order"]
    score: Annotated[float, "probability that one passage is a translation of the other"]
    made_by: Annotated[str, "method and version"]


_LONGEST_NUMBER = 18

TRANSLATED = define(
    "translated", TranslatedPages, order=("family_id", "a_document_id", "b_document_id", "score")
)


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a child renders a parent: stretches of both that say the same, in the child's order."""

    parent: tuple[Span, ...]
    child: tuple[Span, ...]
    score: float
    made_by: str


class Renderings:
    """All translations between the pages of one family."""

    def __init__(self, rows: Iterable[TranslatedPages]) -> None:
        self._rows: defaultdict[tuple[str, str], list[TranslatedPages]] = defaultdict(list)
        self._documents: set[str] = set()
        for row in rows:
            self._rows[row.a_document_id, row.b_document_id].append(row)
            self._documents |= {row.a_document_id, row.b_document_id}

    def languages(self, family: Iterable[Copy]) -> tuple[str, ...]:
        """The languages of the copies that translate or are translated; none unless several."""
        found = {
            copy.language.partition("-")[0]
            for copy in family
            if copy.language and copy.document_id in self._documents
        }
        return tuple(sorted(found)) if len(found) > 1 else ()

    def between(self, parent: Copy, child: Copy) -> Rendering | None:
        """How ``child`` renders ``parent``; none where no sentence of theirs is paired."""
        if not self._rows:
            return None
        found = [
            (theirs, mine, row)
            for theirs, mine, row in self._pairs(parent.document_id, child.document_id)
            if theirs.overlaps(Span(parent.start, parent.end))
            and mine.overlaps(Span(child.start, child.end))
        ]
        if not found:
            return None
        found.sort(key=lambda one: (one[1], one[0], one[2].made_by, one[2].score))
        best = max((row for *_, row in found), key=lambda row: (row.score, row.made_by))
        return Rendering(
            tuple(theirs for theirs, *_ in found),
            tuple(mine for _, mine, _ in found),
            best.score,
            best.made_by,
        )

    def _pairs(self, parent: str, child: str) -> Iterator[tuple[Span, Span, TranslatedPages]]:
        """Stretches of the parent's page and the child's."""
        for row in self._rows.get((parent, child), ()):
            yield from ((pair.a, pair.b, row) for pair in row.pairs)
        for row in self._rows.get((child, parent), ()):
            yield from ((pair.b, pair.a, row) for pair in row.pairs)


def by_family(rows: Iterable[TranslatedPages]) -> Mapping[str, Renderings]:
    """The translations of each family."""
    groups: defaultdict[str, list[TranslatedPages]] = defaultdict(list)
    for row in rows:
        groups[row.family_id].append(row)
    return {family_id: Renderings(group) for family_id, group in groups.items()}


NO_RENDERINGS = Renderings(())


def rendering_cost(
    parent: Stretch, child: Stretch, rendering: Rendering, costs: WordingCosts
) -> float:
    """Minus the logarithm of the odds that a translator turned the parent into the child.

    Each word is one of several that would have done, so a copy in the same language that shares
    most of the words always costs less. Numbers in digits are the same in every language: sentences
    that have others were changed.
    """
    total = costs.translated_word * len(child.words)
    total += costs.put_in * len(list(_gaps(child, rendering.child)))
    for first, last in _gaps(parent, rendering.parent):
        total += costs.cut if first == 0 or last == len(parent.words) else costs.left_out
    return total + costs.replaced * _other_numbers(parent, child, rendering)


def _other_numbers(parent: Stretch, child: Stretch, rendering: Rendering) -> int:
    """Pairs of sentences that both have numbers in digits, but not the same."""
    pairs = zip(rendering.parent, rendering.child, strict=True)
    numbers = ((_digits(parent, theirs), _digits(child, mine)) for theirs, mine in pairs)
    return sum(bool(theirs and mine) and theirs != mine for theirs, mine in numbers)


def _digits(words: Stretch, span: Span) -> list[int]:
    """The numbers in digits, of whichever script; longer ones than any page means are left out."""
    first, last = (bisect_left(words.starts, at) for at in (span.start, span.end))
    inside = words.words[first:last]
    return sorted(int(one) for one in inside if one.isdecimal() and len(one) <= _LONGEST_NUMBER)


def translated_part(child: Stretch, rendering: Rendering) -> float:
    """Share of the child's words that stand in translated stretches."""
    own = sum(last - first for first, last in _gaps(child, rendering.child))
    return 1 - own / max(1, len(child.words))


def _gaps(words: Stretch, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Runs of words (first, behind the last) outside all ``spans``."""
    held = _inside(words, spans)
    edges = [at for at, (one, other) in enumerate(pairwise(held), start=1) if one != other]
    bounds = [0, *edges, len(held)]
    for first, last in pairwise(bounds):
        if first < last and not held[first]:
            yield first, last


def _inside(words: Stretch, spans: Sequence[Span]) -> list[bool]:
    ordered = sorted(spans)
    held = []
    at = 0
    for start in words.starts:
        while at < len(ordered) and ordered[at].end <= start:
            at += 1
        held.append(at < len(ordered) and ordered[at].start <= start)
    return held
