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


class ProposalError(UsageError):
    """A file of proposed codings is none, or no longer fits the store."""

    code = "DL436"


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


class ServeError(UsageError):
    """A server cannot be started so: strangers could reach what they must not, or the address is taken."""

    code = "DL470"


class NotSignedInError(DatelineError):
    """Nobody is signed in, or the token is unknown, over or revoked."""

    code = "DL471"


class NotAllowedError(DatelineError):
    """Whoever asks may not do this."""

    code = "DL472"


class ForgedError(DatelineError):
    """A request that would change something does not come from the server's own page."""

    code = "DL473"


class TooManyError(DatelineError):
    """Too many requests or wrong passwords in a short time. `wait` is how many seconds to wait."""

    code = "DL474"

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says besides, by HTTP."""
        return {"Retry-After": str(self.wait)}


class NotFoundError(UsageError):
    """There is no such page, report, event, incident, decision or person."""

    code = "DL475"


class CursorError(UsageError):
    """A cursor of the API is none, or belongs to another list or other filters."""

    code = "DL480"


class GoneError(DatelineError):
    """What is asked for was here and is no more: an incident that was taken apart, a text that was taken out."""

    code = "DL481"


class ApiError(DatelineError):
    """A server's API refused what its client asked, or could not be reached. `status` is that of HTTP, None where none came; `problem`
    the code that the server gave."""

    code = "DL482"

    def __init__(self, message: str, *, status: int | None = None, problem: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.problem = problem
