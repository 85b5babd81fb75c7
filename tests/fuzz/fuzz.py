"""Fuzz a reader, and the zones of what it reads, guided by coverage.

    python tests/fuzz/fuzz.py page.html --seconds 600

The name stands for the format, as a file's name would. Inputs that lead somewhere new are kept in
``.fuzz/NAME``, which a later run goes on from; an input that breaks a promise, hangs or eats memory
is written to ``tests/contract/finds``, where `test_fuzz_finds.py` reads it from then on. Needs
``pip install atheris``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "contract"))

with atheris.instrument_imports(include=["reportedly"]):
    from test_readers import HOSTILE, SOUP, assert_holds_together, documents

FINDS = HERE.parent / "contract" / "finds"
KEPT = HERE.parents[1] / ".fuzz"
SECONDS_PER_INPUT = 20
MEGABYTES = 4_000
LONGEST = 8_192


def main() -> None:
    """Fuzz until the time is up or something is found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", help="a file's name; its ending stands for the format")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seeds", type=Path, help="a folder of pages to start from")
    options = parser.parse_args()
    kept = KEPT / options.name
    kept.mkdir(parents=True, exist_ok=True)
    FINDS.mkdir(parents=True, exist_ok=True)
    dictionary = kept.with_suffix(".dict")
    dictionary.write_text("\n".join(map(_quoted, SOUP)), encoding="ascii")
    for number, content in enumerate(HOSTILE.values()):
        if len(content) <= LONGEST:
            (kept / f"hostile-{number}").write_bytes(content)

    def one(content: bytes) -> None:
        reading, made = documents(options.name, content)
        assert reading.drafts or reading.refusals
        for document in made:
            assert_holds_together(document)

    arguments = [
        sys.argv[0],
        str(kept),
        *([str(options.seeds)] if options.seeds else []),
        f"-dict={dictionary}",
        f"-artifact_prefix={FINDS}/{options.name}.",
        f"-max_total_time={options.seconds}",
        f"-timeout={SECONDS_PER_INPUT}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, one)
    atheris.Fuzz()


def _quoted(entry: str) -> str:
    """An entry of libFuzzer's dictionary: every byte as an escape."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in entry.encode("utf-8", "ignore")) + '"'


if __name__ == "__main__":
    main()
