"""``reportedly export``: the case in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli.output import json_option, reporting_errors


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("-f", "--format", "format_name", required=True)
@json_option
@reporting_errors
def export(case: Path, format_name: str, as_json: bool) -> None:
    """Write a CASE in another format."""
