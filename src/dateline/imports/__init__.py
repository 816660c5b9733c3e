"""Tables of events that people coded (ACLED, UCDP GED) -> readings with an event each, so that they meet coded reports in one list.

The text of a row is what it says in words; every value's `made_by` names its column.
"""

from dateline.imports.tables import TABLES, Brought, read_table

__all__ = ["TABLES", "Brought", "read_table"]
