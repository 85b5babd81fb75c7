"""The rejects of input that never reaches a reader."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.errors import NothingReadError
from reportedly.model.kinds import RejectReason
from reportedly.tables.documents import Input
from reportedly.tables.findings import Reject


def refuse(origin: str, reason: RejectReason, detail: str, next_step: str) -> Reject:
    """A reject of the read stage."""
    return Reject("read", origin, None, None, reason, detail, next_step)


def in_short(error: BaseException) -> str:
    """An error of a library in one line."""
    return f"{type(error).__name__}: {error}".strip().splitlines()[0][:200]


def too_large(origin: str, size: int, limit: int) -> Reject:
    """More bytes than one piece may have."""
    return refuse(
        origin,
        RejectReason.TOO_LARGE,
        f"{size:,} bytes, more than the limit of {limit:,}",
        "raise the limit with --max-bytes, or cut the file",
    )


def unreadable(origin: str, error: OSError) -> Reject:
    """The system does not give the file out."""
    reason = error.strerror or type(error).__name__
    return refuse(
        origin, RejectReason.UNREADABLE_FILE, reason, "check the file's permissions and its disk"
    )


def no_file(origin: str) -> Reject:
    """A pipe, a device, a socket."""
    return refuse(
        origin,
        RejectReason.UNREADABLE_FILE,
        "not a regular file",
        "name a file or a folder of files",
    )


def outside(origin: str) -> Reject:
    """A link that leads out of its folder."""
    return refuse(
        origin,
        RejectReason.OUTSIDE_FOLDER,
        "a link that leads out of the folder",
        "name the file that it points to, if you mean to include it",
    )


def too_deep(origin: str, limit: int) -> Reject:
    """An archive in an archive in an archive."""
    return refuse(
        origin,
        RejectReason.NESTED_TOO_DEEP,
        f"an archive inside {limit} others",
        "unpack the outer ones and name this one",
    )


def nothing_inside(origin: str) -> Reject:
    """An archive without a file, a crawl without a record."""
    return refuse(
        origin, RejectReason.NO_TEXT, "nothing is in it", "leave it out, or pack it again"
    )


def duplicate(piece: Input) -> Reject:
    """Named twice."""
    return refuse(
        piece.origin,
        RejectReason.DUPLICATE_INPUT,
        "the same file, or one of the same name and content, was named before",
        "nothing to do: it is read once",
    )


def changed_on_disk(piece: Input) -> Reject:
    """The file changed between being found and being read."""
    return Reject(
        stage="read",
        origin=piece.origin,
        input_id=piece.input_id,
        document_id=None,
        reason=RejectReason.UNREADABLE_FILE,
        detail="the file changed or vanished while it was read",
        next_step="run the same command again",
    )


def nothing_read(rejects: Sequence[Reject]) -> NothingReadError:
    """Input was found and nothing of it could be read; the first reason is named."""
    first, *others = rejects
    more = f" (and {len(others):,} more)" if others else ""
    return NothingReadError(
        f"nothing could be read; {first.detail}",
        where=f"{first.origin}{more}",
        next_step=first.next_step,
    )
