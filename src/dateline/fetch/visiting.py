"""Servers visited with manners: a page as the reports that it holds, a feed as its entries, where it is another than before."""

from __future__ import annotations

from dataclasses import replace

from dateline.fetch.getting import Getter, GettingError, NotChanged
from dateline.fetch.robots import Manners
from dateline.fetch.visited import Known, Visited
from dateline.read.apart import read_apart
from dateline.read.formats import read_got
from dateline.read.published import parse_instant
from dateline.read.whence import Whence
from dateline.schema.failure import NOT_GOT, Reading
from dateline.settings import Limits

# What a server answers that has the page and cannot give it just now: too slow, too early, too many, and all of its own mistakes.
_LATER = frozenset({408, 425, 429})


class Visits:
    """Visits that keep to what servers allow. Several threads may use one; each server is asked by one at a time."""

    def __init__(self, limits: Limits, *, agent: str) -> None:
        self._limits = limits
        self._getter = Getter(limits, agent=agent)
        self._manners = Manners(self._getter)

    def __enter__(self) -> Visits:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self._getter.close()

    def page(self, row: Reading) -> Visited:
        """The reports of the page whose address a reading has. What the row says counts where the page says nothing."""
        uri = row.report.uri or ""
        try:
            got = self._getter.get(uri, allowed=self._manners.check)
        except GettingError as error:
            return replace(_failed(error), readings=(replace(row, failure=error.failure),))
        whence = Whence(row.report.id, got.uri, since=parse_instant(got.date or ""), limits=self._limits)
        return Visited(tuple(_completed(page, row, got.uri) for page in read_got(got.data, got.kind, whence)))

    def feed(self, uri: str, known: Known) -> Visited:
        """The entries of the feed at an address, unless it is as it is `known`. It is read as a feed whatever the server calls it."""
        try:
            got = self._getter.get(uri, allowed=self._manners.check, known=known)
        except NotChanged:
            return Visited(changed=False, state=known)
        except GettingError as error:
            return _failed(error)
        whence = Whence(uri, got.uri, since=parse_instant(got.date or ""), limits=self._limits)
        readings = tuple(read_apart("feed", got.data, whence))
        broken = next((one.failure for one in readings if one.failure is not None), None)
        entries = tuple(one for one in readings if one.failure is None)
        if broken is not None:
            # What stands before a break is read, but for the last entry, which may be half of one; the next time all is asked for
            return Visited(entries[:-1], failure=broken, again=True)
        return Visited(entries, state=got.state)


def _failed(error: GettingError) -> Visited:
    status = error.status
    # Without an answer, or with one of its own mistakes, the server may do better another time; a refusal of ours or of robots.txt stays
    again = error.failure.code == NOT_GOT.code and (status is None or status >= 500 or status in _LATER)
    return Visited(failure=error.failure, again=again, wait=error.wait, gone=status == 410)


def _completed(page: Reading, row: Reading, uri: str) -> Reading:
    """The page's reading with what the row knows and the page does not say."""
    said, known = page.report, row.report
    report = replace(
        said,
        published=said.published or known.published,
        title=said.title or known.title,
        publisher=said.publisher or known.publisher,
        uri=said.uri or uri,
        language=said.language or known.language,
    )
    return replace(page, report=report, warnings=(*row.warnings, *page.warnings))
