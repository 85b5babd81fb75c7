"""``reportedly trace``: from a pile of pages to a case and its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar

import click

from reportedly.cli.output import (
    json_option,
    print_json,
    printable,
    progress_bar,
    reporting_errors,
)

if TYPE_CHECKING:
    from reportedly.api import Case

P = ParamSpec("P")
R = TypeVar("R")

_EXISTING = click.Path(path_type=Path)
_ENGINE_OPTIONS = (
    click.option(
        "--engine",
        type=click.Choice(["duckdb", "spark"]),
        default="duckdb",
        show_default=True,
        help="What runs it: this machine, or a Spark cluster. The rows are the same.",
    ),
    click.option(
        "--master",
        metavar="URL",
        help="Spark's master, spark://HOST:PORT or local[N]; default: this machine.",
    ),
    click.option(
        "--memory-limit",
        metavar="SIZE",
        help="DuckDB spills to disk beyond this much, such as 2GB.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="Processes of DuckDB that read and tag large piles.",
    ),
)


class _ColumnOption(click.ParamType[tuple[str, str]]):
    """``FIELD=COLUMN``: a field of a document and the column of a table that holds it."""

    name = "FIELD=COLUMN"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        from reportedly.stages.read.columns import Field

        field, _, column = str(value).partition("=")
        if field not in set(Field) or not column.strip():
            self.fail(f"{value!r} is not one of {', '.join(Field)}, a =, and a column", param, ctx)
        return field, column.strip()


def input_options(command: Callable[P, R]) -> Callable[P, R]:
    """Options of every command that runs stages over a pile."""
    for decorate in reversed(
        (
            click.argument("paths", nargs=-1, required=True, metavar="PATH|URL..."),
            click.option(
                "-o",
                "--output",
                "folder",
                type=_EXISTING,
                default=Path("case"),
                show_default=True,
                help="Folder of the case; made, or brought up to date.",
            ),
            click.option("--title", help="Title of the report; default: the input's name."),
            click.option(
                "--aliases", type=_EXISTING, help="YAML file of actors and their other names."
            ),
            click.option("--issues", type=_EXISTING, help="YAML file of issues and their phrases."),
            click.option(
                "--tagger",
                type=click.Choice(["model", "rules"]),
                help="What finds attributions.",
            ),
            click.option(
                "--map",
                "columns",
                type=_ColumnOption(),
                multiple=True,
                help="Column of a table that holds a field, as in --map title=headline.",
            ),
            click.option(
                "--max-bytes",
                type=click.IntRange(min=1),
                help="Files larger than this are refused.",
            ),
            click.option("--refetch", is_flag=True, help="Fetch named addresses again."),
            click.option("--user-agent", help="How to introduce yourself to sites."),
            click.option(
                "--seconds",
                type=click.FloatRange(min=1),
                help="A small page that takes longer in one stage is given up.",
            ),
            *_ENGINE_OPTIONS,
            click.option("-q", "--quiet", is_flag=True, help="No progress bars."),
        )
    ):
        command = decorate(command)
    return command


@click.command()
@input_options
@json_option
@reporting_errors
def trace(
    paths: tuple[str, ...],
    folder: Path,
    title: str | None,
    aliases: Path | None,
    issues: Path | None,
    tagger: Literal["model", "rules"] | None,
    columns: tuple[tuple[str, str], ...],
    max_bytes: int | None,
    refetch: bool,
    user_agent: str | None,
    seconds: float | None,
    quiet: bool,
    as_json: bool,
    **machine: Any,
) -> None:
    """Trace who said what through a pile of pages.

    PATH is a page, a document, a feed, a table, an archive of them, or a folder. An address is
    fetched once, politely, and kept in the case; nothing else is fetched. Running it again on the
    same case does only what changed.
    """
    from reportedly import api

    options = api.load_options(
        aliases=aliases,
        issues=issues,
        max_bytes=max_bytes,
        columns=columns,
        tagger=tagger,
        refetch=refetch,
        user_agent=user_agent,
        seconds=seconds,
    )
    with progress_bar(quiet=quiet or as_json) as progress, refusing_misfits():
        case = api.trace(paths, folder, options=options, title=title, progress=progress, **machine)
    print_result(case, as_json=as_json)


@contextmanager
def refusing_misfits() -> Iterator[None]:
    """Turns settings that do not fit the engine into wrong usage."""
    from reportedly.engine.settings import EngineSettingsError

    try:
        yield
    except EngineSettingsError as error:
        raise click.UsageError(str(error)) from error


def print_result(case: Case, *, as_json: bool) -> None:
    """The summary of a finished case and where its report is.

    Raises:
        NothingReadError: not one page could be read; the case and its report say why.
    """
    refuse_unread(case)
    if as_json:
        counts = {name: entry.rows for name, entry in case.manifest.tables.items()}
        print_json({"case": str(case.folder), "report": str(case.report), "tables": counts})
        return
    for line in case.summary():
        click.echo(printable(line))
    click.echo(f"\nReport: {case.report}")


def refuse_unread(case: Case) -> None:
    """Stops a command whose input gave no page at all.

    Raises:
        NothingReadError: not one page could be read.
    """
    from reportedly.pipeline.sources.refusals import nothing_read
    from reportedly.tables import REJECTS

    if not case.manifest.tables["documents"].rows:
        raise nothing_read(list(REJECTS.unpack(case[REJECTS.name].arrow)))
