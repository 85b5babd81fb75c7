"""What the report shows, as plain values: all words chosen, nothing left to decide for a template.

Every text that comes from a page has been through `visible`; none of it is markup. An *anchor* is
the id of an element of the report, made of letters, digits and hyphens by Reportedly itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Mark(StrEnum):
    """What a run of text is; the value is its class in the style sheet."""

    PLAIN = "plain"
    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    ONLY_HERE = "only"
    MISSING = "missing"
    PAIRED = "paired"
    CONDITION = "condition"
    AROUND = "around"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one mark. ``number`` ties a difference to its counterpart on the other side.

    A run marked `Mark.CUT` is Reportedly's own note on what is not shown, and one marked
    `Mark.MISSING` has no text: the other side has words there. All others are the page's own words;
    those marked `Mark.AROUND` stand around the passage, and one marked `Mark.PAIRED` is a sentence
    that the other side has in another language.
    """

    text: str
    mark: Mark = Mark.PLAIN
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage as it stands on its page, and where: ``anchor`` is its place in the page's text."""

    anchor: str
    page: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A link inside the report."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class When:
    """A time in words, how it is known, and the passage that says so, if one does."""

    text: str
    known_by: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a page: its name, its value, and the passage that shows it, if one does."""

    name: str
    value: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class HopView:
    """A carrier of a chain, from the speaker on."""

    name: str
    proved: bool
    standing: str
    evidence: str
    anchor: str
    confidence: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement attributed on a page, with the statements nested in its content.

    ``said_by``: the speakers as the page nests them, outermost first; the last is the speaker of
    this statement, ``None`` where the page names nobody or it is undecided. ``in_file``: the page
    of a PDF, say; ``in_comment``: it stands in a reader's comment.
    """

    anchor: str
    label: str
    said_by: tuple[str | None, ...]
    speaker_note: str | None
    kind: str
    polarity: str | None
    excerpt: Excerpt
    in_file: str | None
    chain: tuple[HopView, ...]
    said: When | None
    confidence: str
    findings: tuple[Ref, ...]
    in_comment: bool
    nested: tuple[StatementView, ...]


@unique
class Piece(StrEnum):
    """What a step of a page's text is."""

    OPEN = "open"
    AGAIN = "again"
    CLOSE = "close"
    TEXT = "text"
    BREAK = "break"
    NOTE = "note"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a page's text, read in order.

    ``OPEN`` starts the passage ``anchor``, ``AGAIN`` takes up one that had to be closed because it
    overlaps another, ``CLOSE`` ends the innermost. ``TEXT`` is page text with the ``classes`` of
    its zone and mark; ``BREAK`` the white space between two paragraphs; ``NOTE`` Reportedly's own
    words; ``BACK`` a link back to what refers to the passage that ends here.
    """

    piece: Piece
    text: str = ""
    classes: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TextView:
    """A page's text. ``split``: anchors of passages that stand in several elements."""

    whole: bool
    steps: tuple[Step, ...]
    split: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: what it is, who is said to have said what on it, and its text."""

    anchor: str
    number: int
    heading: str
    label: str
    outlet: str | None
    language: str | None
    when: When
    facts: tuple[Fact, ...]
    statements: tuple[StatementView, ...]
    statement_count: int
    left_out: str | None
    text: TextView


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the list of pages; ``anchor`` is ``None`` where the page itself is not shown."""

    number: int
    anchor: str | None
    heading: str
    outlet: str | None
    date: str | None
    statements: int
    findings: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two passages side by side; the right one is held against the left.

    Word by word where ``sentences`` is 0, else by so many sentences that say the same in two
    languages; ``differences`` are then sentences that only one side has.
    """

    left: Excerpt
    right: Excerpt
    left_title: str
    right_title: str
    differences: int
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class VariantView:
    """A place where two witnesses differ: both readings, with the words of the page around them."""

    kind: str
    a_page: str
    a: Excerpt
    b_page: str
    b: Excerpt
    introduced_by: str
    inherited_by: str | None
    meaning: str
    changes_meaning: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class WitnessView:
    """One appearance of a recurring passage."""

    page: str
    anchor: str
    when: When
    quoted: bool
    speaker: str | None
    polarity: str | None
    earliest: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class StemmaNode:
    """A witness in the stemma, with the copies made from it."""

    page: str
    anchor: str
    language: str | None
    date: str | None
    why: str
    confidence: str | None
    also_from: tuple[str, ...]
    copies: tuple[StemmaNode, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A passage that recurs."""

    anchor: str
    label: str
    heading: str
    summary: str
    witnesses: tuple[WitnessView, ...]
    comparisons: tuple[Comparison, ...]
    variants: tuple[VariantView, ...]
    stemma: tuple[StemmaNode, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """An attributed statement held against the source that it cites."""

    anchor: str
    label: str
    verdict: str
    sign: str
    grave: bool
    speaker: str | None
    statement: Ref | None
    page: str
    source: str
    claim: Excerpt
    evidence: tuple[Excerpt, ...]
    comparison: Comparison | None
    confidence: str


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """All checks with one verdict."""

    title: str
    sign: str
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class PositionView:
    """A page says that a party took a stand."""

    anchor: str
    label: str
    actor: str
    act: str
    target: str | None
    date: str | None
    known_by: str
    conditional: bool
    excerpt: Excerpt
    page: str
    chain: tuple[str, ...]
    statement: Ref | None
    confidence: str


@dataclass(frozen=True, slots=True)
class OverlapView:
    """How two parties' latest positions on an issue stand to each other."""

    a: str
    b: str
    relation: str
    a_position: Ref
    b_position: Ref
    confidence: str | None
    """None where the relation is undecided."""


@dataclass(frozen=True, slots=True)
class IssueView:
    """One issue: positions by date, moves, overlaps."""

    anchor: str
    name: str
    positions: tuple[PositionView, ...]
    moves: tuple[str, ...]
    overlaps: tuple[OverlapView, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A party and, issue by issue, links to its positions in order of time."""

    actor: str
    kind: str
    cells: tuple[tuple[Ref, ...], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the parties stand, as the pages have it."""

    columns: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]
    issues: tuple[IssueView, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectView:
    """Something that was not read or decided."""

    where: str
    anchor: str | None
    stage: str
    detail: str
    next_step: str


@dataclass(frozen=True, slots=True)
class RejectGroup:
    """All rejects with one reason."""

    title: str
    code: str
    count: int
    rejects: tuple[RejectView, ...]
    left_out: str | None


@unique
class FindingKind(StrEnum):
    """Why a finding stands in the summary."""

    ALTERED = "altered"
    NOT_IN_SOURCE = "not in the source"
    CONTRADICTED = "contradicted"
    CHANGED_WORDING = "changed wording"
    DENIED_OR_NOT = "denied or not"
    WIDESPREAD = "same wording"
    TRANSLATED = "translated"
    MOVED = "changed position"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at first."""

    kind: FindingKind
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The case in words, and what to look at first."""

    sentences: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report, in the order in which it is read."""

    title: str
    version: str
    summary: Summary
    index: tuple[IndexRow, ...]
    index_left_out: str | None
    pages: tuple[PageView, ...]
    families: tuple[FamilyView, ...]
    families_left_out: str | None
    checks: tuple[CheckGroup, ...]
    checks_left_out: str | None
    ledger: Ledger
    rejects: tuple[RejectGroup, ...]
