"""A page that is added to a case is collated by the case's index, which never is in the way."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import reportedly
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.options import Options
from reportedly.pipeline import Plan, Silent, run
from reportedly.stages.attribute.config import AttributeConfig
from reportedly.stages.collate import assemble
from reportedly.stages.collate.config import CollateConfig

OPTIONS = Options(
    attribute=AttributeConfig(tagger="rules"), collate=CollateConfig(kept_from=0, growth=0.5)
)
STORY = (
    "Nobody who owns a boat on this coast will sleep before the western sluice holds again, said "
    "Orla Vane. The harbour board paid for nine pumps in March and has yet to see one delivered."
)
SYLLABLES = ("bra", "del", "gor", "lim", "nax", "pel", "sut", "tav", "mon", "rik")


def filler(seed: int) -> str:
    """Words that no other page has."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(60)) + "."


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Eight pages, every second with the story."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for number in range(8):
        story = STORY if number % 2 else ""
        (folder / f"p{number}.txt").write_text(f"{filler(number)} {story} {filler(number + 50)}")
    return folder


def collated(pile: Path, case: Path, options: Options = OPTIONS) -> dict[str, list[object]]:
    """What the stage publishes."""
    reportedly.trace(pile, case, options=options, until="collate")
    return tables(case)


def tables(case: Path) -> dict[str, list[object]]:
    """The stage's rows in a case."""
    names = ("alignments", "passages")
    return {name: pq.read_table(case / "tables" / f"{name}.parquet").to_pylist() for name in names}


def indexes(case: Path) -> dict[str, tuple[int, int]]:
    """The files of the case's index: when they were written, how large they are."""
    files = sorted((case / ".cache" / "collate-kept").rglob("*"))
    stats = {path.name: path.stat() for path in files if path.is_file()}
    return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}


def test_an_added_page_is_looked_up(pile: Path, tmp_path: Path) -> None:
    """The index stays as it is, and the page's passages are found."""
    before = collated(pile, tmp_path / "case")
    index = indexes(tmp_path / "case")
    assert index
    (pile / "p8.txt").write_text(f"{filler(8)} {STORY} {filler(9)}")
    after = collated(pile, tmp_path / "case")
    assert indexes(tmp_path / "case") == index
    assert len(after["passages"]) == len(before["passages"]) + 1
    assert len({row["group_id"] for row in after["passages"]}) == 1
    (pile / "p8.txt").unlink()
    assert collated(pile, tmp_path / "case") == before
    assert indexes(tmp_path / "case") == index


@pytest.mark.parametrize("change", ["gone", "another", "grown", "options", "damaged"])
def test_a_full_run_where_the_index_does_not_fit(pile: Path, tmp_path: Path, change: str) -> None:
    """The rows are those of a fresh case, and the index is a new one."""
    collated(pile, tmp_path / "case")
    index = indexes(tmp_path / "case")
    options = OPTIONS
    match change:
        case "gone":
            (pile / "p1.txt").unlink()
        case "another":
            (pile / "p1.txt").write_text(f"{filler(77)} {STORY}")
        case "grown":
            (pile / "p8.txt").write_text("\n\n".join(map(filler, range(100, 120))) + STORY)
        case "options":
            options = Options(
                attribute=OPTIONS.attribute, collate=CollateConfig(kept_from=0, growth=0.4)
            )
        case _:
            (pile / "p8.txt").write_text(f"{filler(8)} {STORY}")
            for file in (tmp_path / "case" / ".cache" / "collate-kept").rglob("patterns"):
                file.write_bytes(file.read_bytes()[:-8])
    assert collated(pile, tmp_path / "case", options) == collated(pile, tmp_path / "new", options)
    assert indexes(tmp_path / "case") != index


def test_a_run_that_fails_leaves_no_index(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before is removed, and the next run does it again."""

    def fail(*_: object) -> None:
        message = "no space left"
        raise OSError(message)

    with monkeypatch.context() as patch:
        patch.setattr(assemble, "settle", fail)
        with pytest.raises(OSError, match="no space left"):
            collated(pile, tmp_path / "case")
    assert indexes(tmp_path / "case") == {}
    assert collated(pile, tmp_path / "case") == collated(pile, tmp_path / "new")


def test_small_cases_keep_none(pile: Path, tmp_path: Path) -> None:
    """What takes a second anyway is done in full, with nothing beside the tables."""
    collated(pile, tmp_path / "case", Options(attribute=OPTIONS.attribute))
    assert indexes(tmp_path / "case") == {}


class Cluster(DuckDBEngine):
    """An engine of another name."""

    @property
    def name(self) -> str:
        """As Spark's."""
        return "spark"


def test_a_cluster_keeps_no_index(pile: Path, tmp_path: Path) -> None:
    """Its work is done in full each time, and comes out the same."""
    case = tmp_path / "case"
    run(
        Plan(
            paths=[pile],
            folder=case,
            title="pile",
            version=reportedly.__version__,
            options=OPTIONS,
            until="collate",
        ),
        engine=lambda scratch: Cluster(scratch=scratch),
        write_report=lambda *_: None,
        progress=Silent(),
    )
    assert indexes(case) == {}
    assert tables(case) == collated(pile, tmp_path / "new")
