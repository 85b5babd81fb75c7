"""A case can be killed, resumed, extended and made twice: the bytes come out the same."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import pytest

import reportedly
from reportedly.errors import LockedCaseError
from reportedly.pipeline import STAGE_NAMES, Silent
from reportedly.pipeline.folder import opened

SAMPLE = Path(str(resources.files("reportedly").joinpath("sample", "pages")))


class Watching(Silent):
    """Remembers, stage by stage, how many units there were and how many were reused."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[int, int]] = {}

    def stage(self, name: str, *, total: int, reused: int) -> None:
        self.stages[name] = (total, reused)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a case by its path, but for the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def published(folder: Path) -> dict[str, bytes]:
    """What a user sees of a case: all but the cache."""
    return {name: data for name, data in contents(folder).items() if not name.startswith(".cache")}


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Five sample pages and some lines of JSON."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for page in sorted(SAMPLE.iterdir())[:5]:
        (folder / page.name).write_bytes(page.read_bytes())
    lines = [
        {
            "id": f"n{number}",
            "text": f"“We counted {number} gates,” said Ada Brill on day {number}.",
        }
        for number in range(20)
    ]
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


def test_two_runs_give_the_same_bytes(pile: Path, tmp_path: Path) -> None:
    """The same input makes the same case, file by file, wherever it is written."""
    reportedly.trace(pile, tmp_path / "one")
    reportedly.trace(pile, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_nothing_is_done_twice(pile: Path, tmp_path: Path) -> None:
    """A second run over the same pile finds everything done and changes nothing."""
    reportedly.trace(pile, tmp_path / "case")
    before = contents(tmp_path / "case")
    watching = Watching()
    reportedly.trace(pile, tmp_path / "case", progress=watching)
    assert {name: total for name, (total, _) in watching.stages.items()} == {
        name: reused for name, (_, reused) in watching.stages.items()
    }
    assert list(watching.stages) == list(STAGE_NAMES)
    assert contents(tmp_path / "case") == before


def test_only_what_changed_is_done_again(pile: Path, tmp_path: Path) -> None:
    """An added page is read and tagged alone, and the case equals one made in one go."""
    reportedly.trace(pile, tmp_path / "case")
    (pile / "new.txt").write_text("Late news\n\nAda Brill said that the gates were shut.")
    (pile / "lines.jsonl").write_text((pile / "lines.jsonl").read_text().replace("day 7", "day 8"))
    watching = Watching()
    reportedly.trace(pile, tmp_path / "case", progress=watching)
    for stage in ("zones", "attribute"):
        total, reused = watching.stages[stage]
        assert (total, total - reused) == (26, 2), stage
    reportedly.trace(pile, tmp_path / "fresh")
    assert published(tmp_path / "case") == published(tmp_path / "fresh")


def test_a_page_that_goes_leaves_nothing_behind(pile: Path, tmp_path: Path) -> None:
    """Without a page, its rows are gone too."""
    reportedly.trace(pile, tmp_path / "case")
    (pile / "lines.jsonl").unlink()
    reportedly.trace(pile, tmp_path / "case")
    reportedly.trace(pile, tmp_path / "fresh")
    assert published(tmp_path / "case") == published(tmp_path / "fresh")


def test_a_case_in_use_is_refused(pile: Path, tmp_path: Path) -> None:
    """Two runs never write to one case at the same time."""
    with opened(tmp_path / "case"), pytest.raises(LockedCaseError):
        reportedly.trace(pile, tmp_path / "case")


@pytest.mark.slow
def test_killed_runs_end_with_the_same_bytes(pile: Path, tmp_path: Path) -> None:
    """Killed at random moments again and again, the case comes out as if nothing had happened."""
    command = [sys.executable, "-m", "reportedly", "trace", str(pile), "-q", "-o"]
    started = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    whole = time.monotonic() - started
    chance = random.Random(20261122)
    killed = 0
    for attempt in range(12):
        case = tmp_path / f"case{attempt % 6}"
        killed += _run_and_kill([*command, str(case)], chance.uniform(0.1, 0.8) * whole)
    assert killed >= 3  # later attempts have less left to do and may end before they are killed
    for number in range(6):
        case = tmp_path / f"case{number}"
        subprocess.run([*command, str(case)], check=True, capture_output=True)
        assert contents(case) == contents(tmp_path / "whole")


def _run_and_kill(command: Sequence[str], after_seconds: float) -> bool:
    """Start a run, kill it without warning; whether it was still running then."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=after_seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False
