"""The day of publication, as feeds and people write it."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateline.errors import UsageError

# 2019-01-01, or the same before a time of day, whose zone does not move the day: it is the day at the publisher's desk.
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII | re.DOTALL)


def parse_published(text: str) -> date | None:
    """The day that `text` names in ISO form, with or without a time; None where it is no such date.

    >>> parse_published("2019-01-01T23:30:00+04:30")
    datetime.date(2019, 1, 1)
    """
    found = _ISO_DAY.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def published_day(given: date | str | None) -> date | None:
    """The day of publication as a caller gives it. Raises UsageError for anything that is not a day."""
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    day = parse_published(str(given))
    if day is None:
        raise UsageError(f"the publication date must be a date or YYYY-MM-DD, not {given!r}")
    return day
