"""Rows of actors put into a user's own table: checked as if they stood there already, and then added, or none of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import SettingsError
from dateline.settings.check import mistakes
from dateline.settings.convert import Problem
from dateline.settings.read import FILE_NAME, actor_tables, read_settings
from dateline.settings.record import NOTHING_ADDED, OwnActor
from dateline.settings.rows import ACTORS, Numbered, read_numbered, read_text

# The user's table where the settings name none yet.
TABLE_NAME = "actors.csv"


@dataclass(frozen=True, slots=True)
class Added:
    """How many rows were put into which table; `settings` is the file that names it."""

    rows: int
    table: Path
    settings: Path


def add_actors(file: Path, *, config: Path | None = None) -> Added:
    """Adds the rows of a CSV file to the first table of actors that the settings name, or to a new actors.csv beside them.

    The settings are `config`, else dateline.toml of the working directory; where there are none they are made. Raises SettingsError, with
    file and line of each mistake, where a row is wrong by itself or beside the rows that are there; then nothing is written.
    """
    settings = config or Path(FILE_NAME)
    there = read_settings(settings) if settings.is_file() else NOTHING_ADDED
    rows = read_numbered(file, OwnActor, ACTORS)
    if not rows:
        raise SettingsError(f"{file}: holds no rows; write one line for each actor under the heading")
    _refuse(file, _mistakes(there.actors, rows))
    tables = actor_tables(settings) if settings.is_file() else ()
    table = tables[0] if tables else settings.parent / TABLE_NAME
    _write(table, _joined(table, rows))
    if not tables:
        _name_in(settings)
    return Added(len(rows), table, settings)


def _mistakes(there: Sequence[OwnActor], rows: Sequence[Numbered[OwnActor]]) -> list[Problem]:
    """What is wrong with the new rows, each with its line: ids twice, kinds, states, days and parties that do not exist."""
    known = {actor.id: "in your table" for actor in there}
    problems = []
    for row in rows:
        if row.record.id in known:
            told = f"the id {row.record.id!r} is already {known[row.record.id]}; change it there, or give another"
            problems.append(Problem(f"line {row.line}", told))
        known.setdefault(row.record.id, f"on line {row.line}")
    every = (*there, *(row.record for row in rows))
    for problem in mistakes(replace(NOTHING_ADDED, actors=every)):
        lines = [row.line for row in rows if problem.where.startswith(f"actor {row.record.name!r}")]
        problems += [replace(problem, where=f"line {line}, {problem.where}") for line in lines[:1]]
    return problems


def _refuse(file: Path, problems: Sequence[Problem]) -> None:
    if problems:
        raise SettingsError("\n  ".join(f"{file}: {problem}" for problem in problems))


def _joined(table: Path, rows: Sequence[Numbered[OwnActor]]) -> str:
    """The text of the table with the rows behind its own; columns that it lacks are added at its right."""
    old = csv.DictReader(io.StringIO(read_text(table), newline="")) if table.is_file() else None
    columns = list(old.fieldnames or ()) if old is not None else []
    new = [name for name in ACTORS.columns if name not in columns and any(row.cells.get(name) for row in rows)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*columns, *new], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(old or ())
    writer.writerows({name: row.cells.get(name, "") for name in writer.fieldnames} for row in rows)
    return out.getvalue()


def _name_in(settings: Path) -> None:
    """Names the new table in the settings, before everything else, where TOML takes keys of the file itself."""
    text = read_text(settings) if settings.is_file() else ""
    _write(settings, f'actors = "{TABLE_NAME}"\n{text}')


def _write(path: Path, text: str) -> None:
    """The whole file or nothing: it is written beside and put in its place."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text(text, "utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror or error})") from error
