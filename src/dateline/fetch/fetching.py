"""Readings that have an address and no text become those of the page there; what cannot be fetched is a failure in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.schema.failure import NO_LIBRARY, NOT_FETCHED, Failure, Reading
from dateline.settings import Limits


def fetched(readings: Iterable[Reading], limits: Limits, *, agent: str) -> Iterator[Reading]:
    """The same readings in their order, those pages fetched that are to be. `agent` says to servers who asks.

    A page is read like a file; what the row or list said of it counts where the page says nothing.
    """
    try:
        from dateline.fetch.visiting import Visits
    except ImportError as error:
        missing = no_library(error)
        yield from (replace(one, failure=missing) if _is_to_be(one) else one for one in readings)
        return
    with Visits(limits, agent=agent) as visits:
        for reading in readings:
            yield from visits.page(reading).readings if _is_to_be(reading) and reading.report.uri else [reading]


def no_library(error: ImportError) -> Failure:
    """What is told where the packages that fetch are not installed."""
    return NO_LIBRARY.failure("fetch", kind="page of the web", package=error.name, extra="fetch")


def _is_to_be(reading: Reading) -> bool:
    return reading.failure is not None and reading.failure.code == NOT_FETCHED.code
