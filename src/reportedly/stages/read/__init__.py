"""The read stage: bytes become documents, or rejects that say why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportedly.engine.protocol import Tables
from reportedly.model.kinds import RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format, detect
from reportedly.stages.read.plain import read_plain
from reportedly.stages.read.reading import Reader, Reading, Refusal, document, reject
from reportedly.stages.read.records import read_records
from reportedly.stages.stage import MapStage
from reportedly.tables import DOCUMENTS, REJECTS
from reportedly.tables.documents import PIECES, Document, Piece
from reportedly.tables.findings import Reject


def _read_html(piece: Piece, config: ReadConfig) -> Reading:
    """HTML's reader, loaded when the first page of it is met."""
    from reportedly.stages.read.html import read_html

    return read_html(piece, config)


def _read_pdf(piece: Piece, config: ReadConfig) -> Reading:
    """PDF's reader, loaded when the first PDF is met."""
    from reportedly.stages.read.pdf import read_pdf

    return read_pdf(piece, config)


def _read_word(piece: Piece, config: ReadConfig) -> Reading:
    """The reader of Word files, loaded when the first of them is met."""
    from reportedly.stages.read.word import read_word

    return read_word(piece, config)


def _read_mail(piece: Piece, config: ReadConfig) -> Reading:
    """The reader of e-mail, loaded when the first message is met."""
    from reportedly.stages.read.mail import read_mail

    return read_mail(piece, config)


def _read_markdown(piece: Piece, config: ReadConfig) -> Reading:
    """Markdown's reader, loaded when the first such file is met."""
    from reportedly.stages.read.markdown import read_markdown

    return read_markdown(piece, config)


def _read_feed(piece: Piece, config: ReadConfig) -> Reading:
    """The reader of feeds, loaded when the first one is met."""
    from reportedly.stages.read.feeds import read_feed

    return read_feed(piece, config)


READERS: Final[Mapping[Format, Reader]] = {
    Format.TEXT: read_plain,
    Format.HTML: _read_html,
    Format.RECORDS: read_records,
    Format.MAIL: _read_mail,
    Format.MARKDOWN: _read_markdown,
    Format.PDF: _read_pdf,
    Format.WORD: _read_word,
    Format.FEED: _read_feed,
}


def read(tables: Tables, config: ReadConfig) -> Tables:
    """The documents and rejects of each piece of input."""
    documents: list[Document] = []
    rejects: list[Reject] = []
    for piece in PIECES.unpack(tables[PIECES.name]):
        reading = read_piece(piece, config)
        documents.extend(document(piece, draft) for draft in reading.drafts)
        rejects.extend(reject(piece, refusal) for refusal in reading.refusals)
    return {DOCUMENTS.name: DOCUMENTS.pack(documents), REJECTS.name: REJECTS.pack(rejects)}


def read_piece(piece: Piece, config: ReadConfig) -> Reading:
    """What the reader of its format makes of one piece."""
    found = detect(piece, config)
    if isinstance(found, Refusal):
        return Reading(refusals=(found,))
    return _without_giants(READERS[found](piece, config), config)


def _without_giants(reading: Reading, config: ReadConfig) -> Reading:
    """The same without documents whose text is beyond the limit; each becomes a refusal."""
    kept = tuple(draft for draft in reading.drafts if len(draft.text) <= config.max_chars)
    giants = tuple(
        Refusal(
            RejectReason.TOO_LARGE,
            f"a text of {len(draft.text):,} characters, more than the limit of {config.max_chars:,}"
            + (f" (record {draft.record})" if draft.record else ""),
            "cut the file into its pages and name those",
        )
        for draft in reading.drafts
        if len(draft.text) > config.max_chars
    )
    return Reading(kept, reading.refusals + giants)


STAGE = MapStage(
    name="read",
    by="input_id",
    inputs=(PIECES,),
    outputs=(DOCUMENTS, REJECTS),
    function=read,
)
