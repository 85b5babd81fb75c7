"""What fuzzing once found stays mended."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "fuzz"))

from targets import check, seeds  # noqa: E402

FINDS = sorted((HERE / "finds").iterdir())


@pytest.mark.parametrize("path", FINDS, ids=[path.name for path in FINDS])
def test_a_find_is_read_or_refused(path: Path) -> None:
    """Each file's name begins with the name that it was fuzzed under."""
    check(path.name.rpartition(".")[0], path.read_bytes())


@pytest.mark.parametrize("name", ["pile.zip", "crawl.warc", "crawl.warc.gz", "page.docx"])
def test_the_fuzzer_starts_from_files_that_are_read(name: str) -> None:
    """A container that is refused at its first byte would teach it nothing."""
    found = [check(name, content) for content in seeds(name)]
    assert found
    assert all(found)
