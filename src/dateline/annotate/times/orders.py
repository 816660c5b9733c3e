"""Whether a report writes the day or the month first in 05/01/2019: as its other dates show, else as its publisher's country does."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from dateline.resources import read_toml
from dateline.schema.report import Report

Order = Literal["day", "month"]
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


def date_order(report: Report) -> Order | None:
    """What comes first in the dates of a report that are written with slashes; None where nothing says so.

    Example: of a report with "signed 25/12/2018" it is the day.
    """
    return _shown(report.text) or _host_order(report.uri) or _publisher_order(report.publisher)


def _shown(text: str) -> Order | None:
    """As the dates with one reading have it, where they agree."""
    pairs = [(int(a), int(b)) for a, b in _SLASHED.findall(text)]
    found: set[Order] = {"day" for a, b in pairs if 12 < a <= 31 and b <= 12}
    found |= {"month" for a, b in pairs if a <= 12 < b <= 31}
    return found.pop() if len(found) == 1 else None


def _publisher_order(publisher: str | None) -> Order | None:
    name = (publisher or "").strip().casefold()
    host = _named(name) or (_by_end(name) if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", name) else None)
    return host or _host_order(publisher)


def _host_order(uri: str | None) -> Order | None:
    try:
        host = urlsplit(uri or "").hostname or ""
    except ValueError:
        return None
    return _named(host.removeprefix("www.")) or _by_end(host) if host else None


def _named(name: str) -> Order | None:
    return _orders()["publishers"].get(name.removeprefix("www."))


def _by_end(host: str) -> Order | None:
    return _orders()["ends"].get(host.rpartition(".")[2])


@cache
def _orders() -> dict[str, dict[str, Order]]:
    raw = read_toml("lexicon/date_orders.toml")
    sides: tuple[tuple[str, Order], ...] = (("day_first", "day"), ("month_first", "month"))
    return {table: {name: order for key, order in sides for name in raw[table][key]} for table in ("ends", "publishers")}
