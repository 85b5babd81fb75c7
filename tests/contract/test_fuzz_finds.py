"""What fuzzing once found stays mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_readers import assert_holds_together, documents

FINDS = sorted((Path(__file__).parent / "finds").iterdir())


@pytest.mark.parametrize("path", FINDS, ids=[path.name for path in FINDS])
def test_a_find_is_read_or_refused(path: Path) -> None:
    """Each file starts with the name of its format; it becomes documents or says why not."""
    name = ".".join(path.name.split(".")[:2])
    reading, made = documents(name, path.read_bytes())
    assert reading.drafts or reading.refusals
    for document in made:
        assert_holds_together(document)
