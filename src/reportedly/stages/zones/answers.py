"""Comments that say in words whom they answer: "In reply to Ana", "@Ana", "Ana wrote:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from reportedly.stages.zones.comments import Comment
from reportedly.stages.zones.page import Page

_MOST_CHARS: Final = 300
_MOST_NAME_WORDS: Final = 6
_WORD_ENDS = re.compile(r"(?<=\S)(?=[\s,:;!?]|$)|(?<=\.)")
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
    latest: dict[str, int] = {}
    for place, comment in enumerate(comments):
        name = named[place]
        if name is None and comment.parent is None and not comment.orphan and comment.depth == 0:
            name = _addressed(page, comment, latest)
        if name is not None:
            found[place] = _answering(found, comment, latest.get(_key(name)))
        yield found[place]
        if comment.author:
            latest[_key(comment.author.of(page.text))] = place


def _key(name: str) -> str:
    return name.strip().casefold()


def _answering(found: Sequence[Comment], comment: Comment, parent: int | None) -> Comment:
    if parent is None:
        return replace(comment, parent=None, orphan=True, depth=max(1, comment.depth))
    return replace(comment, parent=parent, orphan=False, depth=found[parent].depth + 1)


def _addressed(page: Page, comment: Comment, known: Mapping[str, int]) -> str | None:
    """Whom a comment's first words address, given those who have commented above.

    Quoting "Ana wrote:" may be a quotation from elsewhere: it tells only where Ana has commented.
    """
    unit = page.units[comment.first]
    match = _ADDRESSED.match(unit.text[:_MOST_CHARS])
    if not match:
        return None
    if match["handle"]:
        return _whole_name(known, unit.text[1:_MOST_CHARS]) or match["handle"]
    quoted: str | None = match["quoted"]
    if quoted and _key(quoted) not in known:
        return None
    return quoted or match["name"]


def _whole_name(known: Mapping[str, int], text: str) -> str | None:
    """The longest name of a commenter that the text begins with: handles have no spaces."""
    ends = [match.end() for match in islice(_WORD_ENDS.finditer(text), _MOST_NAME_WORDS)]
    names = (text[:end] for end in reversed(ends))
    return next((name for name in names if _key(name) in known), None)
