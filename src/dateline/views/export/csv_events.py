"""Events as one tidy CSV table: a row for each event of each report, with the incident it belongs to."""

from __future__ import annotations

from dateline.views.export.csv import Tidy
from dateline.views.export.sheets import EVENTS

FORMAT = Tidy(
    "csv_events",
    EVENTS,
    (
        "One row is one event as one report tells it; what was chosen for the incident is in csv, joined by incident_id.",
        "Casualties are of all sides together; each figure with its words is in xlsx, parquet and jsonl.",
        "A text that a spreadsheet would take for a formula has an apostrophe before it; line breaks become spaces.",
    ),
)
