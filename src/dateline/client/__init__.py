"""The API's client in Python: `Client` reads a store that `dateline serve` serves elsewhere, adds reports and decides.

Needs `pip install 'dateline[client]'`.
"""

from dateline.client.client import Client
from dateline.client.rows import (
    Actor,
    Coded,
    Count,
    Decided,
    Event,
    EventTold,
    Filters,
    Format,
    Gone,
    Incident,
    Kept,
    Part,
    Party,
    Place,
    Report,
    ReportFilters,
)

__all__ = [
    "Actor",
    "Client",
    "Coded",
    "Count",
    "Decided",
    "Event",
    "EventTold",
    "Filters",
    "Format",
    "Gone",
    "Incident",
    "Kept",
    "Part",
    "Party",
    "Place",
    "Report",
    "ReportFilters",
]
