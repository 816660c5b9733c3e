"""Every error of Dateline: one base class, one stable code each, what is wrong, where, and what to do."""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors. `code` is stable and documented in docs/reference/errors.md."""

    code = "DL000"

    def __init__(self, message: str) -> None:
        super().__init__(f"{self.code}: {message}")
        self.message = message


class ReportError(DatelineError):
    """A report could not be read."""

    code = "DL100"


class ResourceError(DatelineError):
    """A table or the model in the package is missing or damaged."""

    code = "DL200"


class CodingError(DatelineError):
    """A stage failed on one report; the report becomes a failure and the rest goes on."""

    code = "DL300"


class UsageError(DatelineError):
    """A command or function was called wrongly."""

    code = "DL400"


class SettingsError(UsageError):
    """A user's settings or one of their tables is missing or wrong."""

    code = "DL410"


class GoldError(UsageError):
    """A file of gold to measure against is missing or wrong."""

    code = "DL420"


class StoreError(DatelineError):
    """The store cannot be opened, read or written."""

    code = "DL430"


class StoreBusyError(StoreError):
    """Another process is writing to the store, and did not finish in time."""

    code = "DL431"


class StoreFullError(StoreError):
    """There is no room left where the store is."""

    code = "DL432"


class StoreLostError(StoreError):
    """The connection to the database was lost, or there is none."""

    code = "DL433"


class StoreVersionError(StoreError):
    """The store was written by a newer version of Dateline."""

    code = "DL434"


class GazetteerError(UsageError):
    """A table of a user's gazetteer, or a file that it is to be made of, is missing, wrong or unfinished."""

    code = "DL440"


class ExportError(UsageError):
    """What is asked for cannot be written in this format: a library is missing, or the format has no room for it."""

    code = "DL450"


class BundleError(UsageError):
    """A file that is to be verified is no bundle, or is not safe to read."""

    code = "DL451"


class TableError(UsageError):
    """A table that people coded and that is to be brought in is missing or wrong."""

    code = "DL460"
