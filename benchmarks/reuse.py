"""Print how well and how fast reuse is found, against a floor, a peer and the bars set for it.

    python benchmarks/reuse.py                          # five seeds of 1,000 documents
    python benchmarks/reuse.py --large 10000            # and one corpus of 10,000
    python benchmarks/reuse.py --large 10000 100000     # and how cost grows between the two

Corpora with planted reuse come from a generator that is not part of the repository, nor are the
articles that it cuts up: without them the benchmark says so and stops. Each method runs in a
process of its own, so that its CPU time and its peak memory are its own. The smaller corpora are
read by the tagger, too, as it is evidence who is said to have said it; the time of that is not
counted.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

import pyarrow as pa

SHARED = Path(__file__).parents[2] / "shared"
BENCH = SHARED / "bench" / "reuse"
ARTICLES = SHARED / "data" / "attribution" / "polnear_train.jsonl.gz"
SMALL_DOCUMENTS = 1_000
SEEDS = (201, 202, 203, 204, 205)
"""The thresholds were tuned on seeds 101 to 104."""

Rows = list[dict[str, Any]]
Found = Callable[[], tuple[Rows, Rows | None]]
"""What a method found; called, it gives the pairs and the groups as the scorer reads them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table: its name, that of its floor, where the scorer puts it, the bar."""

    name: str
    figure: str
    path: tuple[str, ...]
    bar: float


MEASURES = (
    Measure("parent-child pairs found", "reuse_parent_child", ("recall", "edges", "at80"), 0.88),
    Measure("all true pairs found", "reuse_all_pairs", ("recall", "all", "at80"), 0.72),
    Measure(
        "verbatim quotations found", "reuse_verbatim", ("recall", "quotes verbatim", "at80"), 0.99
    ),
    Measure(
        "altered quotations <= 12 words",
        "reuse_altered_short",
        ("recall", "quotes<=12 altered", "at80"),
        0.55,
    ),
    Measure("strict pair precision", "reuse_precision", ("precision", "pair_strict"), 0.80),
    Measure("shown groups that are real", "reuse_groups", ("clusters", "group_precision"), 0.80),
    Measure("families, B-cubed F1", "reuse_bcubed", ("clusters", "bcubed", "f1"), 0.93),
)
SPEED, MEMORY = "MB per CPU second", "peak memory, GB"
COST = ((SPEED, 4.0), (MEMORY, 1.2))


@dataclass(frozen=True, slots=True)
class Result:
    """What a method found in one corpus, and what it cost."""

    pairs: Rows
    clusters: Rows | None
    cpu_s: float
    megabytes: float
    peak_gb: float


def read_rows(path: Path) -> Rows:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def attributions_in(texts: dict[str, str]) -> pa.Table:
    """Who is said to have said what, by the names of the documents."""
    import reportedly
    from reportedly.tables import ATTRIBUTIONS, DOCUMENTS

    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pile.jsonl"
        lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
        pile.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "reportedly", "attribute", str(pile), "-q"]
        subprocess.run([*command, "-o", f"{folder}/case"], check=True, stdout=subprocess.DEVNULL)
        case = reportedly.open_case(Path(folder) / "case")
        pages, rows = (case[table.name].arrow for table in (DOCUMENTS, ATTRIBUTIONS))
    names = {text: name for name, text in texts.items()}
    page_names = {page["document_id"]: names[page["text"]] for page in pages.to_pylist()}
    own = [page_names[one] for one in rows.column("document_id").to_pylist()]
    at = rows.schema.get_field_index("document_id")
    return rows.set_column(at, rows.schema.field(at), pa.array(own))


def as_table(texts: dict[str, str]) -> pa.Table:
    """The columns that the stage reads of documents."""
    return pa.table({"document_id": list(texts), "text": list(texts.values())})


def collated(documents: pa.Table, attributions: pa.Table | None) -> Found:
    """What the stage finds in ``documents``, told who is said to have said what or not told."""
    from reportedly.engine.duckdb import DuckDBEngine
    from reportedly.stages.collate import STAGE
    from reportedly.stages.collate.config import CollateConfig
    from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, PASSAGES, ZONES

    with DuckDBEngine() as engine:
        inputs = {"documents": engine.table(documents), "zones": engine.table(ZONES.empty())}
        if attributions is not None:
            inputs[ATTRIBUTIONS.name] = engine.table(attributions)
        made = STAGE.function(engine, inputs, CollateConfig())
        alignments = engine.collect(made[ALIGNMENTS.name])
        passages = engine.collect(made[PASSAGES.name])
    return lambda: pairs_and_groups(alignments, passages)


def pairs_and_groups(alignments: pa.Table, passages: pa.Table) -> tuple[Rows, Rows]:
    """The stage's tables as the scorer reads them."""
    return _pairs(alignments), _clusters(passages)


def _pairs(alignments: pa.Table) -> Rows:
    kept = ("a_start", "a_end", "b_start", "b_end", "boilerplate")
    names = {"a_document_id": "a_doc", "b_document_id": "b_doc", **{name: name for name in kept}}
    return alignments.select(list(names)).rename_columns(list(names.values())).to_pylist()


def _clusters(passages: pa.Table) -> Rows:
    names = {"group_id": "cluster", "document_id": "doc", "start": "start", "end": "end"}
    return passages.select(list(names)).rename_columns(list(names.values())).to_pylist()


def floor_method(texts: dict[str, str]) -> Found:
    """Runs of exact 8-grams; groups are left to the scorer."""
    from ngram_floor import exact_runs

    found = exact_runs(texts)
    return lambda: ([_pair(*places) for places in found], None)


def minhash_method(texts: dict[str, str]) -> Found:
    """Sentences whose word triples have about the same MinHash; groups are left to the scorer."""
    from minhash_peer import similar_sentences

    found = list(similar_sentences(texts))
    return lambda: ([_pair(*places) for places in found], None)


def _pair(a: tuple[str, int, int], b: tuple[str, int, int]) -> dict[str, Any]:
    return {
        f"{side}_{name}": value
        for side, place in (("a", a), ("b", b))
        for name, value in zip(("doc", "start", "end"), place, strict=True)
    }


FLOOR = "8-grams"
OTHERS: dict[str, Callable[[dict[str, str]], Found]] = {
    FLOOR: floor_method,
    "MinHash": minhash_method,
}
OWN, ATTRIBUTED = "reportedly", "attributed"
"""The collate stage by texts alone, and told by the tagger who is said to have said what."""
METHODS = (*OTHERS, OWN, ATTRIBUTED)


def prepared(name: str, texts: dict[str, str]) -> Callable[[], Found]:
    """A method with what it reads, after it has run once: all that it imports is there."""
    if name in OTHERS:
        OTHERS[name](TINY)
        return partial(OTHERS[name], texts)
    collated(as_table(TINY), None)
    return partial(
        collated, as_table(texts), attributions_in(texts) if name == ATTRIBUTED else None
    )


TINY = {"a": "one two three", "b": "four five six"}


def run_method(name: str, corpus: Path) -> Result:
    """Run one method over one corpus; reading, imports and rows for the scorer are not timed."""
    rows = read_rows(corpus / "documents.jsonl")
    method = prepared(name, {row.pop("id"): row.pop("text") for row in rows})
    before = time.process_time()
    found = method()
    cpu_s = time.process_time() - before
    peak_gb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    pairs, clusters = found()
    return Result(pairs, clusters, cpu_s, megabytes_of(corpus), peak_gb)


def in_own_process(name: str, corpus: Path) -> Result:
    """:func:`run_method` in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(run_method, name, corpus).result()


def make_corpora(work: Path, seeds: Sequence[int], documents: int) -> list[Path]:
    """Let the generator write a corpus for each seed."""
    texts = work / "texts"
    if not texts.exists():
        _python(BENCH / "texts_from_polnear.py", ARTICLES, texts)
    made = []
    for seed in seeds:
        out = work / f"corpus_{documents}_{seed}"
        options = ["--texts", texts, "--n", documents, "--seed", seed, "--out", out]
        _python(BENCH / "make_corpus.py", *options)
        made.append(out)
    return made


def can_make_corpora() -> bool:
    """Whether the generator and its articles are here; says so where they are not."""
    if BENCH.exists() and ARTICLES.exists():
        return True
    print(f"skipped: {BENCH} and {ARTICLES} are needed and not here")
    return False


def _python(script: Path, *arguments: object) -> None:
    command = [sys.executable, str(script), *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def scorer() -> ModuleType:
    """The scorer that comes with the generator."""
    spec = importlib.util.spec_from_file_location("reuse_scorer", BENCH / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(score: ModuleType, corpus: Path, result: Result) -> dict[str, float]:
    """The scorer's figures for one result, by the names of the table."""
    truth, documents = read_rows(corpus / "truth.jsonl"), read_rows(corpus / "documents.jsonl")
    scored = score.score(truth, documents, result.pairs, result.clusters, naive=False)
    found = {measure.name: _at(scored, measure.path) for measure in MEASURES}
    found[SPEED] = result.megabytes / result.cpu_s
    found[MEMORY] = result.peak_gb
    return found


def _at(scored: Any, path: tuple[str, ...]) -> float:
    for step in path:
        scored = scored[step]
    return float(scored)


def table_of(corpora: Sequence[Path], methods: Sequence[str]) -> dict[str, dict[str, float]]:
    """Mean figures over ``corpora`` for each method."""
    score = scorer()
    means: dict[str, dict[str, float]] = {}
    for name in methods:
        rows = [figures(score, corpus, in_own_process(name, corpus)) for corpus in corpora]
        means[name] = {key: fmean(row[key] for row in rows) for key in rows[0]}
    return means


def print_table(title: str, means: dict[str, dict[str, float]]) -> None:
    """One line for each measure: the methods, the bar."""
    print(f"\n{title}")
    print(f"{'measure':34s}" + "".join(f"{name:>12s}" for name in means) + f"{'bar':>8s}")
    bars = [(measure.name, measure.bar) for measure in MEASURES] + list(COST)
    for name, bar in bars:
        cells = "".join(f"{figures_of[name]:12.3f}" for figures_of in means.values())
        print(f"{name:34s}{cells}{bar:8.2f}")


def print_growth(costs: Sequence[tuple[Path, float]]) -> None:
    """The power of the amount of text with which CPU time grows, from one corpus to the next."""
    for (small, slow), (large, fast) in pairwise(costs):
        text = megabytes_of(large) / megabytes_of(small)
        exponent = log(text * slow / fast) / log(text)
        print(f"growth of CPU time from {small.name} to {large.name}: exponent {exponent:.2f}")


def megabytes_of(corpus: Path) -> float:
    """Megabytes of text."""
    return sum(len(row["text"].encode()) for row in read_rows(corpus / "documents.jsonl")) / 1e6


def main() -> None:
    """Make the corpora, run the methods, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--documents", type=int, default=SMALL_DOCUMENTS)
    parser.add_argument("--large", type=int, nargs="*", default=[], help="more corpora's documents")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    options = parser.parse_args()
    if not can_make_corpora():
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        small = make_corpora(work, options.seeds, options.documents)
        means = table_of(small, options.methods)
        print_table(f"{len(small)} corpora of {options.documents} documents", means)
        for name, mark in ((OWN, ""), (ATTRIBUTED, "_attributed")):
            for measure in MEASURES if name in means else ():
                print(f"figure {measure.figure}{mark} {means[name][measure.name]:.3f}")
        if {OWN, FLOOR} <= means.keys():
            own, floor = (means[name][SPEED] for name in (OWN, FLOOR))
            print(f"figure reuse_speed_over_ngrams {own / floor:.2f}")
        costs = []
        for documents in options.large:
            (corpus,) = make_corpora(work, options.seeds[:1], documents)
            means = table_of([corpus], [name for name in options.methods if name != ATTRIBUTED])
            print_table(f"1 corpus of {documents} documents", means)
            costs.append((corpus, means[OWN][SPEED]))
        print_growth(costs)


if __name__ == "__main__":
    main()
