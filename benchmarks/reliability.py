"""How far confidences hold: bins, expected calibration error, and a figure of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
SIDE, EDGE = 320, 44


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of like confidence: its mean, the share that is right, how many."""

    said: float
    right: float
    count: int


def bins_of(rated: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Findings, each with its confidence and whether it is right, in bins of equal width."""
    out = []
    for place in range(BINS):
        here = [(said, ok) for said, ok in rated if min(int(said * BINS), BINS - 1) == place]
        if here:
            said = sum(one for one, _ in here) / len(here)
            out.append(Bin(said, sum(ok for _, ok in here) / len(here), len(here)))
    return out


def expected_error(bins: Sequence[Bin]) -> float:
    """The mean distance of what is said from what is right."""
    total = sum(one.count for one in bins)
    return sum(abs(one.said - one.right) * one.count for one in bins) / total if total else 0.0


def figure(bins: Sequence[Bin], title: str) -> str:
    """The bins as dots, larger where there are more, beside the line of perfect ones (SVG)."""
    most = max(one.count for one in bins)
    end = EDGE + SIDE
    dots = "".join(
        f'<circle cx="{EDGE + one.said * SIDE:.0f}" cy="{end - one.right * SIDE:.0f}" '
        f'r="{3 + 11 * (one.count / most) ** 0.5:.1f}" fill="#1f6f8b" fill-opacity="0.75">'
        f"<title>said {one.said:.2f}, right {one.right:.2f}, {one.count}</title></circle>"
        for one in bins
    )
    ticks = "".join(
        f'<text x="{EDGE + share * SIDE:.0f}" y="{end + 16}" text-anchor="middle">{share}</text>'
        f'<text x="{EDGE - 8}" y="{end - share * SIDE + 4:.0f}" text-anchor="end">{share}</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    size = SIDE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" '
        f'role="img" font-family="sans-serif" font-size="12"><title>{title}</title>'
        f'<rect width="{size}" height="{size}" fill="white"/>'
        f'<path d="M{EDGE} {EDGE}V{end}H{end}" fill="none" stroke="#555"/>'
        f'<path d="M{EDGE} {end}L{end} {EDGE}" stroke="#999" stroke-dasharray="4 4"/>'
        f'{ticks}{dots}<text x="{EDGE + SIDE / 2}" y="{end + 34}" text-anchor="middle">'
        f'confidence</text><text x="{EDGE - 30}" y="{EDGE - 14}">share that is right</text></svg>\n'
    )
