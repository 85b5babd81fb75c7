"""Zip and tar archives: each file inside is a part; nothing is ever written under its name."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Final

from reportedly.model.kinds import RejectReason
from reportedly.pipeline.sources.listing import Desk, UnpacksTooLargeError
from reportedly.pipeline.sources.refusals import in_short
from reportedly.pipeline.sources.source import Source
from reportedly.pipeline.sources.walk import printable

_DAMAGE: Final = (
    *(EOFError, OSError, ValueError, RuntimeError, KeyError, OverflowError, MemoryError),
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError),
)
_REPAIR: Final = "make the archive again; what could be unpacked of it is used"
_NAME_IT: Final = "unpack it and name the file, if you mean to include it"
_UNIX_TYPE_BITS: Final = 16
_LINK_TYPE: Final = 0o12
_ENCRYPTED_FLAG: Final = 0x1


def list_zip(source: Source, desk: Desk) -> None:
    """The files of a zip archive; of a WACZ file, its WARC files alone."""
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGE as error:
            _damaged(desk, "", error)
            return
        with archive:
            for member in _wanted(archive.infolist()):
                if _takes(desk, printable(member.filename), _zip_trouble(member)):
                    _unzip(archive, member, desk)


def list_tar(source: Source, desk: Desk) -> None:
    """The files of a tar archive."""
    with source.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for member in archive:
                    if not member.isdir() and _takes(
                        desk, printable(member.name), _tar_trouble(member)
                    ):
                        _untar(archive, member, desk)
        except _DAMAGE as error:
            _damaged(desk, "", error)


def is_document(source: Source) -> bool:
    """Whether a zip archive is one document: an Office file, an OpenDocument file, a book."""
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                return not {"[Content_Types].xml", "mimetype"}.isdisjoint(archive.namelist())
        except _DAMAGE:
            return False


def _wanted(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """All but folders and the system's own files; crawls packed as WACZ hold WARC files."""
    files = [member for member in members if not member.filename.endswith("/")]
    names = {member.filename for member in files}
    crawls = [member for member in files if member.filename.startswith("archive/")]
    if "datapackage.json" in names and crawls:
        return crawls
    return [
        member
        for member in files
        if not any((part.startswith(".") and part != "..") or part == "__MACOSX"
                   for part in PurePosixPath(member.filename).parts)
    ]  # fmt: skip


def _takes(desk: Desk, name: str, trouble: tuple[RejectReason, str, str] | None) -> bool:
    """Whether a member is unpacked; enters why not."""
    if len(desk.parts) >= desk.config.max_archive_parts:
        limit = f"more than {desk.config.max_archive_parts:,} files in one archive"
        trouble = (RejectReason.CAPPED, limit, "pack it into several archives")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        detail = "a name that leads out of the archive"
        trouble = (RejectReason.OUTSIDE_FOLDER, detail, _NAME_IT)
    if trouble is not None:
        desk.refuse(name, *trouble)
    return trouble is None


def _zip_trouble(member: zipfile.ZipInfo) -> tuple[RejectReason, str, str] | None:
    if member.flag_bits & _ENCRYPTED_FLAG:
        detail = "locked with a password"
        return RejectReason.ENCRYPTED, detail, "unpack it with its password and name the file"
    if member.external_attr >> (_UNIX_TYPE_BITS + 12) == _LINK_TYPE:
        return RejectReason.OUTSIDE_FOLDER, "a link inside an archive", _NAME_IT
    return None


def _tar_trouble(member: tarfile.TarInfo) -> tuple[RejectReason, str, str] | None:
    if member.issym() or member.islnk():
        return RejectReason.OUTSIDE_FOLDER, "a link inside an archive", _NAME_IT
    if not member.isfile():
        return RejectReason.UNREADABLE_FILE, "not a regular file", "leave it out"
    return None


def _unzip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, desk: Desk) -> None:
    name = printable(member.filename)
    try:
        with archive.open(member) as stream:
            desk.unpack(name, stream, packed=member.compress_size)
    except UnpacksTooLargeError as error:
        desk.too_large(name, error)
    except (*_DAMAGE, NotImplementedError) as error:
        _damaged(desk, name, error)


def _untar(archive: tarfile.TarFile, member: tarfile.TarInfo, desk: Desk) -> None:
    name = printable(member.name)
    stream = archive.extractfile(member)
    if stream is None:
        return
    with stream:
        try:
            desk.unpack(name, stream, packed=member.size)
        except UnpacksTooLargeError as error:
            desk.too_large(name, error)


def _damaged(desk: Desk, name: str, error: BaseException) -> None:
    desk.refuse(name, RejectReason.DAMAGED_FILE, in_short(error), _REPAIR)
