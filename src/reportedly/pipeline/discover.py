"""From the paths that a user names to pieces of input; the only place that walks folders."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportedly.errors import EmptyInputError, MissingPathError, NothingReadError
from reportedly.model.ids import short_id
from reportedly.model.kinds import RejectReason
from reportedly.tables.documents import Input
from reportedly.tables.findings import Reject

# JSON Lines files are cut into pieces of whole lines of about this many bytes.
PIECE_BYTES: Final = 8_000_000
_LINES_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pile:
    """What was found: pieces in a fixed order, where their bytes are, and what was refused."""

    inputs: tuple[Input, ...]
    paths: Mapping[str, Path]
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class _File:
    origin: str
    path: Path


def discover(paths: Sequence[Path | str], *, max_bytes: int, leave_out: Path) -> Pile:
    """Find the pieces of input below ``paths``; folders are walked, ``leave_out`` is not.

    Raises:
        MissingPathError: a path that was named does not exist.
        EmptyInputError: nothing but empty folders was named.
        NothingReadError: there were files, and each of them was refused.
    """
    inputs: dict[str, Input] = {}
    places: dict[str, Path] = {}
    rejects: list[Reject] = []
    for found in _files(paths, leave_out.resolve()):
        if isinstance(found, Reject):
            rejects.append(found)
            continue
        try:
            pieces = list(_pieces(found, max_bytes))
        except OSError as error:
            rejects.append(_unreadable(found.origin, error))
            continue
        for piece in pieces:
            if isinstance(piece, Reject):
                rejects.append(piece)
            elif piece.input_id in inputs:
                rejects.append(_duplicate(piece))
            else:
                inputs[piece.input_id] = piece
                places[piece.input_id] = found.path
    if not inputs:
        _refuse_empty(paths, rejects)
    ordered = tuple(sorted(inputs.values(), key=lambda piece: piece.input_id))
    return Pile(ordered, places, tuple(rejects))


def load(piece: Input, path: Path) -> bytes | None:
    """The bytes of a piece; ``None`` where the file is gone or no longer the one found."""
    try:
        with path.open("rb") as file:
            file.seek(piece.offset)
            content = file.read(piece.length)
    except OSError:
        return None
    same = hashlib.sha256(content).hexdigest() == piece.content_digest
    return content if same else None


def changed_on_disk(piece: Input) -> Reject:
    """The reject for a file that changed between being found and being read."""
    return Reject(
        stage="read",
        origin=piece.origin,
        input_id=piece.input_id,
        document_id=None,
        reason=RejectReason.UNREADABLE_FILE,
        detail="the file changed or vanished while it was read",
        next_step="run the same command again",
    )


def _files(paths: Sequence[Path | str], leave_out: Path) -> Iterator[_File | Reject]:
    for named in paths:
        path = Path(named)
        if _URL.match(str(named)) or not _exists(path):
            raise _missing(str(named))
        if path.is_dir():
            yield from _walk(path, leave_out)
        else:
            yield _File(_printable(path.name), path)


def _walk(root: Path, leave_out: Path) -> Iterator[_File | Reject]:
    """Files below a folder in a fixed order; hidden ones are left out, links out of it refused."""
    real_root = root.resolve()
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".") and (here / name).resolve() != leave_out
        )
        links = (name for name in subfolders if (here / name).is_symlink())
        for name in sorted([*names, *links]):
            if name.startswith("."):
                continue
            path = here / name
            inside = path.relative_to(root).as_posix()
            origin = _printable(f"{real_root.name}/{inside}")
            if path.is_symlink() and (path.is_dir() or not _is_inside(path, real_root)):
                yield _outside(origin)
            else:
                yield _File(origin, path)
    for error in closed:
        yield _unreadable(_printable(f"{real_root.name}: {error.filename}"), error)


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder)


def _pieces(file: _File, max_bytes: int) -> Iterator[Input | Reject]:
    status = file.path.stat()
    if not stat.S_ISREG(status.st_mode):
        yield _reject(
            file.origin,
            RejectReason.UNREADABLE_FILE,
            "not a regular file",
            "name a file or a folder of files",
        )
    elif file.path.suffix.lower() in _LINES_SUFFIXES:
        yield from _runs_of_lines(file, max_bytes)
    elif status.st_size > max_bytes:
        yield _too_large(file.origin, status.st_size, max_bytes)
    else:
        with file.path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        yield _input(file.origin, 0, status.st_size, 1, digest)


def _runs_of_lines(file: _File, max_bytes: int) -> Iterator[Input | Reject]:
    """Cut a file into pieces of whole lines, reading it once, a piece at a time."""
    offset, line = 0, 1
    with file.path.open("rb") as handle:
        while content := handle.read(PIECE_BYTES):
            content += handle.readline(max_bytes)
            if len(content) > max_bytes:
                yield _too_large(f"{file.origin} (line {line})", len(content), max_bytes)
                return
            digest = hashlib.sha256(content).hexdigest()
            yield _input(file.origin, offset, len(content), line, digest)
            offset += len(content)
            line += content.count(b"\n")


def _input(origin: str, offset: int, length: int, line: int, digest: str) -> Input:
    identity = short_id("input", origin, offset, length, digest)
    return Input(identity, origin, offset, length, line, digest)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _printable(name: str) -> str:
    """A file name as text that every table can hold (file systems allow names that are not)."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _missing(named: str) -> MissingPathError:
    if _URL.match(named):
        return MissingPathError(
            "addresses are not fetched",
            where=named,
            next_step="save the page from your browser and name the file",
        )
    return MissingPathError(
        "no such file or folder", where=named, next_step="check the spelling of the path"
    )


def _refuse_empty(paths: Iterable[Path | str], rejects: Sequence[Reject]) -> None:
    where = ", ".join(str(path) for path in paths)
    if rejects:
        first = rejects[0]
        raise NothingReadError(
            f"none of {len(rejects)} files could be used; first {first.origin}: {first.detail}",
            where=where,
            next_step=first.next_step,
        )
    raise EmptyInputError(
        "no files found", where=where, next_step="name a folder that holds pages, or the pages"
    )


def _reject(origin: str, reason: RejectReason, detail: str, step: str) -> Reject:
    return Reject("read", origin, None, None, reason, detail, step)


def _too_large(origin: str, size: int, limit: int) -> Reject:
    return _reject(
        origin,
        RejectReason.TOO_LARGE,
        f"{size:,} bytes, more than the limit of {limit:,}",
        "raise the limit with --max-bytes, or cut the file",
    )


def _unreadable(origin: str, error: OSError) -> Reject:
    reason = error.strerror or type(error).__name__
    return _reject(
        origin, RejectReason.UNREADABLE_FILE, reason, "check the file's permissions and its disk"
    )


def _outside(origin: str) -> Reject:
    return _reject(
        origin,
        RejectReason.OUTSIDE_FOLDER,
        "a link that leads out of the folder",
        "name the file that it points to, if you mean to include it",
    )


def _duplicate(piece: Input) -> Reject:
    return _reject(
        piece.origin,
        RejectReason.DUPLICATE_INPUT,
        "the same file, or one of the same name and content, was named before",
        "nothing to do: it is read once",
    )
