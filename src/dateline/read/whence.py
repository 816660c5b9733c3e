"""Where a document comes from, as whoever handed it over knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from dateline.read.columns import ColumnMap
from dateline.schema.failure import Failure, Reading
from dateline.schema.report import Report
from dateline.settings import USUAL, Limits

_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Whence:
    """`name` becomes the report's id. `uri` and `charset` are as the server or archive said, `since` when it was seen (ISO 8601 in UTC).

    `depth` counts the packed files around the document.
    """

    name: str
    uri: str | None = None
    charset: str | None = None
    since: str | None = None
    depth: int = 0
    columns: ColumnMap | None = None
    limits: Limits = USUAL

    def member(self, name: str) -> Whence:
        """A document within this one."""
        return replace(self, name=f"{self.name}!{name}", uri=None, charset=None, depth=self.depth + 1)

    def part(self, number: int) -> Whence:
        """The report of that number, counted from 1, of a document that holds several."""
        return replace(self, name=f"{self.name}:{number}")

    def failed(self, failure: Failure, raw: bytes | None = None) -> Reading:
        """The reading of a document that could not be read."""
        return Reading(Report(self.name, "", uri=self.uri), failure=failure, raw=raw)


def web_address(uri: str) -> bool:
    """Whether this is an address of the web."""
    try:
        parts = urlsplit(uri)
        return parts.scheme in _WEB and bool(parts.hostname)
    except ValueError:
        return False
