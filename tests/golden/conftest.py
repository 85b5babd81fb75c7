"""The sample case, traced once for all golden tests, and the scorer of ``benchmarks/``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportedly.api import Case, demo

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case that ``reportedly demo`` makes."""
    return demo(tmp_path_factory.mktemp("sample") / "case")
