"""JSON Lines: one report a line, with the fields id, text, published, title, publisher, uri, language, or those of a map of columns.

A line that cannot be read gives a failure named FILE:LINE; the lines after it are read. Blank lines are no input.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.read.columns import USUAL_NAMES, fitting, presets
from dateline.read.encoding import decode
from dateline.read.lines import lines
from dateline.read.published import parse_published
from dateline.read.row import read_row
from dateline.read.whence import Whence
from dateline.schema.failure import BAD_DATE, BROKEN_LINE, TOO_LARGE, TOO_LONG, WRONG_FIELD, Failure, Note, Reading
from dateline.schema.report import LONGEST, Report, canonical

# A character takes at most twelve bytes in JSON ("\\ud83d\\ude00"); the other fields of a report are short beside.
LARGEST = 16 * LONGEST

_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number", type(None): "null"}


def read_jsonl(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The reports of a JSON Lines file, one at a time: the file is never held whole, unless it is UTF-16 or UTF-32."""
    for number, line in enumerate(lines(stream, LARGEST), 1):
        if len(line) > LARGEST:
            yield whence.part(number).failed(TOO_LONG.failure("read", limit=LONGEST))
        elif line.strip():
            yield replace(_read_line(line, whence.part(number)), raw=line)


def read_json(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The reports of a JSON file: one object, a list of them, or an object in which such a list stands."""
    limit = whence.limits.document_bytes
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield whence.failed(TOO_LARGE.failure("read", kind="JSON file", limit=limit, setting="document_bytes"))
        return
    value, warnings = _value(data, whence)
    if isinstance(value, Reading):
        yield replace(value, raw=data)
        return
    found = value if isinstance(value, list) else _listed(value, whence)
    if isinstance(value, dict) and found is None:
        yield replace(_object(value, whence, warnings), raw=data)
        return
    for number, one in enumerate(found or (), 1):
        place = whence.part(number)
        reading = _object(one, place, warnings) if isinstance(one, dict) else _broken(place, f"it is {_KINDS[type(one)]}")
        yield replace(reading, raw=canonical(one))


def _listed(value: dict[str, Any], whence: Whence) -> list[Any] | None:
    """The list of reports in an object; None where it is one report."""
    columns = (whence.columns, *presets().values())
    named = (value.get(one.rows) for one in columns if one is not None and one.rows)
    return next((rows for rows in named if isinstance(rows, list)), None)


def _read_line(line: bytes, whence: Whence) -> Reading:
    value, warnings = _value(line, whence)
    if isinstance(value, list):
        return _broken(whence, f"it is {_KINDS[list]}")
    return value if isinstance(value, Reading) else _object(value, whence, warnings)


def _value(data: bytes, whence: Whence) -> tuple[dict[str, Any] | list[Any] | Reading, tuple[Note, ...]]:
    """The object or list of a line or file and what is to be said of its encoding; where there is none, the reading that says so."""
    decoded = decode(data)
    if isinstance(decoded, Failure):
        return whence.failed(decoded), ()
    text, warnings = decoded
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return _broken(whence, f"{error.msg} at character {error.pos + 1}"), ()
    except (ValueError, RecursionError):
        return _broken(whence, "a number or a nesting beyond all measure"), ()
    if not isinstance(value, dict | list):
        return _broken(whence, f"it is {_KINDS[type(value)]}"), ()
    return value, warnings


def _object(value: dict[str, Any], whence: Whence, warnings: tuple[Note, ...]) -> Reading:
    """The report of an object: by the map that was given, by one that many use, or in Dateline's own fields."""
    columns = whence.columns or fitting(value)
    if columns is None or (columns.name == USUAL_NAMES and "text" in value):
        return _report(value, whence.name, warnings)
    reading = read_row(value, columns, whence, b"")
    return replace(reading, warnings=(*warnings, *reading.warnings))


def _broken(whence: Whence, reason: str) -> Reading:
    return whence.failed(BROKEN_LINE.failure("read", reason=reason))


def _report(value: dict[str, Any], place: str, warnings: tuple[Note, ...]) -> Reading:
    given = value.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    report_id = given if isinstance(given, str) else place
    if given is not None and not isinstance(given, str):
        return _wrong(report_id, "id", "a string", given)
    if not isinstance(value.get("text"), str):
        return _wrong(report_id, "text", "a string", value.get("text"))
    fields: dict[str, str | None] = {}
    for name in ("title", "publisher", "uri", "language"):
        field = value.get(name)
        if field is not None and not isinstance(field, str):
            return _wrong(report_id, name, "a string or null", field)
        fields[name] = field or None
    written = value.get("published")
    published = parse_published(written) if isinstance(written, str) else None
    if published is None and written not in (None, ""):
        warnings = (*warnings, BAD_DATE.note(published=written))
    return Reading(Report(report_id, value["text"], published, **fields), warnings)


def _wrong(report_id: str, field: str, wanted: str, value: object) -> Reading:
    failure: Failure = WRONG_FIELD.failure("read", field=field, wanted=wanted, got=_KINDS[type(value)])
    return Reading(Report(report_id, ""), failure=failure)
