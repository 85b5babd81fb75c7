"""What every command prints: results on stdout, progress and errors on stderr."""

from __future__ import annotations

import functools
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn, ParamSpec, TypeVar

import click

from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.pipeline.progress import Progress

P = ParamSpec("P")
R = TypeVar("R")

INTERRUPTED: Final = 130
DEBUG_VARIABLE: Final = "REPORTEDLY_DEBUG"
_INTERRUPTED_QUERY: Final = "Query interrupted"
"""What DuckDB raises as a plain RuntimeError where Ctrl-C meets one of its queries."""


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Adds ``--json``: machine-readable results and errors on stdout."""
    option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    return option(command)


def reporting_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turns the project's own errors into one line (or JSON) and their exit code."""

    @functools.wraps(command)
    def guarded(*args: P.args, **options: P.kwargs) -> R:
        try:
            return command(*args, **options)
        except ReportedlyError as error:
            _print_error(error, as_json=bool(options.get("as_json")))
            raise SystemExit(error.exit_status) from None
        except KeyboardInterrupt:
            _stop_interrupted()
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if str(error) == _INTERRUPTED_QUERY:
                _stop_interrupted()
            if os.environ.get(DEBUG_VARIABLE):
                raise
            _print_error(_unexpected(error), as_json=bool(options.get("as_json")))
            raise SystemExit(ReportedlyError.exit_status) from None

    return guarded


def _stop_interrupted() -> NoReturn:
    click.echo("interrupted; finished work is kept, run the same command again", err=True)
    raise SystemExit(INTERRUPTED) from None


def _unexpected(error: Exception) -> ReportedlyError:
    """An error that nobody planned for, in the form of those that were."""
    return ReportedlyError(
        f"unexpected {type(error).__name__}",
        where=" ".join(str(error).split())[:300] or "no details",
        next_step=f"please report it with what {DEBUG_VARIABLE}=1 shows; finished work is kept",
    )


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True))


def printable(text: str) -> str:
    """Text from pages, safe for a terminal: control and direction characters made visible."""
    return "".join(
        f"\\u{ord(character):04x}" if unicodedata.category(character) in {"Cc", "Cf"} else character
        for character in text
    )


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Progress of a run on stderr; nothing where stderr is not a terminal or ``quiet``."""
    from reportedly.pipeline.progress import Silent

    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bars(bars)


class _Bars:
    """One bar for the stage that runs."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars
        self._task = bars.add_task("discover", total=None)

    def stage(self, name: str, *, total: int, reused: int) -> None:
        """Start the next stage's bar."""
        self._bars.reset(self._task, description=name, total=total, completed=reused)

    def advance(self, units: int) -> None:
        """Move the bar."""
        self._bars.advance(self._task, units)


def _print_error(error: ReportedlyError, *, as_json: bool) -> None:
    if as_json:
        print_json(error.as_dict())
    line = f"error {error.code}: {error.what}: {error.where} \N{EM DASH} {error.next_step}"
    click.echo(printable(line), err=True)
