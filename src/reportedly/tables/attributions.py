"""Who is said to have said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import AttributionKind, Polarity
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Attribution:
    """A page has it that somebody said, thinks or wants something (PARC 3.0 / PolNeAR scheme).

    The row means "this page attributes this to X", never "X said". Who X is stands in *mentions*.
    """

    attribution_id: Annotated[str, "identity: document and spans"]
    document_id: Annotated[str, "the document"]
    zone_id: Annotated[str | None, "innermost zone that holds it"]
    parent_attribution_id: Annotated[str | None, "the attribution whose content holds this one"]
    kind: Annotated[AttributionKind, "direct, indirect or mixed"]
    start: Annotated[int, "first code point of source, cue and content together"]
    end: Annotated[int, "code point after the last"]
    source: Annotated[tuple[Span, ...], "who speaks, as written; empty where none is named"]
    cue: Annotated[tuple[Span, ...], "words that make it an attribution; may be empty"]
    content: Annotated[tuple[Span, ...], "what is said, in order; at least one span"]
    speaker_mention: Annotated[str | None, "text of the source span; null without a source"]
    polarity: Annotated[Polarity, "how the page puts it"]
    said_at: Annotated[TimeInterval, "when it was said, with the passage that says so"]
    confidence: Annotated[float, "calibrated probability that the attribution is right"]
    made_by: Annotated[str, "tagger and version"]


ATTRIBUTIONS = define(
    "attributions", Attribution, order=("document_id", "start", "end", "attribution_id")
)
