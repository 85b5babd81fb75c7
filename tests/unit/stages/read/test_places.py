"""Every offset leads back to its place in the original."""

from __future__ import annotations

from lxml import etree

from reportedly.model.spans import Span
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.tables.documents import Document, Piece, Place

PAGE = """<!doctype html><html><head><title>Sluice opens</title></head><body>
<div hidden>Not seen</div><script>var a = 1;</script>
<div class="wrap"><span><article>
  <h1>Sluice <em>opens</em></h1>
  <div style="display:none">Nor this</div>
  <p class="byline">By <a href="/ana">Ana Brill</a>, <time>March 3, 2019</time></p>
  Loose words stand here.
  <p>The warden said that <b>the sluice</b> would open.</p>
  <center><font><p>He left at noon.</p></font></center>
  <ul><li>One gate</li><li>Two gates<ul><li>Inner gate</li></ul></li></ul>
</article></span></div>
<div id="comments"><ol><li class="comment" id="comment-1"><b class="author">Reader One</b>
<p>I doubt it.</p></li></ol></div></body></html>"""


def read(name: str, content: str) -> Document:
    """The one document of a file."""
    source = Piece("input", name, 1, content.encode())
    (draft,) = read_piece(source, ReadConfig()).drafts
    return document(source, draft)


def test_the_path_of_an_html_block_is_the_xpath_of_its_element() -> None:
    """Evaluated on the source, each path gives one element, and the block's words stand in it."""
    one = read("page.html", PAGE)
    tree = etree.fromstring(PAGE, etree.HTMLParser())
    assert len(one.blocks) == 11
    for block in one.blocks:
        (element,) = tree.xpath(block.path)
        words = " ".join("".join(element.itertext()).split())
        assert one.text[block.start : block.end] in words


def test_the_path_is_that_of_the_innermost_block() -> None:
    """A paragraph's path ends at the paragraph, not at its page."""
    one = read("page.html", PAGE)
    (place,) = one.place(Span(*_found(one, "the sluice")))
    assert place.path == "/html[1]/body[1]/div[2]/span[1]/article[1]/p[2]"
    assert one.text[place.start : place.end] == "the sluice"


def test_a_stretch_over_several_blocks_has_several_places() -> None:
    """Each part of a stretch has its own place; white space between blocks has none."""
    one = read("page.html", PAGE)
    start, end = _found(one, "would open.\n\nHe left")
    assert [one.text[place.start : place.end] for place in one.place(Span(start, end))] == [
        "would open.",
        "He left",
    ]


def test_plain_text_has_its_lines() -> None:
    """The text is the file, so the line is counted when it is asked for."""
    one = read("page.txt", "Sluice opens\n\nBy Ana Brill\nThe warden said so.\n")
    start, end = _found(one, "Brill\nThe warden")
    assert one.place(Span(start, end)) == (
        Place(start, start + 5, "line=3"),
        Place(start + 6, end, "line=4"),
    )


def test_a_path_beyond_the_limit_leads_to_the_element_at_the_limit() -> None:
    """A path never grows beyond the limit; what it leads to holds the text."""
    content = "<html><p>a" + "<div>" * 2_000 + "<p>said so"
    one = read("page.html", content)
    tree = etree.fromstring(content, etree.HTMLParser(huge_tree=True))
    (element,) = tree.xpath(one.blocks[-1].path)
    assert "said so" in "".join(element.itertext())
    assert one.blocks[-1].path.count("/") <= ReadConfig().max_html_depth


def _found(one: Document, words: str) -> tuple[int, int]:
    start = one.text.index(words)
    return start, start + len(words)
