"""What the page of incidents counts, kept in memory while the store stays as it is: the same filters are asked for again and again, by
several people and with every page of the list."""

from __future__ import annotations

from functools import lru_cache

from dateline.store import Filters, Store
from dateline.store.changes import revision
from dateline.store.charting import Area, Box, Counted, areas, counted, extent, values_of

# Filters whose counts are kept; those of 50,000 incidents take some 300 kB.
_KEPT = 32
Revision = tuple[int, ...]


def charted(store: Store, filters: Filters) -> tuple[Counted, Box | None]:
    """The incidents counted in every way, and the box that holds them."""
    return _charted(store, revision(store), filters)


def area_counts(store: Store, filters: Filters) -> list[Area]:
    """The incidents by the area that they are known no closer than."""
    return _area_counts(store, revision(store), filters)


def offered(store: Store) -> tuple[frozenset[str], frozenset[str]]:
    """The countries and the types of incidents that there are."""
    return _offered(store, revision(store))


def units(store: Store, country: str) -> list[str]:
    """The units that incidents of a country are in."""
    return _units(store, revision(store), country)


@lru_cache(_KEPT)
def _charted(store: Store, _: Revision, filters: Filters) -> tuple[Counted, Box | None]:
    return counted(store, filters), extent(store, filters)


@lru_cache(_KEPT)
def _area_counts(store: Store, _: Revision, filters: Filters) -> list[Area]:
    return areas(store, filters)


@lru_cache(_KEPT)
def _units(store: Store, _: Revision, country: str) -> list[str]:
    return values_of(store, "admin1", Filters(country=country))


@lru_cache(1)
def _offered(store: Store, _: Revision) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(values_of(store, "country")), frozenset(values_of(store, "type"))
