"""Print what one more page costs the collate stage, against running the stage anew.

    python benchmarks/adding.py                      # one page more in a case of 10,000
    python benchmarks/adding.py --documents 1000

Pages of a corpus with planted reuse (`reuse.py`) are left out, the others collated in full; then
each of them is added by itself. A run is timed as the pipeline does it: documents are read from
Parquet, the stage's tables written to it. Seconds are those of the clock, in one process; the stage
anew is the naive floor. The last line says how far the rows of a grown case are those of a case
made of all pages at once.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.case.store import write_table
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.stages.collate import STAGE, collate
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.stage import Kept
from reportedly.tables import ALIGNMENTS, ZONES
from reuse import ARTICLES, BENCH, make_corpora, megabytes_of, read_rows

SEED = 206
ADDED = 10
TEXTS = pa.schema([("document_id", pa.string()), ("text", pa.string())])


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a run: of the clock, and of the processor."""

    clock: float
    cpu: float


def run_stage(pages: pa.Table, folder: Path, kept: Kept | None) -> Cost:
    """Collate ``pages`` and write the tables into ``folder``."""
    source = folder / "documents.parquet"
    write_table(source, pages.sort_by("document_id").to_batches(), TEXTS)
    with DuckDBEngine() as engine:
        relations = {
            "documents": engine.scan([source], TEXTS),
            "zones": engine.table(ZONES.empty()),
        }
        clock, cpu = time.perf_counter(), time.process_time()
        made = collate(engine, relations, CollateConfig(), kept)
        for table in STAGE.outputs:
            rows = engine.batches(made[table.name], order=table.order)
            write_table(folder / f"{table.name}.parquet", rows, table.schema)
        return Cost(time.perf_counter() - clock, time.process_time() - cpu)


def rows_of(folder: Path) -> set[str]:
    """The alignments of a run, by identity."""
    table = pq.read_table(folder / f"{ALIGNMENTS.name}.parquet", columns=["alignment_id"])
    return set(map(str, table.column("alignment_id").to_pylist()))


def measure(corpus: Path, work: Path, added: int) -> None:
    """Collate all but some pages, add each of those, and run anew with the last."""
    pages = pa.Table.from_pylist(
        [
            {"document_id": row["id"], "text": row["text"]}
            for row in read_rows(corpus / "documents.jsonl")
        ],
        schema=TEXTS,
    )
    chosen = random.Random(SEED).sample(range(pages.num_rows), added)
    others = pages.take(sorted(set(range(pages.num_rows)) - set(chosen)))
    index, nothing = work / "index", work / "nothing"
    index.mkdir()
    nothing.mkdir()
    full = run_stage(others, work, Kept(None, index))
    grown = [
        run_stage(pa.concat_tables([others, pages.slice(at, 1)]), work, Kept(index, nothing))
        for at in chosen
    ]
    with_index = rows_of(work)
    anew = run_stage(pa.concat_tables([others, pages.slice(chosen[-1], 1)]), work, None)
    print_costs(corpus, index, (full, anew), grown)
    fresh = rows_of(work)
    print(f"alignments as in a case made at once: {len(with_index & fresh)} of {len(fresh)}")


def print_costs(corpus: Path, index: Path, whole: tuple[Cost, Cost], grown: Sequence[Cost]) -> None:
    """The table, and the figures that have floors."""
    full, anew = whole
    megabytes = megabytes_of(corpus)
    size = sum(path.stat().st_size for path in index.iterdir()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{corpus.name}: {megabytes:.1f} MB of text, index {size:.0f} MB, peak {peak:.2f} GB")
    print(f"{'':32s}{'seconds':>10s}{'CPU seconds':>13s}")
    one = Cost(median(cost.clock for cost in grown), median(cost.cpu for cost in grown))
    worst = Cost(max(cost.clock for cost in grown), max(cost.cpu for cost in grown))
    lines = {
        "all pages, index kept": full,
        "all pages anew, no index": anew,
        "one page added, median": one,
        f"one page added, worst of {len(grown)}": worst,
    }
    for name, cost in lines.items():
        print(f"{name:32s}{cost.clock:10.2f}{cost.cpu:13.2f}")
    print(
        f"anew over added: {anew.clock / one.clock:.0f} times; CPU {anew.cpu / one.cpu:.0f} times"
    )
    print(f"figure adding_seconds {one.clock:.3f}")
    print(f"figure adding_over_anew {one.cpu / anew.cpu:.4f}")
    print(f"figure adding_index_over_none {full.cpu / anew.cpu:.3f}")


def main() -> None:
    """Make the corpus, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--added", type=int, default=ADDED)
    options = parser.parse_args()
    if not BENCH.exists() or not ARTICLES.exists():
        print(f"skipped: {BENCH} and {ARTICLES} are needed and not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (corpus,) = make_corpora(work, [SEED], options.documents)
        measure(corpus, work, options.added)


if __name__ == "__main__":
    main()
