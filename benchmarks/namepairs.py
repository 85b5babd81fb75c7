"""Pairs of names across pages: how many of the same actor meet, and how many others are merged.

``speakers/pairs.txt`` holds two or more tiny pages a line, each with one source; the first two are
compared. A floor merges names that are equal without case, accents and titles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import MentionRole
from reportedly.model.spans import Span
from reportedly.stages.resolve import ResolveConfig, resolve
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, MENTIONS, ZONES
from reportedly.text.names import name_key, name_runs
from speakerset import HERE, SpeakerPage, marked_page

_LAST_SOURCE = re.compile(r"⟦([^⟧]*)⟧(?!.*⟦)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Pages with one source each that counts (the last), and whether the first two are the same."""

    same: bool
    what: str
    pages: tuple[str, ...]


def read_pairs() -> list[Pair]:
    """All pairs, in order."""
    pairs = []
    for line in (HERE / "pairs.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            answer, what, *pages = (part.strip() for part in line.split(" | "))
            pairs.append(Pair(answer == "same", what, tuple(pages)))
    return pairs


def merged_by_stage(pair: Pair) -> bool:
    """Whether the resolve stage gives the first two sources one actor."""
    pages = [marked_page(f"page-{i}", page) for i, page in enumerate(pair.pages)]
    found = _actors(pages)
    first, second = (found.get(page.attributions[-1].attribution_id) for page in pages[:2])
    return first is not None and first == second


def _actors(pages: Sequence[SpeakerPage]) -> dict[str, str | None]:
    rows = {
        DOCUMENTS: [page.document for page in pages],
        ZONES: [zone for page in pages for zone in page.zones],
        IMPRINTS: [imprint for page in pages for imprint in page.imprints],
        ATTRIBUTIONS: [row for page in pages for row in page.attributions],
    }
    with DuckDBEngine() as engine:
        relations = {table.name: engine.table(table.pack(held)) for table, held in rows.items()}
        made = resolve(engine, relations, ResolveConfig())
        mentions = MENTIONS.unpack(engine.collect(made[MENTIONS.name]))
    return {
        one.attribution_id: one.actor_id
        for one in mentions
        if one.role is MentionRole.SPEAKER and one.attribution_id
    }


def merged_by_key(pair: Pair) -> bool:
    """Whether the first two names are equal without case, accents and titles."""
    keys = []
    for page in pair.pages[:2]:
        match = _LAST_SOURCE.search(page)
        source = match[1] if match else ""
        runs = list(name_runs(source, Span(0, len(source))))
        keys.append(name_key(runs[-1].name if runs else source))
    return keys[0] == keys[1]


def print_pairs(*, show: bool = False) -> None:
    """Print missed and wrong merges beside the floor, and the figures that have floors."""
    pairs = read_pairs()
    systems: dict[str, Callable[[Pair], bool]] = {
        "equal names": merged_by_key,
        "resolve": merged_by_stage,
    }
    same = sum(pair.same for pair in pairs)
    print(f"\n{len(pairs)} pairs of names across pages: {same} the same, {len(pairs) - same} not")
    print(f"{'':<14}{'missed merges %':>17}{'wrong merges %':>17}")
    for name, merges in systems.items():
        merged = [merges(pair) for pair in pairs]
        missed = sum(pair.same and not one for pair, one in zip(pairs, merged, strict=True))
        wrong = sum(one and not pair.same for pair, one in zip(pairs, merged, strict=True))
        rates = missed / same, wrong / (len(pairs) - same)
        print(f"{name:<14}{100 * rates[0]:>17.1f}{100 * rates[1]:>17.1f}")
    print(f"figure pairs_missed {rates[0]:.4f}\nfigure pairs_wrong {rates[1]:.4f}")
    if show:
        _print_failures(pairs, merged)


def _print_failures(pairs: Sequence[Pair], merged: Sequence[bool]) -> None:
    by_kind: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair, one in zip(pairs, merged, strict=True):
        if pair.same is not one:
            by_kind["missed" if pair.same else "wrong"].append(pair)
    for kind, held in by_kind.items():
        for pair in held:
            print(f"{kind:<8}{pair.what}: {' | '.join(pair.pages)}")
