"""What tags and attributes say of an element."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, unique
from itertools import islice
from typing import Final

from lxml import etree

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.html.vocabulary import (
    BLOCK_TAGS,
    MOST_ID_CHARS,
    MOST_NAME_CHARS,
    TAG_KINDS,
    UNSEEN_NAMES,
    UNSEEN_TAGS,
    kind_of_names,
    name_thread,
    spelt,
)


@unique
class Part(Enum):
    """What an element is to the walk, besides the kind of its blocks."""

    NONE = 0
    HIDDEN = 1
    THREAD = 2
    """Holds a comment thread."""
    ENTRY = 3
    """One comment of a thread."""


@dataclass(frozen=True, slots=True)
class Role:
    """The kind that an element gives to its blocks, if any, and its part in the walk.

    ``indents`` tells that it holds the answers to the comment before it.
    """

    kind: BlockKind | None = None
    part: Part = Part.NONE
    indents: bool = False


NOTHING: Final = Role()
HIDDEN: Final = Role(part=Part.HIDDEN)

# Containers that name whole pages or posts: their classes tell of the page, not of a part of it.
_WHOLE_TAGS: Final = frozenset(("html", "body", "main", "article"))
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![.\d])"
    r"|opacity\s{0,3}:\s{0,3}0(?![.\d])|(?:left|text-indent)\s{0,3}:\s{0,3}-\d{4,}",
    re.IGNORECASE,
)
_ENTRY_IDS = re.compile(
    r"(?:li-?)?(?:comment|kommentar|commentaire|comentario|commento|hcm|coral|dsq)-?"
    r"(?:(?:comment|message)-)?[\da-f-]{0,39}\d[\da-f-]{0,39}"
)
# Posts of forums: the id is that of a post, and its author has a profile beside it.
_POST_IDS = re.compile(r"(?:js-)?(?:p|post|post[-_]|message[-_]|msg[-_]?)\d{1,12}")
# Classes of the profile beside a forum's post, looked for among so many elements.
_PROFILES: Final = (
    "username", "postprofile", "crawler-post-meta", "topic-meta-data", "message-user",
)  # fmt: skip
_MOST_SEARCHED: Final = 60
ENTRY_TAGS: Final = frozenset(("li", "article", "div", "section"))
_TEST_MARKS: Final = ("data-testid", "data-qa", "data-component", "data-gu-name")
_TEST_MARK_NAMES: Final = frozenset(_TEST_MARKS)
_TELLING_ATTRIBUTES: Final = ("itemprop", "rel", "role", "itemtype")
_CHROME_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "dialog", "search", "complementary")
)
_LINE_TAGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "div", "p"))
_NO_NAMES: Final[frozenset[str]] = frozenset()


def role_of(element: etree._Element) -> Role:
    """What the element's tag and attributes say of it outside of comments."""
    tag = str(element.tag)
    if is_unseen(element, tag):
        return HIDDEN
    if tag == "form" and not takes_input(element):
        return NOTHING
    names = names_of(element) if element.keys() else _NO_NAMES
    if not names and not any(map(element.get, _TELLING_ATTRIBUTES)):
        return _PLAIN_ROLES.get(tag, NOTHING)
    part = _part_of(element, tag, names)
    return Role(part=part) if part else role_with(_kind_of(element, tag, names))


def role_with(kind: BlockKind | None) -> Role:
    """The role that gives this kind and nothing else; `NOTHING` without one."""
    return _ROLES[kind] if kind else NOTHING


def _part_of(element: etree._Element, tag: str, names: frozenset[str]) -> Part | None:
    if not names.isdisjoint(UNSEEN_NAMES):
        return Part.HIDDEN
    if tag not in _WHOLE_TAGS and name_thread(names):
        return Part.THREAD
    return Part.ENTRY if is_surely_entry(element) else None


def is_unseen(element: etree._Element, tag: str) -> bool:
    """Whether the element shows nothing by its tag, or is hidden by its markup."""
    return tag in UNSEEN_TAGS or (bool(element.keys()) and is_hidden(element))


def names_of(element: etree._Element) -> frozenset[str]:
    """Classes, id and test marks in one spelling: ``relatedPosts``, ``related__posts``."""
    identity = element.get("id", "")
    marks = element.get("class", "")
    if not _TEST_MARK_NAMES.isdisjoint(element.keys()):
        marks = " ".join([marks, *filter(None, map(element.get, _TEST_MARKS))])
    return spelt(marks, identity) if marks or identity else _NO_NAMES


def is_hidden(element: etree._Element) -> bool:
    """Whether the markup itself keeps the element from being seen."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:MOST_NAME_CHARS]) is not None


def is_surely_entry(element: etree._Element) -> bool:
    """Whether an element is a comment even where nothing around it says that comments follow."""
    if element.tag not in ENTRY_TAGS:
        return False
    if (element.get("itemtype") or "").endswith("/Comment"):
        return True
    identity = (element.get("id") or "")[:MOST_ID_CHARS].lower()
    if not identity:
        return False
    return _ENTRY_IDS.fullmatch(identity) is not None or is_forum_post(element, identity)


def is_forum_post(element: etree._Element, identity: str) -> bool:
    """Whether an element is a post of a forum: by its id, and its author's profile inside it.

    Markup that calls the page a posting marks the answers itself.
    """
    if _POST_IDS.fullmatch(identity) is None or element.get("itemtype"):
        return False
    parent = element.getparent()
    if parent is not None and "Posting" in (parent.get("itemtype") or ""):
        return False
    inside = islice(element.iter("div", "span", "a", "dl", "dt", "section", "h4"), _MOST_SEARCHED)
    return any(profile in part.get("class", "") for part in inside for profile in _PROFILES)


def _kind_of(element: etree._Element, tag: str, names: frozenset[str]) -> BlockKind | None:
    marked = _ATTRIBUTE_KINDS.get(element.get("itemprop") or "") or _ATTRIBUTE_KINDS.get(
        element.get("rel") or ""
    )
    if marked:
        return marked
    if element.get("role") in _CHROME_ROLES:
        return BlockKind.CHROME
    if tag in _WHOLE_TAGS:
        return None
    named = kind_of_names(names)
    if named is BlockKind.HEADING and not _is_line(element, tag):
        named = None
    if tag == "h1":
        return BlockKind.CHROME if named is BlockKind.CHROME else BlockKind.HEADING
    return named or TAG_KINDS.get(tag)


def _is_line(element: etree._Element, tag: str) -> bool:
    """Whether an element holds no other blocks."""
    return tag in _LINE_TAGS and not any(child.tag in BLOCK_TAGS for child in element)


def takes_input(form: etree._Element) -> bool:
    """Whether a reader can write into a form; others hold articles and comments."""
    return any(
        field.get("type") != "hidden" for field in form.iter("input", "select", "button")
    ) or (any(not is_hidden(field) for field in form.iter("textarea")))


_ATTRIBUTE_KINDS: Final = {
    "author": BlockKind.BYLINE,
    "datePublished": BlockKind.TIME,
    "dateModified": BlockKind.TIME,
    "alternativeHeadline": BlockKind.STANDFIRST,
    "headline": BlockKind.HEADING,
}
_ROLES: Final = {kind: Role(kind) for kind in BlockKind}
_PLAIN_ROLES: Final = {tag: _ROLES[kind] for tag, kind in TAG_KINDS.items()}
