"""A page under the rules: its units, and the labels that they have got so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportedly.model.kinds import ZoneKind
from reportedly.stages.zones.units import Unit
from reportedly.tables.documents import Document


@dataclass(frozen=True, slots=True)
class Label:
    """The role of a unit. Neighbours with the same label are one zone; ``part`` keeps them apart.

    ``end`` is the code point at which the role ends where that is before the unit's end, and
    ``start`` the one at which it begins.
    """

    kind: ZoneKind
    part: str = ""
    confidence: float = 0.9
    start: int | None = None
    end: int | None = None


Labels = Mapping[int, Label]


@dataclass(frozen=True)
class Page:
    """A document with its units and the labels of some of them, by index."""

    document: Document
    units: tuple[Unit, ...]
    labels: Labels = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @property
    def is_html(self) -> bool:
        """Whether markup, rather than indentation, tells the layout."""
        return self.document.media_type == "text/html"

    @cached_property
    def is_spaced(self) -> bool:
        """Whether blank lines stand between most of the page's paragraphs."""
        return sum(unit.gap for unit in self.units[1:]) * 2 > len(self.units)

    def with_labels(self, labels: Labels) -> Page:
        """The page with more labels; those that it has stay."""
        return Page(self.document, self.units, {**labels, **self.labels})

    def relabelled(self, labels: Labels) -> Page:
        """The page with labels that replace those it has."""
        return Page(self.document, self.units, {**self.labels, **labels})

    def open_units(self) -> Iterator[Unit]:
        """Units without a label, in order."""
        return (unit for unit in self.units if unit.index not in self.labels)

    def of_kind(self, kind: ZoneKind) -> Sequence[Unit]:
        """Units with a label of this kind, in order."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[ZoneKind, list[Unit]]:
        found: dict[ZoneKind, list[Unit]] = {}
        for unit in self.units:
            label = self.labels.get(unit.index)
            if label is not None:
                found.setdefault(label.kind, []).append(unit)
        return found

    def kind_of(self, unit: Unit) -> ZoneKind | None:
        """The kind of a unit's label, if it has one."""
        label = self.labels.get(unit.index)
        return label.kind if label else None
