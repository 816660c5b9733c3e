"""Dateline reads news reports and writes event data: who did what to whom, when, where, how many, and who says so.

The public names in data order: `read_settings` gives tables of your own, `read_reports` gives reports, `code` and `code_many`
give records, `to_json` and `dumps` write them, `from_json` reads them back.
"""

from dateline.errors import DatelineError
from dateline.read import Context, read_reports
from dateline.run.local import code_many
from dateline.run.pipeline import code
from dateline.schema.jsonable import dumps, from_json, to_json
from dateline.schema.record import Event, Record
from dateline.schema.report import Report
from dateline.settings import Settings, read_settings

__version__ = "0.1.0"

__all__ = [
    "Context",
    "DatelineError",
    "Event",
    "Record",
    "Report",
    "Settings",
    "code",
    "code_many",
    "dumps",
    "from_json",
    "read_reports",
    "read_settings",
    "to_json",
]
