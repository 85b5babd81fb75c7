"""Run the benchmarks and hold their figures against ``floors.json``.

    python benchmarks/run.py [NAME ...] [--all]

Each benchmark is a script of this folder that prints its table and, for figures that are kept,
lines ``figure NAME VALUE``. ``floors.json`` has ``{"NAME": {"min": …}}`` or ``{"max": …}``.
Scripts that take minutes run with --all only. A benchmark whose data is not on this machine says so
and prints no figures; its floors are then not checked, and the closing line counts them.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
QUICK = (
    "speed",
    "sample",
    "zones",
    "zone_languages",
    "formats",
    "positions",
    "speakers",
    "attribution",
    "nested",
    "polarity",
    "said_at",
    "languages",
    "translations",
    "translated",
    "verdicts",
)
LONG = ("adding", "attribution_speed", "caps", "crawl", "hostile", "reuse", "scale", "transmission")
FIGURE = re.compile(r"^figure (\S+) (-?[\d.]+(?:e-?\d+)?)$", re.MULTILINE)


def main() -> int:
    """Run, print, compare; 1 where a figure is on the wrong side of its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*QUICK, *LONG, []])
    parser.add_argument("--all", action="store_true", help="the ones that take minutes, too")
    options = parser.parse_args()
    names = options.names or (QUICK + LONG if options.all else QUICK)
    figures: dict[str, float] = {}
    for name in names:
        figures |= run_script(name)
    return judge(figures, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))


def run_script(name: str) -> dict[str, float]:
    """Run one benchmark and collect its figures."""
    print(f"\n== {name}", flush=True)
    done = subprocess.run(
        [sys.executable, HERE / f"{name}.py"], stdout=subprocess.PIPE, text=True, check=True
    )
    print(done.stdout, end="")
    return {found: float(value) for found, value in FIGURE.findall(done.stdout)}


def judge(figures: Mapping[str, float], floors: Mapping[str, Mapping[str, float]]) -> int:
    """Print every figure that has a floor, and whether it holds."""
    print("\n== floors")
    failed = 0
    for name, bounds in floors.items():
        if name not in figures:
            continue
        low, high = bounds.get("min", float("-inf")), bounds.get("max", float("inf"))
        holds = low <= figures[name] <= high
        failed += not holds
        bound = f"at least {low:g}" if "min" in bounds else f"at most {high:g}"
        print(f"{'ok  ' if holds else 'FAIL'} {name:<44}{figures[name]:>10.4g}   {bound}")
    missing = sum(name not in figures for name in floors)
    print(f"{failed} below their floor; {missing} not measured in this run")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
