"""How long the main job takes, beside the floor of only starting Python and its libraries.

Prints wall seconds of whole processes, the best of three (the machines are noisy), with the size of
the input and the ratio to the floor.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SAMPLE = Path(str(resources.files("reportedly").joinpath("sample", "pages")))
PROGRAM = [sys.executable, "-m", "reportedly"]
IMPORTS = "import duckdb, jinja2, lxml.html, numpy, onnxruntime, pyarrow.parquet, rapidfuzz"
RUNS = 3


def best_seconds(command: Sequence[str], *, fresh: Path | None = None) -> float:
    """Shortest wall time of a few runs; ``fresh`` is removed before each."""
    times = []
    for _ in range(RUNS):
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Print the table."""
    floor = best_seconds([sys.executable, "-c", IMPORTS])
    python = best_seconds([sys.executable, "-c", "pass"])
    print(f"{'':<34}{'input':>10}{'seconds':>9}{'x floor':>9}")
    print(f"{'floor: import the libraries':<34}{'':>10}{floor:>9.2f}{1:>9.1f}")
    help_seconds = best_seconds([*PROGRAM, "--help"])
    print(f"{'reportedly --help':<34}{'':>10}{help_seconds:>9.2f}{help_seconds / floor:>9.1f}")
    print(f"figure help_seconds {help_seconds:.3f}")
    print(f"figure help_over_bare_python {help_seconds / python:.2f}")
    for name, pages in {"sample": SAMPLE, "seeds": SEEDS}.items():
        if not pages.is_dir():
            print(f"{name}: skipped, {pages.name} is not on this machine")
            continue
        size = sum(path.stat().st_size for path in pages.iterdir())
        with tempfile.TemporaryDirectory() as folder:
            case = Path(folder, "case")
            command = [*PROGRAM, "trace", str(pages), "-q", "-o", str(case)]
            first = best_seconds(command, fresh=case)
            again = best_seconds(command)
        for label, seconds in {"trace": first, "trace again": again}.items():
            row = f"{label} {name}"
            print(f"{row:<34}{size / 1e3:>7.0f} kB{seconds:>9.2f}{seconds / floor:>9.1f}")
        print(f"figure trace_{name}_seconds {first:.3f}")
        print(f"figure trace_again_{name}_over_first {again / first:.3f}")


if __name__ == "__main__":
    main()
