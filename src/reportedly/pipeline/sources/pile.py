"""From the paths that a user names to pieces of input, out of whatever contains them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from reportedly.errors import EmptyInputError
from reportedly.fetch import NOTHING, Fetched
from reportedly.model.ids import short_id
from reportedly.model.kinds import Packing
from reportedly.pipeline.sources.containers import LISTERS, kind_of
from reportedly.pipeline.sources.listing import listing
from reportedly.pipeline.sources.marks import Kind
from reportedly.pipeline.sources.refusals import (
    duplicate,
    nothing_inside,
    nothing_read,
    too_deep,
    too_large,
    unreadable,
)
from reportedly.pipeline.sources.source import Source
from reportedly.pipeline.sources.walk import files
from reportedly.pipeline.sources.warcs import read_warc_record
from reportedly.stages.read.config import ReadConfig
from reportedly.tables.documents import Input
from reportedly.tables.findings import Reject

# JSON Lines files are cut into pieces of whole lines of about this many bytes.
PIECE_BYTES: Final = 8_000_000
# Fetched pages have this before their address in their origin.
_FETCHED: Final = "fetched"


@dataclass(frozen=True, slots=True)
class Pile:
    """What was found: pieces in a fixed order, where their bytes are, and what was refused.

    ``used`` are the folders of the cache that hold unpacked containers of this pile.
    """

    inputs: tuple[Input, ...]
    paths: Mapping[str, Path]
    rejects: tuple[Reject, ...]
    used: frozenset[Path]


@dataclass(frozen=True, slots=True)
class _Finder:
    """Takes sources apart; ``used`` collects the folders of their listings."""

    config: ReadConfig
    cache: Path
    used: set[Path]

    def pieces(self, source: Source, depth: int = 0) -> Iterator[tuple[Input, Path] | Reject]:
        """The pieces of one source, containers opened."""
        try:
            kind = kind_of(source)
            if kind is Kind.LINES:
                yield from _runs_of_lines(source, self.config.max_bytes)
            elif kind is Kind.PLAIN:
                yield self._whole(source)
            elif depth == self.config.max_archive_depth:
                yield too_deep(source.origin, depth)
            else:
                yield from self._parts(source, kind, depth)
        except OSError as error:
            yield unreadable(source.origin, error)

    def _whole(self, source: Source) -> tuple[Input, Path] | Reject:
        if source.length > self.config.max_bytes:
            return too_large(source.origin, source.length, self.config.max_bytes)
        return _piece(source, source.digest()), source.path

    def _parts(
        self, source: Source, kind: Kind, depth: int
    ) -> Iterator[tuple[Input, Path] | Reject]:
        found = listing(source, LISTERS[kind], self.config, self.cache)
        self.used.add(found.folder)
        yield from found.rejects
        if not found.parts and not found.rejects:
            yield nothing_inside(source.origin)
        for part, inner in found.sources():
            if part.packing is Packing.AS_IS:
                yield from self.pieces(inner, depth + 1)
            elif part.packing is Packing.JSON_LINES:
                yield from _runs_of_lines(inner, self.config.max_bytes, part.packing)
            else:
                yield _piece(inner, part.content_digest, packing=part.packing), inner.path


def discover(
    paths: Sequence[Path | str],
    *,
    fetched: Fetched = NOTHING,
    config: ReadConfig,
    cache: Path,
    leave_out: Path,
) -> Pile:
    """Find the pieces of input below ``paths``, and those that were ``fetched``.

    Folders are walked, ``leave_out`` is not.

    Containers are unpacked below ``cache``, unless an earlier run has left them there.

    Raises:
        MissingPathError: a path that was named does not exist.
        EmptyInputError: nothing but empty folders was named.
        NothingReadError: there were files, and each of them was refused.
    """
    inputs: dict[str, Input] = {}
    places: dict[str, Path] = {}
    rejects = list(fetched.rejects)
    finder = _Finder(config, cache, set())
    archives = (Source(_FETCHED, path, 0, path.stat().st_size) for path in fetched.files.values())
    for found in chain(files(paths, leave_out), archives):
        for piece in (found,) if isinstance(found, Reject) else finder.pieces(found):
            if isinstance(piece, Reject):
                rejects.append(piece)
            elif piece[0].input_id in inputs:
                rejects.append(duplicate(piece[0]))
            else:
                inputs[piece[0].input_id], places[piece[0].input_id] = piece
    if not inputs:
        _refuse_empty([*paths, *(row.origin for row in fetched.rejects)], rejects)
    ordered = tuple(sorted(inputs.values(), key=lambda piece: piece.input_id))
    return Pile(ordered, places, tuple(rejects), frozenset(finder.used))


def load(piece: Input, path: Path) -> bytes | None:
    """The bytes of a piece; ``None`` where the file is gone or no longer the one found."""
    source = Source(piece.origin, path, piece.offset, piece.length)
    try:
        if piece.packing is Packing.WARC_RECORD:
            content = read_warc_record(source)
        else:
            with source.open() as stream:
                content = stream.read()
    except OSError:
        return None
    same = content is not None and hashlib.sha256(content).hexdigest() == piece.content_digest
    return content if same else None


def _runs_of_lines(
    source: Source, max_bytes: int, packing: Packing = Packing.AS_IS
) -> Iterator[tuple[Input, Path] | Reject]:
    """Cut a file into pieces of whole lines, reading it once, a piece at a time."""
    offset, line = 0, 1
    with source.open() as stream:
        while content := stream.read(PIECE_BYTES):
            content += stream.readline(max_bytes)
            if len(content) > max_bytes:
                yield too_large(f"{source.origin} (line {line})", len(content), max_bytes)
                return
            digest = hashlib.sha256(content).hexdigest()
            run = Source(
                source.origin,
                source.path,
                source.offset + offset,
                len(content),
                source.envelope,
            )
            yield _piece(run, digest, first_line=line, packing=packing), source.path
            offset += len(content)
            line += content.count(b"\n")


def _piece(
    source: Source, digest: str, *, first_line: int = 1, packing: Packing = Packing.AS_IS
) -> Input:
    identity = short_id("input", source.origin, source.offset, source.length, digest)
    return Input(
        input_id=identity,
        origin=source.origin,
        offset=source.offset,
        length=source.length,
        first_line=first_line,
        content_digest=digest,
        packing=packing,
        envelope=source.envelope,
    )


def _refuse_empty(paths: Iterable[Path | str], rejects: Sequence[Reject]) -> None:
    where = ", ".join(str(path) for path in paths)
    if rejects:
        raise nothing_read(rejects)
    raise EmptyInputError(
        "no files found", where=where, next_step="name a folder that holds pages, or the pages"
    )
