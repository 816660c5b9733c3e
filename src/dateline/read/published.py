"""The day of publication, as feeds, pages and people write it. The clock and the time of a file are no evidence of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateline.errors import UsageError

# 2019-01-01, or the same before a time of day, whose zone does not move the day: it is the day at the publisher's desk.
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII | re.DOTALL)
# 20190101T233000Z, 20190101233000, 20190101, as lists of GDELT and archives have it
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?", re.ASCII)

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + "|sept"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_DAY_FIRST = rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>{_MONTH})\.?,?\s+{_YEAR.format(1)}"
_MONTH_FIRST = rf"(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR.format(2)}"
_ISO = rf"{_YEAR.format(3)}-(?P<month3>\d\d)-(?P<day3>\d\d)"
# With points the day comes first everywhere: 14.05.2019
_POINTS = rf"(?P<day4>\d{{1,2}})\.\s?(?P<month4>\d{{1,2}})\.\s?{_YEAR.format(4)}"
_WRITTEN = re.compile(rf"(?<![\w/.-])(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_ISO}|{_POINTS})(?!\d)", re.IGNORECASE | re.ASCII)
# With strokes America puts the month first: only a number beyond twelve tells which it is
_STROKES = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?:[ ,T].*)?", re.ASCII)
_BESIDE_A_DAY = re.compile(r"(?i)[\s,|·•:-]*+(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*+)?[\s\d:.,|·•apmgtuc–-]*")
# .../2019/03/08/..., .../2019/mar/08/..., .../2019-03-08...
_IN_ADDRESS = re.compile(
    rf"/{_YEAR.format(1)}(?P<gap>[/-])(?P<month1>\d{{1,2}}|{_MONTH})(?P=gap)(?P<day1>\d{{1,2}})(?=[/_.-]|$)", re.IGNORECASE
)


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


def parse_day(text: str) -> date | None:
    """The day that a feed, page or letter names, in any of the usual forms; None where it is no date, or not surely one.

    >>> parse_day("Tue, 01 Jan 2019 23:30:00 +0430"), parse_day("20190101T233000Z"), parse_day("January 1st, 2019")
    (datetime.date(2019, 1, 1), datetime.date(2019, 1, 1), datetime.date(2019, 1, 1))
    """
    text = text.strip()
    day = parse_published(text)
    if day is not None:
        return day
    tight = _TIGHT.fullmatch(text)
    if tight:
        return _day(tight[1], tight[2], tight[3])
    strokes = _STROKES.fullmatch(text)
    if strokes:
        return _told_apart(strokes[1], strokes[2], strokes[3])
    written = _WRITTEN.search(text[:200])
    return _of(written) if written else _letter_day(text)


def _told_apart(first: str, second: str, year: str) -> date | None:
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _letter_day(text: str) -> date | None:
    """As in the head of a letter: "Tue, 1 Jan 19 23:30:00 GMT"."""
    try:
        return parsedate_to_datetime(text[:200]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_instant(text: str) -> str | None:
    """The time that a page, server or archive names, as ISO 8601 in UTC to the second; one without a zone is taken for UTC.

    >>> parse_instant("2019-01-01T23:30:00+04:30")
    '2019-01-01T19:00:00+00:00'
    """
    text = text.strip()[:60]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            day = parse_day(text)
            return None if day is None else f"{day.isoformat()}T00:00:00+00:00"
    zone = found.utcoffset() or timedelta()
    try:
        return (found.replace(tzinfo=UTC) - zone).isoformat(timespec="seconds")
    except OverflowError:
        return None


def written_day(text: str) -> date | None:
    """The first day with its year that stands in a text: "Published on 8 March 2019", "March 8, 2019", "2019-03-08"."""
    found = _WRITTEN.search(text)
    return _of(found) if found else None


def only_a_day(text: str) -> bool:
    """Whether a line says a day and nothing else, but for a weekday and a time of day."""
    rest = _WRITTEN.sub(" ", text, count=1)
    return rest != text and _BESIDE_A_DAY.fullmatch(rest) is not None


def day_of_address(uri: str) -> date | None:
    """The day that a page's address holds: "https://example.org/2019/03/08/raid"."""
    found = _IN_ADDRESS.search(uri)
    return _of(found) if found else None


def _of(found: re.Match[str]) -> date | None:
    named = {name[:-1]: value for name, value in found.groupdict().items() if value is not None and name[-1].isdigit()}
    month = named["month"]
    if not month.isdigit():
        month = str([name[:3] for name in _MONTHS].index(month[:3].lower()) + 1)
    return _day(named["year"], month, named["day"])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
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
