"""The templates of a run as one JSON object, keyed by report id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from dateline.schema.jsonable import dumps
from dateline.schema.record import Record
from dateline.views.muc4.details import details
from dateline.views.muc4.templates import filled, template


def write_muc4(records: Iterable[Record], stream: TextIO) -> None:
    """All templates, those of a report below its id; a report without incident, or that failed, has none.

    Reports that share an id share an entry: JSON has no way to keep them apart by it. So nothing is written before the last.
    """
    run: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for record in records:
        entry = run.setdefault(record.report.id, {"pred_templates": [], "details": []})
        for each in filled(record):
            entry["pred_templates"].append(template(each))
            entry["details"].append(details(each))
    stream.write(dumps(run, indent=2) + "\n")
