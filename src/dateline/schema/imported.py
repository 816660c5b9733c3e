"""Which events were brought in from a table that people coded, and how that shows: `made_by` is "import:<table>:<column>"."""

from __future__ import annotations

from dateline.schema.record import Event

MADE_BY = "import:"
# Whom the figures of a row of UCDP count (`who`), besides "people" for all.
SIDE_A, SIDE_B, CIVILIANS, NOT_KNOWN = "side a", "side b", "civilians", "people of a side not known"


def made_by(table: str, column: str) -> str:
    """What made a value that stands in that column of that table."""
    return f"{MADE_BY}{table}:{column}"


def table_of(event: Event) -> str | None:
    """The table that the event was brought in from ("acled", "ucdp"), by what made its first mention; None for a coded one."""
    first = event.mentions[0].made_by if event.mentions else ""
    return first.removeprefix(MADE_BY).partition(":")[0] if first.startswith(MADE_BY) else None
