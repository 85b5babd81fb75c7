"""What was checked against its source, where the parties stand, and what was not decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import Act, RejectReason, Relation, Verdict
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.tables.collation import Operation
from reportedly.tables.schema import define
from reportedly.tables.transmission import Evidence


@dataclass(frozen=True, slots=True)
class Check:
    """An attributed statement held against the source that it cites.

    Operations are read from the cited source (side a) to the claim (side b).
    """

    check_id: Annotated[str, "identity: claim and cited source"]
    attribution_id: Annotated[
        str | None, "the attribution that makes the claim; null: a quotation that none holds"
    ]
    document_id: Annotated[str, "the page that makes the claim"]
    claim: Annotated[Span, "the claimed words on that page"]
    cited_document_id: Annotated[str | None, "document that holds the source; null: not here"]
    cited_zone_id: Annotated[str | None, "quoted document inside it, if the source is one"]
    verdict: Annotated[Verdict, "the outcome"]
    evidence: Annotated[tuple[Evidence, ...], "passages of the source; empty where it has none"]
    operations: Annotated[tuple[Operation, ...], "source to claim, where they align"]
    confidence: Annotated[float, "calibrated probability that the verdict is right"]
    made_by: Annotated[str, "rule or model and version"]


@dataclass(frozen=True, slots=True)
class Position:
    """A page says that a party took a stand on an issue."""

    position_id: Annotated[str, "identity: evidence, actor, issue, act"]
    document_id: Annotated[str, "the page"]
    actor_id: Annotated[str, "the party"]
    issue: Annotated[str, "the issue, by its name in the issue file or the built-in list"]
    act: Annotated[Act, "what it does about the issue"]
    target_id: Annotated[str | None, "actor it is addressed to"]
    condition: Annotated[Span | None, "the passage that states a condition"]
    said_at: Annotated[TimeInterval, "when, with its evidence"]
    attribution_id: Annotated[str | None, "the attribution it rests on; null: the page's own words"]
    evidence: Annotated[Span, "the passage"]
    confidence: Annotated[float, "calibrated probability that the row is right"]
    made_by: Annotated[str, "rule or model and version"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the latest positions of two parties on one issue stand to each other."""

    issue: Annotated[str, "the issue"]
    a_actor_id: Annotated[str, "one party"]
    b_actor_id: Annotated[str, "the other; a_actor_id < b_actor_id"]
    relation: Annotated[Relation, "compatible, incompatible or undecided"]
    a_position_id: Annotated[str, "the position of a that it rests on"]
    b_position_id: Annotated[str, "the position of b that it rests on"]
    confidence: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read or decided, and what to do about it."""

    stage: Annotated[str, "stage that gave up"]
    origin: Annotated[str, "input as named by the user"]
    input_id: Annotated[str | None, "the piece of input, where it became no document"]
    document_id: Annotated[str | None, "the document, where there is one"]
    reason: Annotated[RejectReason, "stable reason code"]
    detail: Annotated[str, "what exactly, in one line"]
    next_step: Annotated[str, "what the user can do"]


CHECKS = define("checks", Check, order=("document_id", "attribution_id", "check_id"))
POSITIONS = define("positions", Position, order=("document_id", "position_id"))
OVERLAPS = define("overlaps", Overlap, order=("issue", "a_actor_id", "b_actor_id"))
REJECTS = define("rejects", Reject, order=("stage", "origin", "reason", "detail", "document_id"))
