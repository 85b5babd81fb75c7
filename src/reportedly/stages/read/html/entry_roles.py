"""What tags, classes and ids say of the parts of a comment, inside a thread."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from lxml import etree

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.html.roles import (
    ENTRY_TAGS,
    HIDDEN,
    NOTHING,
    Part,
    Role,
    is_surely_entry,
    is_unseen,
    names_of,
    role_with,
    takes_input,
)
from reportedly.stages.read.html.vocabulary import CHROME_WORDS, UNSEEN_NAMES

_ENTRY_NAMES: Final = frozenset(
    "comment comment-item commentitem comment-entry comment-node comment-wrap c-comment "
    "coral-comment hc-message single-comment comment-box post-comment comments-item "
    "comment-post kommentar commentaire comentario commento".split()
)
# What holds the words of a comment, the surest first: where one is there, the rest is furniture.
_BODY_NAMES: Final = (
    *"comment-content comment-text comment-message comment-copy commenttext commentcontent".split(),
    *"post-message message-body message-content post-content post-text post-body hc-text".split(),
    *"usertext-body cooked entry-text reply-content comment-body postbody md".split(),
    *"kommentar-text commentaire-texte comentario-texto".split(),
    *"content post text body message".split(),
)
_LOOSE_BODY_NAMES: Final = frozenset(
    ("comment-body", "comment-content", "comment-text", "comment-message")
)
_INDENT_NAMES: Final = frozenset(
    "indented child children replies comment-replies comment-children coral-indent "
    "hc-children".split()
)
_AUTHOR_NAMES: Final = frozenset("fn author username nickname nick commenter name".split())
_AUTHOR_WORDS: Final = frozenset(
    "author username nick nickname commenter user usr autor auteur autore kommentar".split()
)
_ENTRY_CHROME_WORDS: Final = frozenset(
    "says reply badge badges role flair vote votes voting likes like dislike report flag actions "
    "action controls tools permalink metadata meta commentmetadata avatar edit buttons rating "
    "counter footer toolbar respond timestamp date time ago score tagline midcol profile "
    "postprofile back2top count zeit datum fecha".split()
)
_AUTHOR_PROPERTIES: Final = frozenset(("author", "creator"))
_LEVEL = re.compile(r"(?:comment-|thread-|reply-)?(?:depth|level|indent|indentation)-(\d{1,3})")
_MOST_SEARCHED: Final = 200
_NO_NAMES: Final[frozenset[str]] = frozenset()
_CHROME_TAGS: Final = frozenset(
    ("time", "button", "form", "footer", "nav", "menu", "h1", "h2", "h3")
)


def entry_role(element: etree._Element) -> Role:
    """What an element says of itself inside a comment thread."""
    tag = str(element.tag)
    if is_unseen(element, tag):
        return HIDDEN
    if tag == "form" and not takes_input(element):
        return NOTHING
    role = _named_role(tag, names_of(element) if element.keys() else _NO_NAMES)
    if role.part is not Part.NONE or not element.keys():
        return role
    if is_surely_entry(element):
        return Role(part=Part.ENTRY)
    told = element.get("itemprop") in _AUTHOR_PROPERTIES
    return Role(BlockKind.COMMENT_AUTHOR, indents=role.indents) if told else role


@lru_cache(maxsize=8_192)
def _named_role(tag: str, names: frozenset[str]) -> Role:
    """What tag and names say."""
    if names & UNSEEN_NAMES:
        return HIDDEN
    if _names_entry(tag, names):
        return Role(part=Part.ENTRY)
    kind = _kind_inside(tag, names)
    return role_with(kind) if names.isdisjoint(_INDENT_NAMES) else Role(kind, indents=True)


def _kind_inside(tag: str, names: frozenset[str]) -> BlockKind | None:
    if _names_commenter(names) or tag == "cite":
        return BlockKind.COMMENT_AUTHOR
    if names & _LOOSE_BODY_NAMES:
        return BlockKind.COMMENT
    furniture = tag in _CHROME_TAGS or any(_is_chrome(name) for name in names)
    return BlockKind.CHROME if furniture else None


def body_of(entry: etree._Element) -> etree._Element | None:
    """The element with a comment's words, answers inside the comment left out, if one is named."""
    found: dict[str, etree._Element] = {}
    waiting = list(reversed(entry))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        names = names_of(element)
        if names & _INDENT_NAMES or _is_entry(element, names):
            continue
        for name in names:
            found.setdefault(name, element)
        if element.get("itemprop") == "text":
            return element
        waiting.extend(reversed(element))
    return next((found[name] for name in _BODY_NAMES if name in found), None)


def holds_entries(thread: etree._Element) -> bool:
    """Whether comments stand in an element that its name calls a thread, and no article does."""
    if next(thread.iter("h1"), None) is not None:
        return False
    parts = islice(thread.iter(*ENTRY_TAGS), _MOST_SEARCHED)
    return any(_is_entry(part, names_of(part)) for part in parts if part is not thread)


def declared_level(element: etree._Element) -> int | None:
    """How deep in its thread a comment says it stands, from whatever number the site starts at."""
    for name in ("data-depth", "data-level", "aria-level"):
        if (element.get(name) or "").isdecimal():
            return int(element.get(name, "0")[:4])
    for name in sorted(names_of(element)):
        match = _LEVEL.fullmatch(name)
        if match:
            return int(match[1])
    return None


def _names_commenter(names: frozenset[str]) -> bool:
    if names & _AUTHOR_NAMES:
        return True
    return any(
        words[-1] in _AUTHOR_WORDS or (words[-1] == "name" and not _AUTHOR_WORDS.isdisjoint(words))
        for words in (name.split("-") for name in names)
    )


def _is_chrome(name: str) -> bool:
    words = name.split("-")
    return not (_ENTRY_CHROME_WORDS.isdisjoint(words) and CHROME_WORDS.isdisjoint(words))


def _is_entry(element: etree._Element, names: frozenset[str]) -> bool:
    return _names_entry(str(element.tag), names) or is_surely_entry(element)


def _names_entry(tag: str, names: frozenset[str]) -> bool:
    if tag not in ENTRY_TAGS:
        return False
    return not names.isdisjoint(_ENTRY_NAMES) or (tag == "li" and "post" in names)
