"""What names of elements say: classes, ids and test marks of common page templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from reportedly.model.kinds import BlockKind

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
TAG_KINDS: Final = {
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
_DASHES = re.compile("[-_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BY_WEIGHT: Final = (
    BlockKind.CHROME,
    BlockKind.CAPTION,
    BlockKind.STANDFIRST,
    BlockKind.BYLINE,
    BlockKind.TIME,
    BlockKind.QUOTE,
    BlockKind.HEADING,
)
MOST_ID_CHARS: Final = 100
_MOST_NAMES: Final = 40
MOST_NAME_CHARS: Final = 2_000


@lru_cache(maxsize=4_096)
def name_thread(names: frozenset[str]) -> bool:
    """Whether one of the names is that of an element with comments."""
    return any(_names_thread(name) for name in names)


def _names_thread(name: str) -> bool:
    if name in _THREAD_NAMES:
        return True
    words = name.split("-")
    held = words[-1] in _COMMENTS or (
        words[-1] in _THREAD_CONTAINERS and not {"comments", "comment"}.isdisjoint(words)
    )
    return held and _NO_THREAD.search(name) is None


@lru_cache(maxsize=4_096)
def kind_of_names(names: frozenset[str]) -> BlockKind | None:
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
def spelt(marks: str, identity: str) -> frozenset[str]:
    """The names in marks and id, in one spelling, without what tells only of their maker."""
    words = [*marks[:MOST_NAME_CHARS].split()[:_MOST_NAMES], identity[:MOST_ID_CHARS]]
    written = (
        _ONE_WORD.sub(r"\1\2", _DASHES.sub("-", _CAMEL.sub("-", word).lower()))
        for word in words
        if word and not word.lower().startswith(_STATE_PREFIXES)
    )
    return frozenset(_MAKERS.sub("", name) for name in written if name not in _COMPONENTS)
