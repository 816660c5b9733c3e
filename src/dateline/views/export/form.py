"""What every export format is given and gives: incidents with their tellings go in, bytes and a count of rows come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dateline.schema.incident import Incident, Telling
from dateline.views.formula import harmless


@dataclass(frozen=True, slots=True)
class Item:
    """One incident as it is exported: with its tellings, and the title of each of their reports by the report's key."""

    incident: Incident
    tellings: tuple[Telling, ...]
    titles: Mapping[str, str | None]


class Format(Protocol):
    """One format. `losses` are sentences that say what it cannot hold; `suffix` is that of its files (".csv")."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    @property
    def suffix(self) -> str:
        """The end of its files' names."""

    @property
    def losses(self) -> tuple[str, ...]:
        """What it cannot hold, a sentence each."""

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        """Writes the items as they come; the number of rows (or objects) written, headings not counted."""


def cell(value: object) -> str:
    """The text of a cell: "" for None, and nothing that a spreadsheet would run as a formula. Numbers stay as they are."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)
