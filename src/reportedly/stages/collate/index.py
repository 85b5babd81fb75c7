"""What a case keeps of being collated in full: its patterns, its numbers, what was found.

Pages are added to it without a look at the others. It is written once and never changed; the
patterns stay in their files, from which a search reads a few places.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import ipc

from reportedly.stages.collate.caps import CAPS
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.found import FOUND
from reportedly.stages.collate.grams import GRAM, gram_keys, key_grams
from reportedly.stages.collate.meet import buckets
from reportedly.stages.collate.words import Frequencies, strings
from reportedly.text.tokens import Keys, Offsets

PLACE: Final = np.dtype([("context", "<u8"), ("number", "<i4"), ("place", "<i4")])
"""Where a pattern stands: the columns of :data:`~reportedly.stages.collate.grams.GRAM`."""
_KEYS, _PLACES, _BITS, _SIZES = "patterns", "places", "bits.npy", "sizes.json"
_IDS: Final = pa.schema([pa.field("document_id", pa.string(), False)])


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """A case as it was collated in full.

    ``ids``: its pages, by number. ``characters``: code points of their texts. ``told``: digest of
    their attributions. ``first``: passages found by patterns in common; ``relatives``: pairs of one
    family that were aligned without; ``second``: what was found there; ``caps``: what was left out.
    """

    ids: Sequence[str]
    characters: int
    told: str
    frequencies: Frequencies
    first: pa.Table
    relatives: pa.Table
    second: pa.Table
    caps: pa.Table


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A case with its patterns, sorted by key, and where each stands; both stay on the disk.

    The places of a frequent pattern are sorted by context, document and place.
    """

    base: Base
    keys: Keys
    places: NDArray[Any]

    def runs(self, patterns: Keys) -> tuple[Offsets, Offsets]:
        """The rows on which each pattern stands: the first, and the one after the last."""
        wanted = gram_keys(patterns)
        begin, end = (np.searchsorted(self.keys, wanted, side) for side in ("left", "right"))
        return begin, end

    def grams(self, at: Offsets) -> NDArray[Any]:
        """Some rows as rows of `GRAM`."""
        rows = np.empty(len(at), GRAM)
        rows["gram"] = key_grams(self.keys[at])
        for name in PLACE.names or ():
            rows[name] = self.places[name][at]
        return rows


class Writer:
    """Writes an index into an empty folder: patterns a part at a time, the rest at last.

    A pattern is frequent that has more than ``most_rare`` places.
    """

    def __init__(self, folder: Path, most_rare: int) -> None:
        self._folder, self._most_rare = folder, most_rare

    def add(self, grams: pa.Table) -> None:
        """Append the patterns of some buckets; those of later buckets come later."""
        with (
            (self._folder / _KEYS).open("ab") as keys_file,
            (self._folder / _PLACES).open("ab") as places_file,
        ):
            for rows in buckets(grams):
                keys = gram_keys(rows["gram"])
                order = _in_order(keys, rows, self._most_rare)
                places = np.empty(len(rows), PLACE)
                for name in PLACE.names or ():
                    places[name] = rows[name][order]
                keys[order].tofile(keys_file)
                places.tofile(places_file)

    def finish(self, base: Base) -> None:
        """Write the rest."""
        tables = {
            "ids": pa.table({"document_id": list(base.ids)}, schema=_IDS),
            **{name: getattr(base, name) for name in _TABLES},
        }
        for name, table in tables.items():
            with ipc.new_file(str(self._folder / f"{name}.arrow"), table.schema) as file:
                file.write_table(table)
        np.save(self._folder / _BITS, base.frequencies.bits)
        words = base.frequencies.words
        sizes = {"characters": base.characters, "told": base.told, "words": words}
        (self._folder / _SIZES).write_text(json.dumps(sizes), encoding="utf-8")


def _in_order(keys: Keys, rows: NDArray[Any], most_rare: int) -> Offsets:
    """Rows by key; those of frequent patterns by context, document and place, too."""
    order = np.argsort(keys)
    begin = np.flatnonzero(np.diff(keys[order], prepend=~keys[order][:1]))
    size = np.diff(np.append(begin, len(order)))
    at = np.flatnonzero(np.repeat(size > most_rare, size))
    some = order[at]
    by = (rows["place"][some], rows["number"][some], rows["context"][some], keys[some])
    order[at] = some[np.lexsort(by)]
    return order


_TABLES: Final = {"first": FOUND, "relatives": CHAINS, "second": FOUND, "caps": CAPS}


def read_index(folder: Path) -> Index | None:
    """The index in ``folder``; nothing where it cannot be used, as it only saves time."""
    try:
        sizes = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
        base = Base(
            strings(_table(folder, "ids", _IDS).column("document_id")),
            int(sizes["characters"]),
            str(sizes["told"]),
            Frequencies(np.load(folder / _BITS, allow_pickle=False), int(sizes["words"])),
            **{name: _table(folder, name, schema) for name, schema in _TABLES.items()},
        )
        keys, places = _mapped(folder / _KEYS, np.dtype("<u8")), _mapped(folder / _PLACES, PLACE)
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return None
    return Index(base, keys, places) if len(keys) == len(places) else None


def _table(folder: Path, name: str, schema: pa.Schema) -> pa.Table:
    with pa.memory_map(str(folder / f"{name}.arrow")) as source:
        return ipc.open_file(source).read_all().cast(schema)


def _mapped(path: Path, kind: np.dtype[Any]) -> NDArray[Any]:
    """The rows of a file without reading them. An empty file cannot be mapped."""
    if not path.stat().st_size:
        return np.empty(0, kind)
    return np.memmap(path, kind, mode="r")
