"""Which witnesses of a family may be a copy's parent, also where thousands carry the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from reportedly.model.kinds import CreditKind
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.readings import Reading
from reportedly.stages.trace.renderings import Renderings

_TAKEN_FROM = frozenset({CreditKind.AGENCY_TAG, CreditKind.SOURCE_LINE})
"""Credits of a text that was taken over; a repost or a further link says less of each passage."""
_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Pool:
    """A family, with what all its copies ask of it."""

    family: Sequence[Reading]
    config: TraceConfig
    renderings: Renderings

    def near(self, child: Reading) -> list[Reading]:
        """Candidates for the child: the earliest of each wording, and those that its page names."""
        named = [one for name in self._names_beside(child) for one in self._by_name[name]]
        found = {id(one): one for one in (*self._earliest, *named)}
        return [one for one in found.values() if one is not child]

    def lacks_source(self, child: Reading) -> bool:
        """Whether the child's page takes over from a source of which the family has no text."""
        return bool(self._missing(child))

    def shares_lacking_source(self, child: Reading) -> bool:
        """Whether another copy takes over from the same source that is not here."""
        return any(self._missing_counts[name] > 1 for name in self._missing(child))

    @cached_property
    def _earliest(self) -> Sequence[Reading]:
        kept: Counter[str] = Counter()
        found = []
        for one in sorted(self.family, key=order):
            kept[one.joined] += 1
            if kept[one.joined] <= self.config.same_wording:
                found.append(one)
        return found[: self.config.most_candidates]

    @cached_property
    def _by_name(self) -> dict[str, Sequence[Reading]]:
        found: defaultdict[str, list[Reading]] = defaultdict(list)
        for one in sorted(self.family, key=order):
            for name in one.names:
                if len(found[name]) < self.config.same_wording:
                    found[name].append(one)
        return dict(found)

    def _names_beside(self, child: Reading) -> list[str]:
        """Names of the family's texts that stand beside the copy or in its page's credits."""
        credited = [name for name, _ in child.credits]
        return [
            name
            for name in self._by_name
            if name in child.nearby or any(is_same_name(name, other) for other in credited)
        ]

    def _missing(self, reading: Reading) -> set[str]:
        return {
            name
            for name, credit in reading.credits
            if credit.kind in _TAKEN_FROM and not self._is_known(name)
        }

    def _is_known(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = any(is_same_name(name, other) for other in self._by_name)
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _missing_counts(self) -> Counter[str]:
        return Counter(name for one in self.family for name in self._missing(one))


def is_same_name(left: str, right: str) -> bool:
    """Whether one name (joined words) is part of the other."""
    return left in right or right in left


def order(reading: Reading) -> tuple[datetime, str, int]:
    """By time of publication, then by place: the order in which equals are preferred."""
    copy = reading.copy
    return (copy.published.earliest or _BEGINNING, copy.document_id, copy.start)
