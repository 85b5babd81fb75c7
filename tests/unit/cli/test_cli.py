"""The command line: results on stdout, errors as one line with a code, exit codes that hold."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportedly.cli import main
from reportedly.cli.output import printable, reporting_errors


def invoke(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_help_is_fast_and_loads_nothing_heavy() -> None:
    """Asking for help imports neither Arrow, nor an engine, nor a template."""
    code = (
        "import sys; from reportedly.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pyarrow', 'duckdb', 'jinja2', 'lxml', 'numpy', 'rich'} & set(sys.modules)))"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - started < 3.0  # 0.06 s alone; the machine may be busy


def test_info_tells_versions() -> None:
    """The installation describes itself, for people and for machines."""
    assert "duckdb" in invoke("info").output
    facts = json.loads(invoke("info", "--json").output)
    assert facts["libraries"]["duckdb"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    """Each shell gets a script that names the program."""
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert "_REPORTEDLY_COMPLETE" in result.output


def test_a_missing_path_is_one_line_and_code_3(tmp_path: Path) -> None:
    """What, where, and what to do next, on one line, on stderr."""
    result = invoke("trace", tmp_path / "nothing", "-o", tmp_path / "case")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("error E101: no such file or folder: ")


def test_errors_are_json_where_results_are(tmp_path: Path) -> None:
    """With --json, an error is a JSON document with the same code."""
    (tmp_path / "empty").mkdir()
    result = invoke("trace", tmp_path / "empty", "-o", tmp_path / "case", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["code"] == "E102"


def test_a_foreign_folder_is_not_written_to(pages: Path, tmp_path: Path) -> None:
    """A folder with other files in it is refused and left as it was."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious")
    result = invoke("read", pages, "-o", tmp_path / "mine")
    assert (result.exit_code, result.stderr[:11]) == (4, "error E205:")
    assert [entry.name for entry in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_newer_case_is_refused(pages: Path, tmp_path: Path) -> None:
    """A case of a later format is neither read nor overwritten."""
    case = tmp_path / "case"
    assert invoke("read", pages, "-o", case).exit_code == 0
    manifest = case / "manifest.json"
    newer = manifest.read_text().replace('"case_format": 1', '"case_format": 99')
    manifest.write_text(newer)
    for command in (("trace", pages, "-o", case), ("info", case)):
        result = invoke(*command)
        assert (result.exit_code, result.stderr[:11]) == (4, "error E202:")
    assert manifest.read_text() == newer


def test_a_bad_option_file_is_named(pages: Path, tmp_path: Path) -> None:
    """An alias file that is no YAML, or not there, stops the run before it starts."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("- name: [unclosed")
    for path in (bad, tmp_path / "missing.yaml"):
        result = invoke("trace", pages, "-o", tmp_path / "case", "--aliases", path)
        assert (result.exit_code, result.stderr[:11]) == (3, "error E104:")
        assert str(path) in result.stderr


def test_a_stage_command_stops_after_its_stage(pages: Path, tmp_path: Path) -> None:
    """The command of a stage makes its tables and no later ones."""
    result = invoke("zones", pages, "-o", tmp_path / "case", "--json")
    tables = json.loads(result.stdout)["tables"]
    assert tables["documents"] == 3
    assert "zones" in tables
    assert "attributions" not in tables


def test_hostile_text_is_visible_in_the_terminal() -> None:
    """Escape sequences and direction marks are shown, not obeyed."""
    assert printable("a\x1b[31mb\u202ec") == "a\\u001b[31mb\\u202ec"


@pytest.mark.parametrize("format_name", ["eval", "jsonl", "csv", "parquet"])
def test_export_writes_every_format(pages: Path, tmp_path: Path, format_name: str) -> None:
    """Each format writes files, and says which."""
    assert invoke("trace", pages, "-o", tmp_path / "case").exit_code == 0
    result = invoke(
        "export", tmp_path / "case", "-f", format_name, "-o", tmp_path / "out", "--json"
    )
    assert result.exit_code == 0
    written = [Path(name) for name in json.loads(result.stdout)["written"]]
    assert written
    assert all(path.is_file() for path in written)
    assert sum(path.stat().st_size for path in written) > 0


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    """``--map`` reads a column of any name; a field that does not exist is refused with a list."""
    (tmp_path / "t.csv").write_text("Kropp,Rubrik\nTor Vale said that it rained.,Rain\n")
    arguments = ("read", tmp_path / "t.csv", "-o", tmp_path / "case", "-q", "--json")
    done = invoke(*arguments, "--map", "text=Kropp", "--map", "title=Rubrik")
    assert json.loads(done.stdout)["tables"]["documents"] == 1
    refused = invoke(*arguments, "--map", "kropp=text")
    assert refused.exit_code == 2
    assert "title" in refused.output


def test_input_without_a_page_is_an_error_and_not_an_empty_summary(tmp_path: Path) -> None:
    """Where no file could be read, the command says why and ends with code 3; the case stays."""
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for command in ("trace", "read"):
        case = tmp_path / command
        result = invoke(command, tmp_path / "noise.bin", tmp_path / "picture.png", "-o", case)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith("error E103: nothing could be read; ")
        assert "(and 1 more)" in result.stderr
        assert (case / "manifest.json").exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_an_interrupt_is_one_line_wherever_it_lands(
    error: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python and DuckDB raise different errors for Ctrl-C; both end with code 130."""

    @reporting_errors
    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as stopped:
        command()
    assert stopped.value.code == 130
    assert capsys.readouterr().err.startswith("interrupted; finished work is kept")


def test_info_of_a_case_is_short_for_people_and_whole_for_programs(
    pages: Path, tmp_path: Path
) -> None:
    """Rows and finished stages on a screen; digests and options as JSON."""
    case = tmp_path / "case"
    invoke("read", pages, "-o", case)
    shown = invoke("info", case).output
    assert "stages            read" in shown
    assert "ReadConfig" not in shown
    assert "ReadConfig" in json.loads(invoke("info", case, "--json").output)["options"]["read"]
