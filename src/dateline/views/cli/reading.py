"""The reports that a command names: how they are read, and where it is asked for, fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dateline import __version__
from dateline.read import Context, Intake, column_map, read_reports
from dateline.schema.failure import Reading
from dateline.settings import FILE_NAME, USUAL, limits_in

# What servers are told of who asks: what the program is, so that they can say in robots.txt what it may fetch.
AGENT = f"Dateline/{__version__} (news reports to event data; asks robots.txt)"


@dataclass(frozen=True, slots=True)
class Asked:
    """How the paths of a command are to be read: `columns` as given (a name or a file), `fetch` whether addresses are fetched."""

    jsonl: bool = False
    columns: str | None = None
    fetch: bool = False
    config: Path | None = None


def readings_of(paths: tuple[str, ...], context: Context, asked: Asked) -> Iterator[Reading]:
    """The reports of all paths, each as it is needed; every path is looked at now.

    Raises UsageError for a path that is not there, a map of columns that is wrong, or an address without `fetch`.
    """
    found = asked.config or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)
    limits = USUAL if found is None else limits_in(found)
    columns = None if asked.columns is None else column_map(asked.columns)
    intake = Intake(columns, limits, addresses=asked.fetch)
    # Each path is looked at now, its reports are read as they are needed.
    each = [read_reports(path, context=context, jsonl=asked.jsonl, intake=intake) for path in paths]
    readings = chain.from_iterable(each)
    if not asked.fetch:
        return readings
    # Loaded only where something is fetched
    from dateline.fetch import fetched

    return fetched(readings, limits, agent=AGENT)
