"""Texts read and zoned, for the tests of this folder."""

from __future__ import annotations

from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.zones import find_zones, imprint_rows, zone_rows
from reportedly.tables.documents import Document, Piece
from reportedly.tables.zones import Imprint, Zone


def read(text: str, name: str = "page.txt") -> Document:
    """One document."""
    source = Piece("input", name, 1, text.encode())
    (draft,) = read_piece(source, ReadConfig()).drafts
    return document(source, draft)


def zone_list(text: str, name: str = "page.txt") -> list[Zone]:
    """The zones of a text."""
    return zone_rows(find_zones(read(text, name)))


def zoned(text: str, name: str = "page.txt") -> list[tuple[str, str]]:
    """Kind and text of each zone, outer zones before inner ones."""
    one = read(text, name)
    zones = zone_rows(find_zones(one))
    return [(zone.kind.value, one.text[zone.start : zone.end]) for zone in zones]


def of_kind(text: str, kind: str, name: str = "page.txt") -> list[str]:
    """The texts of all zones of one kind."""
    return [shown for found, shown in zoned(text, name) if found == kind]


def imprints(text: str, name: str = "page.txt") -> list[Imprint]:
    """The imprints of a text: the page's first."""
    found = find_zones(read(text, name))
    return imprint_rows(found, zone_rows(found))
