"""``reportedly demo``: the main job on the sample case of the package."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli.output import json_option, progress_bar, reporting_errors
from reportedly.cli.trace import print_result


@click.command()
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("reportedly-demo"),
    show_default=True,
    help="Folder of the case; made, or brought up to date.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bars.")
@json_option
@reporting_errors
def demo(folder: Path, quiet: bool, as_json: bool) -> None:
    """Trace the sample case: invented pages about an invented dispute."""
    from reportedly import api

    with progress_bar(quiet=quiet or as_json) as progress:
        case = api.demo(folder, progress=progress)
    print_result(case, as_json=as_json)
