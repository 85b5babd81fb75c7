"""The error tree: stable codes, and messages that help."""

from __future__ import annotations

import pickle

import pytest

from reportedly import errors


def all_errors() -> list[type[errors.ReportedlyError]]:
    """Every class of the tree."""
    found: list[type[errors.ReportedlyError]] = []
    waiting = [errors.ReportedlyError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


def test_codes_are_unique_and_drawn() -> None:
    """No two errors share a code, and the module's drawing names each leaf with its code."""
    codes = [kind.code for kind in all_errors()]
    assert len(set(codes)) == len(codes)
    drawing = errors.__doc__ or ""
    for kind in all_errors():
        assert kind.__name__ in drawing
        if not kind.__subclasses__():
            assert kind.code in drawing


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_messages_say_what_where_and_what_to_do(kind: type[errors.ReportedlyError]) -> None:
    """An error carries all three parts, also across processes."""
    error = kind("it broke", where="page.txt", next_step="mend it")
    assert str(error) == "it broke: page.txt. mend it"
    again = pickle.loads(pickle.dumps(error))
    assert again.as_dict() == error.as_dict()
    assert error.as_dict()["code"] == kind.code
