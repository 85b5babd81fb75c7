"""The comments of a page, whatever tells them: markup, numbers and indents, or headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportedly.model.spans import Span
from reportedly.stages.zones.comments import Comment, Thread
from reportedly.stages.zones.page import Page
from reportedly.stages.zones.threads_marked import marked_thread
from reportedly.stages.zones.threads_plain import headed_thread, numbered_thread

# A comment's paragraph of so many words that stands in the article word for word is a quotation.
_FEWEST_QUOTED_WORDS: Final = 6
_MOST_QUOTED_CHARS: Final = 5_000
_MOST_ARTICLE_CHARS: Final = 300_000
_MOST_COMMENTS: Final = 5_000
_QUOTE_EDGES: Final = "> \u201c\u201d\u2018\u2019\"'.\u2026"


def find_thread(page: Page) -> Thread:
    """The thread of a page; without comments where it has none."""
    if page.is_html:
        return marked_thread(page)
    return numbered_thread(page) or headed_thread(page) or Thread()


def quoted_in_comments(page: Page, thread: Thread) -> Iterator[Span]:
    """Paragraphs of comments that repeat the article or the comment they answer, marked or not."""
    if not thread.comments:
        return
    article = page.text[: min(page.units[thread.comments[0].first].start, _MOST_ARTICLE_CHARS)]
    for comment in thread.comments[:_MOST_COMMENTS]:
        answered = (
            _text_of(page, thread.comments[comment.parent]) if comment.parent is not None else ""
        )
        for unit in page.units[comment.first : comment.last]:
            words = unit.text.strip(_QUOTE_EDGES)
            told = unit.words >= _FEWEST_QUOTED_WORDS and len(words) <= _MOST_QUOTED_CHARS
            if unit.text.startswith("> ") or (told and (words in article or words in answered)):
                yield Span(unit.start, unit.end)


def _text_of(page: Page, comment: Comment) -> str:
    return page.text[page.units[comment.first].start : page.units[comment.last - 1].end]
