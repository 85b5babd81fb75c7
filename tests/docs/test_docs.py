"""Documentation that is made from the code, or must agree with it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

from reportedly.cli import main
from reportedly.cli.stages import STAGE_HELP, STAGE_OF_COMMAND
from reportedly.pipeline import STAGE_NAMES, STAGES
from reportedly.tables import ALL_TABLES

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    """The script that makes the reference pages."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "tables.md", "errors.md"])
def test_reference_pages_are_fresh(name: str) -> None:
    """Commands, tables and errors stand in the docs as they are in the code."""
    module = generator()
    assert (module.HERE / name).read_text(encoding="utf-8") == module.PAGES[name]()


def test_every_command_and_option_has_help() -> None:
    """No command and no option is left without a word about it."""
    for name, command in main.commands.items():
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


def test_commands_diagram_and_stages_agree() -> None:
    """The command line and the architecture page show the stages in the pipeline's order."""
    assert [STAGE_OF_COMMAND[name] for name in STAGE_HELP] == list(STAGE_NAMES)
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    assert " → ".join(STAGE_NAMES) in page
    import reportedly.stages

    assert " → ".join(STAGE_NAMES) in (reportedly.stages.__doc__ or "")


def test_every_table_is_made_by_exactly_one_stage() -> None:
    """Tables and stages cover each other; only rejects come from several stages."""
    makers = [table.name for stage in STAGES for table in stage.outputs if table.name != "rejects"]
    assert len(makers) == len(set(makers))
    made = {*makers, "inputs", "rejects"}
    assert made == {table.name for table in ALL_TABLES}


def test_a_stage_reads_only_what_earlier_stages_made() -> None:
    """The flow has one direction."""
    known = {"pieces", "inputs"}
    for stage in STAGES:
        assert {table.name for table in stage.inputs} <= known, stage.name
        known |= {table.name for table in stage.outputs}


def test_changelog_names_the_version() -> None:
    """The version of the package has its heading in the changelog."""
    from reportedly import __version__

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(__version__)}\b", changelog, re.MULTILINE)


def test_decision_records_are_listed() -> None:
    """Every decision record is on the site."""
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for record in (ROOT / "docs" / "adr").glob("0*.md"):
        assert f"adr/{record.name}" in site
