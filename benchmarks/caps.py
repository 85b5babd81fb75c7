"""Print what comparing frequent word patterns with their neighbours only loses, and what it saves.

    python benchmarks/caps.py                        # corpora of 1,000 and 10,000 documents

Corpora with planted reuse (`reuse.py`) are collated as they are by default, and with patterns
compared all with all up to 100 places, and to 400 at the foot of pages, too: the share of planted
pairs that the bound loses is what the later lines find more. CPU seconds are the stage's, in one
process; *said* is what the case's rejects tell of the bound.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.stages.collate import collate
from reportedly.stages.collate.config import CollateConfig
from reportedly.tables import REJECTS, ZONES
from reuse import (
    Result,
    as_table,
    can_make_corpora,
    figures,
    make_corpora,
    megabytes_of,
    pairs_and_groups,
    read_rows,
    scorer,
)

SEED = 207
SHOWN = ("parent-child pairs found", "all true pairs found", "strict pair precision")
CONFIGS = {
    "as it is": CollateConfig(),
    "all of up to 100": CollateConfig(rare_occurrences=100),
    "all of up to 400, at the foot, too": CollateConfig(rare_occurrences=400, rare_at_foot=400),
}


def measured(documents: pa.Table, config: CollateConfig) -> tuple[Mapping[str, pa.Table], float]:
    """The stage's tables and its CPU seconds."""
    with DuckDBEngine() as engine:
        inputs = {"documents": engine.table(documents), "zones": engine.table(ZONES.empty())}
        begun = time.process_time()
        made = collate(engine, inputs, config)
        tables = {name: engine.collect(one) for name, one in made.items()}
        return tables, time.process_time() - begun


def print_corpus(corpus: Path) -> None:
    """A line for each configuration."""
    texts = {row["id"]: row["text"] for row in read_rows(corpus / "documents.jsonl")}
    size = megabytes_of(corpus)
    print(f"\n{len(texts):,} documents, {size:.1f} MB{'':14}{'parent-':>10}{'all':>8}{'preci-':>8}")
    print(f"{'':36}{'child':>8}{'pairs':>8}{'sion':>8}{'CPU s':>8}")
    found: list[float] = []
    for name, config in CONFIGS.items():
        tables, cpu = measured(as_table(texts), config)
        rows = pairs_and_groups(tables["alignments"], tables["passages"])
        scores = figures(scorer(), corpus, Result(*rows, cpu, size, 0.0))
        shown = "".join(f"{scores[measure]:8.4f}" for measure in SHOWN)
        print(f"{name:36}{shown}{cpu:8.1f}", flush=True)
        found.append(scores[SHOWN[0]])
        for row in REJECTS.unpack(tables["rejects"]) if name == "as it is" else ():
            print(f"    said: {row.detail}")
    print(f"figure caps_lost_at_{len(texts)} {max(found) - found[0]:.4f}")


def main() -> None:
    """Make the corpora, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    if not can_make_corpora():
        return
    with tempfile.TemporaryDirectory() as folder:
        for documents in options.documents:
            print_corpus(make_corpora(Path(folder), [SEED], documents)[0])


if __name__ == "__main__":
    main()
