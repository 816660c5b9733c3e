"""Which settings the tables are read with just now, and the tables loaded for each.

`with using(settings)` holds for the code within and for nothing else (a context variable: other threads and later calls are not
touched). A loader marked `@per_settings` reads `current()` and runs once for each settings; what it gave is kept as long as these
settings are among the last few in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, update_wrapper, wraps
from typing import Any, Generic, TypeVar

from dateline.errors import DatelineError, ResourceError
from dateline.resources import MEND
from dateline.settings.record import NOTHING_ADDED, Settings

T = TypeVar("T")
# Tables of so many different settings are kept in memory; a run has one.
_KEPT = 8


class Tables:
    """What the loaders made of the package's tables and one user's settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.loaded: dict[Callable[[], Any], Any] = {}


_PACKAGE = Tables(NOTHING_ADDED)
_tables: ContextVar[Tables] = ContextVar("tables", default=_PACKAGE)


@lru_cache(maxsize=_KEPT)
def _tables_of(settings: Settings) -> Tables:
    return Tables(settings) if settings != NOTHING_ADDED else _PACKAGE


@contextmanager
def using(settings: Settings | None) -> Iterator[None]:
    """The tables are read with these settings inside the `with` block."""
    token = _tables.set(_PACKAGE if settings is None else _tables_of(settings))
    try:
        yield
    finally:
        _tables.reset(token)


def current() -> Settings:
    """The settings in use."""
    return _tables.get().settings


def checked(load: Callable[[], T]) -> Callable[[], T]:
    """The loader, with whatever it meets in a damaged file as a ResourceError."""

    @wraps(load)
    def loaded() -> T:
        try:
            return load()
        except ResourceError as error:
            if "install dateline" in error.message:
                raise
            raise ResourceError(f"{error.message}; {MEND}") from error
        except DatelineError:
            raise
        except Exception as error:  # a damaged table fails in as many ways as there are lines that read it
            reason = f"{load.__module__}: {type(error).__name__}: {error}"
            raise ResourceError(f"a table of the package is damaged ({reason}); {MEND}") from error

    return loaded


class PerSettings(Generic[T]):
    """A loader that runs once for each settings in use."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = checked(load)
        update_wrapper(self, load)

    def __call__(self) -> T:
        loaded = _tables.get().loaded
        if self._load not in loaded:
            loaded[self._load] = self._load()
        found: T = loaded[self._load]
        return found

    def cache_clear(self) -> None:
        """Forget what was loaded with the settings in use."""
        _tables.get().loaded.pop(self._load, None)


def per_settings(load: Callable[[], T]) -> PerSettings[T]:
    """Mark a loader without arguments that reads tables: one result for each settings."""
    return PerSettings(load)
