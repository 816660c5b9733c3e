"""What programs ask for in the address: the filters of `dateline incidents`, pages, and what changed since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from dateline.errors import UsageError
from dateline.store import Filters
from dateline.store.pages import ReportFilters

# Rows of a page
MOST, USUAL = 500, 50
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Beyond these years a time cannot be told in UTC
_YEARS = (2, 9998)


def _day(value: object) -> object:
    """pydantic would take a number for a time."""
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


def _time(value: datetime) -> datetime:
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise ValueError("this time is beyond all reports")
    return value


Day = Annotated[date, BeforeValidator(_day)]
Time = Annotated[AwareDatetime, AfterValidator(_time)]
Since = Annotated[Day | None, Query(description="From this day on, YYYY-MM-DD.")]
Until = Annotated[Day | None, Query(description="Up to this day, YYYY-MM-DD.")]
Country = Annotated[str | None, Query(pattern="^[A-Za-z]{3}$", description="In this country (ISO 3166-1 alpha-3).")]
Text = Annotated[
    str | None, Query(min_length=1, max_length=200, description="With all these words in one of its reports. One must be a word.")
]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page: at most `limit` rows behind `cursor`; with `since` in the order of changes, from that time (ISO 8601 in UTC) on."""

    limit: int
    cursor: str | None
    since: str | None


def filters(
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: Annotated[
        str | None, Query(min_length=1, max_length=200, description="With this party, by its id or the beginning of a word of its name.")
    ] = None,
    type: Annotated[str | None, Query(min_length=1, max_length=80, description="Of this type, or TYPE:MODE.")] = None,
    status: Annotated[str | None, Query(min_length=1, max_length=40, description="Told with this status.")] = None,
    killed_min: Annotated[int | None, Query(ge=0, le=10**9, description="With at least so many killed, by the best estimate.")] = None,
    sources_min: Annotated[int | None, Query(ge=1, le=10**6, description="Told by so many independent sources.")] = None,
    text: Text = None,
) -> Filters:
    """The filters of the command line. An incident is found by what any of its reports says."""
    return Filters(
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        country=country.upper() if country else None,
        actor=actor,
        type=type,
        status=status,
        killed_min=killed_min,
        sources_min=sources_min,
        text=_words(text),
    )


def report_filters(
    since: Annotated[Day | None, Query(description="Published on this day or later.")] = None,
    until: Annotated[Day | None, Query(description="Published up to this day.")] = None,
    publisher: Annotated[str | None, Query(min_length=1, max_length=200, description="Of this publisher.")] = None,
    text: Annotated[str | None, Query(min_length=1, max_length=200, description="With all these words.")] = None,
    failed: Annotated[bool, Query(description="Only those that could not be coded.")] = False,
) -> ReportFilters:
    """The filters of reports."""
    days = {"since": since.isoformat() if since else None, "until": until.isoformat() if until else None}
    return ReportFilters(**days, publisher=publisher, text=_words(text), failed=failed)


def paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many rows at most.")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=4000, description="`next` of the page before, or `resume` of an earlier reading.")
    ] = None,
) -> Paging:
    """A page of a list."""
    return Paging(limit, cursor, None)


def paging_changes(
    page: Annotated[Paging, Depends(paging)],
    updated_since: Annotated[
        Time | None,
        Query(description="Only what changed at this time or later, in the order of changes: what changes while you read comes again."),
    ] = None,
) -> Paging:
    """A page of a list that can be read in the order of changes."""
    return Paging(page.limit, page.cursor, None if updated_since is None else in_utc(updated_since))


def in_utc(time: datetime) -> str:
    """The time as the store writes times."""
    return time.astimezone(UTC).isoformat(timespec="seconds")


def _words(text: str | None) -> str | None:
    if text is not None and not any(char.isalnum() for char in text):
        raise UsageError(f"{text!r}: there is no word to look for")
    return text


Asked = Annotated[Filters, Depends(filters)]
AskedReports = Annotated[ReportFilters, Depends(report_filters)]
Page = Annotated[Paging, Depends(paging)]
Changes = Annotated[Paging, Depends(paging_changes)]
