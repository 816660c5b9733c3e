"""A file, a folder or standard input -> reports, each exactly as it was given."""

from dateline.read.inputs import Context, read_reports
from dateline.read.published import published_day

__all__ = ["Context", "published_day", "read_reports"]
