"""Whole incidents as JSON Lines, one a line: nothing is left out, and `read_items` reads them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dateline.errors import CodingError
from dateline.schema.incident import Incident, Telling
from dateline.schema.jsonable import dumps, from_plain, to_plain
from dateline.schema.record import SCHEMA
from dateline.views.export.form import Item


def to_line(item: Item) -> bytes:
    """The line of an incident, with its end."""
    titles = {key: item.titles.get(key) for key in sorted({told.report for told in item.tellings})}
    tellings = [to_plain(told) for told in item.tellings]
    whole: dict[str, Any] = {"schema": SCHEMA, "incident": to_plain(item.incident), "tellings": tellings, "titles": titles}
    return f"{dumps(whole)}\n".encode()


def from_line(line: bytes) -> Item:
    """The incident of a line. A candidate place comes back as `dateline.from_json` gives it: kind "unknown", population 0.

    Raises CodingError where the line is none that `to_line` wrote.
    """
    try:
        whole = json.loads(line)
        if whole["schema"] != SCHEMA:
            raise CodingError(f"this is not an incident of schema {SCHEMA}")
        titles = {str(key): None if title is None else str(title) for key, title in whole["titles"].items()}
        tellings = tuple(from_plain(Telling, told) for told in whole["tellings"])
        return Item(from_plain(Incident, whole["incident"]), tellings, titles)
    # Whatever stands in a file that came from elsewhere: a deep nest, a number beyond all bounds
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise CodingError(f"this incident cannot be read: {type(error).__name__}: {error}") from error


def read_items(lines: Iterable[bytes]) -> Iterator[Item]:
    """The incidents of a file that this format wrote. Raises CodingError, with the number of the line, where one is none."""
    for number, line in enumerate(lines, 1):
        try:
            yield from_line(line)
        except CodingError as error:
            raise CodingError(f"line {number}: {error.message}") from error


@dataclass(frozen=True, slots=True)
class _Lines:
    name: str = "jsonl"
    suffix: str = ".jsonl"
    losses: tuple[str, ...] = (
        "The reports' texts are not in it, only the words of each value and the sentences that tell of the event: bundle has them.",
        "Of places that were considered and not chosen only id, name, unit, country, coordinates and score are kept.",
    )

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        number = 0
        for item in items:
            target.write(to_line(item))
            number += 1
        return number


FORMAT = _Lines()
