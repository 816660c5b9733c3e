"""Where a row of data/actors was seen: python -m tools.date_actors CURRENT_EVENTS.jsonl.gz

For each armed group, body and leader the first item of Wikipedia's Current Events that names it while it is in being, with the country of
the row in the same item, becomes the row's `source` ("current-events 2014-05-06"). For a leader the item must also hold a word of the
office. Rows that no item attests are "unsourced". A source attests that the name was used of that country on that day; kinds and the
days of a row stay a reviewer's.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from dateline.resolve.actor_table import ActorTable, fold

ACTORS = Path(__file__).resolve().parent.parent / "src" / "dateline" / "data" / "actors"
UNSOURCED = "unsourced"
# Letters of the shortest name that is no word or acronym of others; shorter ones attest nothing.
SHORTEST = 6
_WORD = re.compile(r"[a-z0-9]+")

Item = tuple[str, str]


def words(text: str) -> str:
    """The text as plain words between single spaces, with one at each end."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def read_items(path: Path) -> list[Item]:
    """(day, words) of every item, by day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted((row["date"], words(row["text"])) for row in map(json.loads, lines))


def index(items: Iterable[Item]) -> dict[str, list[int]]:
    """The items that hold a word, in their order."""
    found: dict[str, list[int]] = {}
    for at, (_, text) in enumerate(items):
        for word in set(text.split()):
            found.setdefault(word, []).append(at)
    return found


def marks_of(countries: str, table: ActorTable) -> tuple[str, ...]:
    """Names and adjectives of the countries, as words."""
    return tuple(words(name) for code in countries.split("|") if code for _, name, _ in table.names_of(code))


def source(row: Mapping[str, str], marks: tuple[str, ...], items: list[Item], places: Mapping[str, list[int]]) -> str:
    """The first item that attests a row, or "unsourced"."""
    names = [words(n) for n in (row["name"], *row["aliases"].split("|")) if len(n) >= SHORTEST]
    office = [words(w).strip() for w in row.get("office", "").split()]
    best: int | None = None
    for name in (n for n in names if n.strip()):
        rarest = min(name.split(), key=lambda w: len(places.get(w, ())))
        for at in places.get(rarest, ()):
            if best is not None and at >= best:
                break
            day, text = items[at]
            if not (row["from"] or "0")[:10] <= day or (row["to"] and day > row["to"].ljust(10, "9")) or name not in text:
                continue
            if (not marks or any(mark in text for mark in marks)) and (not office or any(f" {word} " in text for word in office)):
                best = at
    return UNSOURCED if best is None else f"current-events {items[best][0]}"


def main() -> None:
    """Rewrites the column `source` of the tables; a source that a person wrote stays."""
    items, table = read_items(Path(sys.argv[1])), ActorTable.load()
    places = index(items)
    for name in ("armed_groups", "bodies", "leaders"):
        path = ACTORS / f"{name}.csv"
        reader = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
        rows = list(reader)
        for row in rows:
            if row["source"] in ("", UNSOURCED):
                party = table.entry(row["acts_for"]) if name == "leaders" else None
                countries = "|".join(party.countries) if party else row.get("countries") or row.get("country") or ""
                row["source"] = source(row, marks_of(countries, table), items, places)
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(out.getvalue(), "utf-8", newline="")
        seen = sum(row["source"] != UNSOURCED for row in rows)
        print(f"{name}: {seen} of {len(rows)} rows attested")


if __name__ == "__main__":
    main()
