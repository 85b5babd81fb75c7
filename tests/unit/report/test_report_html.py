"""The HTML: self-contained, escaped, every link resolved, the same bytes every time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from ferry_case import HOSTILE, ferry_rows, ferry_tables, hostile_tables, packed
from lxml import html

from reportedly.model.kinds import AttributionKind, ZoneKind
from reportedly.report import build_view, render, summary_html, summary_lines, write_report


def hostile_html() -> str:
    """A report on a page that attacks it from every field."""
    return render(build_view(hostile_tables(), title=HOSTILE))


@pytest.fixture(scope="module")
def ferry() -> html.HtmlElement:
    return html.document_fromstring(render(build_view(ferry_tables(), title="The Osmund ferry")))


def test_every_link_leads_somewhere_in_the_report(ferry: html.HtmlElement) -> None:
    """Each href is a fragment, and each fragment exists."""
    ids = set(ferry.xpath("//@id"))
    targets = ferry.xpath("//a/@href")
    assert targets
    assert {target[1:] for target in targets} <= ids
    assert all(target.startswith("#") for target in targets)


def test_ids_are_unique(ferry: html.HtmlElement) -> None:
    """No anchor stands twice."""
    twice = [name for name, number in Counter(ferry.xpath("//@id")).items() if number > 1]
    assert twice == []


def test_every_statement_is_one_click_from_its_passage(ferry: html.HtmlElement) -> None:
    """The link of a statement leads into the text of its page, and the text leads back."""
    statements = ferry.xpath("//li[@class='statement']")
    assert len(statements) == 7
    for statement in statements:
        (target,) = statement.xpath("./p[@class='meta']/a[starts-with(., 'See it')]/@href")
        (passage,) = ferry.xpath(f"//*[@id='{target[1:]}']")
        assert passage.xpath("ancestor::div[@class='text']")
        back = ferry.xpath(f"//a[@class='back'][@href='#{statement.get('id')}']")
        assert back


def test_sections_stand_in_reading_order(ferry: html.HtmlElement) -> None:
    """Summary, pages, passages, checks, positions, what was not decided, how to read."""
    order = ["summary", "pages", "passages", "checks", "positions", "undecided", "reading"]
    assert ferry.xpath("//main/section/@id") == order


def test_nothing_is_fetched_or_run(ferry: html.HtmlElement) -> None:
    """No script, no address, and a policy that forbids both."""
    assert not ferry.xpath("//script | //img | //iframe | //object | //form | //@onclick")
    assert ferry.xpath("//link/@href") == ["data:,"]
    (policy,) = ferry.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "url(" not in ferry.xpath("string(//style)")


def test_hostile_text_stays_text() -> None:
    """Tags, template marks and quotes of a page, a title, a name or a path are only ever text."""
    page = html.document_fromstring(hostile_html())
    assert not page.xpath("//script | //img | //iframe")
    assert "<script>alert(1)</script>" in page.xpath("string(//main)")
    assert "{{ 7*7 }}" in page.xpath("string(//main)")
    assert "\x00" not in hostile_html()
    assert "\u202e" not in hostile_html()
    assert not [
        name
        for name in page.xpath("//@*")
        if "javascript:" in name and "#" not in name and not name.startswith("<")
    ]
    assert page.xpath("//div[@class='text']/@lang") == []


def test_the_report_never_says_that_somebody_said_it(ferry: html.HtmlElement) -> None:
    """Every statement is introduced as what the page attributes, through whom it cites first."""
    heads = [
        " ".join(who.text_content().split())
        for who in ferry.xpath("//li[@class='statement']/p[@class='who']")
    ]
    assert all(re.match(r"[\d.]+ This page(, through .+,)? attributes to \S", who) for who in heads)
    assert any("through Harbour Gazette, attributes to Ilka Torvan" in who for who in heads)


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two files of one case are equal, whole and UTF-8."""
    for name in ("one.html", "two.html"):
        write_report(ferry_tables(), tmp_path / name, "The Osmund ferry")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.html", "two.html"))
    assert one == two
    assert one.decode("utf-8").endswith("</html>\n")


def test_the_summary_fits_a_terminal() -> None:
    """Lines are plain text without control characters, also for a hostile case."""
    view = build_view(ferry_tables(), title=HOSTILE)
    lines = summary_lines(view)
    assert lines[0].startswith("3 pages, 7 attributed statements")
    assert any(line.strip().startswith("altered: ") for line in lines)
    assert not any(set(line) & {"\n", "\x1b", "\x00"} for line in lines)


def test_the_notebook_fragment_is_escaped() -> None:
    """The fragment carries the title as text and lists the pages."""
    fragment = html.fragment_fromstring(summary_html(build_view(ferry_tables(), title=HOSTILE)))
    assert not fragment.xpath(".//script | .//img")
    assert len(fragment.xpath(".//tbody/tr")) == 3


def test_statements_in_comments_stand_apart() -> None:
    """What readers wrote is folded away below the page's own statements, and counted."""
    rows = ferry_rows()
    comment = next(zone for zone in rows["zones"] if zone.kind is ZoneKind.COMMENT)
    council = next(row for row in rows["attributions"] if row.kind is AttributionKind.INDIRECT)
    rows["attributions"] = [
        replace(row, zone_id=comment.zone_id) if row.document_id == comment.document_id else row
        for row in rows["attributions"]
    ]
    own = replace(council, attribution_id="own", document_id=comment.document_id, start=0)
    rows["attributions"].append(own)
    view = build_view(packed(rows), title="Ferry")
    assert "1 stands in readers' comments" in view.summary.sentences[0]
    page = html.fromstring(render(view))
    (folded,) = page.xpath("//details[@class='comments']")
    assert "open" not in folded.attrib
    assert len(folded.xpath(".//li[@class='statement']")) == 1
