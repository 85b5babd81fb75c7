"""Pages in the manner of real site templates, with what each part of them is.

The templates in ``templates/`` mark the truth with attributes (``z`` the zone; ``zid``,
``zparent``, ``zauthor`` and ``zwhen`` of comments; ``zauthors`` and ``zday`` of the page, on its
root) that are taken out before a page is read. The stories are the sample case's, or invented for
the page; so is everybody in them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from lxml import html

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
EXPECTED = HERE.parent / "tests" / "golden" / "sample" / "expected"
SAMPLE = Path(str(resources.files("reportedly").joinpath("sample"))) / "pages"
NO_TARGET = re.compile(r"<a(?=[ >])(?![^>]*\bhref)", re.IGNORECASE)
HIDDEN = "//*[contains(@style, 'display:none')] | //noscript | //*[@class='sr-only']"
MARKS = re.compile(r"\sz(?:|id|parent|authors?|when|day)=\"[^\"]*\"")

STORIES = (
    ("03_brenn_valley_herald_truce.txt", "Nessa Tolbrook", "Brenn Valley Herald", 11),
    ("11_brenn_valley_herald_acceptance.txt", "Bertil Anskar", "The Aldun Observer", 22),
    ("12_northbank_monitor_map.txt", "Oda Brill", "Northbank Monitor", 14),
    ("02_longitude_retelling.txt", "Rafe Temmerin", "The Longitude", 8),
)
STANDFIRST = "The mediators leave the fishing port with a gauge, a draft and no signature"
CAPTION = "Delegates arrive at the customs house in Port Elvane. Photograph: Jory Pellam"
QUOTE = (
    "Thirty days is what it takes to dig in a battery properly. Ask any sergeant, and he will show "
    "you the shovel before he answers."
)
SAYINGS = (
    "Nobody has read that gauge since the flood.",
    "I was on the weir on Sunday, and it was dry.",
    "Ask the sergeant, he has the shovel.",
    "Forty days or thirty, it is the same mud.",
    "The captain said so himself, in front of three of us.",
)
# How likely a comment answers another, and the deepest that one may stand.
ANSWERING, DEEPEST = 0.7, 8
RELATED = ("Second spillway on schedule, Lonsgar says", "Five soups for a cold spring")


@dataclass
class Remark:
    """A reader's comment and the answers to it."""

    id: str
    author: str
    text: str
    parent: str = ""
    depth: int = 0
    replies: list[Remark] = field(default_factory=list)
    quoted: str = ""
    quoted_author: str = ""
    quoted_number: int = 0


@dataclass(frozen=True)
class Part:
    """A marked part of a page: its zone, its words with white space collapsed.

    ``inner`` says that it stands inside the part before it.
    """

    kind: str
    text: str
    inner: bool = False
    comment: str | None = None
    parent: str | None = None
    author: str | None = None
    when: str | None = None


@dataclass(frozen=True)
class TemplatePage:
    """A page as a site would serve it, and its truth; no day where the page tells none."""

    name: str
    source: str
    parts: tuple[Part, ...]
    authors: tuple[str, ...]
    day: str | None


def template_pages(chosen: str) -> Iterator[TemplatePage]:
    """Every template of a set with every story; one that tells its own story only once."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES / chosen), autoescape=True)
    for path in sorted((TEMPLATES / chosen).glob("*.html")):
        template = environment.get_template(path.name)
        seen: set[str] = set()
        for number, (page, author, outlet, day) in enumerate(STORIES):
            marked = template.render(**story(page, author, outlet, day))
            marked = NO_TARGET.sub('<a href="/x"', marked)
            if marked not in seen:
                seen.add(marked)
                yield _page(f"{path.stem}-{number}", marked, author, day)


def _page(name: str, marked: str, author: str, day: int) -> TemplatePage:
    root = html.document_fromstring(marked)
    source = MARKS.sub("", marked)
    credited = author if author in source else ""
    authors = root.get("zauthors", credited).split(";")
    return TemplatePage(
        name,
        source,
        tuple(_parts(root)),
        tuple(name.strip() for name in authors if name.strip()),
        root.get("zday", f"2019-03-{day:02d}") or None,
    )


def story(page: str, author: str, outlet: str, day: int) -> dict[str, Any]:
    """A story of the sample case as templates ask for it."""
    written = (EXPECTED / "zones.jsonl").read_text(encoding="utf-8")
    zones = [json.loads(line) for line in written.splitlines()]
    own = [zone for zone in zones if zone["doc"] == page]
    body = " \n".join(zone["text"] for zone in own if zone["type"] == "body")
    titles = [zone["text"] for zone in own if zone["type"] == "title"]
    paragraphs = [part.strip() for part in re.split(r"\n+", body) if part.strip()]
    remarks = _remarks()
    return {
        "title": titles[0] if titles else "Ellisk offers the crest for water",
        "standfirst": STANDFIRST,
        "author": author,
        "outlet": outlet,
        "iso": f"2019-03-{day:02d}T19:20:00+01:00",
        "mdy": f"March {day}, 2019",
        "dmy": f"{day} March 2019",
        "dd": f"{day:02d}",
        "p": paragraphs,
        "caption": CAPTION,
        "subhead": "A gauge and six engineers",
        "quote": QUOTE,
        "pull": paragraphs[1][:90],
        "related": RELATED,
        "comments": remarks,
        "flat": list(_flat(remarks)),
        "orphaned": _orphaned(),
        "many": list(_flat(MANY)),
        "many_top": MANY,
        "forum": FORUM,
    }


def _remarks() -> list[Remark]:
    third = Remark("43", "Bram", "The tall one with the thermos. I saw no passport.", "42", 2)
    second = Remark(
        "42", "Gritt S.", "Which one, Bram? He denies that he was there.", "41", 1, [third]
    )
    first = Remark("41", "Bram", "I took them across on Sunday and heard it all.", "", 0, [second])
    return [first, Remark("44", "H. Dunmarrow", "The Herald writes 90 cubic metres. Who is right?")]


def _orphaned() -> list[Remark]:
    """A page of a longer thread: two comments answer others that stand on another page."""
    return [
        Remark("51", "Lost", "I agree with the captain, for once in my life.", "40", 1),
        Remark("52", "Ana", "Which captain do you mean? There were three of them.", "51", 2),
        Remark("53", "H. Dunmarrow", "The Herald writes 90 cubic metres. Who is right?"),
        Remark("54", "Odo", "Neither of them, I was there with a bucket.", "53", 1),
        Remark("55", "Late", "You keep saying that, and it is still wrong.", "39", 1),
    ]


def _long_thread(size: int) -> list[Remark]:
    """So many comments, the deepest eight levels down; who answers whom is drawn with a seed."""
    draw = random.Random(7)
    every: list[Remark] = []
    names = ("Bram", "Gritt S.", "Ana", "Odo", "H. Dunmarrow", "Anonymous", "weirwatcher", "Late")
    for number in range(size):
        above = draw.choice(every) if every and draw.random() < ANSWERING else None
        if above is not None and above.depth >= DEEPEST:
            above = None
        text = f"{draw.choice(SAYINGS)} That is my {number + 1}th word on it."
        own = Remark(
            str(900 + number), draw.choice(names), text,
            above.id if above else "", above.depth + 1 if above else 0,
        )  # fmt: skip
        every.append(own)
        if above is not None:
            above.replies.append(own)
    return [one for one in every if not one.parent]


def _forum() -> list[Remark]:
    """Posts of a forum, where an answer is told by what it quotes."""
    first = Remark("301", "Bram", "I took them across on Sunday and heard it all from the stern.")
    second = Remark("302", "Gritt S.", "Which one was it? He denies that he was there.", "301")
    third = Remark("303", "H. Dunmarrow", "The Herald writes 90 cubic metres. Who is right here?")
    fourth = Remark("304", "Odo", "Neither of them, I was there with a bucket.", "303")
    posts = [first, second, third, fourth]
    for post in posts:
        above = next((one for one in posts if one.id == post.parent), None)
        if above is not None:
            post.quoted, post.quoted_author = above.text, above.author
            post.quoted_number = posts.index(above) + 1
    return posts


def _flat(remarks: list[Remark]) -> Iterator[Remark]:
    for remark in remarks:
        yield remark
        yield from _flat(remark.replies)


def _parts(root: html.HtmlElement) -> Iterator[Part]:
    """The marked parts in order, without what their markup hides."""
    for element in root.xpath(HIDDEN):
        element.drop_tree()
    for element in root.iter("br", "p", "div", "li"):
        element.tail = f" {element.tail or ''}"
    for element in root.iter():
        kind = element.get("z")
        text = " ".join(element.text_content().split()) if kind else ""
        if kind and text:
            told = (element.get(name) for name in ("zid", "zparent", "zauthor", "zwhen"))
            inner = any(above.get("z") for above in element.iterancestors())
            yield Part(kind, text, inner, *told)


MANY = _long_thread(150)
FORUM = _forum()
