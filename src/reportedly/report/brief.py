"""The report in a few lines: for a terminal, and for a notebook."""

from __future__ import annotations

from reportedly.report.render import environment
from reportedly.report.view import ReportView


def summary_lines(view: ReportView) -> tuple[str, ...]:
    """Counts, then what to look at first; plain text without control characters, one line each."""
    findings = (f"  {finding.kind}: {finding.text}" for finding in view.summary.findings)
    return (*view.summary.sentences, *findings)


def summary_html(view: ReportView) -> str:
    """The same as an HTML fragment with its own style, for rich display in a notebook."""
    return environment().get_template("fragment.html.j2").render(view=view)
