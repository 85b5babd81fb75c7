"""Every claim held against the texts that it may rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.engine.protocol import Tables
from reportedly.model.ids import short_id
from reportedly.model.kinds import EvidenceKind, Verdict
from reportedly.model.spans import Span
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.rows import (
    CITED_CLAIMS,
    CITED_TEXTS,
    FINDINGS,
    VOICES,
    CitedClaim,
    CitedText,
    Finding,
    Voice,
)
from reportedly.stages.check.sources import Source
from reportedly.stages.check.verdicts import Outcome, judge_quotation, judge_report
from reportedly.tables.collation import Operation
from reportedly.tables.findings import Check
from reportedly.tables.transmission import Evidence
from reportedly.text.compare import Step, stretch

MADE_BY = "check/1"
_NO_VOICE = 0.9
"""What is left of a confidence where the source gives the words to nobody."""
_CARRIED = frozenset(
    {
        Verdict.VERBATIM,
        Verdict.TRUNCATED,
        Verdict.PARAPHRASE_SUPPORTED,
        Verdict.PARTLY_SUPPORTED,
    }
)


def findings(tables: Tables, config: CheckConfig) -> Tables:
    """One finding for each claim and text of ``cited_claims``."""
    claims: dict[str, list[CitedClaim]] = {}
    for claim in CITED_CLAIMS.unpack(tables[CITED_CLAIMS.name]):
        claims.setdefault(claim.cited_id, []).append(claim)
    voices: dict[str, list[Voice]] = {}
    for voice in VOICES.unpack(tables[VOICES.name]):
        voices.setdefault(voice.cited_id, []).append(voice)
    rows = [
        row
        for text in CITED_TEXTS.unpack(tables[CITED_TEXTS.name])
        for row in _of_text(
            text, claims.get(text.cited_id, ()), voices.get(text.cited_id, ()), config
        )
    ]
    return {FINDINGS.name: FINDINGS.pack(rows)}


def _of_text(
    text: CitedText, claims: Sequence[CitedClaim], voices: Sequence[Voice], config: CheckConfig
) -> Iterator[Finding]:
    words = stretch(text.text[text.start : text.stop], text.start)
    source = Source(words, tuple((Span(one.start, one.stop), one.speaker_id) for one in voices))
    for claim in claims:
        outcome = _judged(claim, text, source, config)
        if outcome.verdict is Verdict.UNDECIDED and not (claim.binding or outcome.evidence):
            continue
        yield Finding(
            claim.claim_id, claim.cited_id, _weight(outcome), _check(claim, text, outcome)
        )


def _judged(claim: CitedClaim, text: CitedText, source: Source, config: CheckConfig) -> Outcome:
    complete = _may_be_missing(claim, source, config) and not _is_foreign(claim, text)
    if claim.quoted:
        made = judge_quotation(
            claim.text,
            claim.start,
            source,
            config,
            sentence=claim.sentence,
            complete=complete,
        )
    else:
        made = judge_report(claim.text, claim.start, source, config)
    if _overlaps(claim, text, made):
        return replace(made, verdict=Verdict.UNDECIDED, confidence=0.5, evidence=(), steps=())
    if made.verdict is Verdict.NOT_IN_SOURCE:
        return made if complete else _undecided(made)
    return _with_speaker(made, claim, source) if made.verdict in _CARRIED else made


def _overlaps(claim: CitedClaim, text: CitedText, made: Outcome) -> bool:
    """Whether the claim was found in itself: a page that cites its own embedding."""
    if claim.document_id != text.document_id:
        return False
    place = Span(claim.start, claim.end)
    return any(place.overlaps(one) for one in made.evidence)


def _may_be_missing(claim: CitedClaim, source: Source, config: CheckConfig) -> bool:
    """Whether words that are not found can only be missing: this text, and all of it, is cited."""
    whole = len(source.words.words) >= config.least_source_words and not source.is_cut_short
    return claim.binding and whole and not claim.denied


def _is_foreign(claim: CitedClaim, text: CitedText) -> bool:
    """Whether the claim and the text are in different languages, so that no word need be found."""
    tags = [(tag or "").partition("-")[0] for tag in (claim.language, text.language)]
    return all(tags) and tags[0] != tags[1]


def _undecided(made: Outcome) -> Outcome:
    return replace(made, verdict=Verdict.UNDECIDED, confidence=0.5)


def _with_speaker(made: Outcome, claim: CitedClaim, source: Source) -> Outcome:
    """Words of somebody else, or the author's own, do not show that this speaker said them."""
    own_thought = any(source.is_first_person(span) for span in made.evidence)
    if claim.attribution_id is None:
        return _undecided(made) if own_thought else made
    spoken = {source.speaker_at(span) for span in made.evidence}
    if claim.authored or (claim.speaker_id and claim.speaker_id in spoken):
        return made
    if spoken <= {False, None} and not own_thought:
        return replace(made, confidence=round(made.confidence * _NO_VOICE, 4))
    return _undecided(made)


def _weight(outcome: Outcome) -> float:
    """Found words before absence, and absence before no answer."""
    if outcome.verdict is Verdict.UNDECIDED:
        return outcome.share / 2
    return 1.0 if outcome.verdict is Verdict.NOT_IN_SOURCE else 2.0 + outcome.share


def _check(claim: CitedClaim, text: CitedText, outcome: Outcome) -> Check:
    return Check(
        check_id=short_id("check", claim.claim_id, claim.cited_id),
        attribution_id=claim.attribution_id,
        document_id=claim.document_id,
        claim=Span(claim.start, claim.end),
        cited_document_id=text.document_id,
        cited_zone_id=text.zone_id,
        verdict=outcome.verdict,
        evidence=tuple(
            Evidence(EvidenceKind.ALIGNMENT, text.document_id, span.start, span.end)
            for span in outcome.evidence
        ),
        operations=tuple(map(_operation, outcome.steps)),
        confidence=outcome.confidence,
        made_by=MADE_BY,
    )


def _operation(step: Step) -> Operation:
    return Operation(
        kind=step.kind,
        variant=step.variant,
        a_start=step.a.start,
        a_end=step.a.end,
        b_start=step.b.start,
        b_end=step.b.end,
    )
