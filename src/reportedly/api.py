"""The public functions; the command line calls them too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Final, Literal, TypeVar
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from reportedly import __version__
from reportedly.case import StoredCase
from reportedly.engine.settings import EngineName, EngineSettings
from reportedly.errors import OptionFileError
from reportedly.fetch.addresses import is_url
from reportedly.fetch.config import FetchConfig
from reportedly.limits import Limits
from reportedly.model.spans import Span
from reportedly.options import Options
from reportedly.pipeline import Plan, Progress, Silent, run
from reportedly.tables import DOCUMENTS
from reportedly.tables.documents import Place

T = TypeVar("T")

SAMPLE_TITLE: Final = "The sample case"


class Case(StoredCase):
    """A case on disk. ``case["attributions"].to_pandas()`` gives one of its tables.

    Raises:
        NotACaseError: the folder holds no manifest.
        NewerCaseError: a newer version of Reportedly wrote it.
        DamagedCaseError: its manifest cannot be parsed.
    """

    def summary(self) -> list[str]:
        """The case in a few sentences, and what to look at first."""
        from reportedly.report import build_view, summary_lines

        return list(summary_lines(build_view(self.arrow(), title=self.manifest.title)))

    def export(self, format_name: str, destination: Path | str) -> tuple[Path, ...]:
        """Write the tables as ``eval``, ``jsonl``, ``csv`` or ``parquet``; gives the files written.

        Raises:
            ValueError: there is no such format.
            MissingPathError: the destination cannot be written to.
        """
        from reportedly.export import ExportFormat, write

        return write(self.arrow(), ExportFormat(format_name), Path(destination))

    def place(self, document_id: str, start: int, end: int) -> tuple[Place, ...]:
        """Where ``text[start:end]`` of a document stood in its original, in order.

        A stretch of several lines of a PDF, say, has a place for each: its page and box.

        Raises:
            KeyError: the case has no such document.
            ValueError: ``start`` and ``end`` are no stretch.
            DamagedCaseError: the table of documents cannot be read.
        """
        rows = self[DOCUMENTS.name].arrow.filter(pc.field("document_id") == document_id)
        if not rows.num_rows:
            raise KeyError(document_id)
        return DOCUMENTS.unpack(rows)[0].place(Span(start, end))

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from reportedly.report import build_view, summary_html

        return summary_html(build_view(self.arrow(), title=self.manifest.title))


def trace(
    paths: Sequence[Path | str] | Path | str,
    folder: Path | str = "case",
    *,
    options: Options | None = None,
    title: str | None = None,
    until: str | None = None,
    engine: EngineName = "duckdb",
    master: str | None = None,
    memory_limit: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Case:
    """Trace every statement in a pile of pages and write the case to ``folder``.

    ``paths`` are files, folders and addresses of pages; nothing is fetched that is not named, and
    what was fetched is kept in the case. Only what changed since the last run over the same folder
    is done again. ``until`` names the last stage to run; without it all of them run and the report
    is written.

    ``engine`` is ``duckdb`` (this machine) or ``spark`` (needs ``reportedly[spark]``); the rows are
    the same. DuckDB's queries spill to disk beyond ``memory_limit`` (such as ``2GB``), its maps run
    in ``workers`` processes: above 1, guard the caller's main module with
    ``if __name__ == "__main__"``. ``master`` is Spark's (``spark://host:port``; default: this
    machine).

    Raises:
        InputError: a path is missing, or nothing below the paths could be read.
        CaseError: the folder is not a case, is in use, or was written by a newer version.
        EngineError: the engine cannot be had, or failed.
        ValueError: a setting does not fit the engine, or cannot be read.
    """
    settings = EngineSettings(
        name=engine, master=master, memory_limit=memory_limit, workers=workers
    )
    named = [paths] if isinstance(paths, Path | str) else list(paths)
    plan = Plan(
        paths=named,
        folder=Path(folder),
        title=title or _title(named),
        version=__version__,
        options=options or Options(),
        until=until,
    )
    run(plan, engine=settings.start, write_report=_write_report, progress=progress or Silent())
    return Case(plan.folder)


def demo(folder: Path | str, *, workers: int = 1, progress: Progress | None = None) -> Case:
    """Trace the sample case that comes with the package: invented pages about an invented dispute.

    Raises:
        CaseError: the folder is not a case, is in use, or was written by a newer version.
    """
    sample = resources.files("reportedly").joinpath("sample")
    with resources.as_file(sample) as home:
        options = load_options(aliases=home / "aliases.yaml", issues=home / "issues.yaml")
        return trace(
            home / "pages",
            folder,
            options=options,
            title=SAMPLE_TITLE,
            workers=workers,
            progress=progress,
        )


def open_case(folder: Path | str) -> Case:
    """Open a case that an earlier run wrote.

    Raises:
        NotACaseError: the folder holds no manifest.
        NewerCaseError: a newer version of Reportedly wrote it.
        DamagedCaseError: its manifest cannot be parsed.
    """
    return Case(folder)


def load_options(
    *,
    aliases: Path | None = None,
    issues: Path | None = None,
    max_bytes: int | None = None,
    columns: Sequence[tuple[str, str]] = (),
    tagger: Literal["model", "rules"] | None = None,
    seconds: float | None = None,
    refetch: bool = False,
    user_agent: str | None = None,
) -> Options:
    """Options with the user's files read in; what is ``None`` keeps its default.

    ``columns`` are pairs of a field (``title``, ``text``, ``published`` …) and the column of the
    user's tables that holds it, for columns whose names do not say so.

    Raises:
        ValueError: there is no such field.
        OptionFileError: a file cannot be read, or is not what its format asks for.
    """
    from reportedly.stages.attribute.config import AttributeConfig
    from reportedly.stages.positions.config import PositionsConfig, load_issues
    from reportedly.stages.read.columns import Field
    from reportedly.stages.read.config import ReadConfig
    from reportedly.stages.resolve.config import ResolveConfig, load_aliases

    read = ReadConfig(columns=tuple((Field(field), column) for field, column in columns))
    read = read if max_bytes is None else replace(read, max_bytes=max_bytes)
    attribute = AttributeConfig() if tagger is None else AttributeConfig(tagger=tagger)
    resolve = ResolveConfig(aliases=_parsed(aliases, load_aliases)) if aliases else ResolveConfig()
    positions = (
        PositionsConfig(issues=_parsed(issues, load_issues)) if issues else PositionsConfig()
    )
    fetch = FetchConfig(again=refetch)
    return Options(
        read=read,
        attribute=attribute,
        resolve=resolve,
        positions=positions,
        fetch=fetch if user_agent is None else replace(fetch, user_agent=user_agent),
        limits=Limits() if seconds is None else Limits(seconds=seconds),
    )


def _parsed(path: Path, parse: Callable[[str], T]) -> T:
    """What ``parse`` makes of a file; its errors name the file."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OptionFileError as error:
        raise OptionFileError(
            error.what, where=f"{path}, {error.where}", next_step=error.next_step
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise OptionFileError(
            f"the file cannot be read ({type(error).__name__})",
            where=str(path),
            next_step="check the path; the file must be YAML in UTF-8",
        ) from error


def _name(named: str) -> str:
    """The last part of a path, or the host of an address."""
    return (urlsplit(named).hostname or named) if is_url(named) else Path(named).resolve().name


def _title(paths: Sequence[Path | str]) -> str:
    names = [_name(str(path)) for path in paths]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _write_report(tables: Mapping[str, pa.Table], path: Path, title: str) -> None:
    from reportedly.report import write_report

    write_report(tables, path, title=title)
