"""Corpora of planted reuse: their texts, and which passages in them are true.

A corpus is a folder with ``documents.jsonl`` (``id``, ``text``) and ``truth.jsonl``, as the
generator of planted reuse writes them (see ``benchmarks/reuse.py``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.engine.protocol import Relation
from reportedly.tables import ZONES

Span = tuple[int, int]


class Truth:
    """The planted passages and notices of a corpus, by the numbers that the stage gives."""

    def __init__(self, corpus: Path, numbers: Mapping[str, int]) -> None:
        self._pairs: defaultdict[tuple[int, int], list[tuple[int, Span, Span]]] = defaultdict(list)
        self._numbers = count()
        self._notices: defaultdict[int, list[Span]] = defaultdict(list)
        spans: dict[str, tuple[int, int, int]] = {}
        for row in _rows(corpus / "truth.jsonl"):
            if row["kind"] == "passage":
                spans[row["passage"]] = (numbers[row["doc"]], row["start"], row["end"])
            elif row["kind"] == "pair":
                self._add(spans[row["a"]], spans[row["b"]])
            elif row["type"] == "boilerplate":
                self._notices[numbers[row["doc"]]].append((row["start"], row["end"]))

    def _add(self, *places: tuple[int, int, int]) -> None:
        (a, *a_span), (b, *b_span) = sorted(places)
        spans = ((a_span[0], a_span[1]), (b_span[0], b_span[1]))
        self._pairs[a, b].append((next(self._numbers), *spans))

    def planted(self, a: tuple[int, Span], b: tuple[int, Span]) -> int | None:
        """The number of the planted pair in which both lie by half, if there is one."""
        for number, a_span, b_span in self._pairs.get((a[0], b[0]), ()):
            if _half_inside(a[1], a_span) and _half_inside(b[1], b_span):
                return number
        return None

    def is_notice(self, number: int, span: Span) -> bool:
        """Whether a passage lies in a notice by half."""
        return any(_half_inside(span, notice) for notice in self._notices.get(number, ()))


def _half_inside(span: Span, other: Span) -> bool:
    return 2 * (min(span[1], other[1]) - max(span[0], other[0])) >= span[1] - span[0]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def corpus_texts(corpus: Path) -> dict[str, str]:
    """The documents of a corpus by name, in the order of their names."""
    return dict(sorted((row["id"], row["text"]) for row in _rows(corpus / "documents.jsonl")))


def corpus_inputs(
    engine: DuckDBEngine, texts: Mapping[str, str], most: int | None = None
) -> dict[str, Relation]:
    """What the stage reads of the first documents of a corpus."""
    table = pa.table({"document_id": list(texts)[:most], "text": list(texts.values())[:most]})
    return {"documents": engine.table(table), "zones": engine.table(ZONES.empty())}
