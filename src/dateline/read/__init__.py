"""A file, a folder or standard input -> reports, each with the text as it was given or found in a document."""

from dateline.read.columns import ColumnMap, column_map
from dateline.read.endings import FORMATS
from dateline.read.inputs import Context, Intake, count_reports, read_reports
from dateline.read.language import foreign_language
from dateline.read.markup import see
from dateline.read.published import published_day

__all__ = [
    "FORMATS",
    "ColumnMap",
    "Context",
    "Intake",
    "column_map",
    "count_reports",
    "foreign_language",
    "published_day",
    "read_reports",
    "see",
]
