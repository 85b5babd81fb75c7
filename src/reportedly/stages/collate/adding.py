"""Pages that are added to a case: what of the work on the others stands, and what has to be done.

The numbers by which wording is judged (how rare words are, how large the case is) stay those of the
case as it was collated in full, until it has grown by a share that the configuration names. So what
two earlier pages share stays as it was found, and only pairs with a new page are looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.stages.collate.chains import CHAINS, PAIR
from reportedly.stages.collate.crowds import at_foot, is_sampled
from reportedly.stages.collate.grams import GRAM
from reportedly.stages.collate.index import Index
from reportedly.stages.collate.meet import Added
from reportedly.stages.collate.packed import unpacked
from reportedly.stages.collate.words import Flags
from reportedly.text.stretches import chosen_rows, pair_keys
from reportedly.text.tokens import Offsets

_IN_ORDER = ("gram", "context", "number", "place")
"""The order in which places of a frequent pattern meet the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """A case that was collated in full, with more pages.

    ``numbers``: by number in the index, a page's number now. ``added``: by number now, whether a
    page is new.
    """

    index: Index
    numbers: NDArray[np.int32]
    added: Flags

    def places(self, grams: pa.Table, most_rare: int) -> tuple[NDArray[Any], Added]:
        """Where patterns of new pages (``grams``) stand in the others.

        A pattern with more than ``most_rare`` places meets its neighbours only: of its places,
        those between which new ones stand.
        """
        new = np.sort(unpacked(grams.column("grams"), GRAM)[0], order=_IN_ORDER)
        patterns, at = np.unique(new["gram"], return_index=True)
        begin, end = self.index.runs(patterns)
        frequent = np.flatnonzero(end - begin > most_rare)
        few = np.flatnonzero(end - begin <= most_rare)
        stop = np.append(at, len(new))[1:]
        beside = [
            self._beside(new[at[one] : stop[one]], slice(begin[one], end[one])) for one in frequent
        ]
        found = [chosen_rows(begin[few], end[few])[0], *beside]
        rows = self.index.grams(np.concatenate(found))
        rows["number"] = self.numbers[rows["number"]]
        unseen = (end - begin)[frequent] - np.array([len(one) for one in beside], np.int64)
        return rows, Added(self.added, patterns[frequent], unseen)

    def _beside(self, new: NDArray[Any], run: slice) -> Offsets:
        """Of the rows ``run``, which a frequent pattern has, the neighbours of its new places."""
        places = self.index.places[run]
        meets = np.flatnonzero(is_sampled(new["gram"][:1]) | ~at_foot(places["place"]))
        numbers, context, place = places["number"], places["context"], places["place"]

        def in_order(at: int) -> tuple[int, int, int]:
            return context[at], self.numbers[numbers[at]], place[at]

        wanted = new[list(_IN_ORDER[1:])].tolist()
        after = np.array([bisect_left(meets, one, key=in_order) for one in wanted], np.int64)
        beside = np.unique(np.concatenate([after - 1, after]))
        return np.asarray(run.start + meets[beside[(beside >= 0) & (beside < len(meets))]])

    def first(self) -> pa.Table:
        """Passages of the earlier pages, by patterns in common."""
        return self._renumbered(self.index.base.first)

    def caps(self) -> pa.Table:
        """What was left out among the earlier pages."""
        return self.index.base.caps

    def second(self, relatives: pa.Table) -> tuple[pa.Table, pa.Table]:
        """Passages of ``relatives`` that are known, and those of ``relatives`` that are not.

        What two documents have in common as relatives stands where the same places are asked for.
        """
        before = self._renumbered(self.index.base.relatives)
        changed = _changed_pairs(before, relatives)
        second = self._renumbered(self.index.base.second)
        known = ~np.isin(_pairs(second), changed)
        unknown = np.isin(_pairs(relatives), changed)
        return second.filter(pa.array(known)), relatives.filter(pa.array(unknown))

    def _renumbered(self, table: pa.Table) -> pa.Table:
        for name in PAIR:
            at = table.schema.get_field_index(name)
            numbers = self.numbers[table.column(name).to_numpy()]
            table = table.set_column(at, table.schema.field(at), pa.array(numbers))
        return table


def grown(index: Index, ids: Sequence[str]) -> Growth | None:
    """The pages ``ids`` as those of ``index`` and new ones; nothing where one of it is gone."""
    known = frozenset(index.base.ids)
    added = np.array([one not in known for one in ids], np.bool_)
    numbers = np.flatnonzero(~added).astype(np.int32)
    return Growth(index, numbers, added) if len(numbers) == len(known) else None


def _pairs(table: pa.Table) -> Offsets:
    """Both documents of each row in one number."""
    a, b = (table.column(name).to_numpy().astype(np.int64) for name in PAIR)
    return pair_keys(a, b)


def _changed_pairs(before: pa.Table, now: pa.Table) -> Offsets:
    """The pairs of documents whose places are not the same in both tables."""
    rows = [
        np.stack([table.column(name).to_numpy() for name in CHAINS.names], 1)
        for table in (before, now)
    ]
    kind = np.dtype((np.void, rows[0].itemsize * len(CHAINS.names)))
    old, new = (np.ascontiguousarray(one).view(kind).ravel() for one in rows)
    pairs = [_pairs(before)[~np.isin(old, new)], _pairs(now)[~np.isin(new, old)]]
    return np.unique(np.concatenate(pairs))
