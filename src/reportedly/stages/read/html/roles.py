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


NOTHING: Final = Role()

BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul caption".split()
)
UNSEEN_TAGS: Final = frozenset(
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
CHROME_WORDS: Final = frozenset(
    "nav navbar navigation menu sidebar widget widgets share sharing sharer social "
    "sharedaddy newsletter subscribe subscription signup promo promotion advert advertisement ads "
    "sponsor sponsored related relatedposts recommended recommendations recirculation "
    "breadcrumb breadcrumbs pager cookie cookies consent gdpr popup modal overlay paywall"
    " pagination "
    "copyright legal disclaimer toolbar login trending popular outbrain taboola donate donation "
    "bio biography jetpack reactions".split()
)
UNSEEN_NAMES: Final = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text")
)
_THREAD_NAMES: Final = frozenset(
    "comments comment-list commentlist comments-area comments-list disqus-thread comment-thread "
    "comments-section comments-container comment-wrapper comments-wrapper responses "
    "hypercomments-widget hc-widget coral-stream coral-thread coral-talk-stream reader-comments "
    "user-comments article-comments wp-block-comments post-comments discussion".split()
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
_ENTRY_IDS = re.compile(
    r"(?:li-?)?(?:comment|hcm|coral|dsq)-(?:comment-|message-)?[\w-]{0,40}\d[\w-]{0,40}"
)
ENTRY_TAGS: Final = frozenset(("li", "article", "div", "section"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMING_ATTRIBUTES: Final = ("class", "data-testid", "data-qa", "data-component", "data-gu-name")
_TELLING_ATTRIBUTES: Final = ("itemprop", "rel", "role", "itemtype")
_CHROME_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "dialog", "search", "complementary")
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
    if tag in UNSEEN_TAGS or is_hidden(element):
        return Role(part=Part.HIDDEN)
    names = names_of(element)
    if not names and not any(map(element.get, _TELLING_ATTRIBUTES)):
        return _PLAIN_ROLES.get(tag, NOTHING)
    if names & UNSEEN_NAMES:
        return Role(part=Part.HIDDEN)
    if names & _THREAD_NAMES and tag not in _WHOLE_TAGS:
        return Role(part=Part.THREAD)
    if is_surely_entry(element):
        return Role(part=Part.ENTRY)
    return Role(_kind_of(element, tag, names))


def names_of(element: etree._Element) -> frozenset[str]:
    """Classes, id and test marks in one spelling: ``relatedPosts``, ``related__posts``."""
    marks = " ".join(filter(None, map(element.get, _NAMING_ATTRIBUTES)))
    return _names(marks, element.get("id") or "") if marks or element.get("id") else _NO_NAMES


def is_hidden(element: etree._Element) -> bool:
    """Whether the markup itself keeps the element from being seen."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:_MOST_NAME_CHARS]) is not None


def is_surely_entry(element: etree._Element) -> bool:
    """Whether an element is a comment even where nothing around it says that comments follow."""
    if element.tag not in ENTRY_TAGS:
        return False
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
    if not CHROME_WORDS.isdisjoint(words):
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
