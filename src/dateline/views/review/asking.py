"""What the page of incidents is asked for: one state, which lives in the address and nowhere else.

Table, map, timeline and bars are made of the same `Asked`, so that they cannot disagree, and an address that is sent to someone else
shows the same there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from dateline.annotate.labels import STATUSES
from dateline.errors import UsageError
from dateline.store import Filters

DAY, PLACE = LACKING = ("day", "place")
_CODE = re.compile(r"[A-Za-z]{3}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,8})?")
# What is asked of the map alone stands in the same address.
_OF_THE_MAP = frozenset({"view", "zoom"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters as they stand in the address, "" for one that is not set. `box` is "west,south,east,north"; `without` asks for the
    incidents that have no "day" or no "place"; `page` counts from 1."""

    since: str = ""
    until: str = ""
    country: str = ""
    admin1: str = ""
    actor: str = ""
    type: str = ""
    status: str = ""
    killed: str = ""
    text: str = ""
    without: str = ""
    box: str = ""
    page: str = ""

    @classmethod
    def of(cls, given: Iterable[tuple[str, str]]) -> Asked:
        """The filters of an address. Raises UsageError for a name that is no filter: nothing is looked for by half."""
        told = [(name, value.strip()) for name, value in given if name not in _OF_THE_MAP]
        known = {field.name for field in fields(cls)}
        strange = next((name for name, _ in told if name not in known), None)
        if strange is not None:
            raise UsageError(f"{strange!r} is no filter; there are {', '.join(sorted(known))}")
        return cls(**dict(told))

    def query(self, **changes: str | None) -> str:
        """The address's query with these changes, in a fixed order and without what is not set. A change of a filter leads to page 1."""
        changed = replace(self, **({"page": ""} | {name: value or "" for name, value in changes.items()}))
        return urlencode([(field.name, value) for field in fields(self) if (value := getattr(changed, field.name))])

    def address(self, **changes: str | None) -> str:
        """The address of the page with these changes."""
        query = self.query(**changes)
        return f"/incidents?{query}" if query else "/incidents"

    @property
    def number(self) -> int:
        """The number of the page. Raises UsageError where it is none."""
        return max(_whole("page", self.page) or 1, 1)

    @property
    def filters(self) -> Filters:
        """What the store is asked for. Raises UsageError, with the filter's name, where a value cannot be meant."""
        since, until = _day("since", self.since), _day("until", self.until)
        if since and until and since > until:
            raise UsageError(f"since {since} is after until {until}; give them the other way round")
        if self.country and not _CODE.fullmatch(self.country):
            raise UsageError(f"country {self.country!r}: a code of three letters (ISO 3166-1 alpha-3) is meant, as SYR")
        _one_of("status", self.status, STATUSES)
        _one_of("without", self.without, LACKING)
        return Filters(
            since=since,
            until=until,
            country=self.country or None,
            admin1=self.admin1 or None,
            actor=self.actor or None,
            type=self.type or None,
            status=self.status or None,
            killed_min=_whole("killed", self.killed),
            text=self.text or None,
            box=box_of(self.box) if self.box else None,
            undated=self.without == DAY,
            unplaced=self.without == PLACE,
        )


def box_of(given: str) -> tuple[float, float, float, float]:
    """West, south, east, north of "west,south,east,north", in degrees. Raises UsageError where they are not that."""
    parts = given.split(",")
    if len(parts) == 4 and all(_DEGREES.fullmatch(part) for part in parts):
        west, south, east, north = map(float, parts)
        if max(abs(west), abs(east)) <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    raise UsageError(f"box {given!r}: west,south,east,north in degrees is meant, as 35.5,32,42.5,37.5")


def _day(name: str, given: str) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(f"{name} {given!r}: a day is meant, as 2016-05-02") from error


def _whole(name: str, given: str) -> int | None:
    if given and not _NUMBER.fullmatch(given):
        raise UsageError(f"{name} {given!r}: a whole number is meant")
    return int(given) if given else None


def _one_of(name: str, given: str, known: tuple[str, ...]) -> None:
    if given and given not in known:
        raise UsageError(f"{name} {given!r}: one of {', '.join(known)}")
