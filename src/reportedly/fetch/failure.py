"""Why an address was not fetched."""

from __future__ import annotations

from reportedly.model.kinds import RejectReason


class FetchError(Exception):
    """One address could not be fetched; it becomes a row of ``rejects``."""

    def __init__(self, reason: RejectReason, detail: str, next_step: str) -> None:
        self.reason = reason
        self.detail = detail
        self.next_step = next_step
        super().__init__(detail)


def failed(detail: str) -> FetchError:
    """The net or the server gave no page."""
    return FetchError(
        RejectReason.FETCH_FAILED, detail, "open it in a browser; save the page and name the file"
    )
