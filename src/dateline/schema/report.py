"""A report is one published text with a publication date, exactly as it was given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

# A report has at most so many characters. News has some thousands, a book half a million; what is longer is no report but many, and
# would take minutes and a gigabyte.
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """One published text.

    `text` is kept exactly as given: every span in a record counts Unicode code points of this string.
    `title` is context only; it is never coded and has no spans. `published_by` says where a reader found the day of publication
    ("json-ld:datePublished", "url", "header:Date"); None where a field of that meaning or the caller gave it.
    """

    id: str
    text: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    uri: str | None = None
    language: str | None = None
    published_by: str | None = None


def report_key(report: Report) -> str:
    """What names a report for good: the SHA-256 (hex) of its text and of where and when it was published, as canonical JSON.

    The `id` it was given, its language and where the day was found do not count: the same report under another file name is the
    same report.
    """
    parts = {
        "text": report.text,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "uri": report.uri,
        "title": report.title,
    }
    return hashlib.sha256(canonical(parts)).hexdigest()


def canonical(value: object) -> bytes:
    """JSON that is the same bytes for the same value: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")
