"""The case in words, and the few things to look at first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reportedly.model.kinds import Answer, AttributionKind, Polarity, Verdict
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, page_name, place_name
from reportedly.report.ledger import move_text, moves
from reportedly.report.material import Material
from reportedly.report.statements import speaker_name
from reportedly.report.totals import Totals
from reportedly.report.variants import variant_view
from reportedly.report.view import Excerpt, FamilyView, Finding, FindingKind, Summary
from reportedly.report.visible import one_line
from reportedly.tables.findings import Check
from reportedly.tables.transmission import Family

_EACH = 4
"""Findings of one kind named in the summary."""
_WIDE = 3
"""Pages that carry the same wording before the summary names it."""
_KINDS = {
    Verdict.CONTRADICTED: FindingKind.CONTRADICTED,
    Verdict.NOT_IN_SOURCE: FindingKind.NOT_IN_SOURCE,
    Verdict.ALTERED: FindingKind.ALTERED,
}


def summary(material: Material, anchors: Anchors, families: tuple[FamilyView, ...]) -> Summary:
    """Counts of the whole case in sentences; findings, gravest first, a few of each kind."""
    findings = (
        *(found for verdict in _KINDS for found in _checks(material, anchors, verdict)),
        *_changed(material, anchors),
        *islice(_denied_or_not(material, families), _EACH),
        *_widespread(material, families),
        *_translated(material, families),
        *_moved(material, anchors),
    )
    return Summary(tuple(_sentences(material.totals)), findings)


def _sentences(totals: Totals) -> Iterator[str]:
    yield (
        f"{words.count(totals.pages, 'page')},"
        f" {words.count(totals.statements, 'attributed statement')}"
        f" by {words.count(totals.speakers, 'speaker')}{_unnamed(totals)}{_commented(totals)}."
    )
    yield _recurring(totals)
    yield _checked(totals)
    if totals.positions:
        yield (
            f"{words.count(totals.positions, 'position')}"
            f" of {words.count(totals.parties, 'party', 'parties')} in the ledger."
        )
    if totals.rejects:
        things = words.count(totals.rejects, "thing")
        yield f"{things} could not be read or decided: see “Not read, not decided”."


def _unnamed(totals: Totals) -> str:
    if not totals.without_speaker:
        return ""
    return f"; for {totals.without_speaker:,} of them no speaker is named, or it is undecided who"


def _commented(totals: Totals) -> str:
    stand = "stands" if totals.in_comments == 1 else "stand"
    return f"; {totals.in_comments:,} {stand} in readers' comments" if totals.in_comments else ""


def _recurring(totals: Totals) -> str:
    if not totals.recurring:
        return "No passage recurs on another page."
    recur = "recurs" if totals.recurring == 1 else "recur"
    sentence = f"{words.count(totals.recurring, 'passage')} {recur} on other pages"
    same = totals.recurring - totals.differing
    sentence += f": {same:,} word for word the same, {totals.differing:,} not"
    if totals.translated:
        sentence += f"; {totals.translated:,} in more than one language"
    if totals.meaning_changed:
        sentence += f"; in {totals.meaning_changed:,} a difference changes what is said"
    return sentence + "."


def _checked(totals: Totals) -> str:
    total = sum(totals.verdicts.values())
    if not total:
        return "No attributed statement could be held against its source."
    parts = [
        f"{number:,} {words.VERDICT_SHORT[verdict]}"
        for verdict in words.GRAVITY
        if (number := totals.verdicts[verdict])
    ]
    held = "was" if total == 1 else "were"
    statements = words.count(total, "statement")
    return f"{statements} {held} held against the cited source: {words.listed(parts)}."


def _checks(material: Material, anchors: Anchors, verdict: Verdict) -> Iterator[Finding]:
    rows = [row for row in material.findings.checks if row.verdict is verdict]
    total = material.totals.verdicts[verdict]
    shown = rows if total <= _EACH + 1 else rows[:_EACH]
    for row in shown:
        anchor = anchors.checks[row.check_id].anchor
        yield Finding(_KINDS[verdict], _check_text(material, row), anchor)
    if more := total - len(shown):
        yield Finding(_KINDS[verdict], f"{more:,} more: see “Held against the source”", "checks")


def _check_text(material: Material, row: Check) -> str:
    claim = one_line(row.claim.of(material.text(row.document_id)), 90)
    said = f"{page_name(material, row.document_id)} {_put(material, row)}: {claim}"
    if not row.evidence:
        return said
    passages = (
        one_line(Span(each.start, each.end).of(material.text(each.document_id)), 90)
        for each in row.evidence[:_EACH]
    )
    return f"{said} — the source reads: {' […] '.join(passages)}"


def _put(material: Material, row: Check) -> str:
    """What the page does with the words: it attributes them, or it only quotes."""
    if row.attribution_id is None:
        return "quotes"
    speaker = speaker_name(material, row.attribution_id) or words.UNNAMED
    return f"attributes to {speaker}"


def _changed(material: Material, anchors: Anchors) -> Iterator[Finding]:
    """The surest difference of a family that changes what is said, surest families first."""
    groups = material.stemmata.variants.values()
    changing = [row for group in groups for row in group if row.meaning_changed is Answer.YES]
    ranked = sorted(changing, key=lambda row: (-row.confidence, row.variant_id))
    surest = {row.family_id: row for row in reversed(ranked)}
    for row in [row for row in ranked if surest[row.family_id] is row][:_EACH]:
        view = variant_view(material, anchors, row)
        text = f"{view.a_page}: {_reading(view.a)} → {view.b_page}: {_reading(view.b)}"
        yield Finding(FindingKind.CHANGED_WORDING, text, anchors.families[row.family_id].anchor)


def _denied_or_not(material: Material, families: tuple[FamilyView, ...]) -> Iterator[Finding]:
    """What one speaker is reported to deny on one page, and not on another; each pair once."""
    found: dict[tuple[str, str | None, str], Finding] = {}
    for row, view in zip(material.stemmata.families, families, strict=True):
        told = list(_told(material, row))
        for page, speaker, denied in told:
            others = (other for other, name, no in told if denied and not no and name == speaker)
            if other := next(others, None):
                text = f"{page} has {speaker} deny, {other} does not: {view.heading}"
                finding = Finding(FindingKind.DENIED_OR_NOT, text, view.anchor)
                found.setdefault((page, speaker, other), finding)
    return iter(found.values())


def _told(material: Material, family: Family) -> Iterator[tuple[str, str | None, bool]]:
    """Page, speaker and whether it is denied, of witnesses in reported speech.

    What is quoted is left out: to call something false in quotation marks denies another thing.
    """
    for witness in material.stemmata.witnesses.get(family.family_id, ()):
        row = material.statements.attributions.get(witness.attribution_id or "")
        speaker = speaker_name(material, witness.attribution_id)
        if row and speaker and row.kind is AttributionKind.INDIRECT and not witness.quoted:
            page = place_name(material, witness.document_id, Span(witness.start, witness.end))
            yield page, speaker, row.polarity is Polarity.DENIED


def _reading(reading: Excerpt) -> str:
    """A reading with the words around it."""
    return one_line("".join(run.text for run in reading.runs), 130)


def _widespread(material: Material, families: tuple[FamilyView, ...]) -> Iterator[Finding]:
    rows = zip(material.stemmata.families, families, strict=True)
    wide = sorted(
        ((row, view) for row, view in rows if row.document_count >= _WIDE and not row.languages),
        key=lambda pair: -pair[0].document_count,
    )
    first: dict[str, Finding] = {}
    for row, view in wide:
        text = f"on {words.count(row.document_count, 'page')}: {view.heading}"
        first.setdefault(view.heading, Finding(FindingKind.WIDESPREAD, text, view.anchor))
    yield from islice(first.values(), _EACH)


def _translated(material: Material, families: tuple[FamilyView, ...]) -> Iterator[Finding]:
    """The longest passage that a set of pages carries in several languages, widest sets first."""
    longest: dict[frozenset[str], tuple[int, Family, FamilyView]] = {}
    for row, view in zip(material.stemmata.families, families, strict=True):
        if row.languages:
            witnesses = material.stemmata.witnesses[row.family_id]
            size = max(one.end - one.start for one in witnesses)
            pages = frozenset(one.document_id for one in witnesses)
            if pages not in longest or size > longest[pages][0]:
                longest[pages] = (size, row, view)
    ranked = sorted(longest.values(), key=lambda one: (-one[1].document_count, one[1].family_id))
    for _, row, view in ranked[:_EACH]:
        number = words.count(row.document_count, "page")
        text = f"in {words.languages(row.languages)}, on {number}: {view.heading}"
        yield Finding(FindingKind.TRANSLATED, text, view.anchor)


def _moved(material: Material, anchors: Anchors) -> Iterator[Finding]:
    pairs = moves(material.findings.positions)
    for before, after in islice(pairs, _EACH):
        text = f"{one_line(after.issue, 60)}: {move_text(material, before, after)}"
        anchor = anchors.positions[after.position_id].anchor
        yield Finding(FindingKind.MOVED, text, anchor)
