"""Whether executors would give the same rows as the driver: same Python, package and libraries."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

Environment = Mapping[str, str]

_PACKAGE: Final = Path(__file__).parents[2]
_REQUIRED: Final = re.compile(r"[\w.-]+")


def environment() -> Environment:
    """Names and versions of all that rows may depend on, in this process."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, "reportedly": _package_digest(), **_libraries()}


def probe(shared: Path) -> Callable[[Iterable[int]], Iterator[tuple[Environment, bool]]]:
    """A function for executors: their environment, and whether they see the file ``shared``.

    It is made here so that it travels as code: an executor may have no Reportedly to import.
    """
    path = str(shared)

    def look(places: Iterable[int]) -> Iterator[tuple[Environment, bool]]:
        import os

        try:
            from reportedly.engine.spark.environment import environment as describe

            found = describe()
        except ImportError as error:
            found = {"reportedly": str(error)}
        yield from ((found, os.path.exists(path)) for _ in places)  # noqa: PTH110 - see above

    return look


def differences(driver: Environment, executor: Environment) -> list[str]:
    """What differs, for a message: ``numpy 1.26.4 (driver 2.0.1)``."""
    if "Python" not in executor:
        return [f"Reportedly cannot be imported: {executor['reportedly']}"]
    return [
        f"{name} {executor.get(name, 'missing')} (driver {version})"
        for name, version in driver.items()
        if executor.get(name) != version
    ]


def _package_digest() -> str:
    """A digest of the package's code and models."""
    hashed = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            hashed.update(path.relative_to(_PACKAGE).as_posix().encode())
            hashed.update(path.read_bytes())
    return hashed.hexdigest()[:12]


def _libraries() -> dict[str, str]:
    """The package's required libraries and their versions."""
    try:
        lines = metadata.requires("reportedly") or []
    except metadata.PackageNotFoundError:
        return {}
    names = [_REQUIRED.match(line) for line in lines if "extra ==" not in line]
    return {name[0]: metadata.version(name[0]) for name in names if name}
