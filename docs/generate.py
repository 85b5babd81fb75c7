"""Write the reference pages that are made from the code: commands, tables, errors, columns.

``python docs/generate.py`` writes them; ``python docs/generate.py --check`` only compares and
exits with 1 where a page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pyarrow as pa

from reportedly.cli import main as root_command
from reportedly.errors import ReportedlyError
from reportedly.model.kinds import RejectReason
from reportedly.stages.read.columns import NAMES
from reportedly.tables import ALL_TABLES, Table

HERE = Path(__file__).parent / "reference"
NOTE = "<!-- Made by docs/generate.py; edit the code, not this page. -->\n"


def commands_page() -> str:
    """Every command with its help text."""
    context = click.Context(root_command, info_name="reportedly", **root_command.context_settings)
    parts = ["# Commands\n", NOTE, _help(root_command, context)]
    for name in root_command.list_commands(context):
        command = root_command.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        parts += [f"## reportedly {name}\n", _help(command, inner)]
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> str:
    context.max_content_width = 90
    context.terminal_width = 90
    return f"```text\n{command.get_help(context)}\n```\n"


def tables_page() -> str:
    """Every table with its columns and their meanings."""
    intro = (
        "All offsets are half-open code points into the document's immutable text: "
        "`text[start:end]` is the evidence. Rows are sorted by the columns named as *order*.\n"
    )
    return "\n".join(["# Tables\n", NOTE, intro, *map(_table, ALL_TABLES)])


def _table(table: Table[object]) -> str:
    order = ", ".join(f"`{name}`" for name in table.order)
    meaning = " ".join(table.meaning.split())
    rows = [
        f"| `{field.name}` | {_type(field.type)}{'?' * field.nullable} | {_meaning(field)} |"
        for field in table.schema
    ]
    header = ["| column | type | meaning |", "|---|---|---|"]
    head = [f"## {table.name}\n", f"{meaning}\n", f"Order: {order}\n"]
    return "\n".join([*head, *header, *rows, ""])


def _meaning(field: pa.Field) -> str:
    return field.metadata[b"meaning"].decode().replace("|", "\\|")


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(field.name for field in kind) + "}"
    return str(kind)


def errors_page() -> str:
    """Every error with its code, and every reason for a reject."""
    lines = ["# Errors and rejects\n", NOTE]
    lines += ["| code | error | exit code | meaning |", "|---|---|---|---|"]
    for kind in sorted(_leaves(ReportedlyError), key=lambda one: one.code):
        meaning = (kind.__doc__ or "").splitlines()[0]
        lines.append(f"| {kind.code} | `{kind.__name__}` | {kind.exit_status} | {meaning} |")
    lines += ["\n## Reasons in the table *rejects*\n", "| reason |", "|---|"]
    lines += [f"| `{reason.value}` |" for reason in RejectReason]
    return "\n".join(lines) + "\n"


def _leaves(kind: type[ReportedlyError]) -> Iterator[type[ReportedlyError]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from _leaves(one)


def columns_page() -> str:
    """The names of columns that are known without ``--map``."""
    intro = (
        "What a column of a table or record may be called, the preferred name first. Upper and "
        "lower case, spaces, dots, dashes and underscores make no difference; `source.name` is "
        "the column `name` inside `source`. `--map FIELD=COLUMN` names any other.\n"
    )
    rows = [f"| `{field}` | {', '.join(names)} |" for field, names in NAMES.items()]
    return "\n".join(["# Columns\n", NOTE, intro, "| field | columns |", "|---|---|", *rows, ""])


PAGES = {
    "commands.md": commands_page,
    "tables.md": tables_page,
    "errors.md": errors_page,
    "columns.md": columns_page,
}


def stale_pages() -> list[str]:
    """Names of pages that are not what the code says."""
    return [
        name
        for name, make in PAGES.items()
        if not (HERE / name).is_file() or (HERE / name).read_text(encoding="utf-8") != make()
    ]


if __name__ == "__main__":
    if "--check" in sys.argv:
        stale = stale_pages()
        print(f"stale: {', '.join(stale)}; run: make docs" if stale else "reference is up to date")
        sys.exit(bool(stale))
    HERE.mkdir(exist_ok=True)
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
