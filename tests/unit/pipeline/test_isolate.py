"""The process beside: what hangs, crashes or fails in it never reaches the one that asked."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pyarrow as pa
import pytest

from reportedly.engine.protocol import Tables
from reportedly.errors import AlteredModelError, EngineError, ReportedlyError
from reportedly.limits import Limits
from reportedly.pipeline.isolate import FailedCallError, Isolated, OverLimitError

GIGABYTE = 1_000_000_000
NUMBERS = {"numbers": pa.table({"n": [1, 2, 3]})}


def double(tables: Tables, config: object) -> Tables:
    """Twice each number, on a noisy standard output."""
    del config
    print("not an answer")  # noqa: T201 - as a library would
    return {"numbers": pa.table({"n": [2 * n for n in tables["numbers"]["n"].to_pylist()]})}


def process(tables: Tables, config: object) -> Tables:
    """The number of the process."""
    del tables, config
    return {"process": pa.table({"id": [os.getpid()]})}


def hang(tables: Tables, config: object) -> Tables:
    """Longer than any test waits."""
    time.sleep(600)
    return double(tables, config)


def crash(tables: Tables, config: object) -> Tables:
    """What a broken library does."""
    os.abort()
    return double(tables, config)


def hoard(tables: Tables, config: object) -> Tables:
    """Far more memory than is allowed."""
    hoarded = bytearray(3 * GIGABYTE)
    return double(tables, (config, hoarded))


def refuse(tables: Tables, config: object) -> Tables:
    """An error of the installation."""
    raise AlteredModelError("another digest", where=f"{tables} {config}", next_step="reinstall")


@pytest.fixture
def isolated() -> Iterator[Isolated]:
    """A process beside this one."""
    made = Isolated()
    yield made
    made.close()


def call(isolated: Isolated, function: object, *, seconds: float = 30) -> Tables:
    """A call with a gigabyte of memory."""
    assert callable(function)
    return isolated.call(function, NUMBERS, None, seconds=seconds, memory=GIGABYTE)


def test_a_call_gives_what_the_function_gives(isolated: Isolated) -> None:
    """Tables go there and back; what the function prints is no part of the answer."""
    assert call(isolated, double)["numbers"]["n"].to_pylist() == [2, 4, 6]


def test_one_process_serves_all_calls(isolated: Isolated) -> None:
    """It is started once, and it is not this one."""
    first, second = (call(isolated, process)["process"]["id"][0].as_py() for _ in range(2))
    assert first == second != os.getpid()


@pytest.mark.parametrize(("function", "killed"), [(hang, True), (crash, False)])
def test_a_call_that_hangs_or_crashes_ends_and_the_next_one_works(
    isolated: Isolated, function: object, killed: bool
) -> None:
    """The error says which of the two it was."""
    call(isolated, double)
    with pytest.raises(OverLimitError) as caught:
        call(isolated, function, seconds=2)
    assert caught.value.killed is killed
    assert call(isolated, double)["numbers"]["n"].to_pylist() == [2, 4, 6]


def test_memory_beyond_the_limit_fails_the_call_alone(isolated: Isolated) -> None:
    """The system refuses the memory; nothing else is harmed."""
    with pytest.raises((FailedCallError, OverLimitError), match=r"MemoryError|out of memory"):
        call(isolated, hoard)
    assert call(isolated, double)["numbers"].num_rows == 3


def test_errors_of_ours_come_back_as_themselves(isolated: Isolated) -> None:
    """A missing model is told apart from a page that fails."""
    with pytest.raises(AlteredModelError, match="another digest") as caught:
        call(isolated, refuse)
    assert caught.value.next_step == "reinstall"


def test_a_process_that_does_not_start_says_so(
    isolated: Isolated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation that cannot be imported there is no fault of a page."""
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(EngineError, match="does not start") as caught:
        call(isolated, double)
    assert caught.value.where == sys.executable


def test_unknown_codes_become_the_root_error() -> None:
    """An error of a newer version is still an error."""
    found = {"code": "E999", "what": "a", "where": "b", "next_step": "c"}
    assert type(ReportedlyError.from_dict(found)) is ReportedlyError


def test_limits_grow_with_the_input() -> None:
    """A single document has an upper limit, a batch grows with its size."""
    limits = Limits(seconds=10, bytes_per_second=100, most_seconds=20)
    assert limits.seconds_for(100, single=True) == 11
    assert limits.seconds_for(10_000, single=True) == 20
    assert limits.seconds_for(10_000, single=False) == 110


def test_an_interrupt_at_the_keyboard_is_not_for_the_process_beside(isolated: Isolated) -> None:
    """Ctrl-C reaches a whole group of processes: the process beside is not in this one's."""
    found = isolated.call(process, NUMBERS, None, seconds=60, memory=GIGABYTE)
    beside = found["process"]["id"][0].as_py()
    assert os.getpgid(beside) == beside != os.getpgid(0)
