"""Lines of a large file from where an earlier reading ended, with the place that each batch of them reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.resolve.own_gazetteer.draft import STEP, Reached

# A line of GeoNames has some kilobytes at most; what is longer is another file.
_LONGEST = 1_000_000


@dataclass(slots=True)
class Batch:
    """Cells of up to `STEP` lines, each with its number, and where the last of them ends. `wrong`: lines that are none, and why."""

    rows: list[tuple[int, list[str]]]
    wrong: list[tuple[int, str]]
    at: Reached


def batches(path: Path, columns: int, start: Reached) -> Iterator[Batch]:
    """The lines behind `start` of a file of tab-separated cells. Raises GazetteerError where the first line has another number of cells."""
    with path.open("rb") as file:
        file.seek(start.offset)
        batch = Batch([], [], start)
        offset, number = start.offset, start.line
        while raw := file.readline(_LONGEST):
            offset, number = offset + len(raw), number + 1
            try:
                cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
            except UnicodeDecodeError as error:
                batch.wrong.append((number, f"is not UTF-8 (byte {error.start + 1})"))
            else:
                if len(cells) == columns:
                    batch.rows.append((number, cells))
                elif number == 1:
                    raise GazetteerError(f"{path}: line 1 has {len(cells)} columns (tabs between), not {columns}; is it the file meant?")
                elif raw.strip():
                    batch.wrong.append((number, f"has {len(cells)} columns, not {columns}"))
            if len(batch.rows) + len(batch.wrong) >= STEP:
                batch.at = Reached(offset, number)
                yield batch
                batch = Batch([], [], batch.at)
        batch.at = Reached(offset, number, whole=True)
        yield batch
