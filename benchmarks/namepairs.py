"""Pairs of names across pages: how many of the same actor meet, and how many others are merged.

``speakers/pairs.txt`` holds two or more tiny pages a line, each with one source; the first two are
compared. A floor merges names that are equal without case, accents and titles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import MentionRole
from reportedly.model.spans import Span
from reportedly.stages.resolve import ResolveConfig, resolve
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, MENTIONS, ZONES
from reportedly.text.names import name_key, name_runs
from speakerset import HERE, SpeakerPage, marked_page

KEPT_OUT = "# kept out of tuning"
_LAST_SOURCE = re.compile(r"⟦([^⟧]*)⟧(?!.*⟦)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Pages with one source each that counts (the last), and whether the first two are the same."""

    same: bool
    what: str
    pages: tuple[str, ...]
    kept_out: bool


def read_pairs() -> list[Pair]:
    """All pairs, in order."""
    pairs = []
    kept_out = False
    for line in (HERE / "pairs.txt").read_text(encoding="utf-8").splitlines():
        kept_out = kept_out or line == KEPT_OUT
        if line and not line.startswith("#"):
            answer, what, *pages = (part.strip() for part in line.split(" | "))
            pairs.append(Pair(answer == "same", what, tuple(pages), kept_out))
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
    print(f"\n{'pairs of names':<28}{'same':>6}{'other':>7}{'missed %':>10}{'wrong %':>9}")
    for name, merges in systems.items():
        merged = [(pair, merges(pair)) for pair in pairs]
        for label, kept_out in (("", False), (", kept out", True)):
            chosen = [one for one in merged if one[0].kept_out is kept_out]
            missed, wrong = _rates(chosen)
            same = sum(pair.same for pair, _ in chosen)
            print(f"{name + label:<28}{same:>6}{len(chosen) - same:>7}", end="")
            print(f"{100 * missed:>10.1f}{100 * wrong:>9.1f}")
    missed, wrong = _rates(merged)
    print(f"figure pairs_missed {missed:.4f}\nfigure pairs_wrong {wrong:.4f}")
    if show:
        _print_failures([one for one in merged if not one[0].kept_out])


def _rates(merged: Sequence[tuple[Pair, bool]]) -> tuple[float, float]:
    """Of those that are one actor how many are missed; of the others how many are merged."""
    same = [one for pair, one in merged if pair.same]
    other = [one for pair, one in merged if not pair.same]
    return sum(not one for one in same) / len(same), sum(other) / len(other)


def _print_failures(merged: Sequence[tuple[Pair, bool]]) -> None:
    for pair, one in sorted(merged, key=lambda held: held[1]):
        if pair.same is not one:
            kind = "missed" if pair.same else "wrong"
            print(f"{kind:<8}{pair.what}: {' | '.join(pair.pages)}")
