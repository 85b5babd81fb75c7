"""The report of a case: tables → view → one self-contained HTML file.

`build_view` and `render` are pure; `write_report` writes the file. `summary_lines` and
`summary_html` are the same view in a few lines, for a terminal and for a notebook.
"""

from reportedly.report.brief import summary_html, summary_lines
from reportedly.report.budget import Budget
from reportedly.report.build import build_view
from reportedly.report.render import render
from reportedly.report.view import ReportView
from reportedly.report.write import write_report

__all__ = [
    "Budget",
    "ReportView",
    "build_view",
    "render",
    "summary_html",
    "summary_lines",
    "write_report",
]
