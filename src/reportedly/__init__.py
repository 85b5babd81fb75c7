"""Reportedly: who *reportedly* said what, through whom, and what changed on the way.

>>> import reportedly
>>> case = reportedly.trace(["pages/"], "case/")        # doctest: +SKIP
>>> case["attributions"].to_pandas()                    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportedly.api import Case, open_case, trace
    from reportedly.errors import ReportedlyError
    from reportedly.options import Options

__version__: Final = "0.1.0"
__all__ = ["Case", "Options", "ReportedlyError", "open_case", "trace"]

_HOMES: Final = {
    "Case": "reportedly.api",
    "Options": "reportedly.options",
    "ReportedlyError": "reportedly.errors",
    "open_case": "reportedly.api",
    "trace": "reportedly.api",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that ``import reportedly`` costs nothing."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module 'reportedly' has no attribute {name!r}"
    raise AttributeError(message)
