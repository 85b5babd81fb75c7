"""Who denies what somebody else is said to have said, as far as the same page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportedly.export.lookup import Lookup
from reportedly.model.kinds import Polarity
from reportedly.tables.attributions import Attribution


def deniers(attributions: Sequence[Attribution], lookup: Lookup) -> dict[str, list[str]]:
    """Names by attribution: the speakers of denials that this attribution is nested in."""
    rows = {one.attribution_id: one for one in attributions}
    found = {one.attribution_id: _deniers(one, rows, lookup) for one in attributions}
    return {attribution_id: names for attribution_id, names in found.items() if names}


def _deniers(one: Attribution, rows: Mapping[str, Attribution], lookup: Lookup) -> list[str]:
    names = {
        lookup.speakers[above.attribution_id]
        for above in _parents(one, rows)
        if above.polarity is Polarity.DENIED and above.attribution_id in lookup.speakers
    }
    return sorted(names - {lookup.speakers.get(one.attribution_id)})


def _parents(one: Attribution, rows: Mapping[str, Attribution]) -> Iterator[Attribution]:
    seen: set[str] = set()
    above = rows.get(one.parent_attribution_id or "")
    while above is not None and above.attribution_id not in seen:
        yield above
        seen.add(above.attribution_id)
        above = rows.get(above.parent_attribution_id or "")
