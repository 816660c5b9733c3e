"""The tidy tables: what stands in them, that pandas, DuckDB and openpyxl read them, and that no cell starts a formula."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ExportError
from dateline.views.export import csv as csv_format
from dateline.views.export import csv_events, eventreport, extras, parquet, xlsx
from dateline.views.export.form import Format, Item
from dateline.views.export.sheets import EVENTS, INCIDENTS, SHEETS
from tests.merge.making import telling
from tests.views.export.tidied import ITEMS, RAID, item, written

pandas = pytest.importorskip("pandas", reason="pandas is not installed")
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
arrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

CSV: tuple[Format, ...] = (csv_format.FORMAT, csv_events.FORMAT, eventreport.FORMAT)
# What the row of the raid says, and that of the talks.
EXPECTED = [
    ("type", "ASSAULT", "CONSULT"),
    ("status", "happened", "happened"),
    ("start_date", "2016-03-02", ""),
    ("date_precision", "day", "unknown"),
    ("place", "Kirkuk", "Iraq"),
    ("place_precision", "exact", "country"),
    ("country", "IRQ", "IRQ"),
    ("actors", "Northern Front", ""),
    ("recipients", "Military Forces of Iraq", ""),
    ("claims", "claimed: Northern Front", ""),
    ("weapons", "car bomb", ""),
    ("killed_low", "21", ""),
    ("killed_best", "26", ""),
    ("killed_high", "26", ""),
    ("wounded_best", "5", ""),
    ("displaced_best", "", ""),
    ("sources", "2", "1"),
    ("events", "2", "1"),
    ("publishers", "Wire; Post", ""),
    ("disputed", "killed", ""),
]


def rows(format: Format, items: tuple[Item, ...] = ITEMS) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(format, items).decode(), newline="")))


@pytest.mark.parametrize(("column", "raid", "talks"), EXPECTED)
def test_what_stands_in_the_table_of_incidents(column: str, raid: str, talks: str) -> None:
    assert [row[column] for row in rows(csv_format.FORMAT)] == [raid, talks]


def test_every_event_has_a_row_with_its_incident() -> None:
    found = rows(csv_events.FORMAT)
    assert [(row["incident_id"], row["publisher"], row["killed_low"], row["killed_high"]) for row in found] == [
        (RAID.incident.id, "Wire", "21", ""),
        (RAID.incident.id, "Post", "26", "26"),
        (ITEMS[1].incident.id, "", "", ""),
    ]
    assert found[0]["title"] == "Raid in Kirkuk"


def test_each_column_is_explained_once() -> None:
    for sheet in SHEETS:
        assert len(set(sheet.heading)) == len(sheet.heading)
        assert [column.name for column in sheet.columns if not column.explains.endswith(".")] == []
        assert sheet.heading[0] == "incident_id"


def test_pandas_reads_the_csv() -> None:
    frame = pandas.read_csv(io.BytesIO(written(csv_format.FORMAT)), parse_dates=["start_date"])
    assert list(frame.columns) == list(INCIDENTS.heading)
    assert frame["killed_best"].sum() == 26
    assert frame["start_date"][0] == datetime(2016, 3, 2)  # noqa: DTZ001 - a day of a table has no zone
    assert frame["killed_best"].isna()[1]


def test_duckdb_reads_csv_and_joins_the_two_tables(tmp_path: Path) -> None:
    for format in (csv_format.FORMAT, csv_events.FORMAT):
        (tmp_path / f"{format.name}.csv").write_bytes(written(format))
    joined = (
        f"SELECT i.type, count(*) FROM '{tmp_path}/csv.csv' i JOIN '{tmp_path}/csv_events.csv' USING (incident_id) GROUP BY 1 ORDER BY 1"
    )
    assert duckdb.sql(joined).fetchall() == [("ASSAULT", 2), ("CONSULT", 1)]


def test_arrow_pandas_and_duckdb_read_the_parquet(tmp_path: Path) -> None:
    file = tmp_path / "incidents.parquet"
    file.write_bytes(written(parquet.FORMAT))
    table = arrow.read_table(file)
    assert table.num_rows == 2
    assert str(table.schema.field("start_date").type) == "date32[day]"
    assert table.schema.field("killed_low").metadata[b"explanation"].startswith(b"People killed")
    frame = pandas.read_parquet(file)
    assert len(frame["all_events"][0]) == 2
    figures = f"SELECT f.low, f.high, f.text FROM '{file}', unnest(all_figures) AS t(f) WHERE f.outcome = 'killed' ORDER BY 1"
    assert duckdb.sql(figures).fetchall() == [(21, None, "x"), (26, 26, "x")]


def test_parquet_of_nothing_has_all_columns() -> None:
    table = arrow.read_table(io.BytesIO(written(parquet.FORMAT, ())))
    assert table.num_rows == 0
    assert table.column_names == [*INCIDENTS.heading, *(f"all_{sheet.name}" for sheet in SHEETS[1:])]


def test_openpyxl_reads_every_table_and_its_codebook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.FORMAT)))
    assert book.sheetnames == ["codebook", *(sheet.name for sheet in SHEETS)]
    explained = {(row[0], row[1]) for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    assert explained >= {(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns}
    for sheet in SHEETS:
        heading, *found = book[sheet.name].iter_rows(values_only=True)
        assert heading == sheet.heading
        assert len(found) == sum(len(list(sheet.rows(each))) for each in ITEMS)


def test_a_workbook_holds_no_time_of_saving() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.FORMAT)))
    assert {book.properties.created, book.properties.modified} == {datetime(1980, 1, 1)}  # noqa: DTZ001 - openpyxl gives none


@pytest.mark.parametrize(
    ("given_text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@here", "'@here"),
        ("+7 Corps", "'+7 Corps"),
        ("-", "'-"),
        ("bell\x07", "bell"),
        ("two\nlines", "two lines"),
        ("plain", "plain"),
    ],
)
def test_texts_in_cells(given_text: str, cell: str) -> None:
    made = item(telling("e" * 64, actor=(given_text, None), publisher=given_text))
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.FORMAT, (made,))))
    assert book["events"].cell(2, EVENTS.heading.index("actors") + 1).value == cell
    assert rows(csv_events.FORMAT, (made,))[0]["publisher"] == cell


start = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "", " ="])
odd = st.builds(lambda head, tail: head + tail, start, st.text(max_size=6)).filter(str.strip)


@settings(max_examples=25)
@given(odd, odd, odd, odd)
def test_no_cell_starts_a_formula(actor: str, publisher: str, words: str, title: str) -> None:
    made = item(telling("e" * 64, actor=(actor, actor), publisher=publisher, words=words, weapons=(words,)), e=title)
    cells = [value for format in CSV for row in rows(format, (made,)) for value in row.values()]
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.FORMAT, (made,))))
    found = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in found if cell.data_type == "f"] == []
    cells += [cell.value for cell in found if isinstance(cell.value, str)]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r")) or (cell.startswith("-") and not is_number(cell))] == []


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("format", "package"), [(xlsx.FORMAT, "openpyxl"), (parquet.FORMAT, "pyarrow")])
def test_a_missing_library_is_said_with_what_to_install(format: Format, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", gone)
    with pytest.raises(ExportError, match=rf"DL450: {format.name} needs the package {package}: pip install 'dateline\[{format.name}\]'"):
        format.write(ITEMS, io.BytesIO())


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 3)
    with pytest.raises(ExportError, match="use parquet"):
        xlsx.FORMAT.write((RAID, RAID), io.BytesIO())


def test_a_long_text_is_cut_where_excel_ends() -> None:
    made = item(telling("e" * 64, words="word " * 10_000))
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.FORMAT, (made,))))
    assert len(book["events"].cell(2, EVENTS.heading.index("words") + 1).value) == xlsx.CHARACTERS


# Column of eventreport, and what the two reports of the raid have there.
REPORTED = [
    ("event_id", [RAID.incident.id] * 2),
    ("id", [told.id for told in RAID.tellings]),
    ("date_start", ["2016-03-02"] * 2),
    ("city", ["Kirkuk"] * 2),
    ("geo_precision", ["5", "5"]),
    ("actor1", ["Northern Front", "gunmen"]),
    ("actor1_precision", ["3", "2"]),
    ("actor1_perpetrator", ["1", "1"]),
    ("actor2_victim", ["1", ""]),
    ("deaths_best", ["21", "26"]),
    ("deaths_high", ["", "26"]),
    ("source", ["Wire", "Post"]),
    ("unit_of_analysis", ["Event report"] * 2),
]


@pytest.mark.parametrize(("column", "expected"), REPORTED)
def test_what_eventreport_gets_of_each_report(column: str, expected: list[str]) -> None:
    assert [row[column] for row in rows(eventreport.FORMAT, (RAID,))] == expected


def test_eventreport_s_grouping_gives_the_incidents_back() -> None:
    frame = pandas.read_csv(io.BytesIO(written(eventreport.FORMAT)))
    most = frame.groupby("event_id")["deaths_best"].max()
    assert most[RAID.incident.id] == 26
    assert len(most) == len(ITEMS)
