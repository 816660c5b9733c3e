"""The incidents on one page: a table, a map, a timeline and bars of the same filters. Without a script all but the map is there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.annotate.labels import STATUSES, TYPE_MODES
from dateline.errors import UsageError
from dateline.store import Store
from dateline.store.charting import Sum, page_of_incidents
from dateline.views.review import charts
from dateline.views.review.access import Opened, Visitor
from dateline.views.review.asking import DAY, PLACE, Asked
from dateline.views.review.counts import charted, offered, units
from dateline.views.review.outlines import country_name, outline_address
from dateline.views.review.rendering import render
from dateline.views.review.tables import with_own_tables

router = APIRouter(prefix="/incidents", dependencies=[Depends(with_own_tables)])
AT_ONCE = 50
# Parties and countries that have a bar.
LEADING = 10
_KNOWN_AS = {"admin1": "province", "admin2": "district"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    name: str


@router.get("")
def listing(request: Request, store: Opened, asking: Visitor) -> Response:
    """The page. A form sends the fields that were left empty too: such an address leads to the one without them."""
    given = request.query_params.multi_items()
    try:
        asked, problem = Asked.of(given), None
    except UsageError as error:
        asked, problem = Asked(), error.message
    if problem is None and not all(value.strip() for _, value in given):
        return RedirectResponse(asked.address(page=asked.page), 303)
    shown: Mapping[str, object] = {"found": None}
    if problem is None:
        try:
            shown = _shown(store, asked)
        except UsageError as error:
            problem = error.message
    outlines = {name: outline_address(name) for name in ("countries", "admin1")}
    values = {"asked": asked, "problem": problem, "choices": _choices(store, asked), "outlines": outlines, **shown}
    return _rendered(request, values, 200 if problem is None else 400)


def _rendered(request: Request, values: dict[str, object], status: int) -> HTMLResponse:
    words = {"killed": killed, "bounds": bounds, "precise": precise, "country_name": country_name, "known_name": str}
    lacking = {"day_lacking": DAY, "place_lacking": PLACE}
    return render(request, "incidents.html", values | words | lacking, status=status)


def _shown(store: Store, asked: Asked) -> dict[str, object]:
    """What the filters find. Raises UsageError where they cannot be meant."""
    filters = asked.filters
    found, extent = charted(store, filters)
    last = max(math.ceil(found.sum.incidents / AT_ONCE), 1)
    number = min(asked.number, last)
    actors, more_actors = charts.lengths(found.actors, most=LEADING)
    countries, more_countries = charts.lengths(found.countries, most=LEADING)
    return {
        "found": found,
        "extent": extent,
        "rows": page_of_incidents(store, filters, skip=(number - 1) * AT_ONCE, most=AT_ONCE),
        "number": number,
        "last": last,
        "timeline": charts.timeline(found.days),
        "actors": actors,
        "more_actors": more_actors,
        "countries": countries,
        "more_countries": more_countries,
    }


def _choices(store: Store, asked: Asked) -> dict[str, list[Choice]]:
    """What the fields of the form offer: what the store has, and what is asked for."""
    countries, types = offered(store)
    countries |= {asked.country.upper()} if asked.country else set()
    types |= {asked.type.partition(":")[0].upper()} if asked.type else set()
    provinces = units(store, asked.country) if asked.country else []
    return {
        "country": sorted((Choice(code, country_name(code)) for code in countries), key=lambda choice: choice.name),
        "admin1": [Choice(name, name) for name in provinces],
        "type": [choice for name in sorted(types) for choice in _modes(name)],
        "status": [Choice(name, name) for name in STATUSES],
    }


def _modes(type: str) -> list[Choice]:
    return [Choice(type, type.capitalize())] + [
        Choice(f"{type}:{mode}", f"{type.capitalize()}: {mode.replace('-', ' ')}") for mode in TYPE_MODES.get(type, ())
    ]


def killed(sum: Sum) -> str:
    """The best estimate of the killed: "1,204", and "" where nobody tells."""
    return "" if sum.killed_best is None else f"{sum.killed_best:,}"


def precise(precision: str, radius_km: float | None) -> str:
    """How exactly a place is known: "(within 20 km)", "(province)"."""
    if precision == "near" and radius_km is not None:
        return f"(within {radius_km:g} km)"
    return f"({_KNOWN_AS.get(precision, precision)})"


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """What a figure is between: "best 12, at least 8, at most 14"; an open end is said to be open."""
    if best is None:
        return "number of killed not told"
    told = [f"killed {best:,} by the best estimate"]
    told.append("lowest not told" if low is None else f"lowest {low:,}")
    told.append("highest open" if high is None else f"highest {high:,}")
    return ", ".join(told)
