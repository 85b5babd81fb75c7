"""Families of witnesses, what differs between them, and which was made from which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import Answer, EvidenceKind, Standing, VariantKind
from reportedly.model.times import TimeInterval
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that shows something, and how."""

    kind: Annotated[EvidenceKind, "what it shows"]
    document_id: Annotated[str, "the document"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]


@dataclass(frozen=True, slots=True)
class Family:
    """All witnesses of the same statement or text in the case."""

    family_id: Annotated[str, "identity: its witnesses"]
    witness_count: Annotated[int, "appearances"]
    document_count: Annotated[int, "documents with at least one appearance"]
    earliest_witness_id: Annotated[
        str | None, "earliest seen in this case; null where the times do not decide"
    ]
    boilerplate: Annotated[bool, "a footer, navigation or stock line, not news"]
    languages: Annotated[
        tuple[str, ...],
        "first parts of the BCP 47 tags of its witnesses, where some translate others; else none",
    ] = ()
    verbatim: Annotated[bool, "every witness has the same words, capitals and marks aside"] = False


@dataclass(frozen=True, slots=True)
class Witness:
    """One appearance of a statement in one document."""

    witness_id: Annotated[str, "identity: family, document, span"]
    family_id: Annotated[str, "the family"]
    document_id: Annotated[str, "the document"]
    zone_id: Annotated[str | None, "innermost zone that holds it"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    published: Annotated[TimeInterval, "when this appearance was published, with its evidence"]
    quoted: Annotated[bool, "stands in quotation marks"]
    attribution_id: Annotated[str | None, "the attribution whose content it is part of"]
    language: Annotated[str | None, "BCP 47 tag of the zone that holds it"] = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A place where two witnesses of a family differ. Texts stand as they are on each page."""

    variant_id: Annotated[str, "identity: both stretches"]
    family_id: Annotated[str, "the family"]
    kind: Annotated[VariantKind, "what the difference is, read from a to b"]
    a_witness_id: Annotated[str, "the witness read first: the earlier one where times decide"]
    a_start: Annotated[int, "first code point in a's document"]
    a_end: Annotated[int, "code point after the last"]
    b_witness_id: Annotated[str, "the witness that reads otherwise"]
    b_start: Annotated[int, "first code point in b's document"]
    b_end: Annotated[int, "code point after the last"]
    introduced_by: Annotated[str | None, "witness that brought the reading in; null: undecided"]
    inherited_by: Annotated[tuple[str, ...], "witnesses that took the reading over"]
    meaning_changed: Annotated[Answer, "whether the difference changes what is said"]
    confidence: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]


@dataclass(frozen=True, slots=True)
class Transmission:
    """A witness and the one it was made from; null parent: earliest, or its parent is not here."""

    transmission_id: Annotated[str, "identity: child and parent"]
    family_id: Annotated[str, "the family"]
    child_witness_id: Annotated[str, "the copy"]
    parent_witness_id: Annotated[str | None, "what it was made from"]
    evidence: Annotated[tuple[Evidence, ...], "what speaks for it, strongest first"]
    confidence: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]


@dataclass(frozen=True, slots=True)
class Hop:
    """One carrier on the way from the speaker (hop 0) to the page (the last hop)."""

    attribution_id: Annotated[str, "the attribution whose chain this is"]
    hop: Annotated[int, "0 for the speaker, counted towards the page"]
    document_id: Annotated[str, "the page the chain ends at"]
    carrier_id: Annotated[str | None, "the actor; null where undecided, or several speak together"]
    carrier: Annotated[str, "the actor's name, or the literal mention"]
    evidence: Annotated[Evidence, "the passage that shows this hop"]
    standing: Annotated[Standing, "claimed on the page, or proved by another document"]
    confidence: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]


FAMILIES = define("families", Family, order=("family_id",))
WITNESSES = define("witnesses", Witness, order=("family_id", "document_id", "start", "witness_id"))
VARIANTS = define("variants", Variant, order=("family_id", "variant_id"))
TRANSMISSIONS = define("transmissions", Transmission, order=("family_id", "transmission_id"))
CHAINS = define("chains", Hop, order=("document_id", "attribution_id", "hop"))
