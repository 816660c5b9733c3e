"""A row of a table, or an object of JSON that is not of Dateline's own fields, as a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dateline.read.columns import ColumnMap
from dateline.read.published import parse_day
from dateline.read.whence import Whence, web_address
from dateline.schema.failure import BAD_DATE, NOT_FETCHED, TOO_LONG, WRONG_FIELD, Note, Reading
from dateline.schema.report import LONGEST, Report

_KINDS = {dict: "an object", list: "a list", bool: "true or false"}


def read_row(row: Mapping[str, Any], columns: ColumnMap, whence: Whence, raw: bytes | None) -> Reading:
    """The report of a row. One with an address and no text is a failure that says so; `--fetch` fetches the page."""
    picked = columns.pick(row)
    for field, value in picked.items():
        if isinstance(value, dict | list | bool):
            told = {"field": field, "wanted": "a string", "got": _KINDS[type(value)]}
            return whence.failed(WRONG_FIELD.failure("read", **told), raw)
    words = {field: _string(value) for field, value in picked.items() if field != "published"}
    report_id, text, uri = words["id"] or whence.name, words["text"] or "", words["uri"]
    day, warnings = _day(picked["published"])
    report = Report(report_id, text, day, words["title"], words["publisher"], uri, words["language"])
    if len(text) > LONGEST:
        return Reading(Report(report_id, ""), failure=TOO_LONG.failure("read", limit=LONGEST), raw=raw)
    if not text.strip() and uri and web_address(uri):
        return Reading(report, warnings, NOT_FETCHED.failure("read"), raw)
    return Reading(report, warnings, raw=raw)


def _string(value: Any) -> str | None:
    if value is None or value == "":
        return None
    # A whole number that a workbook keeps as 7.0 is 7
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _day(value: Any) -> tuple[date | None, tuple[Note, ...]]:
    if isinstance(value, datetime):
        return value.date(), ()
    if value is None or isinstance(value, date):
        return value, ()
    day = parse_day(_string(value) or "")
    return day, () if day else (BAD_DATE.note(published=str(value)[:100]),)
