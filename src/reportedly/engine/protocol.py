"""What a stage may ask of an engine: run a typed query, or map a pure function over groups.

Stages know this file only. DuckDB is one implementation, Spark the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa

Parameter = str | int | float | bool
Tables = Mapping[str, pa.Table]
GroupFunction = Callable[[Tables], Tables]


class Relation(Protocol):
    """A table that an engine holds, in memory, on disk or on a cluster. Opaque to stages."""

    @property
    def schema(self) -> pa.Schema:
        """Columns of the relation."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """One SQL statement as data.

    ``sql`` names its inputs as tables and its parameters as ``$name``; it keeps to what DuckDB and
    Spark SQL both understand. Its result has the columns of ``output``, in any row order.
    """

    name: str
    sql: str
    inputs: tuple[str, ...]
    output: pa.Schema
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


class Engine(Protocol):
    """Runs queries and maps. The rows of a result never depend on which engine made them."""

    @property
    def name(self) -> str:
        """Short name, as in ``--engine``."""
        ...

    @property
    def parallelism(self) -> int:
        """How many calls of a map it can run at a time."""
        ...

    def table(self, table: pa.Table) -> Relation:
        """Hand an Arrow table to the engine."""
        ...

    def scan(self, paths: Sequence[Path], schema: pa.Schema) -> Relation:
        """A relation over Parquet files of one schema; empty where there is no file."""
        ...

    def query(self, query: Query, inputs: Mapping[str, Relation]) -> Relation:
        """The result of a query.

        Raises:
            QueryError: the engine refused it; the message carries the query's name.
        """
        ...

    def map(
        self,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        *,
        by: str,
        outputs: Mapping[str, pa.Schema],
    ) -> Mapping[str, Relation]:
        """Apply a pure function to whole groups.

        All inputs have the column ``by``. A call gets, from every input, all rows of one or more
        values of ``by``, sorted by it (an input without rows for them comes as an empty table),
        and returns one table for each of ``outputs``. How many groups share a call is not fixed,
        nor the order of the rows of a group, so the function must treat each group by itself and
        order its rows where that matters. It must be picklable: a module's function,
        or a `functools.partial` of one.
        """
        ...

    def batches(self, relation: Relation, *, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows sorted by ``order`` (binary order of strings), as a stream."""
        ...

    def collect(self, relation: Relation, *, order: Sequence[str] = ()) -> pa.Table:
        """All rows in memory, sorted by ``order`` where it is given, else in any order."""
        ...

    def close(self) -> None:
        """Give back files, memory and processes."""
        ...
