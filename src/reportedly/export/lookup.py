"""What records refer to: labels of documents, names of actors, spans of witnesses and zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

from reportedly.model.kinds import MentionRole
from reportedly.model.spans import Span
from reportedly.tables import ACTORS, CHAINS, DOCUMENTS, FAMILIES, MENTIONS, WITNESSES, ZONES
from reportedly.tables.transmission import Hop, Witness
from reportedly.tables.zones import Zone

Place = dict[str, str | int]


@dataclass(frozen=True)
class Lookup:
    """Reads each table once, when first needed."""

    tables: Mapping[str, pa.Table] = field(repr=False)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label by document."""
        return self._pairs(DOCUMENTS.name, "document_id", "label")

    @cached_property
    def texts(self) -> dict[str, str]:
        """Text by document."""
        return self._pairs(DOCUMENTS.name, "document_id", "text")

    @cached_property
    def names(self) -> dict[str, str]:
        """Canonical name by actor."""
        return self._pairs(ACTORS.name, "actor_id", "name")

    @cached_property
    def speakers(self) -> dict[str, str]:
        """Resolved speakers by attribution, joined by *and*; those without one are missing."""
        columns = ["role", "attribution_id", "actor_id", "start"]
        rows = self.tables[MENTIONS.name].select(columns).to_pylist()
        names: dict[str, set[tuple[int, str]]] = {}
        for row in rows:
            if row["role"] == MentionRole.SPEAKER and row["attribution_id"] and row["actor_id"]:
                named = (row["start"] or 0, self.names[row["actor_id"]])
                names.setdefault(row["attribution_id"], set()).add(named)
        return {key: " and ".join(name for _, name in sorted(each)) for key, each in names.items()}

    @cached_property
    def chains(self) -> dict[str, list[Hop]]:
        """Hops by attribution, the speaker's first."""
        chains: dict[str, list[Hop]] = {}
        for hop in sorted(CHAINS.unpack(self.tables[CHAINS.name]), key=lambda one: one.hop):
            chains.setdefault(hop.attribution_id, []).append(hop)
        return chains

    @cached_property
    def witnesses(self) -> dict[str, Witness]:
        """Witness by its id; those of stock lines and footers are left out."""
        columns = ["family_id", "boilerplate"]
        families = self.tables[FAMILIES.name].select(columns).to_pylist()
        stock = {row["family_id"] for row in families if row["boilerplate"]}
        rows = WITNESSES.unpack(self.tables[WITNESSES.name])
        return {row.witness_id: row for row in rows if row.family_id not in stock}

    @cached_property
    def zones(self) -> dict[str, Zone]:
        """Zone by its id."""
        return {row.zone_id: row for row in ZONES.unpack(self.tables[ZONES.name])}

    def place(self, document_id: str, start: int, end: int) -> Place:
        """A span with the label of its document."""
        return {"doc": self.labels[document_id], "start": start, "end": end}

    def _pairs(self, table: str, key: str, value: str) -> dict[str, str]:
        rows = self.tables[table].select([key, value]).to_pylist()
        return {row[key]: row[value] for row in rows}


def span_record(span: Span) -> dict[str, int]:
    """A span without its document."""
    return {"start": span.start, "end": span.end}
