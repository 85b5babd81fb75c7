"""What tags, classes and ids say of an element. The vocabulary is that of common page templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, unique
from functools import lru_cache
from typing import Final

from lxml import etree

from reportedly.model.kinds import BlockKind


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
    """The kind that an element gives to its blocks, if any, and its part in the walk."""

    kind: BlockKind | None = None
    part: Part = Part.NONE


_NOTHING: Final = Role()

BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul caption".split()
)
_UNSEEN_TAGS: Final = frozenset(
    "head script style template noscript svg math iframe object embed audio video canvas map "
    "select datalist textarea input title meta link base area source track param applet frameset "
    "noframes".split()
)
_TAG_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(
        ("nav", "footer", "aside", "form", "button", "menu", "dialog"), BlockKind.CHROME
    ),
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "figure": BlockKind.CAPTION,
    "address": BlockKind.BYLINE,
    "li": BlockKind.LIST_ITEM,
    "time": BlockKind.TIME,
}
# Names of elements (classes, ids, test marks), lower case, with - between words: whole names …
_NAMES: Final = {
    **dict.fromkeys(("createdby", "cre", "posted-by", "written-by"), BlockKind.BYLINE),
    **dict.fromkeys(
        "date-simple date-published published posted-on pubdate updated publication "
        "date-header metatextline".split(),
        BlockKind.TIME,
    ),
    **dict.fromkeys(
        "lead summary intro abstract teaser teaser-text subhead article-lead article-intro "
        "article-summary article-description article-excerpt article-subhead story-summary "
        "news-header-lead post-intro post-summary entry-summary page-intro".split(),
        BlockKind.STANDFIRST,
    ),
    **dict.fromkeys(
        "photo-credit image-credit media-title media-footer image-description".split(),
        BlockKind.CAPTION,
    ),
    **dict.fromkeys(
        "pullquote pull-quote kicker eyebrow masthead top bottom footer colophon respond credits "
        "inset topbar bottombar tags tag tag-links cat-links entry-footer post-footer topics "
        "article-tags post-tags category-label section-label site-header site-footer page-footer "
        "skip-link comment-form comment-respond wp-block-pullquote layout-footer head foot logo "
        "brand site-title site-branding topmenu story-footer article-footer more-on".split(),
        BlockKind.CHROME,
    ),
}
# … single words in a name …
_WORDS: Final = {
    "byline": BlockKind.BYLINE,
    **dict.fromkeys(
        "standfirst subtitle dek deck lede subheadline strapline".split(), BlockKind.STANDFIRST
    ),
    **dict.fromkeys(("caption", "figcaption"), BlockKind.CAPTION),
}
# … and last words of a name.
_LAST_WORDS: Final = {
    **dict.fromkeys(
        "author authors writer contributor contributors authorline".split(), BlockKind.BYLINE
    ),
    **dict.fromkeys("date dates timestamp time datetime dateline".split(), BlockKind.TIME),
}
_AUTHOR_LAST_WORDS: Final = frozenset(("name", "names", "link", "line", "info", "details"))
# Single words that make any class name or id chrome.
_CHROME_WORDS: Final = frozenset(
    "nav navbar navigation menu sidebar widget widgets share sharing sharer social "
    "sharedaddy newsletter subscribe subscription signup promo promotion advert advertisement ads "
    "sponsor sponsored related relatedposts recommended recommendations recirculation "
    "breadcrumb breadcrumbs pager cookie cookies consent gdpr popup modal overlay paywall"
    " pagination "
    "copyright legal disclaimer toolbar login trending popular outbrain taboola donate donation "
    "bio biography jetpack reactions".split()
)
_UNSEEN_NAMES: Final = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text")
)
_THREAD_NAMES: Final = frozenset(
    "comments comment-list commentlist comments-area comments-list disqus-thread comment-thread "
    "comments-section comments-container comment-wrapper comments-wrapper responses "
    "hypercomments-widget hc-widget coral-stream coral-thread coral-talk-stream reader-comments "
    "user-comments article-comments wp-block-comments post-comments discussion".split()
)
_ENTRY_NAMES: Final = frozenset(
    "comment comment-item commentitem comment-entry comment-node comment-wrap c-comment "
    "coral-comment hc-message single-comment comment-box post-comment comments-item "
    "comment-post".split()
)
_ENTRY_IDS = re.compile(
    r"(?:li-?)?(?:comment|hcm|coral|dsq)-(?:comment-|message-)?[\w-]{0,40}\d[\w-]{0,40}"
)
_BODY_NAMES: Final = frozenset(
    ("comment-body", "comment-content", "comment-text", "comment-message")
)
_INDENT_NAMES: Final = frozenset(
    "indented children replies comment-replies comment-children coral-indent hc-children".split()
)
_AUTHOR_NAMES: Final = frozenset("fn author username nickname nick commenter name".split())
_AUTHOR_WORDS: Final = frozenset("author username nick nickname commenter user".split())
_ENTRY_CHROME_WORDS: Final = frozenset(
    "says reply badge badges role flair vote votes voting likes like dislike report flag actions "
    "action controls tools permalink metadata meta commentmetadata avatar edit buttons rating "
    "counter footer toolbar respond timestamp date time ago".split()
)
# Containers that name whole pages or posts: their classes tell of the page, not of a part of it.
_WHOLE_TAGS: Final = frozenset(("html", "body", "main", "article"))
_STATE_PREFIXES: Final = (
    "has-",
    "is-",
    "no-",
    "with-",
    "tag-",
    "category-",
    "cat-",
    "js-",
    "post-type-",
)
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![.\d])"
    r"|opacity\s{0,3}:\s{0,3}0(?![.\d])|(?:left|text-indent)\s{0,3}:\s{0,3}-\d{4,}",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?:comment-|thread-|reply-)?(?:depth|level|indent|indentation)-(\d{1,3})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMING_ATTRIBUTES: Final = ("class", "data-testid", "data-qa", "data-component", "data-gu-name")
_TELLING_ATTRIBUTES: Final = ("itemprop", "rel", "role", "itemtype")
_CHROME_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "dialog", "search", "complementary")
)
_ENTRY_TAGS: Final = frozenset(("li", "article", "div", "section"))
_ENTRY_CHROME_TAGS: Final = frozenset(
    ("time", "button", "form", "footer", "nav", "menu", "h1", "h2", "h3")
)
_BY_WEIGHT: Final = (
    BlockKind.CHROME,
    BlockKind.CAPTION,
    BlockKind.STANDFIRST,
    BlockKind.BYLINE,
    BlockKind.TIME,
)
_NO_NAMES: Final[frozenset[str]] = frozenset()
_MOST_ID_CHARS: Final = 100
_MOST_NAMES: Final = 40
_MOST_NAME_CHARS: Final = 2_000


def role_of(element: etree._Element) -> Role:
    """What the element's tag and attributes say of it outside of comments."""
    tag = str(element.tag)
    if tag in _UNSEEN_TAGS or _is_hidden(element):
        return Role(part=Part.HIDDEN)
    names = names_of(element)
    if not names and not any(map(element.get, _TELLING_ATTRIBUTES)):
        return _PLAIN_ROLES.get(tag, _NOTHING)
    if names & _UNSEEN_NAMES:
        return Role(part=Part.HIDDEN)
    if names & _THREAD_NAMES and tag not in _WHOLE_TAGS:
        return Role(part=Part.THREAD)
    if tag in _ENTRY_TAGS and _is_surely_entry(element):
        return Role(part=Part.ENTRY)
    return Role(_kind_of(element, tag, names))


def entry_role(element: etree._Element) -> Role:
    """What an element says of itself inside a comment thread."""
    tag = str(element.tag)
    if tag in _UNSEEN_TAGS or _is_hidden(element):
        return Role(part=Part.HIDDEN)
    names = names_of(element)
    if names & _UNSEEN_NAMES:
        return Role(part=Part.HIDDEN)
    if tag in _ENTRY_TAGS and _is_entry(element, tag, names):
        return Role(part=Part.ENTRY)
    if _names_commenter(names) or tag == "cite" or element.get("itemprop") in {"author", "creator"}:
        return Role(BlockKind.COMMENT_AUTHOR)
    if names & _BODY_NAMES:
        return Role(BlockKind.COMMENT)
    if tag in _ENTRY_CHROME_TAGS or any(_is_entry_chrome(name) for name in names):
        return Role(BlockKind.CHROME)
    return _NOTHING


def is_indent(element: etree._Element) -> bool:
    """Whether the element holds the answers to the comment before it."""
    return not names_of(element).isdisjoint(_INDENT_NAMES)


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


def names_of(element: etree._Element) -> frozenset[str]:
    """Classes, id and test marks in one spelling: ``relatedPosts``, ``related__posts``."""
    marks = " ".join(filter(None, map(element.get, _NAMING_ATTRIBUTES)))
    return _names(marks, element.get("id") or "") if marks or element.get("id") else _NO_NAMES


def _names_commenter(names: frozenset[str]) -> bool:
    if names & _AUTHOR_NAMES:
        return True
    return any(
        words[-1] in _AUTHOR_WORDS or (words[-1] == "name" and not _AUTHOR_WORDS.isdisjoint(words))
        for words in (name.split("-") for name in names)
    )


def _is_entry_chrome(name: str) -> bool:
    words = name.split("-")
    return not (_ENTRY_CHROME_WORDS.isdisjoint(words) and _CHROME_WORDS.isdisjoint(words))


def _is_hidden(element: etree._Element) -> bool:
    """Whether the markup itself keeps the element from being seen."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:_MOST_NAME_CHARS]) is not None


def _is_entry(element: etree._Element, tag: str, names: frozenset[str]) -> bool:
    return (
        bool(names & _ENTRY_NAMES) or (tag == "li" and "post" in names) or _is_surely_entry(element)
    )


def _is_surely_entry(element: etree._Element) -> bool:
    if (element.get("itemtype") or "").endswith("/Comment"):
        return True
    identity = element.get("id") or ""
    return len(identity) < _MOST_ID_CHARS and _ENTRY_IDS.fullmatch(identity.lower()) is not None


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
    named = _kind_of_names(names)
    if tag == "h1":
        return BlockKind.CHROME if named is BlockKind.CHROME else BlockKind.HEADING
    return named or _TAG_KINDS.get(tag)


@lru_cache(maxsize=4_096)
def _kind_of_names(names: frozenset[str]) -> BlockKind | None:
    """What the names say; page furniture before anything else."""
    kinds = {kind for name in names if (kind := _kind_of_name(name))}
    return next((kind for kind in _BY_WEIGHT if kind in kinds), None)


def _kind_of_name(name: str) -> BlockKind | None:
    words = name.split("-")
    if name in _NAMES:
        return _NAMES[name]
    if not _CHROME_WORDS.isdisjoint(words):
        return BlockKind.CHROME
    for word in words:
        if word in _WORDS:
            return _WORDS[word]
    if "author" in words and words[-1] in _AUTHOR_LAST_WORDS:
        return BlockKind.BYLINE
    return _LAST_WORDS.get(words[-1])


@lru_cache(maxsize=4_096)
def _names(marks: str, identity: str) -> frozenset[str]:
    words = [*marks[:_MOST_NAME_CHARS].split()[:_MOST_NAMES], identity[:_MOST_ID_CHARS]]
    return frozenset(
        re.sub("[-_]+", "-", _CAMEL.sub("-", word).lower())
        for word in words
        if word and not word.lower().startswith(_STATE_PREFIXES)
    )


_ATTRIBUTE_KINDS: Final = {
    "author": BlockKind.BYLINE,
    "datePublished": BlockKind.TIME,
    "dateModified": BlockKind.TIME,
    "alternativeHeadline": BlockKind.STANDFIRST,
    "headline": BlockKind.HEADING,
}
_PLAIN_ROLES: Final = {tag: Role(kind) for tag, kind in _TAG_KINDS.items()}
