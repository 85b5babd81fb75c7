"""``reportedly export``: the case in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli.output import json_option, print_json, reporting_errors


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["eval", "jsonl", "csv", "parquet"]),
    required=True,
    help="eval: one file in which results are scored; the others: one file per table.",
)
@click.option(
    "-o",
    "--output",
    "destination",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write (eval), or folder (the others).",
)
@json_option
@reporting_errors
def export(case: Path, format_name: str, destination: Path, as_json: bool) -> None:
    """Write the tables of a CASE in another format."""
    from reportedly.api import open_case

    names = [str(path) for path in open_case(case).export(format_name, destination)]
    if as_json:
        print_json({"written": names})
    else:
        click.echo("\n".join(names))
