"""Comments that say in words whom they answer: "In reply to Ana", "@Ana", "Ana wrote:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from reportedly.stages.zones.comments import Comment, same_name
from reportedly.stages.zones.page import Page

_MOST_CHARS: Final = 300
_NAME: Final = r"(?P<name>[^\W_][^@:,\n]{0,58}?)"
_ADDRESSED = re.compile(
    r"@(?P<handle>[^\W_][\w.-]{0,38}\w)"
    rf"|(?:in )?(?:reply|response|replying|responding) to @?{_NAME}\s?(?:[:,]|\n|$)|"
    + _NAME.replace("name", "quoted")
    + r" (?:wrote|said|says|écrit|schrieb"
    r"|escribió|scrisse|escreveu|писал|пишет|сказал)\s?(?:↑)?\s?:",
    re.IGNORECASE,
)


def with_named_parents(
    page: Page, comments: Sequence[Comment], named: Sequence[str | None]
) -> Iterator[Comment]:
    """Comments of a thread without nesting, with the parent that they name.

    ``named`` has the name in each heading, if any; else the comment's first words are looked at.
    The one named is the latest above by that author; where there is none, it is not on the page.
    """
    found = list(comments)
    for place, comment in enumerate(comments):
        name = named[place]
        if name is None and comment.parent is None and not comment.orphan and comment.depth == 0:
            name = _addressed(page, comment, found[:place])
        if name is not None:
            found[place] = _answering(page, found[:place], comment, name)
        yield found[place]


def _answering(page: Page, above: Sequence[Comment], comment: Comment, name: str) -> Comment:
    places = [at for at, one in enumerate(above) if same_name(page, one.author, name)]
    if not places:
        return replace(comment, parent=None, orphan=True, depth=max(1, comment.depth))
    parent = places[-1]
    return replace(comment, parent=parent, orphan=False, depth=above[parent].depth + 1)


def _addressed(page: Page, comment: Comment, above: Sequence[Comment]) -> str | None:
    """Whom a comment's first words address.

    Quoting "Ana wrote:" may be a quotation from elsewhere: it tells only where Ana has commented.
    """
    unit = page.units[comment.first]
    match = _ADDRESSED.match(unit.text[:_MOST_CHARS])
    if not match:
        return None
    if match["handle"]:
        return _whole_name(page, above, unit.text[1:_MOST_CHARS]) or match["handle"]
    quoted = match["quoted"]
    if quoted and not any(same_name(page, one.author, quoted) for one in above):
        return None
    return quoted or match["name"]


def _whole_name(page: Page, above: Sequence[Comment], text: str) -> str | None:
    """The longest name of a commenter that the text begins with: handles have no spaces."""
    names = (one.author.of(page.text) for one in above if one.author)
    matching = [name for name in names if text.casefold().startswith(name.casefold())]
    return max(matching, key=len, default=None)
