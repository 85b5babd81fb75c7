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
    **dict.fromkeys(("nav", "footer", "aside", "form", "button", "menu", "dialog"), BlockKind.CHROME),
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "figure": BlockKind.CAPTION,
    "li": BlockKind.LIST_ITEM,
    "time": BlockKind.TIME,
}
# Whole class names or ids, lower case, with - between words.
_NAMES: Final = {
    **dict.fromkeys(
        "byline by-line author authors author-name article-author article-byline entry-author "
        "post-author post-byline story-byline meta-author writer contributor contributors "
        "article-authors author-line".split(),
        BlockKind.BYLINE,
    ),
    **dict.fromkeys(
        "date dates dateline published timestamp time posted-on pubdate publish-date updated "
        "entry-date post-date article-date date-published published-date publication-date "
        "article-time story-date meta-date post-time entry-time news-date datetime".split(),
        BlockKind.TIME,
    ),
    **dict.fromkeys(
        "standfirst lead lede deck dek subtitle sub-title subheadline sub-headline subhead "
        "summary article-summary article-lead article-intro article-standfirst intro "
        "article-subtitle entry-subtitle post-subtitle story-summary story-deck abstract "
        "article-dek article-description headline-deck teaser".split(),
        BlockKind.STANDFIRST,
    ),
    **dict.fromkeys(
        "caption wp-caption-text image-caption photo-caption photo-credit image-credit img-caption "
        "media-caption picture-caption figure-caption gallery-caption article-image-caption".split(),
        BlockKind.CAPTION,
    ),
    **dict.fromkeys("pullquote pull-quote".split(), BlockKind.CHROME),
    **dict.fromkeys(
        "kicker eyebrow masthead top bottom colophon respond credits breadcrumb breadcrumbs "
        "inset topbar bottombar tags tag-links cat-links entry-footer post-footer topics "
        "article-tags post-tags post-meta-tags category-label section-label site-header "
        "site-footer page-header-nav skip-link comment-form comment-respond".split(),
        BlockKind.CHROME,
    ),
}  # fmt: skip
# Single words that make any class name or id chrome.
_CHROME_WORDS: Final = frozenset(
    "nav navbar navigation menu sidebar widget widgets footer share sharing sharer social "
    "sharedaddy newsletter subscribe subscription signup promo promotion advert advertisement ads "
    "sponsor sponsored related relatedposts recommended recommendations recirculation "
    "breadcrumb breadcrumbs cookie cookies consent gdpr popup modal overlay paywall pagination pager "
    "copyright legal disclaimer toolbar login trending popular outbrain taboola donate donation "
    "bio biography jetpack reactions".split()
)
_UNSEEN_WORDS: Final = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"))
_THREAD_NAMES: Final = frozenset(
    "comments comment-list commentlist comments-area comments-list disqus_thread disqus-thread "
    "comment-thread comments-section comments-container responses hypercomments_widget "
    "hypercomments-widget hc-widget coral-stream coral_thread coral_talk_stream reader-comments "
    "user-comments article-comments discussion".split()
)
_ENTRY_NAMES: Final = frozenset(
    "comment comment-item comment_item commentitem comment-entry comment-node comment-wrap "
    "c-comment coral-comment hc-message hc__message single-comment comment-box post-comment "
    "comments-item comments__item comment-post".split()
)
_ENTRY_IDS = re.compile(r"(?:li-?)?(?:comment|hc|coral|disqus|dsq)[-_](?:comment-|message-)?\w{0,40}\d\w{0,40}")
AUTHOR_NAMES: Final = frozenset(
    "fn comment-author comment__author comment-author-name comment-author-link author username "
    "user-name user_name commenter comment-name comment-user nickname nick author-name "
    "comment__user comment__username hc-name hc__name coral-comment-username coral-username "
    "comment-header-username screen-name name".split()
)
_ENTRY_CHROME: Final = frozenset(
    "says reply badge badges role flair vote votes likes like dislike report flag actions "
    "controls tools permalink metadata meta comment-meta comment-metadata commentmetadata "
    "avatar edit-link buttons rating counter footer toolbar respond".split()
)
# Containers that name whole pages or posts: their classes tell of the page, not of a part of it.
_WHOLE_TAGS: Final = frozenset(("html", "body", "main", "article"))
_STATE_PREFIXES: Final = ("has-", "is-", "no-", "with-", "tag-", "category-", "cat-", "js-", "post-type-")
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![.\d])"
    r"|opacity\s{0,3}:\s{0,3}0(?![.\d])|(?:left|text-indent)\s{0,3}:\s{0,3}-\d{4,}",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?:comment-|thread-|reply-)?(?:depth|level|indent|indentation)-(\d{1,3})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_NAMES: Final = 40
_MOST_NAME_CHARS: Final = 2_000


def role_of(element: etree._Element) -> Role:
    """What the element's tag and attributes say of it outside of comments."""
    tag = str(element.tag)
    if tag in _UNSEEN_TAGS or is_hidden(element):
        return Role(part=Part.HIDDEN)
    names = _names_of(element)
    if not names and not element.get("itemprop") and not element.get("rel") and not element.get("role"):
        return _PLAIN_ROLES.get(tag, _NOTHING)
    if names & _UNSEEN_WORDS:
        return Role(part=Part.HIDDEN)
    if names & _THREAD_NAMES and tag not in _WHOLE_TAGS:
        return Role(part=Part.THREAD)
    return Role(_kind_of(element, tag, names))


def entry_role(element: etree._Element) -> Role:
    """What an element says of itself inside a comment thread."""
    tag = str(element.tag)
    if tag in _UNSEEN_TAGS or is_hidden(element):
        return Role(part=Part.HIDDEN)
    names = _names_of(element)
    if names & _UNSEEN_WORDS:
        return Role(part=Part.HIDDEN)
    if tag in {"li", "article", "div", "section"} and _is_entry(element, names):
        return Role(part=Part.ENTRY)
    if names & AUTHOR_NAMES or tag == "cite" or element.get("itemprop") in {"author", "creator"}:
        return Role(BlockKind.COMMENT_AUTHOR)
    if tag in {"time", "button", "form", "footer", "nav", "h1", "h2", "h3"} or names & _ENTRY_CHROME:
        return Role(BlockKind.CHROME)
    if any(not _CHROME_WORDS.isdisjoint(name.split("-")) or "reply" in name for name in names):
        return Role(BlockKind.CHROME)
    return _NOTHING


def is_hidden(element: etree._Element) -> bool:
    """Whether the markup itself keeps the element from being seen."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:_MOST_NAME_CHARS]) is not None


def _is_entry(element: etree._Element, names: frozenset[str]) -> bool:
    if names & _ENTRY_NAMES or "Comment" in (element.get("itemtype") or ""):
        return True
    identity = element.get("id") or ""
    return len(identity) < 100 and _ENTRY_IDS.fullmatch(identity.lower()) is not None


def _kind_of(element: etree._Element, tag: str, names: frozenset[str]) -> BlockKind | None:
    marked = _ATTRIBUTE_KINDS.get(element.get("itemprop") or "") or _ATTRIBUTE_KINDS.get(
        element.get("rel") or ""
    )
    if marked:
        return marked
    if element.get("role") in {"navigation", "banner", "contentinfo", "dialog", "search", "complementary"}:
        return BlockKind.CHROME
    if tag not in _WHOLE_TAGS:
        for name in sorted(names):
            if name in _NAMES:
                return _NAMES[name]
        if any(not _CHROME_WORDS.isdisjoint(name.split("-")) for name in names):
            return BlockKind.CHROME
    return _TAG_KINDS.get(tag)


_ATTRIBUTE_KINDS: Final = {
    "author": BlockKind.BYLINE,
    "datePublished": BlockKind.TIME,
    "dateModified": BlockKind.TIME,
    "alternativeHeadline": BlockKind.STANDFIRST,
    "headline": BlockKind.HEADING,
}
_PLAIN_ROLES: Final = {tag: Role(kind) for tag, kind in _TAG_KINDS.items()}


def _names_of(element: etree._Element) -> frozenset[str]:
    return _names(element.get("class") or "", element.get("id") or "")


@lru_cache(maxsize=4_096)
def _names(classes: str, identity: str) -> frozenset[str]:
    """Classes and id in one spelling: ``relatedPosts``, ``related__posts`` → ``related-posts``."""
    if not classes and not identity:
        return frozenset()
    words = [*classes[:_MOST_NAME_CHARS].split()[:_MOST_NAMES], identity[:100]]
    return frozenset(
        re.sub("[-_]+", "-", _CAMEL.sub("-", word).lower())
        for word in words
        if word and not word.lower().startswith(_STATE_PREFIXES)
    )


def declared_level(element: etree._Element) -> int | None:
    """How deep in its thread a comment says it stands, from whatever number the site starts at."""
    for name in ("data-depth", "data-level", "aria-level"):
        if (element.get(name) or "").isdecimal():
            return int(element.get(name, "0")[:4])
    for name in sorted(_names_of(element)):
        match = _LEVEL.fullmatch(name)
        if match:
            return int(match[1])
    return None
