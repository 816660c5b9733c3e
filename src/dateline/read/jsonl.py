"""JSON Lines: one report a line, with the fields id, text, published, title, publisher, uri, language.

A line that cannot be read gives a failure named FILE:LINE; the lines after it are read. Blank lines are no input.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.read.encoding import decode
from dateline.read.published import parse_published
from dateline.schema.failure import BAD_DATE, BROKEN_LINE, TOO_LONG, WRONG_FIELD, Failure, Note, Reading
from dateline.schema.report import LONGEST, Report

# A character takes at most twelve bytes in JSON ("\\ud83d\\ude00"); the other fields of a report are short beside.
LARGEST = 16 * LONGEST

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # the mark of UTF-32-LE begins like the first
_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number", type(None): "null"}


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Reading]:
    """The reports of a JSON Lines file, one at a time: the file is never held whole, unless it is UTF-16 or UTF-32."""
    for number, line in enumerate(_lines(stream), 1):
        if len(line) > LARGEST:
            yield Reading(Report(f"{name}:{number}", ""), failure=TOO_LONG.failure("read", limit=LONGEST))
        elif line.strip():
            yield replace(_read_line(line, f"{name}:{number}"), raw=line)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    first = stream.readline(LARGEST + 1 + len(codecs.BOM_UTF8))
    if first.startswith(_WIDE_MARKS):
        decoded = decode(first + stream.read())
        # What cannot be decoded is one line that says so
        yield from [first] if isinstance(decoded, Failure) else io.BytesIO(decoded[0].encode("utf-8", "surrogatepass"))
        return
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        yield line
        # The rest of a line that is too long is passed over without being held.
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = stream.readline(LARGEST + 1)
        line = stream.readline(LARGEST + 1)


def _read_line(line: bytes, place: str) -> Reading:
    decoded = decode(line)
    if isinstance(decoded, Failure):
        return Reading(Report(place, ""), failure=decoded)
    text, warnings = decoded
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return _broken(place, f"{error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError):
        return _broken(place, "a number or a nesting beyond all measure")
    if not isinstance(value, dict):
        return _broken(place, f"it is {_KINDS[type(value)]}")
    return _report(value, place, warnings)


def _broken(place: str, reason: str) -> Reading:
    return Reading(Report(place, ""), failure=BROKEN_LINE.failure("read", reason=reason))


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
