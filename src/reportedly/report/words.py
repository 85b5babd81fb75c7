"""The closed vocabularies, confidence and numbers in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.kinds import (
    Act,
    ActorKind,
    Answer,
    AttributionKind,
    CreditKind,
    EvidenceKind,
    Polarity,
    RejectReason,
    Relation,
    Standing,
    VariantKind,
    Verdict,
    ZoneKind,
)

KIND = {
    AttributionKind.DIRECT: "direct",
    AttributionKind.INDIRECT: "indirect",
    AttributionKind.MIXED: "mixed",
}
POLARITY = {  # a plain assertion needs no word
    Polarity.DENIED: "denied on this page",
    Polarity.QUESTIONED: "questioned on this page",
    Polarity.HEDGED: "hedged",
    Polarity.HYPOTHETICAL: "hypothetical",
    Polarity.INTERPRETIVE: "this page's reading of it",
}
ACTOR = {
    ActorKind.PERSON: "person",
    ActorKind.OUTLET: "outlet",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.STATE: "state",
    ActorKind.ANONYMOUS: "unnamed source",
    ActorKind.UNKNOWN: "kind not known",
}
EVIDENCE = {
    EvidenceKind.SPEECH: "named as the speaker",
    EvidenceKind.NESTED_CUE: "named as saying that the one before said it",
    EvidenceKind.CREDIT_LINE: "named in the page's credit line",
    EvidenceKind.LINK: "the page links to it",
    EvidenceKind.AGENCY_TAG: "agency tag",
    EvidenceKind.EMBEDDED_DOCUMENT: "its text stands on the page",
    EvidenceKind.ALIGNMENT: "the same wording",
    EvidenceKind.TRANSLATION: "its sentences in another language",
    EvidenceKind.SHARED_VARIANT: "both read otherwise than the rest",
    EvidenceKind.CONTAINMENT: "the one holds all of the other",
    EvidenceKind.DATE: "the dates",
    EvidenceKind.IMPRINT: "publishes the page",
}
COPY_EVIDENCE = EVIDENCE | {
    EvidenceKind.NESTED_CUE: "the page names it as its source",
    EvidenceKind.IMPRINT: "who publishes it",
}
"""What shows that a witness was made from another."""
CREDIT = {
    CreditKind.SOURCE_LINE: "source line",
    CreditKind.ORIGINALLY_PUBLISHED: "originally-published line",
    CreditKind.READ_MORE: "read-more line",
    CreditKind.BYLINE_FOR: "byline",
    CreditKind.AGENCY_TAG: "agency tag",
    CreditKind.TRANSLATED_BY: "translated by",
    CreditKind.COPYRIGHT: "copyright line",
}
STANDING = {
    Standing.CLAIMED: "claimed on this page",
    Standing.PROVED: "shown by another page of the case",
}
VARIANT = {
    VariantKind.CUT: "cut at the edge",
    VariantKind.SUBSTITUTION: "other words",
    VariantKind.INSERTION: "put in",
    VariantKind.DELETION: "left out",
    VariantKind.NEGATION: "negation changed",
    VariantKind.NUMBER: "number changed",
    VariantKind.SPELLING: "spelling",
    VariantKind.SPLICE: "joined over an ellipsis",
    VariantKind.MARKED_INSERTION: "put in, in brackets",
    VariantKind.ORDER: "order changed",
    VariantKind.TRANSLATION: "in another language",
}
LANGUAGE = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "th": "Thai",
    "tr": "Turkish",
    "zh": "Chinese",
}
"""Languages of which translations are found, by the first part of their tags."""
MEANING = {
    Answer.YES: "changes what is said",
    Answer.NO: "does not change what is said",
    Answer.UNDECIDED: "undecided whether it changes what is said",
}
VERDICT = {
    Verdict.VERBATIM: "word for word in the source",
    Verdict.ALTERED: "altered: the source reads otherwise",
    Verdict.TRUNCATED: "truncated: the source goes on",
    Verdict.PARAPHRASE_SUPPORTED: "in the source, in other words",
    Verdict.PARTLY_SUPPORTED: "only partly in the source",
    Verdict.NOT_IN_SOURCE: "not found in the source",
    Verdict.CONTRADICTED: "the source says the opposite",
    Verdict.UNDECIDED: "undecided",
}
VERDICT_SHORT = {
    Verdict.VERBATIM: "word for word",
    Verdict.ALTERED: "altered",
    Verdict.TRUNCATED: "truncated",
    Verdict.PARAPHRASE_SUPPORTED: "in other words",
    Verdict.PARTLY_SUPPORTED: "partly supported",
    Verdict.NOT_IN_SOURCE: "not found there",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.UNDECIDED: "undecided",
}
VERDICT_SIGN = {
    Verdict.VERBATIM: "=",
    Verdict.ALTERED: "≠",
    Verdict.TRUNCATED: "…",
    Verdict.PARAPHRASE_SUPPORTED: "≈",
    Verdict.PARTLY_SUPPORTED: "◐",
    Verdict.NOT_IN_SOURCE: "∅",
    Verdict.CONTRADICTED: "⇄",
    Verdict.UNDECIDED: "?",
}
GRAVITY = (
    Verdict.CONTRADICTED,
    Verdict.NOT_IN_SOURCE,
    Verdict.ALTERED,
    Verdict.TRUNCATED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.PARAPHRASE_SUPPORTED,
    Verdict.VERBATIM,
    Verdict.UNDECIDED,
)
"""Verdicts in the order in which a reader should look at them."""
ACT = {
    Act.DEMAND: "demands",
    Act.OFFER: "offers",
    Act.ACCEPT: "accepts",
    Act.REJECT: "rejects",
    Act.CONDITION: "sets a condition",
    Act.THREATEN: "threatens",
    Act.DENY: "denies",
    Act.CONCEDE: "concedes",
    Act.APPEAL: "appeals",
    Act.ACCUSE: "accuses",
    Act.SUPPORT: "supports",
    Act.PROPOSE: "proposes",
}
RELATION = {
    Relation.COMPATIBLE: "compatible",
    Relation.INCOMPATIBLE: "exclude each other",
    Relation.UNDECIDED: "undecided",
}
ZONE = {
    ZoneKind.TITLE: "title",
    ZoneKind.STANDFIRST: "standfirst",
    ZoneKind.BYLINE: "byline",
    ZoneKind.DATELINE: "dateline",
    ZoneKind.SUBHEAD: "subhead",
    ZoneKind.BODY: "body",
    ZoneKind.QUOTED_DOCUMENT: "a text of its own on this page",
    ZoneKind.BLOCK_QUOTE: "block quotation",
    ZoneKind.CAPTION: "caption",
    ZoneKind.EDITORIAL_NOTE: "editor's note",
    ZoneKind.FOOTNOTE: "footnote",
    ZoneKind.FOOTNOTE_MARK: "footnote mark",
    ZoneKind.COMMENT: "comment",
    ZoneKind.BOILERPLATE: "not part of the article",
}
REJECT = {
    RejectReason.UNREADABLE_FILE: "Files that could not be read",
    RejectReason.EMPTY_FILE: "Empty files",
    RejectReason.BINARY_FILE: "Files that are not text",
    RejectReason.UNKNOWN_ENCODING: "Files in an encoding that could not be told",
    RejectReason.TOO_LARGE: "Files that are too large",
    RejectReason.UNSUPPORTED_FORMAT: "Formats that are not read",
    RejectReason.DAMAGED_FILE: "Files that are damaged",
    RejectReason.ENCRYPTED: "Files that are encrypted",
    RejectReason.BAD_RECORD: "Records that do not have the expected form",
    RejectReason.DUPLICATE_INPUT: "Inputs given twice",
    RejectReason.OUTSIDE_FOLDER: "Links that lead out of the folder",
    RejectReason.UNSAFE_ADDRESS: "Addresses that are not on the public web",
    RejectReason.ROBOTS: "Addresses that their site does not let programs read",
    RejectReason.FETCH_FAILED: "Addresses that gave no page",
    RejectReason.UNPACKS_TOO_LARGE: "Archives that unpack to too much",
    RejectReason.NESTED_TOO_DEEP: "Archives inside archives inside archives",
    RejectReason.NOT_A_PAGE: "Parts of a crawl that are not pages",
    RejectReason.NO_TEXT: "Pages without text",
    RejectReason.NO_STATEMENT: "Pages on which no attributed statement was found",
    RejectReason.LANGUAGE_NOT_READ: "Languages of which only direct speech was read",
    RejectReason.STAGE_FAILED: "Documents on which a step failed",
    RejectReason.TIME_LIMIT: "Documents on which a step took too long",
    RejectReason.PROCESS_DIED: "Documents on which a step ran out of memory or crashed",
    RejectReason.CAPPED: "Places where a limit was reached",
    RejectReason.LANGUAGES_NOT_COMPARED: "Languages that were not compared",
    RejectReason.LEFT_OUT: "Parts of files that were left out",
    RejectReason.SOURCE_NOT_IN_CASE: "Cited sources that are not in this case",
}

UNNAMED = "somebody it does not name"
"""Who is said to have said a statement without a source, as part of *this page attributes to*."""
MORE = "See all with: reportedly export."
"""How to see what a report leaves out."""

_CONFIDENCE = ((0.95, "very sure"), (0.8, "fairly sure"), (0.6, "rather likely"), (0.4, "open"))


def confidence(value: float) -> str:
    """A probability in words and as a number.

    >>> confidence(0.97)
    'very sure (0.97)'
    """
    shown = round(value, 2)
    word = next((word for floor, word in _CONFIDENCE if shown >= floor), "doubtful")
    return f"{word} ({shown:.2f})"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 page``, ``1,204 pages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    *head, last = parts or [""]
    return f"{', '.join(head)} and {last}" if head else last


def languages(tags: Sequence[str]) -> str:
    """``French, German and Russian``; a tag that has no name here stands for itself.

    >>> languages(("ru", "de", "fr"))
    'French, German and Russian'
    """
    return listed(sorted(LANGUAGE.get(tag, tag) for tag in tags))


def verb(number: int) -> str:
    """``changes`` or ``change``."""
    return "changes" if number == 1 else "change"
