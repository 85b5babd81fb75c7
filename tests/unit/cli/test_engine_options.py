"""Choosing an engine on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportedly.cli import main


def invoke(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--master", "local[2]"), "a master needs the engine spark"),
        (("--engine", "spark", "--workers", "2"), "Spark's own configuration"),
        (("--engine", "spark", "--memory-limit", "1GB"), "Spark's own configuration"),
        (("--memory-limit", "much"), "not a size such as 500MB"),
    ],
)
@pytest.mark.parametrize("command", ["trace", "read"])
def test_settings_of_another_engine_are_wrong_usage(
    command: str, options: tuple[str, ...], message: str, pages: Path, tmp_path: Path
) -> None:
    """What cannot be meant is refused before anything is written."""
    result = invoke(command, pages, "-o", tmp_path / "case", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "case").exists()


def test_without_pyspark_the_error_says_what_to_install(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    result = invoke("trace", pages, "-o", tmp_path / "case", "--engine", "spark", "--json")
    assert result.exit_code == 5
    error = json.loads(result.stdout)
    assert error["code"] == "E303"
    assert "reportedly[spark]" in error["next_step"]


def test_a_memory_limit_and_workers_change_no_row(pages: Path, tmp_path: Path) -> None:
    """Settings of the machine are not settings of the result."""
    plain = invoke("read", pages, "-o", tmp_path / "plain", "--json")
    tight = invoke(
        *("read", pages, "-o", tmp_path / "tight", "--json"),
        *("--memory-limit", "200MB", "--workers", "2"),
    )
    assert json.loads(plain.stdout)["tables"] == json.loads(tight.stdout)["tables"]
    names = [path.name for path in (tmp_path / "plain" / "tables").iterdir()]
    for name in names:
        one, two = (tmp_path / case / "tables" / name for case in ("plain", "tight"))
        assert one.read_bytes() == two.read_bytes()
