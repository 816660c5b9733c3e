"""A report is one published text with a publication date, exactly as it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# A report has at most so many characters. News has some thousands, a book half a million; what is longer is no report but many, and
# would take minutes and a gigabyte.
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """One published text.

    `text` is kept exactly as given: every span in a record counts Unicode code points of this string.
    `title` is context only; it is never coded and has no spans.
    """

    id: str
    text: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    uri: str | None = None
    language: str | None = None
