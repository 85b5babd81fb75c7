"""How much a report shows. What is left out is always said, with the way to see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Upper limits of a report; a case of a few dozen pages stays below all of them.

    The limits keep a report of any case near 10 MB, which browsers open within seconds.
    """

    index: int = 400
    """Pages listed in the index."""
    pages: int = 100
    """Pages shown with their statements."""
    statements: int = 300
    """Statements shown for one page."""
    families: int = 80
    """Recurring passages shown."""
    witnesses: int = 12
    """Appearances shown of one recurring passage."""
    variants: int = 40
    """Differences listed for one recurring passage."""
    checks: int = 300
    """Checks against a source shown."""
    positions: int = 400
    """Entries of the ledger shown."""
    matrix: int = 12
    """Rows and columns of the ledger's matrix."""
    rejects: int = 20
    """Things not read or decided listed for one reason."""
    page_text: int = 200_000
    """Code points of one page's text shown whole; of longer ones, the passages referred to."""
    all_text: int = 2_000_000
    """Code points of page texts shown whole, over all pages."""
