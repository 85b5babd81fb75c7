"""Score an ``eval`` export against annotated gold.

    python benchmarks/casescore.py GOLD_DIR EXPORT.jsonl --pages PAGES

GOLD_DIR holds JSON Lines files of gold records (attributions, variants, checks, positions, …), in
the conventions of the sample case (``tests/golden/sample/README.md``). PAGES holds the pages, or a
case folder, from which the words are counted.

Two spans match when they share at least half of the words of each. Records are paired one to one,
best overlap first. A gold record with ``core: false`` is neutral: found or missed, it counts
nowhere. A product record without a gold partner counts against precision, unless it is a piece of
a longer gold record of the same speaker.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scorers import SCORERS, Judge, Scored
from spanmatch import Names, Pages, Record, doc_of, with_doc

GOLD_FILES = {
    "attribution": "attributions",
    "variant": "variants",
    "check": "checks",
    "position": "positions",
    "overlap": "overlaps",
    "zone": "zones",
    "comment": "comments",
    "witness": "witnesses",
    "transmission": "transmissions",
    "entity": "entities",
}


def score(gold_dir: Path, product: Iterable[Record], texts: Mapping[str, str]) -> list[Scored]:
    """Score every record type that the gold folder has a file for.

    ``texts`` are the pages by name; product records about other pages are left out.
    """
    gold = {
        kind: [with_doc(one) for one in read_lines(gold_dir / f"{name}.jsonl")]
        for kind, name in GOLD_FILES.items()
        if (gold_dir / f"{name}.jsonl").exists()
    }
    docs = {doc_of(one) for kind in ("attribution", "zone") for one in gold.get(kind, ())}
    judge = Judge(Pages(texts), Names.of(gold.get("entity", ())))
    records = [with_doc(one) for one in product]
    return [
        SCORERS[kind](
            gold[kind],
            [one for one in records if one["type"] == kind and doc_of(one) in {"", *docs}],
            judge,
        )
        for kind in gold
    ]


def read_lines(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_texts(folder: Path) -> dict[str, str]:
    """Texts by name: of a case, or of a folder of text pages."""
    documents = folder / "tables" / "documents.parquet"
    if documents.exists():
        import pyarrow.parquet as pq

        rows = pq.read_table(documents, columns=["label", "text"]).to_pylist()
        return {row["label"]: row["text"] for row in rows}
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}


def table_of(scores: Sequence[Scored]) -> str:
    """The scores as text."""
    lines = [f"{'':13}{'gold':>6}{'found':>7}{'recall':>8}{'prec.':>7}  of those found"]
    for one in scores:
        rates = ", ".join(f"{name} {one.rate(name):.2f}" for name in one.rates)
        lines.append(
            f"{one.kind:13}{one.gold:6}{one.found:7}{one.recall:8.2f}{one.precision:7.2f}  {rates}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table; with ``--misses`` also what was missed and what was too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("export", type=Path)
    parser.add_argument("--pages", type=Path, required=True, help="pages, or the case folder")
    parser.add_argument("--misses", choices=sorted(SCORERS), help="list them for one type")
    options = parser.parse_args()
    scores = score(options.gold, read_lines(options.export), read_texts(options.pages))
    print(table_of(scores))
    for one in scores:
        if one.kind == options.misses:
            print("\nmissed:", *one.missed, sep="\n  ")
            print(
                "\ntoo much:",
                *(json.dumps(r, ensure_ascii=False) for r in one.spurious),
                sep="\n  ",
            )


if __name__ == "__main__":
    main()
