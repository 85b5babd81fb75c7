"""A Spark application of our own settings, with a clear error for all that may be missing."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from reportedly.engine.spark.environment import differences, environment, probe
from reportedly.errors import MissingEngineError, UnreachableMasterError

LEAST_JAVA: Final = 17
# How long to wait for the master's port, then for the first executor.
CONNECT_SECONDS: Final = 10.0
EXECUTOR_SECONDS: Final = 60.0
_LOOPBACK: Final = ("127.0.0.1", "localhost")
# What rows depend on.
_SQL_SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",
}


class Session:
    """The SQL session of an application on ``master`` whose executors see the folder ``shared``.

    Raises:
        MissingEngineError: Java is missing or too old.
        UnreachableMasterError: nobody answers there in bounded time, or the executors have another
            environment, or do not see the folder.
    """

    def __init__(self, master: str, shared: Path) -> None:
        _check_java()
        hosts = _hosts(master)
        if hosts:
            _check_master(master, hosts)
        self._found = SparkContext._active_spark_context  # noqa: SLF001 - getActive… starts one
        self._context = self._found or _start(master, local=not hosts or _on_loopback(hosts))
        try:
            with _known_failure(master):
                self._prepare(master, shared)
        except BaseException:
            self.close()
            raise

    @property
    def cores(self) -> int:
        """Cores that run tasks."""
        return max(1, self._context.defaultParallelism)

    def close(self) -> None:
        """Stop the application, unless it ran before."""
        if self._found is None:
            self._context.stop()

    def _prepare(self, master: str, shared: Path) -> None:
        if self._context.master != master:
            raise MissingEngineError(
                f"a Spark application on {self._context.master} runs in this process already",
                where=f"engine spark, --master {master}",
                next_step="stop it first, or name its master",
            )
        if not master.startswith("local"):
            self._wait_for_executors(master)
        self._check_executors(master, shared)
        self.sql = SparkSession.builder.getOrCreate().newSession()
        for name, value in _SQL_SETTINGS.items():
            self.sql.conf.set(name, value)

    def _wait_for_executors(self, master: str) -> None:
        """Wait until one executor has answered; the driver itself counts as one."""
        status = self._context._jsc.sc()  # noqa: SLF001 - PySpark does not pass it on
        end = time.monotonic() + EXECUTOR_SECONDS
        while not status.isStopped() and time.monotonic() < end:
            if status.getExecutorMemoryStatus().size() > 1:
                return
            time.sleep(0.1)
        raise UnreachableMasterError(
            f"no executor has answered within {EXECUTOR_SECONDS:.0f} seconds",
            where=f"engine spark, --master {master}",
            next_step=(
                "see the master's page: it must run Spark "
                f"{self._context.version} and have a worker with free cores and memory"
            ),
        )

    def _check_executors(self, master: str, shared: Path) -> None:
        places = 2 * self.cores
        mark = shared / "seen-by-executors"
        mark.touch()
        found = self._context.parallelize(range(places), places).mapPartitions(probe(mark))
        for executor, sees in found.collect():
            different = differences(environment(), executor)
            if different:
                raise UnreachableMasterError(
                    "an executor has another environment: " + ", ".join(different),
                    where=f"engine spark, --master {master}",
                    next_step="install the same packages for driver and executors",
                )
            if not sees:
                raise UnreachableMasterError(
                    "an executor does not see the case folder",
                    where=str(shared),
                    next_step="choose a folder with -o that all machines share under one path",
                )


def _start(master: str, *, local: bool) -> SparkContext:
    """Start the application; what the user's own configuration sets is kept."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if local:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with _known_failure(master):
        SparkContext._ensure_initialized()  # noqa: SLF001 - loads the user's defaults
        conf = SparkConf().setMaster(master).setAppName("reportedly")
        conf.set("spark.ui.showConsoleProgress", "false")
        conf.setIfMissing("spark.ui.enabled", "false")
        conf.setIfMissing("spark.log.level", "OFF")
        if path := os.environ.get("PYTHONPATH"):
            absolute = os.pathsep.join(map(os.path.abspath, path.split(os.pathsep)))
            conf.setIfMissing("spark.executorEnv.PYTHONPATH", absolute)
        if local:
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1")
            conf.setIfMissing("spark.driver.host", "127.0.0.1")
        return SparkContext(conf=conf)


@contextmanager
def _known_failure(master: str) -> Iterator[None]:
    """What Spark says when it cannot start, in one line."""
    from py4j.protocol import Py4JError

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise UnreachableMasterError(
            f"Spark cannot start: {' '.join(str(error).split())[:300]}",
            where=f"engine spark, --master {master}",
            next_step="check the master's address and its log",
        ) from error


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    version = _java_version(java) if java else None
    if version is None or version < LEAST_JAVA:
        found = "no Java runtime was found" if version is None else f"Java {version} is too old"
        raise MissingEngineError(
            found,
            where="engine spark",
            next_step=f"install Java {LEAST_JAVA} or later, and set JAVA_HOME if it is not on PATH",
        )


def _java_version(java: str) -> int | None:
    """The first number of the version that ``java -version`` prints; None if it does not run."""
    try:
        run = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30)  # noqa: S603, PLW1510 - the user's own Java
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(\d+)', run.stderr + run.stdout)
    return int(found[1]) if found else None


def _hosts(master: str) -> list[tuple[str, int]]:
    """Host and port of each standalone master in ``spark://host:port,host:port``."""
    if not master.startswith("spark://"):
        return []
    found = [re.fullmatch(r"(.+):(\d+)", place) for place in master[8:].split(",")]
    return [(place[1], int(place[2])) for place in found if place]


def _on_loopback(hosts: list[tuple[str, int]]) -> bool:
    return all(host in _LOOPBACK for host, _ in hosts)


def _check_master(master: str, hosts: list[tuple[str, int]]) -> None:
    """One of the masters must take a connection; Spark itself would try for minutes."""
    for host, port in hosts:
        try:
            with socket.create_connection((host, port), timeout=CONNECT_SECONDS):
                return
        except OSError as error:
            reason = error
    raise UnreachableMasterError(
        f"the master does not answer ({reason.strerror or type(reason).__name__})",
        where=f"engine spark, --master {master}",
        next_step="check that it runs and that its port can be reached from here",
    )
