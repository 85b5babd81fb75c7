"""Passages that belong together, and the pairs among them that have not met yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import inf

Place = tuple[int, int, int]
"""A stretch of a document: document number, first code point, code point after the last."""


@dataclass(frozen=True, slots=True)
class Family:
    """Stretches that carry the same wording, sorted; overlapping ones of a document are one."""

    witnesses: tuple[Place, ...]


class _Sets:
    """Disjoint sets of small integers (union by smallest member, path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low


def families(
    pairs: Sequence[tuple[Place, Place]], *, part: int, beside: int
) -> tuple[list[Family], list[int]]:
    """The families that ``pairs`` form, and for each pair the place of its family in the list.

    Aligned places belong together, and so do places of one document that are the same passage.
    Two overlapping places are the same passage when they cover each other by half, or when the
    shorter is at least ``part`` code points long: then it is a part of a reprint. A short
    quotation inside a long reprint stays a family of its own. Two pairs of the same documents that
    lie ``beside`` each other on both sides (code points) and are no short quotations are one
    passage too, its sentences put in another order.
    """
    places = sorted({place for pair in pairs for place in pair})
    number = {place: index for index, place in enumerate(places)}
    sets = _Sets(len(places))
    for one, other in pairs:
        sets.join(number[one], number[other])
    for one, other in _same_passages(places, part):
        sets.join(number[one], number[other])
    for one, other in _neighbours(pairs, part, beside):
        sets.join(number[one], number[other])
    members: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        members[sets.find(number[place])].append(place)
    order = {root: index for index, root in enumerate(sorted(members))}
    group = [Family(tuple(_merged(members[root]))) for root in order]
    return group, [order[sets.find(number[one])] for one, _ in pairs]


def _same_passages(places: Sequence[Place], part: int) -> Iterator[tuple[Place, Place]]:
    """Overlapping places of one document that are one passage; linear for nested ones too."""
    open_places: list[Place] = []
    for place in places:
        number, start, _ = place
        open_places = [other for other in open_places if other[0] == number and other[2] > start]
        yield from ((other, place) for other in open_places if _is_same(other, place, part))
        open_places.append(place)


def _neighbours(
    pairs: Sequence[tuple[Place, Place]], part: int, beside: int
) -> Iterator[tuple[Place, Place]]:
    ordered = sorted(pairs, key=lambda pair: (pair[0][0], pair[1][0], pair))
    for (a, b), (next_a, next_b) in pairwise(ordered):
        near = _distance(a, next_a) <= beside and _distance(b, next_b) <= beside
        long = max(a[2] - a[1], next_a[2] - next_a[1])
        short = min(a[2] - a[1], next_a[2] - next_a[1])
        if near and 2 * long >= part and 4 * short >= part:
            yield a, next_a


def _distance(one: Place, other: Place) -> float:
    """Code points between two places; infinite across documents."""
    if one[0] != other[0]:
        return inf
    return max(one[1], other[1]) - min(one[2], other[2])


def _is_same(one: Place, other: Place, part: int) -> bool:
    shared = min(one[2], other[2]) - max(one[1], other[1])
    short, long = sorted((one[2] - one[1], other[2] - other[1]))
    return 2 * shared >= short and (2 * short >= long or short >= part)


def _merged(places: Sequence[Place]) -> list[Place]:
    """Hulls of the overlapping places of each document."""
    merged: list[Place] = []
    for number, start, end in sorted(places):
        if merged and merged[-1][0] == number and merged[-1][2] > start:
            merged[-1] = (number, merged[-1][1], max(merged[-1][2], end))
        else:
            merged.append((number, start, end))
    return merged


def unmet_pairs(
    group: Sequence[Family], pairs: Sequence[tuple[Place, Place]], *, most: int
) -> Iterator[tuple[Place, Place]]:
    """Pairs of witnesses of one family without an alignment between them.

    In a family of more than ``most`` witnesses only neighbours are paired: enough to connect it.
    """
    met = _Met(pairs)
    for family in group:
        witnesses = family.witnesses
        some = pairwise(witnesses) if len(witnesses) > most else combinations(witnesses, 2)
        yield from (pair for pair in some if not met.have(*pair))


class _Met:
    """Which places of which pairs of documents are aligned."""

    def __init__(self, pairs: Sequence[tuple[Place, Place]]) -> None:
        self._pairs: defaultdict[tuple[int, int], list[tuple[Place, Place]]] = defaultdict(list)
        for one, other in pairs:
            self._pairs[one[0], other[0]].append((one, other))

    def have(self, one: Place, other: Place) -> bool:
        known = self._pairs.get((one[0], other[0]), ())
        return any(_touch(one, a) and _touch(other, b) for a, b in known)


def _touch(one: Place, other: Place) -> bool:
    return one[1] < other[2] and other[1] < one[2]
