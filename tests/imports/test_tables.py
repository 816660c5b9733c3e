"""Tables that people coded: what a row becomes, and what a row becomes that cannot be read. The rows are our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from dateline.errors import TableError
from dateline.imports import TABLES, Brought, read_table
from dateline.schema.jsonable import spans
from dateline.schema.record import Event
from dateline.views.export.acled import COLUMNS as ACLED
from dateline.views.export.ucdp import COLUMNS as UCDP

NOTES = "On 3 May 2024, the Owl Front clashed with Military Forces of Mali near Gao airport. Four soldiers were killed. (Sources differ.)"
ROWS: dict[str, dict[str, str]] = {
    "acled": {
        "event_id_cnty": "MLI1",
        "event_date": "2024-05-03",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Owl Front",
        "assoc_actor_1": "Owl Youth; Owl Elders",
        "inter1": "Rebel group",
        "actor2": "Military Forces of Mali (2021-)",
        "inter2": "1",
        "iso": "466",
        "country": "Mali",
        "admin1": "Gao",
        "location": "Gao",
        "latitude": "16.2717",
        "longitude": "-0.0447",
        "geo_precision": "1",
        "source": "Wire; Post",
        "notes": NOTES,
        "fatalities": "4",
    },
    "ucdp": {
        "id": "77",
        "type_of_violence": "1",
        "side_a": "Government of Mali",
        "side_b": "Owl Front",
        "gwnoa": "432",
        "source_article": '"Wire,2024-05-04,Clash in Gao"',
        "source_office": "Wire",
        "source_date": "2024-05-04",
        "source_headline": "Clash in Gao",
        "where_prec": "5",
        "where_coordinates": "Gao town",
        "where_description": "on the road to Gao",
        "latitude": "16.27",
        "longitude": "-0.05",
        "country": "Mali",
        "country_id": "432",
        "date_start": "2024-05-03 00:00:00.000",
        "date_end": "2024-05-04 00:00:00.000",
        "deaths_a": "4",
        "deaths_b": "1",
        "deaths_civilians": "0",
        "deaths_unknown": "2",
        "best": "7",
        "high": "9",
        "low": "5",
    },
}
COLUMNS = {"acled": ACLED, "ucdp": UCDP}


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def read(folder: Path, table: str, rows: Iterable[Mapping[str, str]]) -> list[Brought]:
    lines = [",".join(COLUMNS[table]), *(",".join(quoted(row.get(name, "")) for name in COLUMNS[table]) for row in rows)]
    file = folder / "table.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return list(read_table(file, table))


def only(folder: Path, table: str, **changed: str) -> tuple[Brought, Event]:
    (row,) = read(folder, table, [ROWS[table] | changed])
    assert row.reading.failure is None
    assert row.event is not None
    return row, row.event


def test_a_row_of_acled_is_an_event_of_its_sources(tmp_path: Path) -> None:
    row, event = only(tmp_path, "acled")
    report = row.reading.report
    assert (report.id, report.uri, report.publisher, report.published) == ("acled:MLI1", "acled:MLI1", "Wire; Post", None)
    assert report.text == f"{NOTES}\n\nfatalities: 4"
    assert (event.id, event.type, event.mode, event.status) == ("MLI1", "ASSAULT", None, "happened")
    assert (event.codes.acled.event_type, event.codes.acled.sub_event_type) == ("Battles", "Armed clash")
    assert (event.codes.plover, event.codes.quad, event.codes.ucdp.type_of_violence) == ("ASSAULT", "Q4", None)
    assert (event.when.start_date, event.when.end_date, event.when.precision, event.when.text) == (
        "2024-05-03",
        "2024-05-03",
        "day",
        "3 May 2024",
    )
    assert (event.where.name, event.where.country, event.where.latitude, event.where.longitude) == ("Gao", "MLI", 16.2717, -0.0447)
    told = [(p.role, p.name, p.kind, p.made_by) for p in event.participants]
    assert told == [
        ("actor", "Owl Front", "rebel group", "import:acled:actor1"),
        ("actor", "Owl Youth", None, "import:acled:assoc_actor_1"),
        ("actor", "Owl Elders", None, "import:acled:assoc_actor_1"),
        ("recipient", "Military Forces of Mali (2021-)", "state forces", "import:acled:actor2"),
    ]
    assert event.participants[3].country == "MLI"
    assert [m.text for m in event.participants[3].mentions] == ["Military Forces of Mali"]
    (killed,) = event.casualties
    assert (killed.outcome, killed.low, killed.high, killed.role, killed.text) == ("killed", 4, 4, "unknown", "4")
    assert len(event.mentions) == 3


def test_a_row_of_ucdp_is_an_event_of_its_sources(tmp_path: Path) -> None:
    row, event = only(tmp_path, "ucdp")
    report = row.reading.report
    assert (report.id, report.publisher, str(report.published)) == ("ucdp:77", "Wire", "2024-05-04")
    assert (event.type, event.codes.ucdp.type_of_violence, event.codes.acled.event_type) == ("ASSAULT", 1, None)
    assert (event.when.start_date, event.when.end_date) == ("2024-05-03", "2024-05-04")
    assert (event.where.name, event.where.text, event.where.country) == ("Gao town", "on the road to Gao", "MLI")
    assert [(p.role, p.kind, p.country) for p in event.participants] == [("actor", "government", "MLI"), ("actor", "rebel group", None)]
    best, *parts = event.casualties
    assert (best.low, best.high, best.role) == (7, 7, "unknown")
    assert [(c.who, c.low, c.part_of == best.id, c.superseded) for c in parts] == [
        ("side a", 4, True, False),
        ("side b", 1, True, False),
        ("people of a side not known", 2, True, False),
        ("people", 5, False, True),
        ("people", 9, False, True),
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_value_names_its_column_and_its_words_stand_in_the_text(tmp_path: Path, table: str) -> None:
    row, event = only(tmp_path, table)
    text = row.reading.report.text
    assert list(spans(event))
    for start, end, words in spans(event):
        assert text[start:end] == words
    made = [event.when.made_by, event.where.made_by, *(party.made_by for party in event.participants)]
    made += [*(mention.made_by for mention in event.mentions), *(figure.made_by for figure in event.casualties)]
    assert {maker.rpartition(":")[0] for maker in made} == {f"import:{table}"}
    assert {maker.rpartition(":")[2] for maker in made} <= set(COLUMNS[table])


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("1", "2024-05-03", "2024-05-03"), ("2", "2024-04-30", "2024-05-06"), ("3", "2024-04-18", "2024-05-18")],
)
def test_acled_s_time_precision_is_days_around(tmp_path: Path, precision: str, first: str, last: str) -> None:
    _, event = only(tmp_path, "acled", time_precision=precision, event_date="03 May 2024")
    assert (event.when.start_date, event.when.end_date) == (first, last)


# Of which table, what is changed, and what the message says.
BAD = [
    ("acled", {"event_id_cnty": " "}, "event_id_cnty is blank"),
    ("acled", {"event_id_cnty": "MLI:1"}, "event_id_cnty must be letters"),
    ("acled", {"event_date": "yesterday"}, "event_date must be a day (YYYY-MM-DD), not 'yesterday'"),
    ("acled", {"sub_event_type": "Duel"}, "sub_event_type must be one of"),
    ("acled", {"latitude": "north"}, "latitude must be a number, not 'north'"),
    ("acled", {"longitude": "200"}, "longitude must be between -180 and 180"),
    ("acled", {"latitude": "nan"}, "latitude must be a number"),
    ("acled", {"fatalities": "-1"}, "fatalities must be a whole number"),
    ("acled", {"fatalities": "2.5"}, "fatalities must be a whole number"),
    ("ucdp", {"type_of_violence": "4"}, "type_of_violence must be one of 1, 2, 3"),
    ("ucdp", {"date_end": "2024-05-01"}, "date_end is before date_start"),
    ("ucdp", {"best": "many"}, "best must be a number"),
]


@pytest.mark.parametrize(("table", "changed", "message"), BAD)
def test_a_bad_row_is_a_failure_in_its_place(tmp_path: Path, table: str, changed: dict[str, str], message: str) -> None:
    key = "event_id_cnty" if table == "acled" else "id"
    good, bad, more = read(tmp_path, table, [ROWS[table], ROWS[table] | changed, ROWS[table] | {key: "9"}])
    assert good.event and more.event
    assert bad.event is None
    failure = bad.reading.failure
    assert failure is not None
    assert (failure.stage, failure.code) == ("import", "DL110")
    assert message in failure.message
    assert bad.reading.report.id.endswith("table.csv:3")


def test_a_row_with_too_many_cells_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(",".join(ACLED) + "\n" + ",".join("x" * 40) + "\n")
    (row,) = read_table(file, "acled")
    assert row.reading.failure is not None
    assert "it has 40 cells, the heading 31" in row.reading.failure.message


def test_a_country_that_no_table_has_is_a_warning(tmp_path: Path) -> None:
    row, event = only(tmp_path, "acled", iso="", country="Atlantis")
    assert [note.code for note in row.warnings] == ["DL520"]
    assert event.where.country is None


@pytest.mark.parametrize(("name", "iso3"), [("Myanmar (Burma)", "MMR"), ("ivory coast", "CIV"), ("Yemen (North Yemen)", "YEM")])
def test_countries_are_known_by_the_names_of_either_table(tmp_path: Path, name: str, iso3: str) -> None:
    assert only(tmp_path, "ucdp", country=name, country_id="")[1].where.country == iso3


def test_a_semicolon_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    names = list(ROWS["acled"])
    row = ";".join(quoted(ROWS["acled"][name]) for name in names)
    file = tmp_path / "table.csv"
    file.write_bytes(("\ufeff" + ";".join(names) + "\r\n\r\n" + row + "\r\n").encode())
    assert [one.event.id for one in read_table(file, "acled") if one.event] == ["MLI1"]


def test_what_is_no_table_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="there is no such file"):
        read_table(tmp_path / "gone.csv", "acled")
    file = tmp_path / "table.csv"
    file.write_text("id,name\n1,x\n")
    with pytest.raises(TableError, match="this is no table of ACLED: it has no column event_id_cnty"):
        read_table(file, "acled")
    file.write_bytes(",".join(ACLED).encode() + b"\n\xff\xfe\n")
    with pytest.raises(TableError, match="UTF-8"):
        list(read_table(file, "acled"))
    file.write_bytes(b"")
    with pytest.raises(TableError, match="this is no table"):
        read_table(file, "ucdp")


def test_a_guarded_cell_is_read_as_it_was(tmp_path: Path) -> None:
    row, event = only(tmp_path, "acled", actor1="'=Owl", source="'@Post")
    assert (event.participants[0].name, row.reading.report.publisher) == ("=Owl", "@Post")
