"""A process of its own for work on hostile input, which may hang, crash or eat all memory.

The process is started with the first call and serves all later ones; where it runs out of time or
memory it is killed, and the next call starts another. It is plain Python, started by path and not
by fork or import of the caller's main module, so that scripts need no ``__main__`` guard. What it
answers is Arrow and JSON, never a pickle: a page that takes it over still cannot run code here.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, Final

import pyarrow as pa

from reportedly.engine.protocol import Tables
from reportedly.errors import EngineError, ReportedlyError

_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from reportedly.pipeline.isolate import serve; serve()"
)
_LENGTH_BYTES: Final = 8

Function = Callable[[Tables, Any], Tables]


class OverLimitError(Exception):
    """The call took too long and was ``killed``, or its process ended by itself."""

    def __init__(self, *, seconds: float, killed: bool) -> None:
        self.killed = killed
        super().__init__(
            f"not finished after {seconds:.0f} seconds"
            if killed
            else "its process ended: out of memory, or a fault in a library"
        )


class FailedCallError(Exception):
    """The function raised; the text says what."""


class Isolated:
    """Runs pure functions of tables in another process, within limits."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def call(
        self, function: Function, tables: Tables, config: object, *, seconds: float, memory: int
    ) -> Tables:
        """What ``function(tables, config)`` gives; both are pickled on their way there.

        Raises:
            OverLimitError: it took longer than ``seconds``, or its process died.
            FailedCallError: the function raised an error of no class of ours.
            ReportedlyError: the function raised it, or the process does not start.
        """
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        expired = threading.Event()

        def kill() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            _send(child.stdin, pickle.dumps((function, dict(tables), config, seconds, memory)))
            answer = _receive(child.stdout)
        except (OSError, EOFError):
            self.close()
            raise OverLimitError(seconds=seconds, killed=expired.is_set()) from None
        finally:
            timer.cancel()
        return _unpacked(answer)

    def close(self) -> None:
        """End the process, at once."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self.close()
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 - this interpreter, on our own module
                [sys.executable, "-P", "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for this process, which ends the other
            )
            self._await(self._child)
        return self._child

    def _await(self, child: subprocess.Popen[bytes]) -> None:
        """Let it start: that is no part of any call's time."""
        assert child.stdout is not None
        try:
            _receive(child.stdout)
        except EOFError:
            self.close()
            raise EngineError(
                "the process for reading pages does not start",
                where=sys.executable,
                next_step="what it printed above says why; install Reportedly again",
            ) from None


def serve() -> None:
    """The other process: answer calls from standard input until it closes."""
    calls = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _send(answers, b"ready")
    while True:
        try:
            received = _receive(calls)
        except EOFError:
            return
        _send(answers, _answer(received))


def _answer(received: bytes) -> bytes:
    function, tables, config, seconds, memory = pickle.loads(received)  # noqa: S301 - our parent's
    _limit_own(seconds, memory)
    try:
        made = function(tables, config)
    except ReportedlyError as error:
        return _packed({"ours": error.as_dict()}, {})
    except Exception as error:  # noqa: BLE001 - the caller decides what it means
        return _packed({"failed": f"{type(error).__name__}: {error}"}, {})
    return _packed({}, made)


def _limit_own(seconds: float, memory: int) -> None:
    """Ask the system to end this process where nobody is left to kill it, or memory runs out."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime + 4 * seconds) + 1
    for kind, limit in ((resource.RLIMIT_CPU, cpu), (resource.RLIMIT_DATA, memory)):
        hard = resource.getrlimit(kind)[1]
        within = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (within, hard))


def _packed(head: dict[str, object], tables: Tables) -> bytes:
    """A line of JSON, then the tables as Arrow streams of the lengths that the line names."""
    streams = []
    for table in tables.values():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        streams.append(sink.getvalue().to_pybytes())
    sizes = [[name, len(stream)] for name, stream in zip(tables, streams, strict=True)]
    line = json.dumps({**head, "tables": sizes}).encode() + b"\n"
    return b"".join((line, *streams))


def _unpacked(answer: bytes) -> Tables:
    line, _, rest = answer.partition(b"\n")
    head = json.loads(line)
    if "ours" in head:
        raise ReportedlyError.from_dict(head["ours"])
    if "failed" in head:
        raise FailedCallError(head["failed"])
    tables, start = {}, 0
    for name, size in head["tables"]:
        tables[name] = pa.ipc.open_stream(rest[start : start + size]).read_all()
        start += size
    return tables


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH_BYTES))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """The next message.

    Raises:
        EOFError: the other side closed the pipe before its end.
    """
    size = int.from_bytes(_exactly(pipe, _LENGTH_BYTES))
    return _exactly(pipe, size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written has no reader
        return
