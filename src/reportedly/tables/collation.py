"""Passages that recur, aligned word by word, and the families they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import AlignmentUnit, OperationKind, VariantKind
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of an alignment. Every word of both passages stands in exactly one operation.

    Where the alignment's unit is the sentence, every sentence does. All offsets are code points
    into the documents of side a and side b; a side without words is an empty stretch at the place
    where they are missing.
    """

    kind: Annotated[OperationKind, "equal, substitution, insertion or deletion, read from a to b"]
    variant: Annotated[VariantKind | None, "what the difference is; null where equal"]
    a_start: Annotated[int, "first code point in document a"]
    a_end: Annotated[int, "code point after the last in document a"]
    b_start: Annotated[int, "first code point in document b"]
    b_end: Annotated[int, "code point after the last in document b"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages that carry the same wording, with their word-level operations.

    ``(a_document_id, a_start) < (b_document_id, b_start)``: the order of the documents in the case
    has no part in it and says nothing about which is older. Less likely ones are here, too, with
    their score; passages of a group have at least one alignment that is hardly chance.
    """

    alignment_id: Annotated[str, "identity: both passages"]
    a_document_id: Annotated[str, "document of side a"]
    a_start: Annotated[int, "first code point of passage a"]
    a_end: Annotated[int, "code point after the last"]
    b_document_id: Annotated[str, "document of side b"]
    b_start: Annotated[int, "first code point of passage b"]
    b_end: Annotated[int, "code point after the last"]
    score: Annotated[float, "calibrated probability of common descent"]
    shared_words: Annotated[int, "words that stand unchanged in both"]
    verbatim: Annotated[bool, "all words equal"]
    boilerplate: Annotated[bool, "a footer, navigation or stock line, not news"]
    operations: Annotated[tuple[Operation, ...], "in text order of side a"]
    made_by: Annotated[str, "method and version"]
    unit: Annotated[
        AlignmentUnit,
        "what the operations pair: words of one language, or sentences of two languages",
    ] = AlignmentUnit.WORD


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document in a group of passages that carry the same wording."""

    passage_id: Annotated[str, "identity: document and span"]
    group_id: Annotated[str, "identity of the group: its passages"]
    document_id: Annotated[str, "the document"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    boilerplate: Annotated[bool, "the group is a footer, navigation or stock line"]


ALIGNMENTS = define(
    "alignments",
    Alignment,
    order=("a_document_id", "a_start", "b_document_id", "b_start", "alignment_id"),
)
PASSAGES = define("passages", Passage, order=("group_id", "document_id", "start", "passage_id"))
