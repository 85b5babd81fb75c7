"""What all found passages amount to: no repeats, families, flags, identities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from reportedly.model.ids import short_id, short_ids
from reportedly.model.kinds import AlignmentUnit
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.families import Families, families, unmet_pairs
from reportedly.stages.collate.repeats import without_repeats
from reportedly.stages.collate.words import Flags, Floats
from reportedly.tables import ALIGNMENTS, PASSAGES
from reportedly.text.stretches import row_order, touching
from reportedly.text.tokens import Offsets

MADE_BY = "collate/1"


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Pairs of places (rows of six), their families, and which of these are furniture.

    ``furniture``: whether most pairs of each family are flagged as boilerplate.
    """

    pairs: Offsets
    families: Families
    furniture: Flags

    def best(self, scores: Floats) -> Floats:
        """The highest score of the pairs of each family."""
        highest = np.zeros(len(self.furniture))
        np.maximum.at(highest, self.families.of_pair, scores)
        return highest

    def only(self, wanted: Flags) -> Grouping:
        """Without the families whose flag is not set, and without their pairs."""
        pairs = self.pairs[wanted[self.families.of_pair]]
        return Grouping(pairs, self.families.only(wanted), self.furniture[wanted])


def flagged(found: pa.Table, furniture: pa.Table) -> pa.Table:
    """``found`` with the pairs flagged that lie in boilerplate zones by half, on both sides."""
    zones = np.stack([furniture.column(name).to_numpy() for name in furniture.column_names], 1)
    pairs = _pairs(found)
    inside = _mostly_inside(pairs[:, :3], zones) & _mostly_inside(pairs[:, 3:], zones)
    flags = found.column("boilerplate").to_numpy() | inside
    at = found.schema.get_field_index("boilerplate")
    return found.set_column(at, found.schema.field(at), pa.array(flags, pa.bool_()))


def _mostly_inside(places: Offsets, zones: Offsets) -> Flags:
    """Which places lie in ``zones`` (document number, start, end) by half."""
    order, by = (row_order(rows[:, 0], rows[:, 1]) for rows in (places, zones))
    covered = np.zeros(len(places), np.int64)
    for one, other in touching(places[order], zones[by]):
        own, zone = places[order[one]], zones[by[other]]
        shared = np.minimum(own[:, 2], zone[:, 2]) - np.maximum(own[:, 1], zone[:, 1])
        np.add.at(covered, order[one], shared)
    return np.asarray(2 * covered >= places[:, 2] - places[:, 1])


def grouping(found: pa.Table, config: CollateConfig) -> Grouping:
    """The families that found pairs form."""
    pairs = _pairs(found)
    group = families(pairs, beside=config.beside)
    votes = np.where(found.column("boilerplate").to_numpy(), 1, -1)
    balance = np.bincount(group.of_pair, votes, minlength=len(group.sizes))
    return Grouping(pairs, group, balance > 0)


def relatives(known: Grouping, config: CollateConfig) -> pa.Table:
    """Pairs of one family that have not met, as chains without seeds; boilerplate left out."""
    unmet = unmet_pairs(known.families, ~known.furniture, known.pairs, most=config.most_relatives)
    made = dict.fromkeys(CHAINS.names, np.zeros(len(unmet), np.int64))
    names = ("a_number", "a_first", "a_last", "b_number", "b_first", "b_last")
    made |= dict(zip(names, unmet.T, strict=True))
    made["occurrences"] = np.ones(len(unmet), np.int64)
    return pa.table([made[name].astype(np.int32) for name in CHAINS.names], schema=CHAINS)


def settle(
    found: pa.Table, document_ids: Sequence[str], config: CollateConfig, case_words: int
) -> tuple[pa.Table, pa.Table]:
    """The stage's rows: alignments, and the passages of each group.

    Left out: what a longer alignment of the same documents covers, and families of which no
    alignment is likely enough. Alignments that may well be chance are told of, with their score;
    a group needs one that hardly is.
    """
    found = found.take(without_repeats(_pairs(found), _scores(found)))
    known = grouping(found, config)
    best = known.best(_scores(found))
    told = best >= config.told_score(case_words)
    shown = known.only(best >= config.shown_score(case_words))
    ids = pa.array(document_ids, pa.string())
    found = found.filter(pa.array(told[known.families.of_pair]))
    return _alignments(found, known.only(told), ids), _passages(shown, ids)


_SPANS = tuple(f"{side}_{name}" for side in "ab" for name in ("number", "start", "end"))


def _pairs(found: pa.Table) -> Offsets:
    return np.stack([found.column(name).to_numpy().astype(np.int64) for name in _SPANS], axis=1)


def _scores(found: pa.Table) -> Floats:
    return np.asarray(found.column("score").to_numpy(), np.float64)


def _alignments(found: pa.Table, known: Grouping, ids: pa.Array[Any]) -> pa.Table:
    columns: dict[str, Any] = {name: found.column(name) for name in found.column_names}
    a, b = ids.take(known.pairs[:, 0]), ids.take(known.pairs[:, 3])
    _, a_start, a_end, _, b_start, b_end = known.pairs.T.tolist()
    places = (a.to_pylist(), a_start, a_end, b.to_pylist(), b_start, b_end)
    columns |= {
        "alignment_id": short_ids(["alignment"] * len(a), *places),
        "a_document_id": a,
        "b_document_id": b,
        "boilerplate": known.furniture[known.families.of_pair],
        "made_by": [MADE_BY] * len(a),
        "unit": [AlignmentUnit.WORD.value] * len(a),
    }
    schema = ALIGNMENTS.schema
    arrays = [_as(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _as(values: Any, kind: pa.DataType) -> Any:
    arrow = isinstance(values, (pa.Array, pa.ChunkedArray))
    return values.cast(kind) if arrow else pa.array(values, kind)


def _passages(known: Grouping, ids: pa.Array[Any]) -> pa.Table:
    """The witnesses of each family: a row for each, named, with its group."""
    group, (number, start, end) = known.families, known.families.witnesses.T
    documents = ids.take(number)
    places = documents.to_pylist(), start.tolist(), end.tolist()
    names = short_ids(["passage"] * len(documents), *places)
    edges = pairwise(group.first.tolist())
    groups = [short_id("group", *sorted(names[begin:stop])) for begin, stop in edges]
    columns: dict[str, Any] = {
        "passage_id": names,
        "group_id": pa.array(groups, pa.string()).take(
            np.repeat(np.arange(len(groups)), group.sizes)
        ),
        "document_id": documents,
        "start": start,
        "end": end,
        "boilerplate": np.repeat(known.furniture, group.sizes),
    }
    schema = PASSAGES.schema
    return pa.Table.from_arrays([_as(columns[f.name], f.type) for f in schema], schema=schema)
