"""Families across languages: a passage and its translations belong together.

Passages of one language form groups by their words. An alignment of sentences ties a stretch of a
page to one in another language; where a group's passage is that stretch, its whole group is tied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated

import numpy as np

from reportedly.engine.protocol import Engine, Query, Relation
from reportedly.model.ids import short_id
from reportedly.model.kinds import AlignmentUnit
from reportedly.model.spans import Span
from reportedly.stages.trace.copies import GROUPED
from reportedly.stages.trace.renderings import TRANSLATED, SentencePair, TranslatedPages
from reportedly.tables import ALIGNMENTS, PASSAGES
from reportedly.tables.collation import Alignment, Passage
from reportedly.tables.schema import define
from reportedly.text.stretches import PART, are_one_passage, overlapping, touching
from reportedly.text.tokens import Offsets


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A group of passages that translations join to others."""

    group_id: Annotated[str, "the group as its words made it"]
    family_id: Annotated[str, "the group across languages"]


REGROUPED = define("regrouped", Regrouped, order=("group_id",))

Side = tuple[str, int, int]
"""One side of an alignment: document, first code point, code point after the last."""
Node = Side | str
"""A side, or the group of passages that it belongs to."""


def passages_across(engine: Engine, relations: Mapping[str, Relation]) -> tuple[Relation, Relation]:
    """Passages in their groups, across languages where translations are known, and those."""
    across = engine.query(ACROSS, relations)
    found = ALIGNMENTS.unpack(engine.collect(across, order=ALIGNMENTS.order))
    touched = engine.query(TOUCHED, {"across": across, "passages": relations["passages"]})
    passages = PASSAGES.unpack(engine.collect(touched, order=PASSAGES.order)) if found else []
    made = joined(found, passages)
    rows = {
        "passages": relations["passages"],
        REGROUPED.name: engine.table(REGROUPED.pack(made.regrouped)),
        "added": engine.table(PASSAGES.pack(made.added)),
    }
    return (
        engine.query(GROUPS_ACROSS if found else GROUPS, rows),
        engine.table(TRANSLATED.pack(made.translated)),
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """Groups across languages.

    ``added``: sides that are no passage of any group, or go on where a long passage ends.
    """

    regrouped: Sequence[Regrouped]
    added: Sequence[Passage]
    translated: Sequence[TranslatedPages]


def joined(alignments: Sequence[Alignment], passages: Sequence[Passage]) -> Joined:
    """The groups of ``passages`` that ``alignments`` of sentences join, whatever their order."""
    sides = sorted({side for row in alignments for side in _sides(row)})
    groups = _Groups()
    known = set()
    for side, passage in _same_passages(sides, passages):
        groups.join(side, passage.group_id)
        if min(side[2] - side[1], passage.end - passage.start) < PART:
            known.add(side)
    for one, other in _same_sides(sides):
        groups.join(one, other)
    for row in alignments:
        groups.join(*_sides(row))
    names = groups.names()
    return Joined(
        [Regrouped(node, name) for node, name in names.items() if isinstance(node, str)],
        [_passage(side, names[side]) for side in sides if side not in known],
        [_translated(row, names[_sides(row)[0]]) for row in alignments],
    )


def _sides(row: Alignment) -> tuple[Side, Side]:
    return (
        (row.a_document_id, row.a_start, row.a_end),
        (row.b_document_id, row.b_start, row.b_end),
    )


def _passage(side: Side, family_id: str) -> Passage:
    return Passage(short_id("passage", *side), family_id, *side, boilerplate=False)


def _translated(row: Alignment, family_id: str) -> TranslatedPages:
    pairs = (
        SentencePair(Span(step.a_start, step.a_end), Span(step.b_start, step.b_end))
        for step in row.operations
        if step.a_start < step.a_end and step.b_start < step.b_end
    )
    return TranslatedPages(
        family_id, row.a_document_id, row.b_document_id, tuple(pairs), row.score, row.made_by
    )


def _same_passages(
    sides: Sequence[Side], passages: Sequence[Passage]
) -> Iterator[tuple[Side, Passage]]:
    """The passages that each side is; ``sides`` are sorted."""
    numbers = _numbers(sides)
    known = sorted(
        (passage for passage in passages if passage.document_id in numbers),
        key=attrgetter("document_id", "start"),
    )
    places = [(passage.document_id, passage.start, passage.end) for passage in known]
    some, others = _stretches(sides, numbers), _stretches(places, numbers)
    for one, other in touching(some, others):
        same = are_one_passage(some[one], others[other])
        for i, j in zip(one[same].tolist(), other[same].tolist(), strict=True):
            yield sides[i], known[j]


def _same_sides(sides: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """Overlapping sides that are one passage; ``sides`` are sorted."""
    rows = _stretches(sides, _numbers(sides))
    for one, other in overlapping(rows):
        same = are_one_passage(rows[one], rows[other])
        for i, j in zip(one[same].tolist(), other[same].tolist(), strict=True):
            yield sides[i], sides[j]


def _numbers(sides: Sequence[Side]) -> dict[str, int]:
    """Documents by their order among ``sides``."""
    return {document: at for at, document in enumerate(dict.fromkeys(side[0] for side in sides))}


def _stretches(places: Sequence[Side], numbers: Mapping[str, int]) -> Offsets:
    rows = [(numbers[document], start, end) for document, start, end in places]
    return np.array(rows, np.int64).reshape(-1, 3)


class _Groups:
    """Nodes that are joined, directly or through others."""

    def __init__(self) -> None:
        self._above: dict[Node, Node] = {}

    def join(self, one: Node, other: Node) -> None:
        first, second = sorted((self._top(one), self._top(other)), key=str)
        self._above[second] = first

    def _top(self, node: Node) -> Node:
        above = self._above.setdefault(node, node)
        while above != node:
            self._above[node] = self._above[above]
            node, above = above, self._above[above]
        return node

    def names(self) -> dict[Node, str]:
        """The identity of each node's group: all that is in it."""
        members: defaultdict[Node, list[Node]] = defaultdict(list)
        for node in list(self._above):
            members[self._top(node)].append(node)
        return {
            node: short_id("across languages", *sorted(map(str, group)))
            for group in members.values()
            for node in group
        }


ACROSS = Query(
    name="trace: alignments across languages",
    sql="SELECT * FROM alignments WHERE unit = $unit AND NOT boilerplate",
    inputs=("alignments",),
    output=ALIGNMENTS.schema,
    parameters={"unit": AlignmentUnit.SENTENCE.value},
)
TOUCHED = Query(
    name="trace: passages of which a translation is known",
    sql="""
        WITH sides AS (
            SELECT a_document_id AS document_id, a_start AS first, a_end AS stop FROM across
            UNION
            SELECT b_document_id AS document_id, b_start AS first, b_end AS stop FROM across
        )
        SELECT DISTINCT p.* FROM passages p JOIN sides s ON p.document_id = s.document_id
         AND p.start < s.stop AND s.first < p.end
        WHERE NOT p.boilerplate
    """,
    inputs=("across", "passages"),
    output=PASSAGES.schema,
)
GROUPS = Query(
    name="trace: passages with the size of their group",
    sql="""
        SELECT group_id, document_id, start, passages.end AS stop, boilerplate,
               COUNT(*) OVER (PARTITION BY group_id) AS group_size
        FROM passages
    """,
    inputs=("passages",),
    output=GROUPED.schema,
)
GROUPS_ACROSS = Query(
    name="trace: passages with the size of their group across languages",
    sql="""
        WITH every AS (
            SELECT COALESCE(r.family_id, p.group_id) AS group_id, p.document_id, p.start,
                   p.end AS stop, p.boilerplate
            FROM passages p LEFT JOIN regrouped r ON p.group_id = r.group_id
            UNION ALL
            SELECT group_id, document_id, start, added.end AS stop, boilerplate FROM added
        ),
        marked AS (
            SELECT *, CASE WHEN start < MAX(stop) OVER (
                PARTITION BY group_id, document_id ORDER BY start, stop
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) THEN 0 ELSE 1 END AS opens
            FROM every
        ),
        numbered AS (
            SELECT *, SUM(opens) OVER (
                PARTITION BY group_id, document_id ORDER BY start, stop
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS number
            FROM marked
        ),
        merged AS (
            SELECT group_id, document_id, MIN(start) AS start, MAX(stop) AS stop,
                   BOOL_AND(boilerplate) AS boilerplate
            FROM numbered GROUP BY group_id, document_id, number
        )
        SELECT *, COUNT(*) OVER (PARTITION BY group_id) AS group_size FROM merged
    """,
    inputs=("passages", "regrouped", "added"),
    output=GROUPED.schema,
)
