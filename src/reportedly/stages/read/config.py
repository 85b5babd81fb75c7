"""How bytes become documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadConfig:
    """How bytes become documents, and limits that keep hostile input from costing too much."""

    max_bytes: int = 256_000_000
    """Files larger than this become a reject instead of a document."""

    max_chars: int = 25_000_000
    """A document with a longer text becomes a reject: no page is 4,000 book pages long, and every
    later stage takes time and memory in proportion."""

    max_html_bytes: int = 32_000_000
    """HTML larger than this becomes a reject: its tree takes some twelve times its size."""

    max_record_bytes: int = 64_000_000
    """A longer line of a JSON Lines file becomes a reject."""

    max_html_depth: int = 400
    """Elements nested deeper than this are read as if they stood at this depth."""

    max_field_chars: int = 1_000
    """Titles, names and addresses that a container gives are cut here; no text is."""

    max_link_chars: int = 4_000
    """Links with longer addresses (embedded images, scripts) are left out."""
