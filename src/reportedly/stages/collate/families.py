"""Passages that belong together, and the pairs among them that have not met yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reportedly.stages.collate.words import Flags
from reportedly.text.stretches import (
    PART,
    are_one_passage,
    chosen_rows,
    overlapping,
    pair_keys,
    row_order,
    touching,
)
from reportedly.text.tokens import Offsets

# A place is a row of three: document number, first code point, code point after the last. A pair is
# a row of six: both its places, the earlier first.


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """Places that carry the same wording, one family after the other.

    ``witnesses``: the places of family *i* are ``first[i]:first[i + 1]``, sorted; overlapping ones
    of a document are one. ``of_pair``: the family that each pair belongs to.
    """

    witnesses: Offsets
    first: Offsets
    of_pair: Offsets

    @property
    def sizes(self) -> Offsets:
        """How many witnesses each family has."""
        return np.diff(self.first)

    def only(self, wanted: Flags) -> Families:
        """Without the families whose flag is not set, and without their pairs."""
        sizes = self.sizes
        number = np.cumsum(wanted) - 1
        return Families(
            self.witnesses[np.repeat(wanted, sizes)],
            np.append(0, np.cumsum(sizes[wanted])),
            number[self.of_pair[wanted[self.of_pair]]],
        )


def families(pairs: Offsets, *, beside: int) -> Families:
    """The families that ``pairs`` form.

    Aligned places belong together, and so do places of one document that are the same passage. Two
    pairs of the same documents that lie ``beside`` each other on both sides (code points) and are
    no short quotations are one passage too, its sentences put in another order.
    """
    places, number = _places(pairs)
    a, b = number.reshape(2, -1)
    beside_each = _neighbours(pairs, beside)
    edges = [(a, b), (a[beside_each[0]], a[beside_each[1]]), *_same_passages(places)]
    one, other = (np.concatenate(side) for side in zip(*edges, strict=True))
    root = _components(len(places), one, other)
    family = np.unique(root, return_inverse=True)[1]
    order = np.argsort(family, kind="stable")
    witnesses, owner = _merged(places[order], family[order])
    first = np.searchsorted(owner, np.arange(family.max(initial=-1) + 2))
    return Families(witnesses, first, family[a])


def _places(pairs: Offsets) -> tuple[Offsets, Offsets]:
    """All places once, sorted, and which of them each side a and each side b is."""
    both = np.concatenate([pairs[:, :3], pairs[:, 3:]])
    order = row_order(*both.T)
    new = np.ones(len(both), np.bool_)
    new[1:] = (np.diff(both[order], axis=0) != 0).any(1)
    number = np.empty(len(both), np.int64)
    number[order] = np.cumsum(new) - 1
    return both[order][new], number


def _same_passages(places: Offsets) -> Iterator[tuple[Offsets, Offsets]]:
    """Overlapping places of one document that are one passage."""
    for one, other in overlapping(places):
        same = are_one_passage(places[one], places[other])
        yield one[same], other[same]


def _neighbours(pairs: Offsets, beside: int) -> tuple[Offsets, Offsets]:
    """Pairs of the same documents that follow one another in a short distance, both ways."""
    order = row_order(*(pairs[:, at] for at in (0, 3, 1, 2, 4, 5)))
    one, other = pairs[order[:-1]], pairs[order[1:]]
    near = (one[:, 0] == other[:, 0]) & (one[:, 3] == other[:, 3])
    for start, end in ((1, 2), (4, 5)):
        later = np.maximum(one[:, start], other[:, start])
        near &= later - np.minimum(one[:, end], other[:, end]) <= beside
    lengths = np.stack([one[:, 2] - one[:, 1], other[:, 2] - other[:, 1]])
    near &= (2 * lengths.max(0) >= PART) & (4 * lengths.min(0) >= PART)
    return order[:-1][near], order[1:][near]


def _components(size: int, one: Offsets, other: Offsets) -> Offsets:
    """The smallest number that each of ``size`` numbers is joined to by pairs of them."""
    root = np.arange(size)
    while True:
        low = np.minimum(root[one], root[other])
        found = root.copy()
        np.minimum.at(found, root[one], low)
        np.minimum.at(found, root[other], low)
        while (found[found] != found).any():
            found = found[found]
        if (found == root).all():
            return root
        root = found


def _merged(places: Offsets, family: Offsets) -> tuple[Offsets, Offsets]:
    """Hulls of the overlapping places of each document and family, and their families."""
    document, start, end = places.T
    new = np.ones(len(places), np.bool_)
    new[1:] = (np.diff(family) != 0) | (np.diff(document) != 0)
    island = np.cumsum(new) << 32
    farthest = np.maximum.accumulate(island + end)
    new[1:] |= (island + start)[1:] >= farthest[:-1]
    begin = np.flatnonzero(new)
    last = np.maximum.reduceat(end, begin) if len(begin) else end
    return np.stack([document[begin], start[begin], last], axis=1), family[begin]


def unmet_pairs(group: Families, wanted: Flags, pairs: Offsets, *, most: int) -> Offsets:
    """Pairs of witnesses of one family without an alignment between them.

    In a family of more than ``most`` witnesses only neighbours are paired: enough to connect it.
    ``wanted``: which families are looked at.
    """
    one, other = (
        np.concatenate(side) for side in zip(*_proposed(group, wanted, most), strict=True)
    )
    proposed = np.concatenate([group.witnesses[one], group.witnesses[other]], axis=1)
    return proposed[~_met(proposed, pairs)]


def _proposed(group: Families, wanted: Flags, most: int) -> Iterator[tuple[Offsets, Offsets]]:
    sizes = np.where(wanted, group.sizes, 0)
    for size in range(2, most + 1):
        one, other = np.triu_indices(size, 1)
        begin = group.first[:-1][sizes == size][:, None]
        yield (begin + one).ravel(), (begin + other).ravel()
    large = sizes > most
    one, _ = chosen_rows(group.first[:-1][large], group.first[1:][large] - 1)
    yield one, one + 1


def _met(proposed: Offsets, pairs: Offsets) -> Flags:
    """Which of ``proposed`` some of ``pairs`` touch on both sides."""
    rows = np.concatenate([proposed, pairs])
    documents = np.unique(pair_keys(rows[:, 0], rows[:, 3]), return_inverse=True)[1]
    sides = [np.column_stack([documents, rows[:, at : at + 2]]) for at in (1, 4)]
    order = row_order(documents, rows[:, 1])
    some, known = order[order < len(proposed)], order[order >= len(proposed)]
    met = np.zeros(len(proposed), np.bool_)
    for one, other in touching(sides[0][some], sides[0][known]):
        b_one, b_other = sides[1][some[one]], sides[1][known[other]]
        both = (b_one[:, 1] < b_other[:, 2]) & (b_other[:, 1] < b_one[:, 2])
        met[some[one[both]]] = True
    return met
