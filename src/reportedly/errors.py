"""One tree of errors; each has a stable code that users can search for.

::

    ReportedlyError
    ├── InputError            exit 3  the user's input cannot be used
    │   ├── MissingPathError        E101
    │   ├── EmptyInputError         E102
    │   ├── NothingReadError        E103
    │   └── OptionFileError         E104
    ├── CaseError             exit 4  the case folder cannot be used
    │   ├── NotACaseError           E201
    │   ├── NewerCaseError          E202
    │   ├── LockedCaseError         E203
    │   ├── DamagedCaseError        E204
    │   └── ForeignFolderError      E205
    ├── EngineError           exit 5  an engine cannot be had, or a query or a map failed
    │   ├── QueryError              E301
    │   ├── MapError                E302
    │   ├── MissingEngineError      E303
    │   └── UnreachableMasterError  E304
    ├── ModelError            exit 6  a model file is missing or altered
    │   ├── MissingModelError       E401
    │   └── AlteredModelError       E402
    └── MissingLibraryError   exit 1  E501: an optional library is not installed

Every message says what went wrong, where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class ReportedlyError(Exception):
    """Root of all errors that Reportedly raises on purpose.

    ``code`` is stable across releases; ``exit_status`` is what the command line returns.
    """

    code: ClassVar[str] = "E000"
    exit_status: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str, next_step: str) -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        super().__init__(f"{what}: {where}. {next_step}")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.where, self.next_step)

    def as_dict(self) -> dict[str, str]:
        """The error as the command line's ``--json`` prints it."""
        return {
            "code": self.code,
            "error": type(self).__name__,
            "what": self.what,
            "where": self.where,
            "next_step": self.next_step,
        }

    @staticmethod
    def from_dict(found: Mapping[str, str]) -> ReportedlyError:
        """The error that `as_dict` described; of the root class where its own is not known."""
        classes = [ReportedlyError]
        for known in classes:
            classes += known.__subclasses__()
        kind = {known.code: known for known in classes}.get(found["code"], ReportedlyError)
        return kind(found["what"], where=found["where"], next_step=found["next_step"])


def _rebuild(kind: type[ReportedlyError], what: str, where: str, step: str) -> ReportedlyError:
    return kind(what, where=where, next_step=step)


class InputError(ReportedlyError):
    """The user's input cannot be used."""

    code = "E100"
    exit_status = 3


class MissingPathError(InputError):
    """A path that was named does not exist or cannot be opened."""

    code = "E101"


class EmptyInputError(InputError):
    """A folder that was named holds no file that could be a page."""

    code = "E102"


class NothingReadError(InputError):
    """Files were found, but not one of them could be read as a page."""

    code = "E103"


class OptionFileError(InputError):
    """An option file (aliases, issues) is not what its format asks for."""

    code = "E104"


class CaseError(ReportedlyError):
    """The case folder cannot be used."""

    code = "E200"
    exit_status = 4


class NotACaseError(CaseError):
    """The folder holds no manifest of a case."""

    code = "E201"


class NewerCaseError(CaseError):
    """The case was written by a newer version of Reportedly."""

    code = "E202"


class LockedCaseError(CaseError):
    """Another run is writing to the same case."""

    code = "E203"


class DamagedCaseError(CaseError):
    """A table or manifest of the case cannot be read back."""

    code = "E204"


class ForeignFolderError(CaseError):
    """The output folder holds files that are not a case's."""

    code = "E205"


class EngineError(ReportedlyError):
    """An engine cannot be had, or a query or a map failed inside it."""

    code = "E300"
    exit_status = 5


class QueryError(EngineError):
    """The engine refused or failed a query; the message carries the query's name."""

    code = "E301"


class MapError(EngineError):
    """A map failed on a cluster for a reason that is not in the data."""

    code = "E302"


class MissingEngineError(EngineError):
    """What an engine needs (PySpark, Java) is missing, too old, or taken by something else."""

    code = "E303"


class UnreachableMasterError(EngineError):
    """No cluster answers at the master's address, or its machines differ from this one."""

    code = "E304"


class ModelError(ReportedlyError):
    """A model file cannot be used."""

    code = "E400"
    exit_status = 6


class MissingModelError(ModelError):
    """A model file of the package is not where it should be."""

    code = "E401"


class AlteredModelError(ModelError):
    """A model file's digest is not the one that its card names."""

    code = "E402"


class MissingLibraryError(ReportedlyError):
    """A library that only some of the work needs is not installed."""

    code = "E501"
