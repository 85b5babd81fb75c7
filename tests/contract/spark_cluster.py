"""A standalone Spark master and its workers on loopback, from PySpark's own launch script."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_PACKAGE: Final = "org.apache.spark.deploy"
_START_SECONDS: Final = 60.0


class Cluster:
    """One master and some workers of one core each, stopped when the block ends."""

    def __init__(self, folder: Path, *, workers: int) -> None:
        self._folder = folder
        self._count = workers
        self._processes: list[subprocess.Popen[bytes]] = []
        self._port = _free_port()

    @property
    def master(self) -> str:
        """What ``--master`` takes."""
        return f"spark://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        try:
            self._start("master.Master", "--port", str(self._port), "--webui-port", "0")
            self._wait_for_master()
            for number in range(self._count):
                place = self._folder / f"worker{number}"
                self._start(
                    "worker.Worker",
                    *("--cores", "1", "--memory", "1g", "--webui-port", "0"),
                    *("--work-dir", str(place), self.master),
                )
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        for process in reversed(self._processes):
            _kill(process)

    def kill_worker(self) -> None:
        """Kill the first worker and its executor, without a word to anybody."""
        _kill(self._processes[1])

    def _start(self, kind: str, *arguments: str) -> None:
        from pyspark.find_spark_home import _find_spark_home

        home = _find_spark_home()
        log = self._folder / f"{kind}{len(self._processes)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [
                    f"{home}/bin/spark-class",
                    f"{_PACKAGE}.{kind}",
                    "--host",
                    "127.0.0.1",
                    *arguments,
                ],
                env={
                    **os.environ,
                    "SPARK_HOME": home,
                    "SPARK_LOCAL_IP": "127.0.0.1",
                    "SPARK_DAEMON_MEMORY": "256m",
                },
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._processes.append(process)

    def _wait_for_master(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"no master after {_START_SECONDS} seconds; logs in {self._folder}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process and all that it started: an executor is a child of its worker."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
