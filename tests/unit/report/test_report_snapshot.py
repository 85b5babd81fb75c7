"""The whole view of the ferry case, to be read as prose when it changes."""

from __future__ import annotations

from dataclasses import replace

from ferry_case import ferry_tables
from syrupy.assertion import SnapshotAssertion

from reportedly.report import build_view
from reportedly.report.view import ReportView


def test_the_view_of_the_ferry_case(snapshot: SnapshotAssertion) -> None:
    """What the report shows of a small case, apart from how."""
    view = build_view(ferry_tables(), title="The Osmund ferry")
    assert outline(replace(view, version="")) == snapshot


def outline(value: object, indent: int = 0) -> str:
    """A view as indented lines: fields by name, empty ones left away, runs and steps as text."""
    pad = "  " * indent
    if isinstance(value, tuple):
        return "".join(
            f"{pad}-\n{outline(each, indent + 1)}" if _deep(each) else f"{pad}- {each}\n"
            for each in value
        )
    lines = []
    for name in value.__dataclass_fields__:  # type: ignore[attr-defined]
        field = getattr(value, name)
        if field in (None, (), "", 0):
            continue
        nested = _deep(field)
        lines.append(
            f"{pad}{name}:\n{outline(field, indent + 1)}" if nested else f"{pad}{name}: {field}\n"
        )
    return "".join(lines)


def _deep(value: object) -> bool:
    return isinstance(value, tuple) or hasattr(value, "__dataclass_fields__")


def test_an_outline_shows_a_view() -> None:
    """The outline names each field that holds something."""
    empty = build_view({}, title="Nothing")
    assert isinstance(empty, ReportView)
    assert "title: Nothing\n" in outline(empty)
