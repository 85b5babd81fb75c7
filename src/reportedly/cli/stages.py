"""One command per stage: run the pipeline up to it and stop."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from reportedly.cli.output import json_option, print_json, progress_bar, reporting_errors
from reportedly.cli.trace import input_options, refuse_unread, refusing_misfits

# What each stage makes, for the list of commands; a test holds it against the pipeline.
STAGE_HELP = {
    "read": "Read pages into documents.",
    "zones": "Find the role of each stretch of text.",
    "attribute": "Find who is said to have said what.",
    "resolve": "Find which mentions are the same actor.",
    "collate": "Align the passages that recur.",
    "stemma": "Find families, variants, stemmas and chains.",
    "check": "Hold statements against the sources they cite.",
    "positions": "Write the ledger of positions.",
}
# `reportedly trace` runs everything, so the stage of that name needs another one here.
STAGE_OF_COMMAND = {name: name for name in STAGE_HELP} | {"stemma": "trace"}


def stage_commands() -> list[click.Command]:
    """The commands, in the order of the stages."""
    return [_stage_command(name, text) for name, text in STAGE_HELP.items()]


def _stage_command(name: str, text: str) -> click.Command:
    @click.command(name, help=text)
    @input_options
    @json_option
    @reporting_errors
    def command(
        paths: tuple[str, ...],
        folder: Path,
        title: str | None,
        quiet: bool,
        as_json: bool,
        engine: Literal["duckdb", "spark"],
        master: str | None,
        memory_limit: str | None,
        workers: int,
        **files: Any,
    ) -> None:
        from reportedly import api

        with progress_bar(quiet=quiet or as_json) as progress, refusing_misfits():
            case = api.trace(
                paths,
                folder,
                options=api.load_options(**files),
                title=title,
                until=STAGE_OF_COMMAND[name],
                engine=engine,
                master=master,
                memory_limit=memory_limit,
                workers=workers,
                progress=progress,
            )
        refuse_unread(case)
        counts = {table: entry.rows for table, entry in case.manifest.tables.items()}
        if as_json:
            print_json({"case": str(case.folder), "tables": counts})
        else:
            click.echo("\n".join(f"{rows:>9,}  {table}" for table, rows in counts.items()))

    return command
