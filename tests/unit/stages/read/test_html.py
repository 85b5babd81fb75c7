"""HTML pages: what is shown, in blocks, and what their heads declare."""

from __future__ import annotations

import time

from reportedly.model.kinds import BlockKind, TimeEvidence
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.tables.documents import Document, Piece


def page(body: str, head: str = "") -> Document:
    """A page read."""
    source = f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}"
    piece = Piece("1", "page.html", 1, source.encode())
    (draft,) = read_piece(piece, ReadConfig()).drafts
    return document(piece, draft)


def blocks(body: str) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    one = page(body)
    return [(block.kind.value, one.text[block.start : block.end]) for block in one.blocks]


def test_space_is_shown_as_a_browser_shows_it() -> None:
    """White space collapses; elements of the line do not part words, blocks do."""
    assert (
        page("<p>One\n  <b>t</b>wo\tthree </p>four<p>five").text == "One two three\n\nfour\n\nfive"
    )


def test_scripts_styles_and_hidden_text_are_not_shown() -> None:
    """What no reader sees is not read."""
    body = (
        "<script>said()</script><style>p{}</style><p hidden>no</p><p style='display: none'>no</p>"
        "<template>no</template><noscript>no</noscript><span class='sr-only'>no</span><p>Yes."
    )
    assert page(body).text == "Yes."


def test_line_breaks() -> None:
    """One break is a line's end, two are a paragraph's."""
    assert blocks("<div>One<br>two<br><br>three</div>") == [
        ("text", "One\ntwo"),
        ("text", "three"),
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    """Lines of `pre` stay lines."""
    assert page("<pre>one\n  two  \n\nthree</pre>").text == "one\n  two\n\nthree"


def test_links_have_their_places() -> None:
    """The anchor's text is the link's span; the address stays as written."""
    one = page("<p>The <a href='/a?b=c'>Harbour\nPost</a> wrote.<a href='/empty'></a></p>")
    assert [(one.text[k.start : k.end], k.target) for k in one.links] == [
        ("Harbour Post", "/a?b=c")
    ]


def test_markup_tells_roles() -> None:
    """Tags and common class names say what a block is."""
    body = (
        "<nav>Home</nav><h1>Talks</h1><p class='article__standfirst'>In short.</p>"
        "<div class='post-byline'>By Ana</div><time datetime='2019-03-11'>11 March</time>"
        "<figure><img><figcaption>A ferry.</figcaption></figure><p>Text.</p>"
        "<blockquote><p>Quoted.</p></blockquote><ul><li>Point.</li></ul>"
        "<div class='newsletter-signup'><p>Our letter.</p></div><footer>End</footer>"
    )
    assert [kind for kind, _ in blocks(body)] == [
        *("chrome", "heading", "standfirst", "byline", "time", "caption", "text"),
        *("quote", "list-item", "chrome", "chrome"),
    ]


def test_date_and_author_of_one_line_are_parted() -> None:
    """A line with both is cut where the author begins, the word "by" included."""
    line = "<div class=meta><time>11 March 2019</time> by <a rel=author href=/a>Ana Brill</a></div>"
    assert blocks(line) == [("time", "11 March 2019"), ("byline", "by Ana Brill")]


def test_prose_is_not_cut() -> None:
    """A paragraph that names a date or links an author stays whole."""
    text = "On <time>11 March</time> the ferry stayed in port, and " + "nobody knew why. " * 20
    assert [kind for kind, _ in blocks(f"<p>{text}</p>")] == ["text"]


def test_a_class_name_cannot_hide_the_article() -> None:
    """An element with most of the page's text is no furniture, whatever it is called."""
    prose = "<p>" + "The ferry stayed in port. " * 30 + "</p>"
    assert {kind for kind, _ in blocks(f"<form class='sidebar share'>{prose * 3}</form>")} == {
        "text"
    }


def test_nested_comments() -> None:
    """Comments know their author, depth and place; what surrounds them is furniture."""
    body = (
        "<ol class=comment-list><li class=comment id=comment-1><b class=fn>Odo</b> says:"
        "<div class=comment-content><p>First.</p></div><a class=reply>Reply</a>"
        "<ol class=children><li class=comment id=comment-2><cite>Ana</cite><p>Second.</p></li></ol>"
        "</li></ol>"
    )
    one = page(body)
    shown = [
        (block.kind, block.depth, one.text[block.start : block.end])
        for block in one.blocks
        if block.kind in {BlockKind.COMMENT, BlockKind.COMMENT_AUTHOR}
    ]
    assert shown == [
        (BlockKind.COMMENT_AUTHOR, 0, "Odo"),
        (BlockKind.COMMENT, 0, "First."),
        (BlockKind.COMMENT_AUTHOR, 1, "Ana"),
        (BlockKind.COMMENT, 1, "Second."),
    ]


def test_flat_comments_with_declared_levels() -> None:
    """Where comments are not nested in markup, the level that they declare counts."""
    entry = "<div class='comment depth-{}'><b class=author>{}</b><p>Words of {}.</p></div>"
    body = "<div id=comments>" + "".join(
        entry.format(level, name, name) for level, name in ((1, "Odo"), (2, "Ana"), (1, "Tor"))
    )
    depths = [block.depth for block in page(body).blocks if block.kind is BlockKind.COMMENT]
    assert depths == [0, 1, 0]


def test_json_ld_comes_first() -> None:
    """Headline, people, outlet and times are those that the page's data declare."""
    one = page(
        "<p>Text.",
        '<title>T | Harbour Post</title><meta property="og:title" content="Other">'
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Talks",'
        '"author":[{"@type":"Person","name":"Ana Brill"},{"@type":"Organization","name":"Post"}],'
        '"datePublished":"2019-03-11T20:05:00+01:00","publisher":{"name":"Harbour Post"}}]}</script>',
    )
    assert (one.title, one.authors, one.outlet) == ("Talks", ("Ana Brill",), "Harbour Post")
    assert one.published.evidence is TimeEvidence.METADATA
    assert one.published.earliest is not None
    assert one.published.earliest.hour == 19
    assert one.language == "en"


def test_meta_tags() -> None:
    """Open Graph and its cousins are read; an address or a job is no author."""
    one = page(
        "<p>Text.",
        '<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ana '
        'Brill and Tor Vale"><meta property="article:author" content="https://a.example/x">'
        '<meta property="article:published_time" content="2019-03-11"><link rel="canonical" '
        'href="https://a.example/1"><meta name="lastmod" content="nonsense">',
    )
    assert one.outlet == "Harbour Post"
    assert one.authors == ("Ana Brill", "Tor Vale")
    assert one.url == "https://a.example/1"
    assert one.updated.earliest is None


def test_a_comment_s_time_is_not_the_article_s() -> None:
    """Times in comments and lists beside the article are not taken for its own."""
    body = (
        "<h1>Talks</h1><p>Text.</p><div class=comments><time datetime='2020-01-01'>x</time></div>"
        "<aside><time datetime='2020-01-01'>x</time></aside>"
    )
    assert page(body).published.earliest is None


def test_entities_are_not_expanded_into_one_another() -> None:
    """Declared entities stay what they are; nothing is fetched."""
    source = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaa">]>'
        "<p>&x; and &a; and &amp; end"
    )
    piece = Piece("1", "page.html", 1, source.encode())
    (draft,) = read_piece(piece, ReadConfig()).drafts
    assert draft.text.endswith("&x; and &a; and & end")


def test_a_comment_may_stand_on_its_author_s_line() -> None:
    """Times and verbs beside the name are furniture, other words are the comment, however few."""
    body = (
        "<div id=comments><div class=comment><b class=author>Odo</b> 3 days ago: <i>Reply</i></div>"
        "<div class=comment><b class=author>Ana</b> Well said!</div></div>"
    )
    assert blocks(body) == [
        *(("comment-author", "Odo"), ("chrome", "3 days ago: Reply")),
        *(("comment-author", "Ana"), ("comment", "Well said!")),
    ]


def test_a_form_without_fields_is_no_form() -> None:
    """Some sites wrap posts in forms; only those that take input are furniture."""
    body = "<form><p>Said.</p></form><form><input name=q><p>Search</p></form>"
    assert blocks(body) == [("text", "Said."), ("chrome", "Search")]


def test_footnotes_are_what_marks_lead_to() -> None:
    """A mark that links to a note makes it one; the link back does not make one of the mark."""
    body = (
        "<p id=r1>Nobody signed.<sup><a href='#n1'>1</a></sup></p>"
        "<ol><li id=n1>Twice. <a href='#r1'>^</a></li><li id=other>Soup.</li></ol>"
        "<p><a href='#other'>Read what we said of soup</a></p>"
    )
    assert [kind for kind, _ in blocks(body)] == ["text", "footnote", "list-item", "text"]


def test_parts_of_page_builders() -> None:
    """Builders call everything a widget: the rest of the name tells what it is."""
    body = (
        "<div class='elementor-widget elementor-widget-theme-post-title'><h1>Soup</h1></div>"
        "<div class='elementor-widget elementor-widget-share-buttons'><p>Share</p></div>"
        "<div class='td-post-content'><p>Said.</p></div><div class='td-tags'><p>soup</p></div>"
    )
    assert [kind for kind, _ in blocks(body)] == ["heading", "chrome", "text", "chrome"]


def test_names_in_other_languages() -> None:
    """German, French and Spanish class names are read as English ones are."""
    body = (
        "<h1>Suppe</h1><p class='artikel__vorspann'>Kurz.</p><span class='artikel__autor'>Von Ana"
        "</span> <span class='artikel__datum'>11. März 2031</span><section class='kommentare'>"
        "<div class='kommentar'><b class='kommentar__name'>Tor</b><p>Nein.</p></div></section>"
    )
    assert [kind for kind, _ in blocks(body)] == [
        "heading", "standfirst", "byline", "time", "comment-author", "comment",
    ]  # fmt: skip


def test_spaces_that_do_not_collapse_are_no_words() -> None:
    """A block begins and ends with something that is shown."""
    assert blocks("<p>&nbsp;Said.&nbsp;</p><p>&nbsp;</p>") == [("text", "Said.")]


def test_time_grows_with_the_page_alone() -> None:
    """Posts inside posts, and controls inside controls, cost no more than their number."""
    nested = "".join(
        f"<div id=p{number} class=post><a class=username>u</a>" for number in range(2_000)
    )
    controls = "<div class=comments>" + "<div><a>Reply</a>" * 2_000
    started = time.process_time()
    page(f"{nested}{controls}<p>x")
    assert time.process_time() - started < 5
