"""What all found passages amount to: no repeats, families, flags, identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pyarrow as pa

from reportedly.model.ids import short_id
from reportedly.model.kinds import AlignmentUnit
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.families import Family, Place, families, unmet_pairs
from reportedly.tables import ALIGNMENTS, PASSAGES

Pair = tuple[Place, Place]

MADE_BY = "collate/1"


@dataclass(frozen=True, slots=True)
class Grouping:
    """Pairs of places, their families, and which family each pair belongs to."""

    pairs: list[Pair]
    families: list[Family]
    family_of: list[int]
    furniture: list[bool]
    """Whether most pairs of each family are flagged as boilerplate."""

    def is_furniture(self, at: int) -> bool:
        """Whether the pair belongs to such a family."""
        return self.furniture[self.family_of[at]]

    def best(self, scores: Sequence[float]) -> list[float]:
        """The highest score in each pair's family."""
        highest = [0.0] * len(self.families)
        for index, score in zip(self.family_of, scores, strict=True):
            highest[index] = max(highest[index], score)
        return [highest[index] for index in self.family_of]


def flagged(found: pa.Table, furniture: pa.Table) -> pa.Table:
    """``found`` with the pairs flagged that lie in boilerplate zones by half, on both sides."""
    zones: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in furniture.to_pylist():
        zones[row["number"]].append((row["start"], row["stop"]))
    flags = [
        flag or all(_mostly_inside(place, zones.get(place[0], ())) for place in pair)
        for pair, flag in zip(_pairs(found), found.column("boilerplate").to_pylist(), strict=True)
    ]
    at = found.schema.get_field_index("boilerplate")
    return found.set_column(at, found.schema.field(at), pa.array(flags, pa.bool_()))


def _mostly_inside(place: Place, zones: Sequence[tuple[int, int]]) -> bool:
    _, start, end = place
    inside = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in zones)
    return 2 * inside >= end - start


def grouping(found: pa.Table, config: CollateConfig) -> Grouping:
    """The families that found pairs form."""
    pairs = _pairs(found)
    group, family_of = families(pairs, part=config.part, beside=config.beside)
    votes = [0] * len(group)
    flags = found.column("boilerplate").to_pylist()
    for index, flag in zip(family_of, flags, strict=True):
        votes[index] += 1 if flag else -1
    return Grouping(pairs, group, family_of, [vote > 0 for vote in votes])


def relatives(known: Grouping, config: CollateConfig) -> pa.Table:
    """Pairs of one family that have not met, as chains without seeds; boilerplate left out."""
    news = [one for one, flag in zip(known.families, known.furniture, strict=True) if not flag]
    rows = [_kin(*pair) for pair in unmet_pairs(news, known.pairs, most=config.most_relatives)]
    return pa.Table.from_pylist(rows, CHAINS)


def _kin(a: Place, b: Place) -> dict[str, int]:
    made = dict.fromkeys(CHAINS.names, 0)
    extent = {"a_first": a[1], "a_last": a[2], "b_first": b[1], "b_last": b[2]}
    return {**made, "a_number": a[0], "b_number": b[0], "occurrences": 1, **extent}


def settle(
    found: pa.Table, document_ids: Sequence[str], config: CollateConfig, case_words: int
) -> tuple[pa.Table, pa.Table]:
    """The stage's rows: alignments, and the passages of each group.

    Left out: what a longer alignment of the same documents covers, and families of which no
    alignment has a score that is high enough for a case of this size.
    """
    kept = _without_repeats(_pairs(found), _scores(found))
    found = found.take(pa.array(kept, pa.int64()))
    enough = config.family_score(case_words)
    best = grouping(found, config).best(_scores(found))
    kept = [at for at, score in enumerate(best) if score >= enough]
    final = found.take(pa.array(kept, pa.int64()))
    known = grouping(final, config)
    return _alignments(final, known, document_ids), _passages(known, document_ids)


def _without_repeats(pairs: Sequence[Pair], scores: Sequence[float]) -> list[int]:
    """Rows in order of their places, without those that a longer one covers on both sides.

    Of the same two places, found through two windows, the surer row stays.
    """
    longest_first = sorted(
        range(len(pairs)), key=lambda at: (-_length(pairs[at]), pairs[at], -scores[at])
    )
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


def _scores(found: pa.Table) -> list[float]:
    return cast("list[float]", found.column("score").to_pylist())


def _alignments(found: pa.Table, known: Grouping, ids: Sequence[str]) -> pa.Table:
    columns: dict[str, object] = {name: found.column(name) for name in found.column_names}
    columns["a_document_id"] = [ids[a[0]] for a, _ in known.pairs]
    columns["b_document_id"] = [ids[b[0]] for _, b in known.pairs]
    columns["alignment_id"] = [
        short_id("alignment", ids[a[0]], *a[1:], ids[b[0]], *b[1:]) for a, b in known.pairs
    ]
    columns["boilerplate"] = [known.is_furniture(at) for at in range(len(known.pairs))]
    columns["made_by"] = [MADE_BY] * len(known.pairs)
    columns["unit"] = [AlignmentUnit.WORD.value] * len(known.pairs)
    schema = ALIGNMENTS.schema
    arrays = [_as(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _as(values: Any, kind: pa.DataType) -> Any:
    return values.cast(kind) if isinstance(values, pa.ChunkedArray) else pa.array(values, kind)


def _passages(known: Grouping, ids: Sequence[str]) -> pa.Table:
    rows = [
        row
        for family, flag in zip(known.families, known.furniture, strict=True)
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
