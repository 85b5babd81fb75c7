"""What is said when a Spark application cannot be had."""

from __future__ import annotations

import socket
import stat
import time
from pathlib import Path

import pytest

from reportedly.errors import MissingEngineError, UnreachableMasterError

pytest.importorskip("pyspark", reason="PySpark is not installed")

from reportedly.engine.settings import EngineSettings
from reportedly.engine.spark import session
from reportedly.engine.spark.environment import differences, environment, probe


def start(scratch: Path, master: str) -> None:
    """Start the engine as a run does."""
    EngineSettings(name="spark", master=master).start(scratch)


def fake_java(folder: Path, version: str) -> Path:
    """A Java home whose ``java`` only tells its version."""
    java = folder / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2020-01-01' >&2\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    return folder


def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing Java runtime is named, with what to install."""
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nothing"))
    with pytest.raises(MissingEngineError, match=r"no Java runtime was found.*install Java 17"):
        start(tmp_path, "local[1]")


def test_old_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Java that is too old is told by its version."""
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, "1.8.0_292")))
    with pytest.raises(MissingEngineError, match="Java 1 is too old"):
        start(tmp_path, "local[1]")


def test_old_pyspark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PySpark without what the engine uses is told by its version."""
    monkeypatch.setattr("pyspark.__version__", "3.5.9")
    with pytest.raises(MissingEngineError, match=r"PySpark 3\.5\.9 is too old"):
        start(tmp_path, "local[1]")


def test_no_master_is_no_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that nobody listens on is an error at once, without starting Java."""
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, "21.0.1")))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{unused.getsockname()[1]}"
        started = time.monotonic()
        with pytest.raises(UnreachableMasterError, match="does not answer"):
            start(tmp_path, master)
    assert time.monotonic() - started < session.CONNECT_SECONDS


def test_other_environments_are_told_apart(tmp_path: Path) -> None:
    """An executor with another version, or without the package, is described by what differs."""
    own = environment()
    assert differences(own, own) == []
    assert differences(own, {**own, "numpy": "0.1"}) == [f"numpy 0.1 (driver {own['numpy']})"]
    (lacking,) = differences(own, {"reportedly": "No module named 'reportedly'"})
    assert "cannot be imported" in lacking
    found = list(probe(tmp_path / "mark")(range(2)))
    assert found == [(own, False)] * 2
    (tmp_path / "mark").touch()
    assert list(probe(tmp_path / "mark")(range(1))) == [(own, True)]
