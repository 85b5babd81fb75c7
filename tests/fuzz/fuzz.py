"""Fuzz what reads a format, and the zones of what it reads, guided by coverage.

    python tests/fuzz/fuzz.py page.html --seconds 600

The name stands for the format, as a file's name would. Inputs that lead somewhere new are kept in
``.fuzz/NAME``, which a later run goes on from; an input that breaks a promise, hangs or eats memory
is written to ``tests/contract/finds``, where `test_fuzz_finds.py` reads it from then on. Needs
``pip install atheris``.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
from functools import partial
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "contract")]

with atheris.instrument_imports(include=["reportedly"]):
    import targets
    from test_readers import SOUP

FINDS = HERE.parent / "contract" / "finds"
KEPT = HERE.parents[1] / ".fuzz"
SECONDS_PER_INPUT = 20
MEGABYTES = 4_000
LONGEST = 16_384


def main() -> None:
    """Fuzz until the CPU time is up or something is found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", help="a file's name; its ending stands for the format")
    parser.add_argument("--seconds", type=int, default=60, help="of CPU time")
    parser.add_argument("--seeds", type=Path, help="a folder of more files to start from")
    options = parser.parse_args()
    kept = KEPT / options.name
    kept.mkdir(parents=True, exist_ok=True)
    FINDS.mkdir(parents=True, exist_ok=True)
    dictionary = kept.with_suffix(".dict")
    dictionary.write_text("\n".join(map(_quoted, SOUP)), encoding="ascii")
    for number, content in enumerate(targets.seeds(options.name)):
        if len(content) <= LONGEST:
            (kept / f"seed-{number}").write_bytes(content)
    arguments = [
        sys.argv[0],
        str(kept),
        *([str(options.seeds)] if options.seeds else []),
        f"-dict={dictionary}",
        f"-artifact_prefix={FINDS}/{options.name}.",
        f"-timeout={SECONDS_PER_INPUT}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, partial(_one, options.name, options.seconds))
    atheris.Fuzz()


def _one(name: str, seconds: int, content: bytes) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    if used.ru_utime + used.ru_stime > seconds:
        print(f"{name}: nothing more found in {seconds} seconds of CPU time", flush=True)
        os._exit(0)  # to raise here would count as a find
    targets.check(name, content)


def _quoted(entry: str) -> str:
    """An entry of libFuzzer's dictionary: every byte as an escape."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in entry.encode("utf-8", "ignore")) + '"'


if __name__ == "__main__":
    main()
