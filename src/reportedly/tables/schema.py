"""One definition per table: a frozen dataclass; its Arrow schema is derived from it.

A field is declared as ``name: Annotated[type, "what it means, with units"]``. The text becomes the
Arrow field's ``meaning`` metadata, from which the reference page is generated.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

import pyarrow as pa

Row = TypeVar("Row")
Encoder = Callable[[Any], Any]

_PLAIN: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.large_binary(),
    datetime: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table of the case: its name, its row class, the columns that order it, its schema.

    Rows of a finished table are sorted by ``order``, which no two rows share; a table that a stage
    hands over may be in any order.
    """

    name: str
    row: type[Row]
    order: tuple[str, ...]
    schema: pa.Schema
    meaning: str

    def pack(self, rows: Iterable[Row]) -> pa.Table:
        """The rows as an Arrow table of this schema, in the order given."""
        kept = list(rows)
        columns = [
            pa.array([encode(getattr(row, name)) for row in kept], self.schema.field(name).type)
            for name, encode in _encoders(self.row).items()
        ]
        return pa.Table.from_arrays(columns, schema=self.schema)

    def unpack(self, table: pa.Table) -> list[Row]:
        """The rows of an Arrow table of this schema as dataclasses.

        Raises:
            KeyError: a column of the schema is missing.
        """
        decoders = _decoders(self.row)
        columns = [table.column(name).to_pylist() for name in decoders]
        decode = tuple(decoders.values())
        return [
            self.row(*(one(value) for one, value in zip(decode, values, strict=True)))
            for values in zip(*columns, strict=True)
        ]

    def empty(self) -> pa.Table:
        """The table without rows."""
        return self.schema.empty_table()

    def ordered(self, table: pa.Table) -> pa.Table:
        """``table`` in the order of a finished table."""
        return table.sort_by([(name, "ascending") for name in self.order])


def define(name: str, row: type[Row], *, order: tuple[str, ...]) -> Table[Row]:
    """Make a table from its row class; the class docstring is the table's meaning."""
    fields = [
        pa.field(
            field_name,
            _arrow_type(_bare(hint)),
            nullable=_is_optional(_bare(hint)),
            metadata={"meaning": _meaning(hint)},
        )
        for field_name, hint in _hints(row).items()
    ]
    meaning = (row.__doc__ or "").strip()
    schema = pa.schema(fields, metadata={"table": name, "meaning": meaning})
    return Table(name, row, order, schema, meaning)


def _hints(row: type) -> dict[str, Any]:
    hints = typing.get_type_hints(row, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(row)}


def _bare(hint: Any) -> Any:
    return hint.__origin__ if typing.get_origin(hint) is typing.Annotated else hint


def _meaning(hint: Any) -> str:
    if typing.get_origin(hint) is typing.Annotated:
        return str(hint.__metadata__[0])
    message = f"a table's field needs its meaning: {hint}"
    raise TypeError(message)


def _is_optional(hint: Any) -> bool:
    return isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)


def _inner(hint: Any) -> Any:
    """The type inside ``T | None``."""
    (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
    return inner


def _arrow_type(hint: Any) -> pa.DataType:
    if _is_optional(hint):
        return _arrow_type(_inner(hint))
    if typing.get_origin(hint) is tuple:
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return pa.struct(_struct_fields(cast("type", hint)))
    if issubclass(hint, StrEnum):
        return pa.string()
    return _PLAIN[hint]


def _struct_fields(row: type) -> list[pa.Field[Any]]:
    """Fields of a nested value; engines do not keep whether those may be null, so all may."""
    return [pa.field(name, _arrow_type(_bare(hint))) for name, hint in _hints(row).items()]


def _encoders(row: type) -> dict[str, Encoder]:
    return {name: _encoder(_bare(hint)) for name, hint in _hints(row).items()}


def _encoder(hint: Any) -> Encoder:
    if _is_optional(hint):
        inner = _encoder(_inner(hint))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        item = _encoder(typing.get_args(hint)[0])
        return lambda values: [item(value) for value in values]
    if dataclasses.is_dataclass(hint):
        parts = _encoders(cast("type", hint))
        return lambda value: {name: one(getattr(value, name)) for name, one in parts.items()}
    return (lambda value: value.value) if issubclass(hint, StrEnum) else (lambda value: value)


def _decoders(row: type) -> dict[str, Encoder]:
    return {name: _decoder(_bare(hint)) for name, hint in _hints(row).items()}


def _decoder(hint: Any) -> Encoder:
    if _is_optional(hint):
        inner = _decoder(_inner(hint))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        item = _decoder(typing.get_args(hint)[0])
        return lambda values: tuple(item(value) for value in values)
    if dataclasses.is_dataclass(hint):
        parts = _decoders(cast("type", hint))
        make = cast("type", hint)
        return lambda value: make(**{name: one(value[name]) for name, one in parts.items()})
    return hint if issubclass(hint, StrEnum) else (lambda value: value)
