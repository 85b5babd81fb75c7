"""Outlets that a statement was made to: *told the Star*, *in an interview with the daily X*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.model.spans import Span
from reportedly.stages.trace.runs import name_words
from reportedly.text.compare import stretch

_BEFORE = frozenset(["to", "with", "told", "by", "assured", "on", "in", "for"])
_SPEECH = re.compile(
    r"\b(?:t[eo]ll?(?:s|ing|d)?|told|talk(?:s|ed|ing)?|sp(?:eak|eaks|oke|oken|eaking)|interview(?:s|ed)?|"
    r"conversation|remark(?:s|ed)?|wr[io]tes?|wrote|written|writing|column|essay|op-ed|comment(?:s|ed|ing)?|"
    r"sa(?:y|ys|id|ying)|assured?|complain(?:s|ed)?|confirm(?:s|ed)?|admit(?:s|ted)?|explain(?:s|ed)?|"
    r"statement|podcast|appear(?:ed|ing|ance)|g[ai]ve)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:['\u2019]s?\b|\s+(?:report|story|article|account|claim|piece|headquarters))"
)
_KINDS = (
    r"(?:newspaper|daily|weekly|monthly|magazine|tabloid|broadcaster|channel|station|radio|television|"
    r"TV|network|podcast|programme|program|show|agency|website|site|portal|outlet|journal|blog)"
)
_DESCRIBED = re.compile(
    rf"\b(?:to|with|told|by|on|in|for)\s+(?:the|a|an|its|his|her)\s+(?:[\w\u2019'-]{{1,24}}\s+){{0,4}}?{_KINDS}"
    r"\s+[\"\u201c\u2018\u00ab]?(?P<name>[^\W\d_a-z][\w\u2019'-]{1,30}(?:\s+(?:[^\W\d_a-z][\w\u2019'-]{0,30}|of|the|for|and)){0,3}"
    r"(?<!\sof)(?<!\sthe)(?<!\sfor)(?<!\sand))"
)
_DESCRIPTORS = 6


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet; no actor where it is only named, and the case knows none."""

    actor_id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Audience:
    """An outlet named as the one that was spoken to; no actor where the case knows none."""

    actor_id: str | None
    name: str
    span: Span


def audiences(
    text: str, frame: Sequence[Span], outlets: Mapping[str, Outlet]
) -> Iterator[Audience]:
    """Outlets spoken to, as the words around a statement (its ``frame``) name them.

    ``outlets``: by their names' joined words (see `name_words`).
    """
    if not any(_SPEECH.search(span.of(text)) for span in frame):
        return
    for span in frame:
        known = list(_known(text, span, outlets))
        yield from known
        if not known:
            yield from _described(text, span, outlets)


def _known(text: str, span: Span, outlets: Mapping[str, Outlet]) -> Iterator[Audience]:
    part = stretch(span.of(text), span.start)
    for outlet, first, last in named_outlets(part.words, outlets):
        if _spoken_to(part.words, first) and not _ABOUT.match(text, part.ends[last - 1]):
            yield Audience(outlet.actor_id, outlet.name, part.place(first, last))


def named_outlets(
    words: Sequence[str], outlets: Mapping[str, Outlet]
) -> Iterator[tuple[Outlet, int, int]]:
    """The outlets named, each with the first word of its name and the one behind it."""
    at = 0
    while at < len(words):
        size = _longest_name(words, at, outlets)
        if size:
            yield outlets[f" {' '.join(words[at : at + size])} "], at, at + size
        at += max(1, size)


def _longest_name(words: Sequence[str], at: int, outlets: Mapping[str, Outlet]) -> int:
    for size in range(min(_DESCRIPTORS, len(words) - at), 0, -1):
        if f" {' '.join(words[at : at + size])} " in outlets:
            return size
    return 0


def _spoken_to(words: Sequence[str], at: int) -> bool:
    """Whether *to*, *with*, *told* … stands before the name, with at most an article between."""
    before = [word for word in words[max(0, at - 2) : at] if word not in {"the", "our", "a"}]
    return bool(before) and before[-1] in _BEFORE


def _described(text: str, span: Span, outlets: Mapping[str, Outlet]) -> Iterator[Audience]:
    for found in _DESCRIBED.finditer(text, span.start, span.end):
        place = Span(*found.span("name"))
        outlet = outlets.get(name_words(found["name"]))
        actor_id = outlet.actor_id if outlet else None
        yield Audience(actor_id, outlet.name if outlet else found["name"], place)
