"""A case in other formats.

``eval``: the interchange format in which results are scored, one JSON Lines file. ``jsonl``,
``csv``, ``parquet``: a folder with one file per table. Everything but `write` is a pure function of
the case's Arrow tables.
"""

from reportedly.export.interchange import interchange_records
from reportedly.export.plain import csv_lines, json_lines
from reportedly.export.write import ExportFormat, write

__all__ = ["ExportFormat", "csv_lines", "interchange_records", "json_lines", "write"]
