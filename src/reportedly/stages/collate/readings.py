"""The word-level operations between two passages, in code points of their documents."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pyarrow as pa

from reportedly.model.kinds import VariantKind
from reportedly.stages.collate.steps import DELETION, EQUAL, INSERTION, KINDS, Side, Steps
from reportedly.stages.collate.words import Flags
from reportedly.tables import ALIGNMENTS
from reportedly.text.tokens import Offsets
from reportedly.text.variants import difference, moved


def reading_column(a: Side, b: Side, steps: Steps, a_origin: Offsets) -> pa.Array[Any]:
    """The operations of passages as a column of their table.

    ``a_origin``: the code point of its document at which the text of each passage's side a begins.
    """
    kind = ALIGNMENTS.schema.field("operations").type
    assert isinstance(kind, pa.ListType)
    fields = list(kind.value_type)
    a_span = (at + a_origin[steps.passage] for at in _spans(a, steps.passage, *steps[2:4]))
    columns: list[Any] = [
        pa.array([str(one) for one in KINDS], pa.string()).take(steps.kind),
        _variants(a, b, steps),
        *a_span,
        *_spans(b, steps.passage, *steps[4:]),
    ]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    edges = np.searchsorted(steps.passage, np.arange(len(a.places.first) + 1))
    values = pa.StructArray.from_arrays(arrays, fields=fields)
    offsets = cast("Any", pa.array(edges, pa.int32()))
    return cast("pa.Array[Any]", pa.ListArray.from_arrays(offsets, values, type=kind))


def _spans(side: Side, passage: Offsets, first: Offsets, last: Offsets) -> tuple[Offsets, Offsets]:
    """Code points of the words ``first:last``; an empty stretch lies behind the word before."""
    begin = side.places.first[passage]
    start, end = side.words.start, side.words.end
    behind = np.where(first > begin, end[first - 1], start[begin])
    some = first < last
    return (
        np.where(some, start[np.where(some, first, begin)], behind),
        np.where(some, end[last - 1], behind),
    )


def _variants(a: Side, b: Side, steps: Steps) -> list[VariantKind | None]:
    """What the difference that each step makes is."""
    made: list[VariantKind | None] = [None] * len(steps.kind)
    changes = np.flatnonzero(steps.kind != EQUAL)
    changed = steps.only(changes)
    texts = [
        _stretches(side, changed.passage, *words)
        for side, words in ((a, changed[2:4]), (b, changed[4:]))
    ]
    words = [
        side.normal_words(changed.passage, *both)
        for side, both in ((a, changed[2:4]), (b, changed[4:]))
    ]
    keys = zip(*texts, _at_edge(a, b, changed).tolist(), strict=True)
    known: dict[tuple[str, str, bool], VariantKind] = {}
    for at, key, a_words, b_words in zip(changes.tolist(), keys, *words, strict=True):
        variant = known.get(key)
        if variant is None:
            known[key] = variant = difference(a_words, b_words, *key[:2], at_edge=key[2])
        made[at] = variant
    for one in _moved(changed, *words):
        made[changes[one]] = VariantKind.ORDER
    return made


def _stretches(side: Side, passage: Offsets, first: Offsets, last: Offsets) -> list[str]:
    """The words ``first:last`` with all up to their neighbours in the passage, as it stands."""
    begin, end = side.places.first[passage], side.places.last[passage]
    start = np.where(first > begin, side.ends(passage, first - 1), side.starts(passage, begin))
    following = side.starts(passage, np.minimum(last, end - 1))
    stop = np.where(last < end, following, side.ends(passage, end - 1))
    return side.words.texts.cut(start, stop)


def _at_edge(a: Side, b: Side, steps: Steps) -> Flags:
    """Which steps both sides begin with, or both end with."""
    passage, _, a_first, a_last, b_first, b_last = steps
    begin = (a_first == a.places.first[passage]) & (b_first == b.places.first[passage])
    end = (a_last == a.places.last[passage]) & (b_last == b.places.last[passage])
    return np.asarray(begin | end)


def _moved(steps: Steps, a_words: list[list[str]], b_words: list[list[str]]) -> list[int]:
    """The deletions and insertions of words that the other side of their passage has elsewhere."""
    both = np.intersect1d(
        steps.passage[steps.kind == DELETION], steps.passage[steps.kind == INSERTION]
    )
    found: list[int] = []
    for passage in both.tolist():
        begin, end = np.searchsorted(steps.passage, [passage, passage + 1])
        own = range(begin, end)
        gone = {at: a_words[at] for at in own if not b_words[at]}
        come = {at: b_words[at] for at in own if not a_words[at]}
        found += moved(gone, come)
    return found
