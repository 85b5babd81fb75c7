"""What could not be read of a document, as lines for *rejects*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportedly.model.kinds import RejectReason
from reportedly.stages.attribute.languages import ENGLISH, languages
from reportedly.tables.documents import Document
from reportedly.tables.findings import Reject


def no_statement(document: Document) -> Reject:
    """Nothing was found."""
    return _reject(
        document,
        RejectReason.NO_STATEMENT,
        "nobody is said to have said anything on this page",
        "nothing to do; if the page does quote somebody, try the other --tagger",
    )


def capped(document: Document, max_chars: int) -> Reject:
    """The document is longer than what is searched."""
    return _reject(
        document,
        RejectReason.CAPPED,
        f"only the paragraphs in the first {max_chars:,} characters of speech were searched for "
        "attributions",
        "cut the file into its pages and name those",
    )


def unread_languages(document: Document, codes: Sequence[str]) -> Iterator[Reject]:
    """A line for each language of its paragraphs that the taggers do not read; none for English."""
    known = languages()
    for code, count in sorted(Counter(codes).items()):
        if code == ENGLISH:
            continue
        share = f"{count} of {len(codes)} paragraphs are in {_name(code)}, which no tagger reads: "
        done = (
            "only quotations tied to a verb of saying were attributed, by rules"
            if code in known
            else "nothing was attributed in them"
        )
        yield _reject(
            document,
            RejectReason.LANGUAGE_NOT_READ,
            share + done,
            "read these paragraphs yourself, or add an English translation to the case",
        )


def _name(code: str) -> str:
    language = languages().get(code)
    return language.name if language else f"another language ({code})"


def _reject(document: Document, reason: RejectReason, detail: str, next_step: str) -> Reject:
    return Reject(
        stage="attribute",
        origin=document.origin,
        input_id=None,
        document_id=document.document_id,
        reason=reason,
        detail=detail,
        next_step=next_step,
    )
