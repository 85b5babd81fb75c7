"""Reads the tables of a case: counts over all rows, dataclasses only for the rows shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from reportedly.tables.schema import Table

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rows:
    """The tables of a case by name; one that was not made yet counts as empty."""

    tables: Mapping[str, pa.Table]

    def arrow(self, table: Table[Any]) -> pa.Table:
        """The Arrow table itself."""
        return self.tables.get(table.name, table.empty())

    def count(self, table: Table[Any]) -> int:
        """Number of rows."""
        return int(self.arrow(table).num_rows)

    def columns(self, table: Table[Any], *names: str) -> Iterator[tuple[Any, ...]]:
        """The values of some columns, row by row."""
        arrow = self.arrow(table)
        return zip(*(arrow.column(name).to_pylist() for name in names), strict=True)

    def tally(self, table: Table[Any], column: str) -> Counter[str | None]:
        """How often each value stands in a column."""
        counts = pc.value_counts(self.arrow(table).column(column))
        values, numbers = counts.field("values").to_pylist(), counts.field("counts").to_pylist()
        return Counter(dict(zip(values, numbers, strict=True)))

    def all(self, table: Table[Row]) -> list[Row]:
        """Every row as its dataclass."""
        return table.unpack(self.arrow(table))

    def where(self, table: Table[Row], column: str, values: Collection[str]) -> list[Row]:
        """The rows whose ``column`` is one of ``values``, as dataclasses, in the table's order."""
        arrow = self.arrow(table)
        wanted = pa.array(sorted(values), type=pa.string())
        return table.unpack(arrow.filter(pc.is_in(arrow.column(column), value_set=wanted)))


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    """Rows by key; the order within a group is that of ``rows``."""
    groups: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: tuple(group) for name, group in groups.items()}
