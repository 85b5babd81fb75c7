"""Direct speech in Chinese and Japanese, where nothing parts the words.

Chinese: 他表示：“…”, “…”他说. Japanese: 彼は「…」と述べた, 「…」と彼は述べた.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.direct_speech import CONFIDENCE
from reportedly.stages.attribute.languages import Language
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import Quotation, quotations

_NO_BREAK = '[^\\s\u3002\uff0c\u3001\uff1a\uff1b\uff01\uff1f\u201c\u201d\u300c\u300d\u300e\u300f"]'
_WHEN = "(?:(?:周|星期|週)[一二三四五六日天]|昨天|今天|昨日|今日|\\d{1,2}[月日])"
_WINDOW = 60


def unspaced_speech(text: str, paragraph: Span, language: Language) -> list[TaggedAttribution]:
    """The direct speech of one paragraph, in order."""
    quotes = [quote for quote in quotations(text, [paragraph]) if quote.depth == 0]
    read = _japanese if language.topic else _chinese
    found: list[TaggedAttribution] = []
    taken = paragraph.start
    for quote in quotes:
        if found and _goes_on(text, found[-1], quote):
            found[-1] = _with(found[-1], quote)
            taken = quote.end
            continue
        before = Span(max(taken, quote.start - _WINDOW), quote.start)
        behind = Span(quote.end, min(paragraph.end, quote.end + _WINDOW))
        match = read(text, before, behind, language)
        if match is not None:
            found.append(_attribution(match, quote))
            taken = max(quote.end, *(part.end for part in match))
    return found


def _chinese(text: str, before: Span, behind: Span, language: Language) -> tuple[Span, Span] | None:
    """Source and cue before a colon or comma, or right behind the quotation."""
    leading, following, _ = _patterns(language)
    match = leading.search(text, before.start, before.end) or following.match(
        text, behind.start, behind.end
    )
    return (Span(*match.span("source")), Span(*match.span("cue"))) if match else None


def _japanese(
    text: str, before: Span, behind: Span, language: Language
) -> tuple[Span, Span] | None:
    """The verb behind, the source before the quotation or between the two."""
    leading, following, verb = _patterns(language)
    match = following.match(text, behind.start, behind.end)
    if match is not None:
        return Span(*match.span("source")), Span(*match.span("cue"))
    cue = verb.match(text, behind.start, behind.end)
    source = leading.search(text, before.start, before.end)
    if cue is None or source is None:
        return None
    return Span(*source.span("source")), Span(*cue.span("cue"))


@lru_cache(maxsize=4)
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What leads to a quotation, what follows it, and a verb that follows it."""
    longest_first = sorted(language.reports, key=len, reverse=True)
    verbs = "(?P<cue>" + "|".join(map(re.escape, longest_first)) + ")"
    if not language.topic:
        source = f"(?P<source>{_NO_BREAK}{{1,20}}?)"
        return (
            re.compile(rf"{source}{_WHEN}*(?:在\w{{1,10}})?{verbs}[:：,，]\s?\Z"),
            re.compile(rf"\s?[,，]?\s?{source}{verbs}"),
            re.compile(verbs),
        )
    topic = f"[{''.join(sorted(language.topic))}]"
    quoting = f"[{''.join(sorted(language.quotes_with))}]"
    source = f"(?P<source>{_NO_BREAK}{{1,24}}?)"
    return (
        re.compile(rf"{source}{topic}[、,]?{_NO_BREAK}{{0,16}}\Z"),
        re.compile(rf"{quoting}[、,]?{source}{topic}、?{verbs}"),
        re.compile(rf"{quoting}[、,]?{_NO_BREAK}{{0,8}}?{verbs}"),
    )


def _goes_on(text: str, before: TaggedAttribution, quote: Quotation) -> bool:
    """Whether only a mark parts a quotation from the voice before it: 他说，“…”."""
    end = max(span.end for span in (*before.source, *before.cue))
    said_behind = end > max(span.end for span in before.content)
    return said_behind and text[end : quote.start].strip() in {"，", ",", "：", ":", ""}


def _with(one: TaggedAttribution, quote: Quotation) -> TaggedAttribution:
    return TaggedAttribution(
        one.source, one.cue, (*one.content, quote.span), one.kind, one.confidence
    )


def _attribution(voice: tuple[Span, Span], quote: Quotation) -> TaggedAttribution:
    source, cue = voice
    return TaggedAttribution((source,), (cue,), (quote.span,), AttributionKind.DIRECT, CONFIDENCE)
