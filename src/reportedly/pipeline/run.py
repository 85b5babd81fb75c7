"""One run: discover, run every stage that lacks results, publish tables, report and manifest."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.case import REPORT_NAME, TABLES_FOLDER
from reportedly.case.manifest import Manifest, TableEntry, write_manifest
from reportedly.case.store import file_digest, link_or_copy, replacing_folder, write_table
from reportedly.engine.protocol import Engine, Query, Relation
from reportedly.fetch import FETCHED_FOLDER, NOTHING, Fetched
from reportedly.fetch.addresses import is_url
from reportedly.model.ids import digest
from reportedly.options import Options
from reportedly.pipeline.fingerprints import code_digest, stage_fingerprint
from reportedly.pipeline.folder import CACHE_FOLDER, opened, remove_stale
from reportedly.pipeline.maps import KEYS_PER_BATCH, Feed, MapRun, in_batches, key_relation
from reportedly.pipeline.order import STAGES
from reportedly.pipeline.progress import Progress
from reportedly.pipeline.sources import Pile, changed_on_disk, discover, load
from reportedly.stages.stage import AnyTable, CaseStage, Kept, MapStage
from reportedly.tables.documents import DOCUMENTS, INPUTS, PIECES, Input, Piece
from reportedly.tables.findings import REJECTS, Reject

# Bytes of input that are held in memory for each call that reads at the same time.
_BYTES_PER_BATCH = 32_000_000
_MOST_BYTES_HELD = 512_000_000
_UNPACKED_FOLDER = "unpacked"
_KEEPING_ENGINE = "duckdb"

EngineFactory = Callable[[Path], Engine]
ReportWriter = Callable[[Mapping[str, pa.Table], Path, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is asked to do. ``until`` names the last stage to run (None: all, and report)."""

    paths: Sequence[Path | str]
    folder: Path
    title: str
    version: str
    options: Options
    until: str | None = None


@dataclass(slots=True)
class _Run:
    """State of one run; every method leaves what it finished safe on disk.

    ``pages`` is the fingerprint of the last map stage: of all that is known of single pages.
    """

    plan: Plan
    engine: Engine
    progress: Progress
    last: Manifest | None
    relations: dict[str, Relation] = field(default_factory=dict)
    entries: dict[str, TableEntry] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    rejects: list[pa.Table] = field(default_factory=list)
    given_up: set[str] = field(default_factory=set)
    pages: str = ""
    used: set[Path] = field(default_factory=set)

    @property
    def cache(self) -> Path:
        return self.plan.folder / CACHE_FOLDER

    def config(self, stage: str) -> Any:
        return getattr(self.plan.options, stage)

    def stage_folder(self, stage: str) -> Path:
        folder = self.cache / stage / self.fingerprints[stage][:24]
        self.used.add(folder)
        return folder

    def kept_folder(self, stage: CaseStage) -> Path:
        """Where a case stage keeps what it knows of pages, as the map stages give them."""
        mark = stage_fingerprint(stage, self.config(stage.name), self.pages)
        folder = self.cache / f"{stage.name}-kept" / mark[:24]
        self.used.add(folder)
        return folder

    def map_run(self, stage: MapStage, feed: Feed) -> MapRun:
        return MapRun(
            self.engine,
            stage,
            self.config(stage.name),
            self.stage_folder(stage.name),
            feed,
            self.plan.options.limits,
        )

    def give_up(self, rejects: Sequence[Reject]) -> None:
        """Leave documents out of later stages until a run finishes them."""
        self.rejects.append(REJECTS.pack(rejects))
        self.given_up.update(row.document_id for row in rejects if row.document_id)

    def publish(self, table: AnyTable, rows: Relation) -> None:
        """Write a table, sorted, to its place in the case."""
        self.publish_rows(table, self.engine.batches(rows, order=table.order))

    def publish_rows(self, table: AnyTable, rows: Iterable[pa.RecordBatch]) -> None:
        """Write rows that are sorted already to their table's place in the case."""
        path = self.plan.folder / TABLES_FOLDER / f"{table.name}.parquet"
        write_table(path, rows, table.schema)
        self.enter(table, path)

    def enter(self, table: AnyTable, path: Path) -> None:
        """Make a published table known to later stages and to the manifest."""
        rows = pq.read_metadata(path).num_rows
        self.entries[table.name] = TableEntry(rows, file_digest(path))
        self.relations[table.name] = self.engine.scan([path], table.schema)

    def table_digests(self, tables: Sequence[AnyTable]) -> str:
        return digest(*(self.entries[table.name].digest for table in tables))


def run(
    plan: Plan, *, engine: EngineFactory, write_report: ReportWriter, progress: Progress
) -> Manifest:
    """Bring the case in ``plan.folder`` up to date and return its manifest.

    Results of earlier runs are used where inputs, options and code are the same; a run that is
    killed loses nothing that was finished, and the next one ends with the same bytes.

    Raises:
        InputError: nothing could be read (see `discover`).
        CaseError: the folder cannot be used (see `opened`).
    """
    with opened(plan.folder) as last:
        named = [path for path in plan.paths if not is_url(str(path))]
        pile = discover(
            named,
            fetched=_fetched(plan, progress),
            config=plan.options.read,
            cache=plan.folder / CACHE_FOLDER / _UNPACKED_FOLDER,
            leave_out=plan.folder,
        )
        scratch = plan.folder / CACHE_FOLDER / ".writing-spill"
        scratch.mkdir(parents=True, exist_ok=True)
        state = _Run(plan, engine(scratch), progress, last, used=set(pile.used))
        try:
            manifest = _run_stages(state, pile)
            if plan.until is None:
                manifest = _with_report(state, manifest, write_report)
            write_manifest(plan.folder, manifest)
        finally:
            state.engine.close()
            shutil.rmtree(scratch, ignore_errors=True)
        remove_stale(state.cache, state.used)
        return manifest


def _fetched(plan: Plan, progress: Progress) -> Fetched:
    """The pages that were named by address; the net is asked only for those that are not here."""
    urls = [str(path) for path in plan.paths if is_url(str(path))]
    if not urls:
        return NOTHING
    from reportedly.fetch.pages import fetch

    progress.stage("fetch", total=len(urls), reused=0)
    folder, config = plan.folder / FETCHED_FOLDER, plan.options.fetch
    return fetch(urls, folder, config, each=partial(progress.advance, 1))


def _run_stages(state: _Run, pile: Pile) -> Manifest:
    state.publish(INPUTS, state.engine.table(INPUTS.pack(pile.inputs)))
    state.rejects.append(REJECTS.pack(pile.rejects))
    for stage in STAGES:
        if isinstance(stage, CaseStage):
            _run_case_stage(state, stage)
        elif stage.by == "input_id":
            _run_read(state, stage, pile)
        else:
            _run_document_stage(state, stage)
        if stage.name == state.plan.until:
            break
    _publish_rejects(state)
    options = {name: repr(state.config(name)) for name in state.fingerprints}
    return Manifest(
        version=state.plan.version,
        title=state.plan.title,
        inputs=len(pile.inputs),
        inputs_digest=digest(*(piece.input_id for piece in pile.inputs)),
        options=options,
        stages=state.fingerprints,
        tables=state.entries,
    )


def _run_read(state: _Run, stage: MapStage, pile: Pile) -> None:
    """Read what was not read before; the bytes are in memory only while they are."""
    pieces = {piece.input_id: piece for piece in pile.inputs}

    def feed(keys: Sequence[str]) -> dict[str, Relation]:
        rows = []
        for key in keys:
            content = load(pieces[key], pile.paths[key])
            if content is None:
                state.rejects.append(REJECTS.pack([changed_on_disk(pieces[key])]))
            else:
                rows.append(_with_bytes(pieces[key], content))
        return {PIECES.name: state.engine.table(PIECES.pack(rows))}

    state.fingerprints[stage.name] = stage_fingerprint(stage, state.config(stage.name), "")
    maps = state.map_run(stage, feed)
    maps.run(_by_bytes(pile.inputs, state.engine.parallelism), state.progress)
    state.give_up(maps.given_up)
    keys = sorted(pieces)
    first = maps.rows(DOCUMENTS, keys, first_by=("captured_at", "input_id"))
    state.publish_rows(DOCUMENTS, first)
    state.rejects.append(pa.Table.from_batches(maps.rows(REJECTS, keys), REJECTS.schema))


def _with_bytes(found: Input, content: bytes) -> Piece:
    return Piece(found.input_id, found.origin, found.first_line, content, found.envelope)


def _run_document_stage(state: _Run, stage: MapStage) -> None:
    """Run a stage over the documents that it has not seen."""

    def feed(keys: Sequence[str]) -> dict[str, Relation]:
        wanted = key_relation(state.engine, keys)
        return {
            table.name: state.engine.query(
                _documents_of(table, keys), {"rows": state.relations[table.name], "keys": wanted}
            )
            for table in stage.inputs
        }

    before = next(reversed(state.fingerprints.values()))
    state.pages = stage_fingerprint(stage, state.config(stage.name), before)
    state.fingerprints[stage.name] = state.pages
    maps = state.map_run(stage, feed)
    documents = state.engine.query(_DOCUMENT_IDS, {"documents": state.relations["documents"]})
    rows = state.engine.collect(documents, order=("key",))
    found = map(str, rows.column("key").to_pylist())
    ids = [key for key in found if key not in state.given_up]
    maps.run(in_batches(ids, state.engine.parallelism), state.progress)
    state.give_up(maps.given_up)
    for table in stage.outputs:
        if table.name != REJECTS.name:
            state.publish_rows(table, maps.rows(table, ids))
    state.rejects.append(pa.Table.from_batches(maps.rows(REJECTS, ids), REJECTS.schema))


def _run_case_stage(state: _Run, stage: CaseStage) -> None:
    """Run a stage over the whole case, unless its inputs are those of an earlier run."""
    before = state.table_digests(stage.inputs)
    state.fingerprints[stage.name] = stage_fingerprint(stage, state.config(stage.name), before)
    folder, kept = state.stage_folder(stage.name), state.kept_folder(stage)
    state.progress.stage(stage.name, total=1, reused=int(folder.is_dir()))
    if not folder.is_dir():
        with replacing_folder(folder) as scratch:
            made = _made(state, stage, kept)
            for table in stage.outputs:
                rows = state.engine.batches(made[table.name], order=table.order)
                write_table(scratch / f"{table.name}.parquet", rows, table.schema)
        state.progress.advance(1)
    for table in stage.outputs:
        source = folder / f"{table.name}.parquet"
        if table.name == REJECTS.name:
            state.rejects.append(pq.read_table(source))
            continue
        target = state.plan.folder / TABLES_FOLDER / source.name
        link_or_copy(source, target)
        state.enter(table, target)


def _made(state: _Run, stage: CaseStage, folder: Path) -> Mapping[str, Relation]:
    """The rows of a case stage. On a cluster nothing is kept: its work is done anew."""
    inputs = {table.name: state.relations[table.name] for table in stage.inputs}
    config = state.config(stage.name)
    if stage.keeping is None or state.engine.name != _KEEPING_ENGINE:
        return stage.function(state.engine, inputs, config)
    with replacing_folder(folder) as scratch:
        kept = Kept(folder if folder.is_dir() else None, scratch)
        return stage.keeping(state.engine, inputs, config, kept)


def _publish_rejects(state: _Run) -> None:
    rows = {row for table in state.rejects for row in REJECTS.unpack(table)}
    state.publish(REJECTS, state.engine.table(REJECTS.pack(rows)))


def _with_report(state: _Run, manifest: Manifest, write_report: ReportWriter) -> Manifest:
    """Write the report, unless the last run's report is of the same tables and code."""
    mark = digest(
        code_digest("report"),
        manifest.title,
        *(f"{name} {entry.digest}" for name, entry in sorted(manifest.tables.items())),
    )
    path = state.plan.folder / REPORT_NAME
    if state.last is None or state.last.report != mark or not path.is_file():
        tables = state.plan.folder / TABLES_FOLDER
        loaded = {name: pq.read_table(tables / f"{name}.parquet") for name in manifest.tables}
        write_report(loaded, path, manifest.title)
    return replace(manifest, report=mark)


def _by_bytes(inputs: Sequence[Input], parallelism: int) -> list[list[str]]:
    """Inputs in runs of at most `KEYS_PER_BATCH` and about `_BYTES_PER_BATCH`, as many times."""
    most_keys = KEYS_PER_BATCH * parallelism
    most_bytes = min(_BYTES_PER_BATCH * parallelism, _MOST_BYTES_HELD)
    batches: list[list[str]] = []
    held = 0
    for piece in inputs:
        full = not batches or len(batches[-1]) == most_keys
        if full or held + piece.length > most_bytes:
            batches.append([])
            held = 0
        batches[-1].append(piece.input_id)
        held += piece.length
    return batches


_DOCUMENT_IDS = Query(
    name="document ids",
    sql="SELECT document_id AS key FROM documents",
    inputs=("documents",),
    output=pa.schema([pa.field("key", pa.string())]),
)


def _documents_of(table: AnyTable, keys: Sequence[str]) -> Query:
    """Rows of some documents; the range lets an engine skip most of a large table."""
    return Query(
        name=f"{table.name} of a batch",
        sql=(
            "SELECT * FROM rows WHERE document_id BETWEEN $first AND $last "
            "AND document_id IN (SELECT key FROM keys)"
        ),
        inputs=("rows", "keys"),
        output=table.schema,
        parameters={"first": min(keys), "last": max(keys)},
    )
