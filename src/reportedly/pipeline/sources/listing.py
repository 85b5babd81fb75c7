"""What a container holds, found once and kept in the case's cache.

A container is listed by a function that enters its parts and problems in order. Records of a WARC
file are listed where they lie; all other parts are unpacked into one file beside the list. Both
are kept under a key of the container's content: the next run neither unpacks nor scans it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Annotated, Final

import pyarrow.parquet as pq

from reportedly.case.store import replacing_folder, write_table
from reportedly.model.ids import digest
from reportedly.model.kinds import Packing, RejectReason
from reportedly.pipeline.fingerprints import code_digest
from reportedly.pipeline.sources.refusals import refuse
from reportedly.pipeline.sources.source import Readable, Source, chunks
from reportedly.stages.read.config import ReadConfig
from reportedly.tables.documents import BARE, Envelope
from reportedly.tables.findings import REJECTS, Reject
from reportedly.tables.schema import define

_CONTENT: Final = "content"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a container."""

    number: Annotated[int, "place in the container, from 0"]
    name: Annotated[str, "its name inside the container"]
    offset: Annotated[int, "first byte, in the container or in what was unpacked of it"]
    length: Annotated[int, "bytes that it takes there"]
    packing: Annotated[Packing, "how the bytes lie there"]
    content_digest: Annotated[str, "SHA-256 of its bytes, hexadecimal"]
    envelope: Annotated[Envelope, "what the container says of it"]


PARTS = define("parts", Part, order=("number",))


class UnpacksTooLargeError(Exception):
    """A part, or all of them together, would unpack to more than the limits allow."""


@dataclass(slots=True)
class Desk:
    """Where a container is taken apart: parts, problems, and the file of unpacked bytes."""

    origin: str
    config: ReadConfig
    spool: IO[bytes]
    parts: list[Part] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def add(
        self, name: str, *, at: tuple[int, int], packing: Packing, sha: str, envelope: Envelope
    ) -> None:
        """Enter a part that lies ``at`` (offset, length)."""
        number = len(self.parts)
        self.parts.append(Part(number, name, *at, packing, sha, envelope))

    def unpack(
        self,
        name: str,
        stream: Readable,
        *,
        packed: int,
        envelope: Envelope = BARE,
        packing: Packing = Packing.AS_IS,
    ) -> None:
        """Copy a part's bytes; ``packed`` is the number of bytes that it takes in the container.

        Nothing is left of a part that fails.

        Raises:
            UnpacksTooLargeError: a limit is reached.
        """
        start, state = self.spool.tell(), hashlib.sha256()
        try:
            for chunk in chunks(stream):
                self._check(start, len(chunk), packed)
                state.update(chunk)
                self.spool.write(chunk)
        except BaseException:
            self.spool.seek(start)
            self.spool.truncate()
            raise
        at = (start, self.spool.tell() - start)
        self.add(name, at=at, packing=packing, sha=state.hexdigest(), envelope=envelope)

    def refuse(self, name: str, reason: RejectReason, detail: str, next_step: str) -> None:
        """Enter a problem with a part, or (empty name) with the container."""
        self.rejects.append(refuse(within(self.origin, name), reason, detail, next_step))

    def too_large(self, name: str, error: UnpacksTooLargeError) -> None:
        """Enter that a part was not unpacked for its size."""
        step = "unpack it yourself, if you trust it, and name the files"
        self.refuse(name, RejectReason.UNPACKS_TOO_LARGE, str(error), step)

    def _check(self, start: int, more: int, packed: int) -> None:
        config = self.config
        if self.spool.tell() + more > config.max_unpacked_bytes:
            message = f"unpacks to more than {config.max_unpacked_bytes:,} bytes"
            raise UnpacksTooLargeError(message)
        size = self.spool.tell() + more - start
        if size > config.ratio_floor_bytes and size > packed * config.max_unpacked_ratio:
            message = f"unpacks to more than {config.max_unpacked_ratio:,} times its size"
            raise UnpacksTooLargeError(message)


def within(origin: str, name: str) -> str:
    """The origin of a part; that of the container itself for a part without a name."""
    return f"{origin}/{name}" if name else origin


Lister = Callable[[Source, Desk], None]


@dataclass(frozen=True, slots=True)
class Listing:
    """A container taken apart; ``folder`` holds what was unpacked of it."""

    source: Source
    folder: Path
    parts: tuple[Part, ...]
    rejects: tuple[Reject, ...]

    def sources(self) -> Iterator[tuple[Part, Source]]:
        """Each part and where its bytes are."""
        unpacked = self.folder / _CONTENT
        for part in self.parts:
            in_place = part.packing is Packing.WARC_RECORD
            yield (
                part,
                Source(
                    origin=within(self.source.origin, part.name),
                    path=self.source.path if in_place else unpacked,
                    offset=part.offset + (self.source.offset if in_place else 0),
                    length=part.length,
                    envelope=part.envelope,
                    content_digest=part.content_digest,
                ),
            )


def listing(source: Source, lister: Lister, config: ReadConfig, cache: Path) -> Listing:
    """The container's parts; ``cache`` is the folder where such lists are kept.

    Raises:
        OSError: the file cannot be read, or the cache cannot be written.
    """
    key = digest(
        source.origin,
        source.digest(),
        lister.__name__,
        repr(replace(config, columns=())),
        code_digest("pipeline/sources"),
    )
    folder = cache / key[:24]
    if not folder.is_dir():
        with replacing_folder(folder) as scratch:
            _take_apart(source, lister, config, scratch)
    parts = tuple(PARTS.unpack(pq.read_table(folder / "parts.parquet")))
    rejects = tuple(REJECTS.unpack(pq.read_table(folder / "rejects.parquet")))
    return Listing(source, folder, parts, rejects)


def _take_apart(source: Source, lister: Lister, config: ReadConfig, folder: Path) -> None:
    with (folder / _CONTENT).open("wb") as file:
        desk = Desk(source.origin, config, file)
        lister(source, desk)
    write_table(folder / "parts.parquet", PARTS.pack(desk.parts).to_batches(), PARTS.schema)
    write_table(folder / "rejects.parquet", REJECTS.pack(desk.rejects).to_batches(), REJECTS.schema)
