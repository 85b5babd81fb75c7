"""Closed vocabularies. A value is what tables and exports show; a docstring says what it means."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class ZoneKind(StrEnum):
    """The role of a stretch of a document (design: *zone*)."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    SUBHEAD = "subhead"
    BODY = "body"
    QUOTED_DOCUMENT = "quoted-document"
    BLOCK_QUOTE = "block-quote"
    CAPTION = "caption"
    EDITORIAL_NOTE = "editorial-note"
    FOOTNOTE = "footnote"
    FOOTNOTE_MARK = "footnote-mark"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


@unique
class BlockKind(StrEnum):
    """What a reader saw of a block's layout; `text` where the format says nothing."""

    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    STANDFIRST = "standfirst"
    QUOTE = "quote"
    CAPTION = "caption"
    LIST_ITEM = "list-item"
    BYLINE = "byline"
    TIME = "time"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    COMMENT_AUTHOR = "comment-author"
    CHROME = "chrome"


@unique
class AttributionKind(StrEnum):
    """Direct: all words in quotation marks; indirect: none; mixed: some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@unique
class Polarity(StrEnum):
    """How the page puts the statement, not whether it is true."""

    ASSERTED = "asserted"
    DENIED = "denied"
    QUESTIONED = "questioned"
    HEDGED = "hedged"
    HYPOTHETICAL = "hypothetical"
    INTERPRETIVE = "interpretive"


@unique
class ActorKind(StrEnum):
    """What an actor is; `unknown` where nothing on the pages says."""

    PERSON = "person"
    OUTLET = "outlet"
    ORGANISATION = "organisation"
    STATE = "state"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


@unique
class MentionRole(StrEnum):
    """Why an actor is named at this place."""

    SPEAKER = "speaker"
    AUTHOR = "author"
    OUTLET = "outlet"
    CREDIT = "credit"
    COMMENTER = "commenter"


@unique
class Decision(StrEnum):
    """A judgement on whether two mentions are one actor."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@unique
class CreditKind(StrEnum):
    """How a page names the outlet or agency that a text came from, or its translator."""

    SOURCE_LINE = "source-line"
    ORIGINALLY_PUBLISHED = "originally-published"
    READ_MORE = "read-more"
    BYLINE_FOR = "byline-for"
    AGENCY_TAG = "agency-tag"
    TRANSLATED_BY = "translated-by"
    COPYRIGHT = "copyright"


@unique
class TimeEvidence(StrEnum):
    """Where a time was found."""

    PAGE = "page"
    METADATA = "metadata"
    URL = "url"
    FEED = "feed"
    CAPTURE = "capture"
    MESSAGE = "message"
    GIVEN = "given"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


@unique
class OperationKind(StrEnum):
    """Word-level operation of an alignment, read from side *a* to side *b*."""

    EQUAL = "equal"
    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    DELETION = "deletion"


@unique
class VariantKind(StrEnum):
    """What a difference between two witnesses is."""

    CUT = "cut"
    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    DELETION = "deletion"
    NEGATION = "negation"
    NUMBER = "number"
    SPELLING = "spelling"
    SPLICE = "splice"
    MARKED_INSERTION = "marked-insertion"
    ORDER = "order"
    TRANSLATION = "translation"


@unique
class AlignmentUnit(StrEnum):
    """What the operations of an alignment pair."""

    WORD = "word"
    SENTENCE = "sentence"


@unique
class Answer(StrEnum):
    """Yes, no, or not decided."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


@unique
class EvidenceKind(StrEnum):
    """What shows a hop of a chain or an edge of a stemma."""

    SPEECH = "speech"
    NESTED_CUE = "nested-cue"
    CREDIT_LINE = "credit-line"
    LINK = "link"
    AGENCY_TAG = "agency-tag"
    EMBEDDED_DOCUMENT = "embedded-document"
    ALIGNMENT = "alignment"
    TRANSLATION = "translation"
    SHARED_VARIANT = "shared-variant"
    CONTAINMENT = "containment"
    DATE = "date"
    IMPRINT = "imprint"


@unique
class Standing(StrEnum):
    """Whether a hop is only claimed on a page, or another document of the case shows it."""

    CLAIMED = "claimed"
    PROVED = "proved"


@unique
class Verdict(StrEnum):
    """The outcome of checking an attribution against its cited source."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    PARAPHRASE_SUPPORTED = "paraphrase-supported"
    PARTLY_SUPPORTED = "partly-supported"
    NOT_IN_SOURCE = "not-in-source"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


@unique
class Act(StrEnum):
    """What a party does about an issue (PLOVER's terms where they exist)."""

    DEMAND = "demand"
    OFFER = "offer"
    ACCEPT = "accept"
    REJECT = "reject"
    CONDITION = "condition"
    THREATEN = "threaten"
    DENY = "deny"
    CONCEDE = "concede"
    APPEAL = "appeal"
    ACCUSE = "accuse"
    SUPPORT = "support"
    PROPOSE = "propose"


@unique
class Relation(StrEnum):
    """How two parties' latest positions on an issue stand to each other."""

    COMPATIBLE = "compatible"
    INCOMPATIBLE = "incompatible"
    UNDECIDED = "undecided"


@unique
class Packing(StrEnum):
    """How the bytes of a piece of input lie in the file that holds them."""

    AS_IS = "as-is"
    WARC_RECORD = "warc-record"
    JSON_LINES = "json-lines"


@unique
class RejectReason(StrEnum):
    """Why something could not be read or decided; the code is stable."""

    UNREADABLE_FILE = "unreadable-file"
    EMPTY_FILE = "empty-file"
    BINARY_FILE = "binary-file"
    UNKNOWN_ENCODING = "unknown-encoding"
    TOO_LARGE = "too-large"
    UNSUPPORTED_FORMAT = "unsupported-format"
    DAMAGED_FILE = "damaged-file"
    ENCRYPTED = "encrypted"
    BAD_RECORD = "bad-record"
    DUPLICATE_INPUT = "duplicate-input"
    OUTSIDE_FOLDER = "outside-folder"
    UNSAFE_ADDRESS = "unsafe-address"
    ROBOTS = "robots"
    FETCH_FAILED = "fetch-failed"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    NESTED_TOO_DEEP = "nested-too-deep"
    NOT_A_PAGE = "not-a-page"
    NO_TEXT = "no-text"
    NO_STATEMENT = "no-statement"
    LANGUAGE_NOT_READ = "language-not-read"
    STAGE_FAILED = "stage-failed"
    TIME_LIMIT = "time-limit"
    PROCESS_DIED = "process-died"
    CAPPED = "capped"
    LANGUAGES_NOT_COMPARED = "languages-not-compared"
    LEFT_OUT = "left-out"
    SOURCE_NOT_IN_CASE = "source-not-in-case"
