"""Finding input: everything is either a piece or a reject."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportedly.errors import EmptyInputError, MissingPathError, NothingReadError
from reportedly.model.kinds import RejectReason
from reportedly.pipeline.sources import Pile, discover, load
from reportedly.pipeline.sources import pile as module
from reportedly.stages.read.config import ReadConfig

LIMIT = 10_000


def found(*paths: Path | str, leave_out: Path = Path("/nowhere"), limit: int = LIMIT) -> Pile:
    """Discover with this file's limit."""
    with TemporaryDirectory() as cache:
        return discover(
            paths, config=ReadConfig(max_bytes=limit), cache=Path(cache), leave_out=leave_out
        )


def test_a_folder_is_walked_without_hidden_files_and_without_the_case(tmp_path: Path) -> None:
    """Hidden files and the output folder are not pages."""
    for name in ("a.txt", "sub/b.html", ".hidden", ".git/c.txt", "case/report.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    pile = found(tmp_path, leave_out=tmp_path / "case")
    names = {piece.origin for piece in pile.inputs}
    assert names == {f"{tmp_path.name}/a.txt", f"{tmp_path.name}/sub/b.html"}


def test_the_same_content_elsewhere_is_another_input(tmp_path: Path) -> None:
    """Identity covers the origin; naming one file twice gives one piece and a reject."""
    (tmp_path / "a.txt").write_text("same")
    (tmp_path / "b.txt").write_text("same")
    assert len(found(tmp_path).inputs) == 2
    pile = found(tmp_path / "a.txt", tmp_path / "a.txt")
    assert len(pile.inputs) == 1
    assert [reject.reason for reject in pile.rejects] == [RejectReason.DUPLICATE_INPUT]


def test_json_lines_are_cut_between_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces are whole lines, cover the file, and know the number of their first line."""
    monkeypatch.setattr(module, "PIECE_BYTES", 50)
    lines = [json.dumps({"id": str(number), "text": "x" * (number % 40)}) for number in range(40)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines))
    pile = found(path)
    pieces = sorted(pile.inputs, key=lambda piece: piece.offset)
    assert len(pieces) > 5
    contents = [load(piece, pile.paths[piece.input_id]) for piece in pieces]
    assert b"".join(content or b"" for content in contents) == path.read_bytes()
    for piece, content in zip(pieces, contents, strict=True):
        assert content is not None
        assert content.splitlines()[0].decode() == lines[piece.first_line - 1]


def test_what_is_too_large_is_refused_and_the_rest_is_kept(tmp_path: Path) -> None:
    """A file beyond the limit becomes a reject that says so; a line beyond it too."""
    (tmp_path / "small.txt").write_text("small")
    (tmp_path / "large.txt").write_text("x" * (LIMIT + 1))
    (tmp_path / "line.jsonl").write_text('{"text": "' + "x" * LIMIT + '"}\n')
    pile = found(tmp_path)
    assert [piece.origin.split("/")[-1] for piece in pile.inputs] == ["small.txt"]
    assert [reject.reason for reject in pile.rejects] == [RejectReason.TOO_LARGE] * 2
    assert all("--max-bytes" in reject.next_step for reject in pile.rejects)


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    """A link to a file or folder outside the pile is a reject, inside it is fine."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    pile_folder = tmp_path / "pile"
    pile_folder.mkdir()
    (pile_folder / "page.txt").write_text("page")
    (pile_folder / "out.txt").symlink_to(outside / "secret.txt")
    (pile_folder / "folder").symlink_to(outside)
    (pile_folder / "in.txt").symlink_to(pile_folder / "page.txt")
    pile = found(pile_folder)
    assert {piece.origin for piece in pile.inputs} == {"pile/page.txt", "pile/in.txt"}
    assert [reject.reason for reject in pile.rejects] == [RejectReason.OUTSIDE_FOLDER] * 2


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe becomes a reject instead of a hang."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "page.txt").write_text("page")
    pile = found(tmp_path)
    assert len(pile.inputs) == 1
    assert [reject.reason for reject in pile.rejects] == [RejectReason.UNREADABLE_FILE]


def test_file_names_may_hold_anything(tmp_path: Path) -> None:
    """Newlines and bytes that are no text in a name stay visible in the origin."""
    (tmp_path / "two\nlines.txt").write_text("a")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("b")
    origins = sorted(piece.origin.split("/", 1)[1] for piece in found(tmp_path).inputs)
    assert origins == ["bad\\udcff.txt", "two\nlines.txt"]


def test_a_file_that_changes_is_noticed(tmp_path: Path) -> None:
    """Bytes other than those that were found are not read."""
    path = tmp_path / "page.txt"
    path.write_text("before")
    pile = found(path)
    path.write_text("behind")
    assert load(pile.inputs[0], path) is None


@pytest.mark.parametrize("named", ["no/such/page.txt", "https://example.org/page"])
def test_a_missing_path_is_one_clear_error(named: str) -> None:
    """What is not there, or would have to be fetched, stops the run with a next step."""
    with pytest.raises(MissingPathError) as caught:
        found(named)
    assert named in caught.value.where
    assert caught.value.next_step


def test_nothing_at_all_is_an_error(tmp_path: Path) -> None:
    """An empty folder, and a folder of which nothing can be used, are told apart."""
    with pytest.raises(EmptyInputError):
        found(tmp_path)
    (tmp_path / "large.txt").write_text("x" * (LIMIT + 1))
    with pytest.raises(NothingReadError, match=r"large\.txt"):
        found(tmp_path)
