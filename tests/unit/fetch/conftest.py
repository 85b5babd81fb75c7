"""The small web as a fixture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    """The web, serving until the test ends."""
    with serving() as made:
        yield made
