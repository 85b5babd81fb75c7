"""Print what one more page costs the collate stage, against running the stage anew.

    python benchmarks/adding.py                      # one page more in a case of 10,000
    python benchmarks/adding.py --documents 1000
    python benchmarks/adding.py --pile               # a denser case: nine of ten pages are retold
    python benchmarks/adding.py --case 2000          # one page more, through all stages
    python benchmarks/adding.py --translated 300     # the same, of pages in English and German

A twentieth of a corpus with planted reuse (`reuse.py`) is left out, the other pages collated in
full. Then some of those left out are added, each by itself, and at last all of them. A run is timed
as the pipeline does it: documents are read from Parquet, the stage's tables written to it. Seconds
are those of the clock, in one process; the stage anew over all pages is the naive floor. The last
lines say how many rows of a grown case are those of a case made of the same pages at once. With
``--case`` an invented pile (`piles.py`) goes through all stages, then one page more, and again;
with ``--translated`` sentences of `translation_cases.txt` at random, read by the tagger of rules,
up to the collate stage.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from piles import pages as invented_pages
from reportedly.case.store import write_table
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.stages.collate import STAGE, collate
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.stage import Kept
from reportedly.tables import ALIGNMENTS, ZONES
from reuse import can_make_corpora, make_corpora, read_rows
from scale import STAGES, StageClock
from translations import read_cases

SEED = 206
ADDED = 10
SHARE = 20
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


def measure(rows: Iterable[Mapping[str, str]], work: Path, figure: str) -> None:
    """Collate most pages, add some of the others one by one, then all; collate all anew."""
    texts = [{"document_id": row["id"], "text": row["text"]} for row in rows]
    pages = pa.Table.from_pylist(texts, schema=TEXTS)
    order = random.Random(SEED).sample(range(pages.num_rows), pages.num_rows)
    left_out = pages.num_rows // SHARE
    base, more = pages.take(order[left_out:]), pages.take(order[:left_out])
    index, nothing = work / "index", work / "nothing"
    index.mkdir()
    nothing.mkdir()
    kept = Kept(index, nothing)
    full = run_stage(base, work, Kept(None, index))
    singles = [
        run_stage(pa.concat_tables([base, more.slice(at, 1)]), work, kept) for at in range(ADDED)
    ]
    by_one = rows_of(work)
    run_stage(pa.concat_tables([base, more.slice(ADDED - 1, 1)]), work, None)
    by_one_anew = rows_of(work)
    together, grown = run_stage(pages, work, kept), rows_of(work)
    anew, fresh = run_stage(pages, work, None), rows_of(work)
    one = Cost(median(cost.clock for cost in singles), median(cost.cpu for cost in singles))
    worst = Cost(max(cost.clock for cost in singles), max(cost.cpu for cost in singles))
    size = sum(path.stat().st_size for path in index.iterdir()) / 1e6
    length = pc.sum(pc.binary_length(pages.column("text"))).as_py() / 1e6
    print(f"{pages.num_rows:,} pages: {length:.1f} MB of text; index {size:.0f} MB")
    print(f"{'':44s}{'seconds':>10s}{'CPU seconds':>13s}")
    print_cost(f"{base.num_rows} pages, index kept", full)
    print_cost(f"one page more, median of {ADDED}", one)
    print_cost("one page more, worst", worst)
    print_cost(f"{left_out} pages more", together)
    print_cost(f"{pages.num_rows} pages anew, no index", anew)
    print(f"anew over one more: {anew.clock / one.clock:.0f} times, CPU {anew.cpu / one.cpu:.0f}")
    print_rows("one page more", by_one, by_one_anew)
    print_rows(f"{left_out} pages more", grown, fresh)
    print(f"figure {figure}_cpu_seconds {one.cpu:.3f}")
    print(f"figure {figure}_over_anew {one.cpu / anew.cpu:.4f}")


def print_cost(name: str, cost: Cost) -> None:
    """A line of the table."""
    print(f"{name:44s}{cost.clock:10.2f}{cost.cpu:13.2f}")


def print_rows(name: str, grown: set[str], fresh: set[str]) -> None:
    """How many alignments a grown and a fresh case of the same pages have in common."""
    both = len(grown & fresh)
    print(f"{name}: {len(grown)} alignments, {len(fresh)} in a fresh case, {both} in both")


def measure_case(
    records: list[dict[str, str]],
    work: Path,
    tagger: Literal["model", "rules"] = "model",
    until: str | None = None,
) -> None:
    """CPU seconds of each stage for pages but the last, for all, and for the same again."""
    import reportedly
    from reportedly.api import load_options

    names = work / "pages.jsonl", work / "one-more.jsonl"
    for path, rows in zip(names, (records[:-1], records[-1:]), strict=True):
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    print(f"{'CPU seconds':<16}{''.join(f'{stage:>11}' for stage in STAGES)}{'all':>8}")
    for name, paths in (("all pages", names[:1]), ("one page more", names), ("again", names)):
        clock = StageClock()
        options = load_options(tagger=tagger)
        reportedly.trace(paths, work / "case", options=options, progress=clock, until=until)
        costs = clock.finished()
        each = "".join(f"{costs.get(stage, 0.0):11.2f}" for stage in STAGES)
        print(f"{name:<16}{each}{sum(costs.values()):8.1f}", flush=True)


def bilingual_pages(count: int) -> list[dict[str, str]]:
    """Pages of twenty sentences, English and German ones by turns."""
    draw = random.Random(SEED)
    sentences: dict[str, list[str]] = {}
    for told in read_cases():
        sentences.setdefault(told.language, []).append(told.text)
    return [
        {"id": f"p{at}", "text": " ".join(draw.choices(sentences[("en", "de")[at % 2]], k=20))}
        for at in range(count)
    ]


def main() -> None:
    """Make the corpus, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--pile", action="store_true", help="invented pages, most of them retold")
    parser.add_argument("--case", type=int, metavar="PAGES", help="through all stages")
    parser.add_argument("--translated", type=int, metavar="PAGES", help="the same, two languages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        count = options.documents * SHARE // (SHARE - 1)
        if options.case:
            count = options.case + 1
            records = random.Random(SEED).sample(list(invented_pages(count)), count)
            measure_case(records, work)
        elif options.translated:
            pages = bilingual_pages(options.translated + 1)
            measure_case(pages, work, "rules", until="collate")
        elif options.pile:
            measure(invented_pages(count), work, "adding_to_pile")
        elif can_make_corpora():
            (corpus,) = make_corpora(work, [SEED], count)
            measure(read_rows(corpus / "documents.jsonl"), work, "adding")


if __name__ == "__main__":
    main()
