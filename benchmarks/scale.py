"""Print what a page costs in each stage, on both engines, and what a million would.

    python benchmarks/scale.py                       # piles of 250, 500 and 1,000 pages
    python benchmarks/scale.py --sizes 1000,4000 --engines duckdb --tagger rules

Pages are invented (`piles.py`), some 150 words each, nine of ten retold from another. Every run has
a process of its own. CPU seconds are those of the whole process tree (the driver, its Java machine,
workers), read from Linux's ``/proc`` at the beginning of each stage; starting an engine is told
apart. The last columns take the cost to a million pages by the growth between the two largest
piles, and by 1 where it was less: no more than arithmetic on what was measured.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from piles import write_pile

STAGES = ("read", "zones", "attribute", "resolve", "collate", "trace", "check", "positions")
GOAL = 1_000_000
HOUR = 3600.0

Costs = Mapping[str, float]


def main() -> int:
    """Measure every size on every engine and print a table for each engine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="250,500,1000", help="pages, the two largest last")
    parser.add_argument("--engines", default="duckdb,spark")
    parser.add_argument("--tagger", choices=["model", "rules"], default="model")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "PAGES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not Path("/proc/self/stat").exists():
        print("CPU seconds of a process tree are read from /proc, which this system has not")
        return 0
    if options.one:
        print(json.dumps(measured(options.one[0], int(options.one[1]), options.tagger)))
        return 0
    sizes = [int(size) for size in options.sizes.split(",")]
    totals: dict[str, dict[int, float]] = {}
    for engine in options.engines.split(","):
        if engine == "spark" and find_spec("pyspark") is None:
            print("\nspark: PySpark is not installed, nothing is measured")
            continue
        costs = {size: in_own_process(engine, size, options.tagger) for size in sizes}
        print_table(engine, options.tagger, costs)
        totals[engine] = {size: sum(costs[size].values()) for size in sizes}
    if {"duckdb", "spark"} <= totals.keys():
        print_ratios(totals["duckdb"], totals["spark"])
    return 0


def in_own_process(engine: str, pages: int, tagger: str) -> Costs:
    """CPU seconds by stage of one run."""
    command = [sys.executable, __file__, "--one", engine, str(pages), "--tagger", tagger]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    total = sum(found.values())
    print(f"{engine}, {pages:,} pages: {total:.1f} CPU s", file=sys.stderr, flush=True)
    return found


def measured(engine: str, pages: int, tagger: str) -> Costs:
    """Run all stages here and tell each one's CPU seconds."""
    import reportedly
    from reportedly.api import load_options

    clock = StageClock()
    machine: dict[str, Any] = {} if engine == "duckdb" else {"engine": engine, "master": "local[2]"}
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder, "pile.jsonl")
        write_pile(pile, pages)
        clock.restart()
        options = load_options(tagger=tagger)  # type: ignore[arg-type]
        reportedly.trace(pile, Path(folder, "case"), options=options, progress=clock, **machine)
    return clock.finished()


class StageClock:
    """CPU seconds of the process tree between the beginnings of stages."""

    def __init__(self) -> None:
        self._cpu = TreeCpu()
        self._costs: dict[str, float] = {}
        self.restart()

    def restart(self) -> None:
        """Begin with what comes before the first stage."""
        self._stage, self._since = "start", self._cpu.seconds()

    def stage(self, name: str, *, total: int, reused: int) -> None:
        """The next stage begins."""
        del total, reused
        self._close()
        self._stage = name

    def advance(self, units: int) -> None:
        """Progress inside a stage, which costs nothing of its own."""

    def finished(self) -> Costs:
        """The costs, the report's with the last stage's."""
        self._close()
        return self._costs

    def _close(self) -> None:
        now = self._cpu.seconds()
        self._costs[self._stage] = self._costs.get(self._stage, 0.0) + now - self._since
        self._since = now


class TreeCpu:
    """CPU seconds of this process and all that it started, looked at four times a second.

    Each process counts with what it had when it was last seen: Spark's workers end unnoticed.
    """

    def __init__(self) -> None:
        self._ticks: dict[tuple[int, str], int] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._watch, daemon=True).start()

    def seconds(self) -> float:
        """The sum up to now."""
        with self._lock:
            self._look()
            return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _watch(self) -> None:
        while True:
            self.seconds()
            time.sleep(0.25)

    def _look(self) -> None:
        children: dict[int, list[int]] = {}
        found: dict[int, tuple[str, int]] = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended between the listing and here
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
            found[int(entry.name)] = fields[19], int(fields[11]) + int(fields[12])
        waiting = [os.getpid()]
        while waiting:
            pid = waiting.pop()
            waiting += children.get(pid, [])
            if pid in found:
                started, ticks = found[pid]
                self._ticks[pid, started] = ticks


def print_table(engine: str, tagger: str, costs: Mapping[int, Costs]) -> None:
    """Pages per CPU second by stage and size, growth, and hours for a million pages."""
    sizes = sorted(costs)
    head = "".join(f"{f'{size:,} pages':>15}" for size in sizes)
    print(f"\n{engine}, tagger {tagger}: pages per CPU second")
    print(f"{'stage':<12}{head}{'growth':>9}{'CPU h / million':>17}")
    hours = 0.0
    for stage in STAGES:
        seconds = [costs[size].get(stage, 0.0) for size in sizes]
        growth = exponent(sizes, seconds)
        cost = seconds[-1] * (GOAL / sizes[-1]) ** max(growth, 1.0) / HOUR
        hours += cost
        speeds = "".join(
            f"{size / max(spent, 0.01):>15,.1f}" for size, spent in zip(sizes, seconds, strict=True)
        )
        print(f"{stage:<12}{speeds}{growth:>9.2f}{cost:>17,.1f}")
    starts = ", ".join(f"{costs[size].get('start', 0.0):.1f}" for size in sizes)
    print(f"{'all':<12}{'':>{15 * len(sizes) + 9}}{hours:>17,.1f}   (starting: {starts} CPU s)")
    print(f"figure scale_{engine}_hours_per_million {hours:.1f}")


def print_ratios(duckdb: Mapping[int, float], spark: Mapping[int, float]) -> None:
    """Both engines' CPU seconds as piles grow, and what each page beyond the last pile adds."""
    print(f"\n{'pages':>9}{'duckdb':>10}{'spark':>10}{'ratio':>8}{'ratio of what was added':>26}")
    added = 1.0
    last = 0, 0.0, 0.0
    for size in sorted(duckdb):
        one, other = duckdb[size], spark[size]
        added = (other - last[2]) / max(one - last[1], 0.01)
        shown = f"{added:>26.2f}" if last[0] else ""
        print(f"{size:>9,}{one:>10.1f}{other:>10.1f}{other / one:>8.2f}{shown}")
        last = size, one, other
    print(f"figure scale_spark_over_duckdb {last[2] / last[1]:.2f}")
    print(f"figure scale_spark_added_over_duckdb {added:.2f}")


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Growth of cost with size between the two largest piles: 1 is linear."""
    if len(sizes) == 1 or min(seconds[-2:]) <= 0:
        return 1.0
    return math.log(seconds[-1] / seconds[-2]) / math.log(sizes[-1] / sizes[-2])


if __name__ == "__main__":
    sys.exit(main())
