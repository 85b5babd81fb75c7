"""Share of right parents and origins on planted trees, beside three naive guesses.

    python benchmarks/transmission.py [--documents N] [--seeds N ...]

The corpus is made by ``../shared/bench/reuse/make_corpus.py``: altered quotations, reprints and
whole articles, each copied from an earlier document that is known. Two tables: with the planted
passages given, which measures this stage alone, and with those that the collate stage found.
*unique*: copies whose parent's wording no other earlier witness has; *cited*: the copy names its
parent's outlet. *sure*: right among the parents given a confidence of 0.9 or more.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

import reportedly
from reportedly.api import load_options
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.ids import short_id
from reportedly.stages.trace import STAGE
from reportedly.stages.trace.config import TraceConfig
from reportedly.tables import DOCUMENTS, PASSAGES, TRANSMISSIONS, WITNESSES
from reportedly.tables.collation import Passage

SHARED = Path(__file__).parents[2] / "shared"
REUSE = SHARED / "bench" / "reuse"
ARTICLES = SHARED / "data" / "attribution" / "polnear_train.jsonl.gz"
SURE = 0.9

Record = dict[str, Any]
Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Corpus:
    """Documents with planted passages, and the case that was made from them."""

    folder: Path
    truth: Sequence[Record]
    tables: Tables


def main() -> None:
    """Print both tables, or say why not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[31, 32])
    options = parser.parse_args()
    if not REUSE.exists():
        print(f"skipped: {REUSE} is not on this machine")
        return
    with tempfile.TemporaryDirectory() as home:
        texts = write_articles(Path(home, "texts"))
        corpora = [
            make_corpus(texts, Path(home, str(seed)), options.documents, seed)
            for seed in options.seeds
        ]
        print_table("planted passages", corpora, given=True)
        print_table("found passages", corpora, given=False)


def write_articles(folder: Path) -> Path:
    """One text file for each article, which is what the corpus maker reads."""
    folder.mkdir()
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            (folder / f"{article['id']}.txt").write_text(article["text"], encoding="utf-8")
    return folder


def make_corpus(texts: Path, folder: Path, documents: int, seed: int) -> Corpus:
    """Plant the trees, and run the earlier stages over the documents."""
    subprocess.run(
        [
            *(sys.executable, REUSE / "make_corpus.py", "--texts", texts, "--out", folder),
            *("--n", str(documents), "--seed", str(seed)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    case = reportedly.trace(
        folder / "documents.jsonl",
        folder / "case",
        options=load_options(tagger="rules"),
        until="collate",
    )
    truth = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf-8")]
    return Corpus(folder, truth, case.arrow())


def print_table(title: str, corpora: Sequence[Corpus], *, given: bool) -> None:
    """Mean over the corpora of this stage's figures and the naive ones."""
    scorer = load_scorer()
    rows: defaultdict[str, list[Record]] = defaultdict(list)
    sure: list[bool] = []
    for corpus in corpora:
        edges = list(found_edges(corpus, given=given))
        for name, row in scored(scorer, corpus, edges).items():
            rows[name].append(row)
        sure += rightness(corpus, edges)
    columns = ("parent", "parent_where_unique", "parent_where_cited", "precision", "root")
    print(f"\n{title:<24}  parent  unique   cited   prec.    root")
    for name, kept in rows.items():
        means = [sum(row[column] for row in kept) / len(kept) for column in columns]
        print(f"  {name:<22}" + "".join(f"{mean:>8.3f}" for mean in means))
    print(f"  sure: {sum(sure)} of {len(sure)} right")
    label = "planted" if given else "found"
    parent = rows["this stage"]
    rate = sum(row["parent"] for row in parent) / len(parent)
    print(f"figure transmission_{label}_parent {rate:.4f}")
    root = sum(row["root"] for row in parent) / len(parent)
    print(f"figure transmission_{label}_root {root:.4f}")
    print(f"figure transmission_{label}_sure {sum(sure) / max(1, len(sure)):.4f}")


def load_scorer() -> ModuleType:
    """The scorer that lies beside the corpus maker."""
    spec = importlib.util.spec_from_file_location("reuse_score", REUSE / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found_edges(corpus: Corpus, *, given: bool) -> Iterator[Record]:
    """Child and parent of every transmission, in the scorer's terms, with its confidence."""
    tables = dict(corpus.tables)
    labels = {row.document_id: row.label for row in DOCUMENTS.unpack(tables[DOCUMENTS.name])}
    if given:
        tables[PASSAGES.name] = planted(corpus.truth, {v: k for k, v in labels.items()})
    with DuckDBEngine() as engine:
        relations = {table.name: engine.table(tables[table.name]) for table in STAGE.inputs}
        made = STAGE.function(engine, relations, TraceConfig())
        witnesses = {
            row.witness_id: row for row in WITNESSES.unpack(engine.collect(made["witnesses"]))
        }
        transmissions = TRANSMISSIONS.unpack(engine.collect(made["transmissions"]))
    for row in transmissions:
        if row.parent_witness_id:
            child, parent = witnesses[row.child_witness_id], witnesses[row.parent_witness_id]
            yield {
                "doc": labels[child.document_id],
                "start": child.start,
                "end": child.end,
                "p_doc": labels[parent.document_id],
                "p_start": parent.start,
                "p_end": parent.end,
                "confidence": row.confidence,
            }


def planted(truth: Sequence[Record], documents: Mapping[str, str]) -> pa.Table:
    """The planted passages as the collate stage would have given them."""
    return PASSAGES.pack(
        Passage(
            passage_id=short_id(row["passage"]),
            group_id=row["family"],
            document_id=documents[row["doc"]],
            start=row["start"],
            end=row["end"],
            boilerplate=False,
        )
        for row in truth
        if row["kind"] == "passage"
    )


def scored(scorer: ModuleType, corpus: Corpus, edges: Sequence[Record]) -> Mapping[str, Record]:
    """This stage's figures and the naive ones, which are given the planted families."""
    documents = [json.loads(line) for line in (corpus.folder / "documents.jsonl").open()]
    families = [
        {"cluster": row["family"], "doc": row["doc"], "start": row["start"], "end": row["end"]}
        for row in corpus.truth
        if row["kind"] == "passage"
    ]
    made = scorer.score(corpus.truth, documents, [], families, edges)
    naive = {name.replace("_", " "): row for name, row in made["tree_naive"].items()}
    return {"this stage": made["tree"], **naive}


def rightness(corpus: Corpus, edges: Sequence[Record]) -> list[bool]:
    """Of each edge given as sure, whether it joins a planted child and its parent's document."""
    places: defaultdict[str, list[Record]] = defaultdict(list)
    by_name = {row["passage"]: row for row in corpus.truth if row["kind"] == "passage"}
    for row in by_name.values():
        places[row["doc"]].append(row)
    answers = []
    for edge in edges:
        if edge["confidence"] < SURE:
            continue
        inside = [
            row
            for row in places[edge["doc"]]
            if row["parent"] and min(row["end"], edge["end"]) > max(row["start"], edge["start"])
        ]
        answers.append(any(by_name[row["parent"]]["doc"] == edge["p_doc"] for row in inside))
    return answers


if __name__ == "__main__":
    main()
