"""Comments of a thread whose classes say nothing: each has one "reply" of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

_REPLY = re.compile(
    r"\W*(?:reply|répondre|antworten|responder|rispondi|ответить|відповісти|回复|回覆|رد)\W*",
    re.IGNORECASE,
)
_FEWEST: Final = 2
_MOST: Final = 5_000
_MOST_SEARCHED: Final = 200_000
_MOST_LEVELS: Final = 100
_LONGEST_REPLY: Final = 20
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What was found: the elements of comments with their words, and those of their authors."""

    bodies: dict[etree._Element, etree._Element] = field(default_factory=dict)
    authors: set[etree._Element] = field(default_factory=set)


def unnamed_comments(thread: etree._Element) -> Unnamed:
    """The comments of a thread, by the controls that answer them; none where there are too few.

    What lies between two such controls is a comment. It holds answers where the element around it
    holds others in elements of another kind than its own.
    """
    replies = list(_replies(thread))
    found = Unnamed()
    if not _FEWEST <= len(replies) <= _MOST:
        return found
    holds: Counter[etree._Element] = Counter()
    for reply in replies:
        holds.update(_around(reply))
    for reply in replies:
        own = _own(reply, thread, holds)
        said = _words(own, reply)
        if said is not None:
            author, body = said
            found.authors.add(author)
            found.bodies[_with_answers(own, thread, holds)] = body
    return found


def _replies(thread: etree._Element) -> Iterator[etree._Element]:
    """The innermost elements that say nothing but "reply"."""
    for number, element in enumerate(thread.iter("a", "button", "span", "div")):
        if number > _MOST_SEARCHED:
            return
        text = element.text
        if text and len(text) <= _LONGEST_REPLY and not len(element) and _REPLY.fullmatch(text):
            yield element


def _own(
    reply: etree._Element, thread: etree._Element, holds: Counter[etree._Element]
) -> etree._Element:
    """The largest element around a control that holds no other."""
    own = reply
    for above in _around(reply):
        if above is thread or holds[above] > 1:
            break
        own = above
    return own


def _with_answers(
    own: etree._Element, thread: etree._Element, holds: Counter[etree._Element]
) -> etree._Element:
    """The element that holds a comment and the answers to it."""
    entry = own
    for above in _around(own):
        if above is thread:
            break
        others = [child for child in above if child is not entry and holds[child]]
        first = next(child for child in above if child is entry or holds[child]) is entry
        if not first or any(_sort(child) == _sort(entry) for child in others):
            break
        entry = above
    return entry


def _around(element: etree._Element) -> Iterator[etree._Element]:
    return islice(element.iterancestors(), _MOST_LEVELS)


def _sort(element: etree._Element) -> tuple[str, str]:
    return str(element.tag), element.get("class", "")


def _words(
    own: etree._Element, reply: etree._Element
) -> tuple[etree._Element, etree._Element] | None:
    """The element of the author's name and that of what was said: the first and the longest.

    What stands beside the control is others of its kind.
    """
    told = [part for part in own.iter() if isinstance(part.tag, str) and _text(part)]
    told = [part for part in told if part.getparent() is not reply.getparent()]
    if len(told) < _FEWEST or len(_text(told[0])) > _LONGEST_NAME:
        return None
    author = told[0]
    longest = max(told[1:], key=lambda part: len(_text(part)))
    body = longest
    for above in _around(longest):
        if above is own or _holds(above, (author, reply)):
            break
        body = above
    return author, body


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def _holds(element: etree._Element, others: Sequence[etree._Element]) -> bool:
    return any(above is element for other in others for above in _around(other))
