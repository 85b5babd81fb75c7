"""Which witness a copy was made from: explicit credit, wording and time, never mere order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model.kinds import EvidenceKind
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.explicit import explicit_evidence
from reportedly.stages.trace.pool import Pool, order
from reportedly.stages.trace.readings import Reading
from reportedly.stages.trace.renderings import (
    NO_RENDERINGS,
    Rendering,
    Renderings,
    rendering_cost,
    translated_part,
)
from reportedly.stages.trace.wording import copying, wording_cost
from reportedly.tables.transmission import Evidence


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A possible parent: its log odds, the share of words in common, what the page says for it.

    ``rendering``: where the parent is in another language; words in common are translated ones.
    """

    parent: Reading
    score: float
    likeness: float
    explicit: tuple[Evidence, ...]
    rendering: Rendering | None = None

    @property
    def kind(self) -> EvidenceKind:
        """What the parent's own passage shows."""
        return EvidenceKind.TRANSLATION if self.rendering else EvidenceKind.ALIGNMENT


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """The parent that was found for a copy; none where it is earliest or its source is not here."""

    child: Reading
    found: Candidate | None
    probability: float


def descents(
    family: Sequence[Reading], config: TraceConfig, renderings: Renderings = NO_RENDERINGS
) -> list[Descent]:
    """One descent for each copy, in the order given; together they form trees."""
    pool = Pool(family, config, renderings)
    ranked = {id(child): _ranked(child, pool) for child in family}
    chosen: dict[int, Reading] = {}
    made: dict[int, Descent] = {}
    for child in sorted(family, key=lambda one: (-_best(ranked[id(one)]), one.copy.witness_id)):
        descent = _first_free(child, ranked[id(child)], chosen, pool)
        made[id(child)] = descent
        if descent.found:
            chosen[id(child)] = descent.found.parent
    return [made[id(child)] for child in family]


def _best(ranked: Sequence[Candidate]) -> float:
    return ranked[0].score if ranked else -math.inf


def _first_free(
    child: Reading,
    ranked: Sequence[Candidate],
    chosen: dict[int, Reading],
    pool: Pool,
) -> Descent:
    """The best candidate that does not itself descend from the child, unless none is likelier."""
    outside = _outside_score(child, pool)
    free = [one for one in ranked if not _descends(one.parent, child, chosen)]
    scores = [outside, *(one.score for one in free)]
    if not free or free[0].score <= outside:
        return Descent(child, None, _probability(outside, scores))
    best = free[0]
    left = _certainty(best, child, pool.config)
    return Descent(child, best, left * _probability(best.score, scores))


def _probability(score: float, scores: Sequence[float]) -> float:
    """What log odds are worth among others, the highest of which is ``score``."""
    return 1 / sum(math.exp(other - score) for other in scores)


def _certainty(found: Candidate, child: Reading, config: TraceConfig) -> float:
    """What is left of the best candidate's probability: all, where the page names a copied one."""
    left = 1.0
    if found.rendering:
        left = config.translated_and_named if found.explicit else config.translated
        left *= found.rendering.score
    return left if found.explicit else left * _unnamed(found, child, config)


def _unnamed(found: Candidate, child: Reading, config: TraceConfig) -> float:
    """What speech heard by both, and loose likeness, leave of a parent that no page names."""
    likeness = min(1.0, found.likeness / config.close_copy)
    heard = child.copy.quoted and found.parent.copy.quoted
    return likeness * (config.heard_by_both if heard else 1.0)


def _descends(copy: Reading, ancestor: Reading, chosen: dict[int, Reading]) -> bool:
    while copy is not ancestor and id(copy) in chosen:
        copy = chosen[id(copy)]
    return copy is ancestor


def _outside_score(child: Reading, pool: Pool) -> float:
    """Log odds that the copy was made from something outside the case."""
    config = pool.config
    if not pool.lacks_source(child):
        return config.no_parent_per_word * len(child.stretch.words)
    shared = pool.shares_lacking_source(child)
    return config.missing_source + (config.same_missing_source if shared else 0.0)


def _ranked(child: Reading, pool: Pool) -> list[Candidate]:
    """Possible parents, likeliest first; of equals the earliest, then by identity."""
    near: list[tuple[Reading, tuple[Evidence, ...]]] = []
    foreign: list[tuple[Reading, tuple[Evidence, ...], Rendering]] = []
    for one in pool.near(child):
        explicit = explicit_evidence(one, child)
        rendering = pool.renderings.between(one.copy, child.copy)
        if rendering and (_may_precede(one, child, explicit) or _says_translated(one, child)):
            foreign.append((one, explicit, rendering))
        elif not rendering and _may_precede(one, child, explicit):
            near.append((one, explicit))
    near.sort(key=lambda pair: (-len(pair[1]), -_common(pair[0], child), order(pair[0])))
    foreign.sort(key=lambda one: (-len(one[1]), -len(one[2].child), order(one[0])))
    most = pool.config.candidates
    others = [one for one, _ in near[:most]]
    scored = [_scored(one, child, explicit, others, pool.config) for one, explicit in near[:most]]
    rendered = [
        _rendered(one, child, explicit, rendering, pool.config)
        for one, explicit, rendering in foreign[:most]
    ]
    kept = [*rendered, *(one for one in scored if one is not None)]
    return sorted(kept, key=lambda one: (-one.score, order(one.parent)))


def _common(a: Reading, b: Reading) -> int:
    return (a.counts & b.counts).total()


def _may_precede(parent: Reading, child: Reading, explicit: tuple[Evidence, ...]) -> bool:
    """Whether the times allow it; where they do not decide, the page must name the parent.

    The date of a reposted text is the repost's: a page dated earlier that names it took from it.
    """
    a, b = parent.copy, child.copy
    if a.document_id == b.document_id:
        return a.layer < b.layer
    if b.published.surely_before(a.published):
        return bool(a.origins and explicit)
    if a.published.surely_before(b.published):
        return not (b.origins and explicit_evidence(child, parent))
    return bool(explicit)


def _says_translated(parent: Reading, child: Reading) -> bool:
    """Whether the child's page alone says that it was translated, and the times do not object."""
    later = child.copy.published.surely_before(parent.copy.published)
    return bool(child.translation_note) and not parent.translation_note and not later


def _scored(
    parent: Reading,
    child: Reading,
    explicit: tuple[Evidence, ...],
    others: Sequence[Reading],
    config: TraceConfig,
) -> Candidate | None:
    made = copying(parent, child)
    shorter = min(len(parent.stretch.words), len(child.stretch.words))
    least = max(config.least_shared_words, config.least_shared_part * shorter)
    if made.shared_words < least:
        return None
    rest = [one for one in others if one is not parent]
    cost = wording_cost(parent, child, made, rest, config.costs)
    longer = max(len(parent.stretch.words), len(child.stretch.words))
    score = _bonus(explicit, config) - cost
    return Candidate(parent, score, made.shared_words / longer, explicit)


def _rendered(
    parent: Reading,
    child: Reading,
    explicit: tuple[Evidence, ...],
    rendering: Rendering,
    config: TraceConfig,
) -> Candidate:
    cost = rendering_cost(parent.stretch, child.stretch, rendering, config.costs)
    likeness = translated_part(child.stretch, rendering)
    return Candidate(parent, _bonus(explicit, config) - cost, likeness, explicit, rendering)


def _bonus(explicit: tuple[Evidence, ...], config: TraceConfig) -> float:
    """Log odds for a parent that the page points to."""
    weights = {
        EvidenceKind.LINK: config.linked,
        EvidenceKind.CREDIT_LINE: config.credited,
        EvidenceKind.NESTED_CUE: config.named_nearby,
        EvidenceKind.EMBEDDED_DOCUMENT: config.embedding,
    }
    return max((weights[one.kind] for one in explicit), default=0.0)
