"""What tags, classes and ids say of an element. The vocabulary is that of common page templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """The kind that an element gives to its blocks, if any, and its part in the walk.

    ``indents`` tells that it holds the answers to the comment before it.
    """

    kind: BlockKind | None = None
    part: Part = Part.NONE
    indents: bool = False


NOTHING: Final = Role()
HIDDEN: Final = Role(part=Part.HIDDEN)

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
        "date-header metatextline info-date publish-date published-at post-meta-date".split(),
        BlockKind.TIME,
    ),
    **dict.fromkeys(
        "lead summary intro abstract teaser teaser-text subhead article-lead article-intro "
        "article-summary article-description article-excerpt article-subhead story-summary "
        "news-header-lead post-intro post-summary entry-summary page-intro summary-box key-points "
        "keypoints key-takeaways article-desc".split(),
        BlockKind.STANDFIRST,
    ),
    **dict.fromkeys(
        "photo-credit image-credit media-title media-footer image-description legend "
        "article-legend".split(),
        BlockKind.CAPTION,
    ),
    **dict.fromkeys(
        "headline article-title entry-title post-title story-title page-title news-title "
        "main-title article-headline topic-title".split(),
        BlockKind.HEADING,
    ),
    **dict.fromkeys(
        "quote-text article-quote blockquote templatequote block-quote".split(), BlockKind.QUOTE
    ),
    **dict.fromkeys(
        "pullquote pull-quote kicker eyebrow masthead top bottom footer colophon respond credits "
        "inset topbar bottombar tags tag tag-links cat-links entry-footer post-footer topics "
        "article-tags post-tags category-label section-label site-header site-footer page-footer "
        "skip-link comment-form comment-respond layout-footer head foot logo "
        "brand site-title site-branding topmenu story-footer article-footer more-on side rail "
        "right-rail right-column author-bio author-card author-box about-author author-description "
        "catlinks printfooter infobox toc navbox read-more read-next most-read "
        "most-viewed views post-views".split(),
        BlockKind.CHROME,
    ),
}
# … single words in a name …
_WORDS: Final = {
    "byline": BlockKind.BYLINE,
    **dict.fromkeys(
        "standfirst subtitle dek deck lede subheadline strapline vorspann chapo chapeau entradilla "
        "bajada sommario ingress".split(),
        BlockKind.STANDFIRST,
    ),
    **dict.fromkeys(("caption", "figcaption", "thumbcaption"), BlockKind.CAPTION),
}
# … and last words of a name.
_LAST_WORDS: Final = {
    **dict.fromkeys(
        "author authors writer contributor contributors authorline autor autoren auteur auteurs "
        "autore autori auteure".split(),
        BlockKind.BYLINE,
    ),
    **dict.fromkeys(
        "date dates timestamp time datetime dateline datum fecha".split(), BlockKind.TIME
    ),
}
# The text beside a picture: ``photo-desc``, ``img-descr``, ``media-copyright`` …
_PICTURES: Final = frozenset(("photo", "img", "image", "picture", "pic", "media", "thumb"))
_STILLS: Final = frozenset(("photo", "image", "img"))
_PICTURE_TEXTS: Final = frozenset("desc descr description credit credits copyright legend".split())
_AUTHOR_LAST_WORDS: Final = frozenset(("name", "names", "link", "line", "info", "details"))
# Single words that make any class name or id chrome.
CHROME_WORDS: Final = frozenset(
    "nav navbar navigation menu sidebar widget widgets share sharing sharer social "
    "sharedaddy newsletter subscribe subscription signup promo promotion advert advertisement ads "
    "sponsor sponsored related relatedposts recommended recommendations recirculation "
    "breadcrumb breadcrumbs pager cookie cookies consent gdpr popup modal overlay paywall"
    " pagination "
    "copyright legal disclaimer toolbar login trending popular outbrain taboola donate donation "
    "bio biography jetpack reactions adspot advertising".split()
)
# Hidden by their style sheets, or controls of the page that stand amid its words.
UNSEEN_NAMES: Final = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text editsection cite-backlink "
    "headerlink".split()
)
_THREAD_NAMES: Final = frozenset(
    "comment-list commentlist disqus-thread comment-thread comment-wrapper commentarea responses "
    "hypercomments-widget hc-widget coral-stream coral-thread coral-talk-stream "
    "discussion fbcomments fb-comments".split()
)
# Names whose last words are these hold comments: ``reader-comments``, ``comments-section`` …
_COMMENTS: Final = frozenset("comments kommentare commentaires comentarios commenti".split())
_THREAD_CONTAINERS: Final = frozenset(
    "area list section thread container wrapper wrap block box holder stream feed content widget "
    "panel tree".split()
)
# … but these are counters, links and notices.
_NO_THREAD: Final = re.compile(
    r"(?:^|-)(?:no|count|counter|number|num|link|links|closed|off|title|meta|info|top|button|icon"
    r"|type|total|popup|pagination|form)(?:-|$)"
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
    "type-",
)
# Prefixes that tell the maker of a component, not its part on the page.
_MAKERS: Final = re.compile(
    r"^(?:(?:wp-block|elementor-widget|elementor|td|et-pb|c|l|o|m|u|js|dcr|amp|mw)-)+(?=[a-z]{3})"
)
# Words that some write in two.
_ONE_WORD: Final = re.compile(r"\b(sub|head|by|stand)-(title|head|line|first|headline)\b")
# What page builders call every component.
_COMPONENTS: Final = frozenset(
    ("elementor-widget", "elementor-widget-container", "elementor-widget-wrap", "widget-container")
)
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
_POSTER: Final = etree.XPath(
    ".//*[contains(@class, 'username') or contains(@class, 'postprofile')"
    " or contains(@class, 'crawler-post-meta') or contains(@class, 'topic-meta-data')"
    " or contains(@class, 'message-user')]"
)
ENTRY_TAGS: Final = frozenset(("li", "article", "div", "section"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TEST_MARKS: Final = ("data-testid", "data-qa", "data-component", "data-gu-name")
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
    BlockKind.QUOTE,
    BlockKind.HEADING,
)
_LINE_TAGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "div", "p"))
_NO_NAMES: Final[frozenset[str]] = frozenset()
_MOST_ID_CHARS: Final = 100
_MOST_NAMES: Final = 40
_MOST_NAME_CHARS: Final = 2_000


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
    return Role(part=part) if part else Role(_kind_of(element, tag, names))


def _part_of(element: etree._Element, tag: str, names: frozenset[str]) -> Part | None:
    if names & UNSEEN_NAMES:
        return Part.HIDDEN
    if tag not in _WHOLE_TAGS and any(_names_thread(name) for name in names):
        return Part.THREAD
    return Part.ENTRY if is_surely_entry(element) else None


def is_unseen(element: etree._Element, tag: str) -> bool:
    """Whether the element shows nothing by its tag, or is hidden by its markup."""
    return tag in UNSEEN_TAGS or (bool(element.keys()) and is_hidden(element))


def names_of(element: etree._Element) -> frozenset[str]:
    """Classes, id and test marks in one spelling: ``relatedPosts``, ``related__posts``."""
    identity = element.get("id", "")
    marks = element.get("class", "")
    tested = [value for name in _TEST_MARKS if (value := element.get(name))]
    if tested:
        marks = " ".join([marks, *tested])
    return _names(marks, identity) if marks or identity else _NO_NAMES


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
    identity = (element.get("id") or "")[:_MOST_ID_CHARS].lower()
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
    return bool(_POSTER(element))


@lru_cache(maxsize=4_096)
def _names_thread(name: str) -> bool:
    if name in _THREAD_NAMES:
        return True
    words = name.split("-")
    held = words[-1] in _COMMENTS or (
        words[-1] in _THREAD_CONTAINERS and not {"comments", "comment"}.isdisjoint(words)
    )
    return held and _NO_THREAD.search(name) is None


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
    if named is BlockKind.HEADING and not _is_line(element, tag):
        named = None
    if tag == "h1":
        return BlockKind.CHROME if named is BlockKind.CHROME else BlockKind.HEADING
    return named or _TAG_KINDS.get(tag)


def _is_line(element: etree._Element, tag: str) -> bool:
    """Whether an element holds no other blocks."""
    return tag in _LINE_TAGS and not any(child.tag in BLOCK_TAGS for child in element)


def takes_input(form: etree._Element) -> bool:
    """Whether a reader can write into a form; others hold articles and comments."""
    return any(
        field.get("type") != "hidden" for field in form.iter("input", "select", "button")
    ) or (any(not is_hidden(field) for field in form.iter("textarea")))


@lru_cache(maxsize=4_096)
def _kind_of_names(names: frozenset[str]) -> BlockKind | None:
    """What the names say; page furniture before anything else."""
    kinds = {kind for name in names if (kind := _kind_of_name(name))}
    return next((kind for kind in _BY_WEIGHT if kind in kinds), None)


def _kind_of_name(name: str) -> BlockKind | None:
    words = name.split("-")
    if name in _NAMES:
        return _NAMES[name]
    if _names_caption(words):
        return BlockKind.CAPTION
    if not CHROME_WORDS.isdisjoint(words):
        return BlockKind.CHROME
    for word in words:
        if word in _WORDS:
            return _WORDS[word]
    if "author" in words and words[-1] in _AUTHOR_LAST_WORDS:
        return BlockKind.BYLINE
    return _LAST_WORDS.get(words[-1])


def _names_caption(words: Sequence[str]) -> bool:
    """Whether a name is that of the words beside a picture."""
    if words[-1] in _PICTURE_TEXTS:
        return not _PICTURES.isdisjoint(words)
    return words[-1] == "source" and not _STILLS.isdisjoint(words)


@lru_cache(maxsize=4_096)
def _names(marks: str, identity: str) -> frozenset[str]:
    words = [*marks[:_MOST_NAME_CHARS].split()[:_MOST_NAMES], identity[:_MOST_ID_CHARS]]
    spelt = (
        _ONE_WORD.sub(r"\1\2", re.sub("[-_]+", "-", _CAMEL.sub("-", word).lower()))
        for word in words
        if word and not word.lower().startswith(_STATE_PREFIXES)
    )
    return frozenset(_MAKERS.sub("", name) for name in spelt if name not in _COMPONENTS)


_ATTRIBUTE_KINDS: Final = {
    "author": BlockKind.BYLINE,
    "datePublished": BlockKind.TIME,
    "dateModified": BlockKind.TIME,
    "alternativeHeadline": BlockKind.STANDFIRST,
    "headline": BlockKind.HEADING,
}
_PLAIN_ROLES: Final = {tag: Role(kind) for tag, kind in _TAG_KINDS.items()}
