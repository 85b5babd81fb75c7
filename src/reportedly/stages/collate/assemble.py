"""What all found passages amount to: no repeats, families, flags, identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from reportedly.model.ids import short_id
from reportedly.stages.collate.chain import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.families import Family, Place, families, unmet_pairs
from reportedly.tables import ALIGNMENTS, PASSAGES

Pair = tuple[Place, Place]

MADE_BY = "collate/1"


def relatives(found: pa.Table, config: CollateConfig) -> pa.Table:
    """Pairs of one family that have not met, as chains without seeds."""
    pairs = [
        pair
        for pair, score in zip(_pairs(found), _scores(found), strict=True)
        if score >= config.family_score
    ]
    group = families(pairs, part=config.part)
    rows = [_kin(*pair) for pair in unmet_pairs(group, pairs, most=config.most_relatives)]
    return pa.Table.from_pylist(rows, CHAINS)


def _kin(a: Place, b: Place) -> dict[str, int]:
    made = dict.fromkeys(CHAINS.names, 0)
    extent = {"a_first": a[1], "a_last": a[2], "b_first": b[1], "b_last": b[2]}
    return {**made, "a_number": a[0], "b_number": b[0], "occurrences": 1, **extent}


def settle(
    found: pa.Table, document_ids: Sequence[str], config: CollateConfig
) -> tuple[pa.Table, pa.Table]:
    """The stage's rows: alignments, and the passages of each group."""
    found = found.take(_without_repeats(_pairs(found), _scores(found)))
    pairs = _pairs(found)
    sure = _scores(found) >= config.family_score
    group = families([pair for pair, one in zip(pairs, sure, strict=True) if one], part=config.part)
    flags = found.column("boilerplate").to_numpy(zero_copy_only=False)
    furniture = _furniture(group, pairs, flags)
    belongs = _membership(group)
    flagged = [
        _any_in(pair, belongs, furniture) or bool(flag)
        for pair, flag in zip(pairs, flags, strict=True)
    ]
    return _alignments(found, pairs, flagged, document_ids), _passages(
        group, furniture, document_ids
    )


def _without_repeats(pairs: Sequence[Pair], scores: np.ndarray) -> list[int]:
    """Rows in order of their places, without those that a longer one covers on both sides."""
    longest_first = sorted(range(len(pairs)), key=lambda at: (-_length(pairs[at]), pairs[at]))
    kept: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at in longest_first:
        one, other = pairs[at]
        rivals = kept[one[0], other[0]]
        if not any(_repeats(pairs[at], pairs[rival]) for rival in rivals):
            rivals.append(at)
    return sorted((at for rows in kept.values() for at in rows), key=lambda at: pairs[at])


def _repeats(short: Pair, long: Pair) -> bool:
    return all(
        2 * (min(one[2], other[2]) - max(one[1], other[1])) >= one[2] - one[1]
        for one, other in zip(short, long, strict=True)
    )


def _length(pair: Pair) -> int:
    return pair[0][2] - pair[0][1] + pair[1][2] - pair[1][1]


def _pairs(found: pa.Table) -> list[Pair]:
    a, b = (
        zip(
            *(found.column(f"{side}_{name}").to_pylist() for name in ("number", "start", "end")),
            strict=True,
        )
        for side in "ab"
    )
    return list(zip(a, b, strict=True))


def _scores(found: pa.Table) -> np.ndarray:
    return np.asarray(found.column("score").to_numpy())


def _membership(group: Sequence[Family]) -> dict[int, list[tuple[int, int, int]]]:
    """For each document the witnesses in it: start, end, number of their family."""
    inside: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for index, family in enumerate(group):
        for number, start, end in family.witnesses:
            inside[number].append((start, end, index))
    return inside


def _family_of(place: Place, belongs: dict[int, list[tuple[int, int, int]]]) -> int | None:
    for start, end, index in belongs.get(place[0], ()):
        if start <= place[1] and place[2] <= end:
            return index
    return None


def _furniture(group: Sequence[Family], pairs: Sequence[Pair], flags: np.ndarray) -> list[bool]:
    """Whether most alignments of each family are flagged."""
    belongs = _membership(group)
    votes = [0] * len(group)
    for (a, _), flag in zip(pairs, flags, strict=True):
        index = _family_of(a, belongs)
        if index is not None:
            votes[index] += 1 if flag else -1
    return [vote > 0 for vote in votes]


def _any_in(
    pair: Pair, belongs: dict[int, list[tuple[int, int, int]]], furniture: Sequence[bool]
) -> bool:
    index = _family_of(pair[0], belongs)
    return index is not None and furniture[index]


def _alignments(
    found: pa.Table, pairs: Sequence[Pair], flagged: Sequence[bool], ids: Sequence[str]
) -> pa.Table:
    columns = {name: found.column(name) for name in found.column_names}
    columns["a_document_id"] = [ids[a[0]] for a, _ in pairs]
    columns["b_document_id"] = [ids[b[0]] for _, b in pairs]
    columns["alignment_id"] = [
        short_id("alignment", ids[a[0]], *a[1:], ids[b[0]], *b[1:]) for a, b in pairs
    ]
    columns["boilerplate"] = list(flagged)
    columns["made_by"] = [MADE_BY] * len(pairs)
    schema = ALIGNMENTS.schema
    arrays = [_as(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _as(values: object, kind: pa.DataType) -> pa.ChunkedArray | pa.Array:
    return values.cast(kind) if isinstance(values, pa.ChunkedArray) else pa.array(values, kind)


def _passages(group: Sequence[Family], furniture: Sequence[bool], ids: Sequence[str]) -> pa.Table:
    rows = [
        row
        for family, flag in zip(group, furniture, strict=True)
        for row in _members(family, flag, ids)
    ]
    return pa.Table.from_pylist(rows, PASSAGES.schema)


def _members(family: Family, boilerplate: bool, ids: Sequence[str]) -> Iterator[dict[str, object]]:
    passages = [(ids[number], start, end) for number, start, end in family.witnesses]
    names = [short_id("passage", *passage) for passage in passages]
    group_id = short_id("group", *sorted(names))
    for name, (document_id, start, end) in zip(names, passages, strict=True):
        yield {
            "passage_id": name,
            "group_id": group_id,
            "document_id": document_id,
            "start": start,
            "end": end,
            "boilerplate": boilerplate,
        }
