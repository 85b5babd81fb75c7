"""How bytes become documents."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.stages.read.columns import Field


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

    max_unpacked_bytes: int = 20_000_000_000
    """What one archive unpacks to beyond this becomes a reject."""

    max_unpacked_ratio: int = 300
    """So does a part of an archive that unpacks to more than this many times its size and to more
    than `ratio_floor_bytes`: text and HTML shrink to a third to a fiftieth."""

    ratio_floor_bytes: int = 64_000_000
    """Parts that unpack to less are no danger, however well they were packed."""

    max_archive_parts: int = 1_000_000
    """Parts of one archive beyond this number become a reject."""

    max_archive_depth: int = 4
    """Archives inside archives beyond this depth become a reject."""

    columns: tuple[tuple[Field, str], ...] = ()
    """Columns of tables and records that hold a field, where their names do not say it."""

    max_pdf_pages: int = 2_000
    """Of a longer PDF the first pages are read."""

    max_pdf_page_chars: int = 200_000
    """Of a PDF's page with more characters the first are read: a broadsheet has some 30,000."""

    max_markdown_bytes: int = 4_000_000
    """Longer Markdown is read as plain text."""
