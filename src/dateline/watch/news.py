"""What happened while watching, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.run.adding import Added
from dateline.schema.failure import Failure


@dataclass(frozen=True, slots=True)
class News:
    """Of one feed or folder, or with an empty `feed` that nothing happened and time passed.

    `new` is how many entries were met that were not met before (None where none were asked for), `added` the reports that were kept and
    merged just now, `failure` why the feed, or the page of one entry (`entry`), could not be read, `again` when it is tried next.
    """

    feed: str = ""
    new: int | None = None
    added: tuple[Added, ...] = ()
    failure: Failure | None = None
    entry: str | None = None
    again: float | None = None


NOTHING = News()
