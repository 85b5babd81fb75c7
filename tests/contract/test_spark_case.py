"""Whole cases on Spark: the same files as on the embedded engine, whatever happens on the way."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from spark_cluster import Cluster

import reportedly
from piles import write_pile
from reportedly.api import load_options
from reportedly.pipeline import Silent

pytest.importorskip("pyspark", reason="PySpark is not installed")
pytestmark = [pytest.mark.spark, pytest.mark.xdist_group("spark")]

SAMPLE = Path(str(resources.files("reportedly").joinpath("sample", "pages")))
PAGES = 30
ENGLISH = (
    "The bridge\n\nThe bridge at Hallen has been shut since the flood in March. Lorries now drive "
    "forty kilometres through the hills.\n"
)
GERMAN = (
    "Die Brücke\n\nDie Brücke in Hallen ist seit dem Hochwasser im März gesperrt. Lastwagen fahren "
    "nun vierzig Kilometer durch die Hügel.\n"
)


def files(case: Path) -> dict[str, bytes]:
    """Every published file of a case by its path."""
    return {
        path.relative_to(case).as_posix(): path.read_bytes()
        for path in sorted(case.rglob("*"))
        if path.is_file() and not path.relative_to(case).as_posix().startswith(".")
    }


class Killing(Silent):
    """Kills a worker while a stage is at work."""

    def __init__(self, cluster: Cluster, stage: str, after: float) -> None:
        self._cluster, self._stage, self._after = cluster, stage, after
        self.killed = threading.Event()

    def stage(self, name: str, *, total: int, reused: int) -> None:
        del total, reused
        if name == self._stage:
            threading.Thread(target=self._kill, daemon=True).start()

    def _kill(self) -> None:
        time.sleep(self._after)
        self._cluster.kill_worker()
        self.killed.set()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case as the embedded engine makes it."""
    return reportedly.trace(SAMPLE, tmp_path_factory.mktemp("sample") / "case").folder


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A master and two workers."""
    with Cluster(tmp_path, workers=2) as started:
        yield started


def test_a_pile_on_a_cluster(cluster: Cluster, tmp_path: Path) -> None:
    """Two workers give the same files; finished work is used again, whichever engine did it."""
    pile = tmp_path / "pile"
    pile.mkdir()
    write_pile(pile / "pile.jsonl", PAGES)
    (pile / "bote.txt").write_text(GERMAN, encoding="utf-8")
    (pile / "herald.txt").write_text(ENGLISH, encoding="utf-8")
    options = load_options(tagger="rules")
    here = reportedly.trace(pile, tmp_path / "duckdb", options=options)
    there = reportedly.trace(
        pile, tmp_path / "spark", options=options, engine="spark", master=cluster.master
    )
    assert len(here["alignments"]) > PAGES
    assert len(here["documents"]) == PAGES + 2
    assert files(there.folder) == files(here.folder)
    again = Watching()
    reportedly.trace(pile, there.folder, options=options, progress=again)
    assert again.missing == 0


def test_the_sample_on_a_cluster_that_loses_a_worker(
    sample: Path, cluster: Cluster, tmp_path: Path
) -> None:
    """A worker that dies in the middle of a stage changes nothing in any file."""
    killing = Killing(cluster, "attribute", after=2.0)
    reportedly.trace(
        SAMPLE, tmp_path / "case", engine="spark", master=cluster.master, progress=killing
    )
    assert killing.killed.is_set()
    assert files(tmp_path / "case") == files(sample)


class Watching(Silent):
    """Counts the units that were not there from an earlier run."""

    missing = 0

    def stage(self, name: str, *, total: int, reused: int) -> None:
        del name
        self.missing += total - reused
