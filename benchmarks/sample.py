"""Quality of the whole pipeline on the sample case, whose expected results were worked by hand.

The sample is small and was known while the stages were written: these figures show that nothing
broke, not how good the tool is on pages it has not seen. The rule tagger is run beside the model,
as the floor.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Literal

import reportedly
from casescore import Scored, read_texts, score, table_of
from reportedly.api import load_options
from reportedly.export import interchange_records

EXPECTED = Path(__file__).parents[1] / "tests" / "golden" / "sample" / "expected"
SAMPLE = Path(str(resources.files("reportedly").joinpath("sample")))


def scores(tagger: Literal["model", "rules"]) -> list[Scored]:
    """Trace the sample with one tagger and score its export."""
    options = load_options(
        aliases=SAMPLE / "aliases.yaml", issues=SAMPLE / "issues.yaml", tagger=tagger
    )
    with tempfile.TemporaryDirectory() as folder:
        case = reportedly.trace(SAMPLE / "pages", Path(folder, "case"), options=options)
        return score(EXPECTED, interchange_records(case.arrow()), read_texts(case.folder))


def print_figures(found: Sequence[Scored]) -> None:
    """Recall and precision of every record type, for the floors."""
    for one in found:
        print(f"figure sample_{one.kind}_recall {one.recall:.4f}")
        print(f"figure sample_{one.kind}_precision {one.precision:.4f}")


def main() -> None:
    """Print both tables."""
    pages = len(list((SAMPLE / "pages").iterdir()))
    for tagger in ("rules", "model"):
        found = scores(tagger)
        print(f"\n{pages} pages, tagger {tagger}")
        print(table_of(found))
    print_figures(found)


if __name__ == "__main__":
    main()
