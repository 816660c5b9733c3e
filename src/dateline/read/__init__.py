"""A file, a folder or standard input -> reports, each exactly as it was given."""

from dateline.read.inputs import Context, read_reports
from dateline.read.language import foreign_language
from dateline.read.markup import see
from dateline.read.published import published_day

__all__ = ["Context", "foreign_language", "published_day", "read_reports", "see"]
