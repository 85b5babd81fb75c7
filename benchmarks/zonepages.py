"""Pages in the manner of real site templates, with what each part of them is.

The templates in ``templates/`` mark the truth with attributes (``z`` the zone, ``zid``, ``zparent``
and ``zauthor`` of comments) that are taken out before a page is read. The stories are the sample
case's; everybody in them is invented.
"""

from __future__ import annotations

import json
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
MARKS = re.compile(r"\sz(?:|id|parent|author)=\"[^\"]*\"")

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


@dataclass(frozen=True)
class Part:
    """A marked part of a page: its zone, its words with white space collapsed."""

    kind: str
    text: str
    comment: str | None = None
    parent: str | None = None
    author: str | None = None


@dataclass(frozen=True)
class TemplatePage:
    """A page as a site would serve it, and its truth."""

    name: str
    source: str
    parts: tuple[Part, ...]
    author: str
    day: str


def template_pages() -> Iterator[TemplatePage]:
    """Every template with every story."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    for path in sorted(TEMPLATES.glob("*.html")):
        for number, (page, author, outlet, day) in enumerate(STORIES):
            context = _story(page, author, outlet, day)
            marked = NO_TARGET.sub(
                '<a href="/x"', environment.get_template(path.name).render(**context)
            )
            parts = tuple(_parts(marked))
            name = f"{path.stem}-{number}"
            yield TemplatePage(name, MARKS.sub("", marked), parts, author, f"2019-03-{day:02d}")


def _story(page: str, author: str, outlet: str, day: int) -> dict[str, Any]:
    zones = [json.loads(line) for line in (EXPECTED / "zones.jsonl").open(encoding="utf-8")]
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


def _flat(remarks: list[Remark]) -> Iterator[Remark]:
    for remark in remarks:
        yield remark
        yield from _flat(remark.replies)


def _parts(marked: str) -> Iterator[Part]:
    for element in html.document_fromstring(marked).iter():
        kind = element.get("z")
        text = " ".join(element.text_content().split()) if kind else ""
        if kind and text:
            yield Part(
                kind, text, element.get("zid"), element.get("zparent"), element.get("zauthor")
            )
