"""Pages whose sightings are kept are not read again, and those that changed are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.engine.protocol import Relation, Tables
from reportedly.model.kinds import ActorKind, MentionRole, ZoneKind
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.kept_pages import KeptPages
from reportedly.stages.resolve.sightings import DOUBTS, SIGHTINGS, Doubt, Sighting
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, ZONES
from reportedly.tables.documents import Document
from reportedly.tables.zones import Zone

SEEN = KeptPages((ZONES, IMPRINTS, ATTRIBUTIONS), (SIGHTINGS, DOUBTS))


class Eye:
    """Sees one mention on each page, as often as zones are there, and remembers the pages."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def __call__(self, tables: Tables) -> Tables:
        """Sightings and doubts."""
        zones = tables["zones"].column("document_id").to_pylist()
        pages = [str(page) for page in tables["documents"].column("document_id").to_pylist()]
        self.pages += pages
        sightings = [sighting(page, at) for page in pages for at in range(zones.count(page))]
        doubts = [Doubt(page, "Vane", "Orla Vane", "two of them") for page in pages]
        return {SIGHTINGS.name: SIGHTINGS.pack(sightings), DOUBTS.name: DOUBTS.pack(doubts)}


def sighting(page: str, at: int) -> Sighting:
    """A name of the page."""
    return Sighting(
        mention_id=f"{page} {at}",
        document_id=page,
        role=MentionRole.SPEAKER,
        start=0,
        end=4,
        text="Vane",
        attribution_id=None,
        zone_id=None,
        form="Orla Vane",
        kind=ActorKind.PERSON,
        scope="",
        own_actor_id=None,
        score=1.0,
        reason="",
    )


class Case:
    """What a case keeps between runs."""

    def __init__(self, engine: DuckDBEngine, folder: Path) -> None:
        self._engine, self.folder, self._next = engine, folder / "last", folder / "next"

    def run(self, zones: dict[str, int]) -> tuple[list[str], dict[str, pa.Table]]:
        """One run over pages with so many zones each: which were read, and what is known."""
        self._next.mkdir()
        eye = Eye()
        last = self.folder if self.folder.is_dir() else None
        made = SEEN.see(self._engine, self._relations(zones), eye, (last, self._next))
        rows = {
            table.name: self._engine.collect(made[table.name], order=table.order)
            for table in (SIGHTINGS, DOUBTS)
        }
        shutil.rmtree(self.folder, ignore_errors=True)
        self._next.replace(self.folder)
        return sorted(eye.pages), rows

    def _relations(self, zones: dict[str, int]) -> dict[str, Relation]:
        rows = {
            DOCUMENTS.name: DOCUMENTS.pack(map(document, zones)),
            ZONES.name: ZONES.pack(
                zone(page, at) for page, count in zones.items() for at in range(count)
            ),
        }
        return {
            table.name: self._engine.table(rows.get(table.name, table.empty()))
            for table in (DOCUMENTS, *SEEN.counted)
        }


def document(page: str) -> Document:
    """A page without words."""
    return Document(
        page, "input", page, page, "text/plain", "utf-8", None, None, (), None, UNKNOWN_TIME,
        UNKNOWN_TIME, None, "", (), (), "digest",
    )  # fmt: skip


def zone(page: str, at: int) -> Zone:
    """A zone of it."""
    kind = ZoneKind.BODY
    return Zone(f"{page} {at}", page, kind, 0, 0, None, False, None, None, 0, 1.0, "")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """An empty one."""
    with DuckDBEngine() as engine:
        yield Case(engine, tmp_path)


def test_only_new_pages_are_read(case: Case) -> None:
    """What was seen once is there again; what is gone is not."""
    read, first = case.run({"a": 1, "b": 2})
    assert read == ["a", "b"]
    assert first[SIGHTINGS.name].num_rows == 3
    read, grown = case.run({"c": 1, "b": 2, "a": 1})
    assert read == ["c"]
    assert grown[SIGHTINGS.name].column("document_id").to_pylist() == ["a", "b", "b", "c"]
    assert grown[DOUBTS.name].num_rows == 3
    read, without = case.run({"c": 1, "a": 1})
    assert read == []
    assert without[SIGHTINGS.name].column("document_id").to_pylist() == ["a", "c"]


def test_a_page_with_other_rows_is_read_again(case: Case) -> None:
    """A page that an earlier stage had given up, and finished now, is read with its rows."""
    case.run({"a": 0, "b": 1})
    read, rows = case.run({"a": 2, "b": 1})
    assert read == ["a"]
    assert rows[SIGHTINGS.name].column("document_id").to_pylist() == ["a", "a", "b"]


@pytest.mark.parametrize("name", ["pages", "sightings", "doubts"])
def test_a_damaged_file_costs_time_only(case: Case, name: str) -> None:
    """All pages are read again."""
    case.run({"a": 1, "b": 1})
    path = case.folder / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    read, rows = case.run({"a": 1, "b": 1})
    assert read == ["a", "b"]
    assert rows[SIGHTINGS.name].num_rows == 2
