"""CSV injection: no table that the program writes holds a cell that a spreadsheet runs. (Workbooks: tests/views/export/test_tidy.py.)"""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pytest

from dateline.views.export import FORMATS
from dateline.views.formula import SIGNS, harmless
from tests.merge.making import telling
from tests.views.export.making import items, written

SOURCE = Path(__file__).parents[2] / "src" / "dateline"
TABLES = [name for name in FORMATS if FORMATS[name].suffix in (".csv", ".tab", ".tsv", ".txt")]
PAYLOADS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "\uff1d1+1", "\uff20A1"]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula(name: str, payload: str) -> None:
    made = items([telling("e" * 64, actor=(payload, payload), publisher=payload, words=payload)], {"e" * 64: payload})
    text = written(name, made)
    delimiter = "\t" if "\t" in text.splitlines()[0] else ","
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(SIGNS) and not _is_number(cell) and not cell.startswith("#")] == []


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_there_are_tables() -> None:
    assert len(TABLES) >= 7


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_harmless(payload: str) -> None:
    assert harmless(payload) == f"'{payload}"


# Writers of tables, and by what their cells are made harmless.
GUARDS = ("safe", "harmless", "cell", "written")
# The user's own table of actors, which is read again as it stands; its rows come from a table of the user's.
OWN = ("adding.py",)


def test_every_writer_of_tables_guards_its_cells() -> None:
    """A module that makes a `csv.writer` names a guard; a new one is met here."""
    writers = []
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text("utf-8")
        if "csv.writer(" not in source and "DictWriter(" not in source:
            continue
        if path.name in OWN:
            continue
        writers.append(path.name)
        names = {node.func.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        passed = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        assert (names | passed) & set(GUARDS), path
    assert len(writers) >= 5
