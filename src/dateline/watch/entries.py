"""Readings as entries of the queue, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from dateline.read.apart import message_of, reading_of
from dateline.schema.failure import Edition, Reading
from dateline.schema.report import canonical
from dateline.store.rows import digest
from dateline.store.watching import Entry, Met


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said of all reports of a feed; it counts before what they say themselves."""

    publisher: str | None = None
    language: str | None = None


def known(reading: Reading, given: Given) -> Reading:
    """The reading with what is known of its feed."""
    report = reading.report
    publisher, language = given.publisher or report.publisher, given.language or report.language
    return replace(reading, report=replace(report, publisher=publisher, language=language))


def of_feed(reading: Reading, feed: str) -> Reading:
    """An entry of a feed at an address. It is named by its own id or link, not by its place, which moves with each new one, and it is a
    state of the entry of that feed: another feed that uses the same id means something else."""
    edition = reading.edition
    name = edition.address.removeprefix("entry:") if edition is not None else reading.report.uri
    if name is None:
        return reading
    since = edition.since if edition is not None else None
    return replace(reading, report=replace(reading.report, id=reading.report.uri or name), edition=Edition(f"entry:{feed} {name}", since))


def met(reading: Reading, *, page: bool) -> Met:
    """The entry as it is noted. Its day is no part of what names it: some feeds give every entry that of the moment. Where its page is
    to be fetched, the bytes of the feed are not what it is coded from, and are not kept."""
    report, edition = reading.report, reading.edition
    own = {"address": edition.address if edition else None, "uri": report.uri, "title": report.title, "text": report.text}
    # Bytes of a queue that waits stand beside it, once for all entries that came in them
    body = canonical(message_of(replace(reading, raw=None))).decode("ascii")
    return Met(digest(own), report.uri, body, None if page else reading.raw)


def reading(entry: Entry, raw: bytes | None) -> Reading:
    """The reading of an entry that waits, with the bytes that it came in."""
    return reading_of(json.loads(entry.body), raw)
