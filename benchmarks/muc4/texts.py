"""The texts of a MUC-4 split as reports: the line with city, day and publisher gives the publication date and is no text."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateline.schema.report import Report

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_ID = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d+)[^\n]*\n", re.MULTILINE)
# "CITY (COUNTRY), 5 JAN 90 (AGENCY) -- [KIND] [WHO] [TEXT]": some have no year or no date at all
_HEADER = re.compile(r"\s*(?P<line>.{0,160}?)\s*--\s*(?:\[[^\]]*\]\s*)*", re.DOTALL)
_DAY = re.compile(r"\b(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)\b")


def read_texts(path: Path) -> Iterator[Report]:
    """The reports of a gzipped file of texts, in its order."""
    parts = _ID.split(gzip.decompress(path.read_bytes()).decode("latin-1"))[1:]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        yield _report(name, text)


def _report(name: str, text: str) -> Report:
    header = _HEADER.match(text)
    line, body = (header["line"], text[header.end() :]) if header else ("", text)
    return Report(name, body.strip() + "\n", _published(line), language="en")


def _published(line: str) -> date | None:
    """The day of the header; None where it gives none or no year, as with the later parts of a long broadcast."""
    found = _DAY.search(line)
    if found is None or found[2] not in _MONTHS:
        return None
    return date(1900 + int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
