"""An incident as a page shows it: what is agreed and what is not, each value beside its sentence. Nothing here knows a web server."""

from dateline.views.incident.sheet import Sheet, sheet

__all__ = ["Sheet", "sheet"]
