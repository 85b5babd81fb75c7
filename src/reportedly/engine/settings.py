"""Which engine runs and with how much of the machine; the only place that chooses one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from reportedly.engine.protocol import Engine
from reportedly.errors import MissingEngineError

EngineName = Literal["duckdb", "spark"]

DEFAULT_MASTER: Final = "local[*]"
_SIZE: Final = re.compile(r"\d+(\.\d+)?\s*(KB|MB|GB|TB|KiB|MiB|GiB|TiB)", re.IGNORECASE)


class EngineSettingsError(ValueError):
    """A setting does not fit the engine, or cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """An engine by name and what it may use.

    ``memory_limit`` (a size with its unit, such as ``2GB``) and ``workers`` (processes) are
    DuckDB's; ``master`` (``spark://host:port``, ``local[4]``, ...) is Spark's, whose memory and
    cores its own configuration sets.

    Raises:
        EngineSettingsError: a setting belongs to another engine, or cannot be read.
    """

    name: EngineName = "duckdb"
    master: str | None = None
    memory_limit: str | None = None
    workers: int = 1

    def __post_init__(self) -> None:
        if self.name == "duckdb" and self.master is not None:
            raise EngineSettingsError("a master needs the engine spark")
        if self.name == "spark" and (self.memory_limit is not None or self.workers != 1):
            raise EngineSettingsError("Spark's own configuration sets its memory and workers")
        if self.memory_limit is not None and not _SIZE.fullmatch(self.memory_limit):
            raise EngineSettingsError(f"not a size such as 500MB or 2GB: {self.memory_limit!r}")
        if self.workers < 1:
            raise EngineSettingsError("at least one worker is needed")

    def start(self, scratch: Path) -> Engine:
        """The engine, which may write to the existing folder ``scratch``.

        Raises:
            MissingEngineError: a package or program that it needs is missing or too old.
            UnreachableMasterError: no usable cluster answers.
        """
        if self.name == "duckdb":
            from reportedly.engine.duckdb import DuckDBEngine

            return DuckDBEngine(
                scratch=scratch, memory_limit=self.memory_limit, workers=self.workers
            )
        _check_pyspark()
        from reportedly.engine.spark import SparkEngine

        return SparkEngine(scratch=scratch, master=self.master or DEFAULT_MASTER)


def _check_pyspark() -> None:
    """PySpark is there and has what the engine uses (`DataFrame.repartitionById`, since 4.1)."""
    if find_spec("pyspark") is None:
        found = "PySpark is not installed"
    else:
        import pyspark

        major, minor = (int(part) for part in pyspark.__version__.split(".")[:2])
        if (major, minor) >= (4, 1):
            return
        found = f"PySpark {pyspark.__version__} is too old"
    raise MissingEngineError(
        found, where="engine spark", next_step="pip install 'reportedly[spark]'"
    )
