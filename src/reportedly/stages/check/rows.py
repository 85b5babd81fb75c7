"""The rows that pass between the joins and the rules of this stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.stages.check.claims import Claim
from reportedly.tables.findings import Check
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Descendant:
    """A witness and one that it goes back to."""

    witness_id: Annotated[str, "the witness"]
    ancestor_id: Annotated[str, "its parent, its parent's parent, or theirs"]


@dataclass(frozen=True, slots=True)
class Citation:
    """An attribution and a text of the case that it may rest on."""

    attribution_id: Annotated[str, "the attribution"]
    cited_id: Annotated[str, "the imprint of the text"]
    speaker_id: Annotated[str | None, "who the attribution says spoke"]
    binding: Annotated[bool, "it cites this very text, so words that are not there are missing"]
    authored: Annotated[bool, "the speaker wrote or published the text"]


@dataclass(frozen=True, slots=True)
class CitedClaim(Claim):
    """A claim with a text that it may rest on."""

    cited_id: Annotated[str, "the imprint of the text"]
    speaker_id: Annotated[str | None, "who is said to have spoken"]
    binding: Annotated[bool, "it cites this very text, so words that are not there are missing"]
    authored: Annotated[bool, "the speaker wrote or published the text"]


@dataclass(frozen=True, slots=True)
class CitedText:
    """A text that something in the case cites."""

    cited_id: Annotated[str, "the imprint of the text"]
    document_id: Annotated[str, "the page that holds it"]
    zone_id: Annotated[str | None, "the quoted document, or null for the page itself"]
    start: Annotated[int, "first code point"]
    stop: Annotated[int, "code point after the last"]
    text: Annotated[str, "the page's text"]
    language: Annotated[str | None, "BCP 47 tag of the text"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of a cited text that the text gives as somebody's."""

    cited_id: Annotated[str, "the imprint of the text"]
    start: Annotated[int, "first code point"]
    stop: Annotated[int, "code point after the last"]
    speaker_id: Annotated[str | None, "who is said to have spoken; null where undecided"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check of a claim against one of the texts that it may rest on."""

    claim_id: Annotated[str, "the claim"]
    cited_id: Annotated[str, "the imprint of the text"]
    weight: Annotated[float, "how well the text explains the claim"]
    made: Annotated[Check, "the check"]


DESCENDANTS = define("descents", Descendant, order=("witness_id", "ancestor_id"))
CITATIONS = define("citations", Citation, order=("attribution_id", "cited_id"))
CITED_CLAIMS = define("cited_claims", CitedClaim, order=("cited_id", "claim_id"))
CITED_TEXTS = define("cited_texts", CitedText, order=("cited_id",))
VOICES = define("voices", Voice, order=("cited_id", "start", "stop"))
FINDINGS = define("findings", Finding, order=("claim_id", "cited_id"))
