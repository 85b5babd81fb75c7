"""From the view of a report to one self-contained HTML file, as text."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reportedly.report import words
from reportedly.report.view import ReportView


def render(view: ReportView) -> str:
    """The report: no script, nothing fetched, every text escaped. Same view, same text."""
    template = environment().get_template("report.html.j2")
    return template.render(view=view, style=_style())


@cache
def environment() -> Environment:
    """The templates of the report; a name that a view lacks is an error, never an empty string."""
    made = Environment(
        loader=PackageLoader("reportedly.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["unnamed"] = words.UNNAMED
    return made


@cache
def _style() -> Markup:
    """The style sheet: Reportedly's own, so it needs no escaping."""
    sheet = resources.files("reportedly.report").joinpath("static", "report.css")
    return Markup(sheet.read_text(encoding="utf-8"))  # noqa: S704
