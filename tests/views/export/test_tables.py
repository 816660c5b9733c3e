"""What each table says of an incident, and that the programs which read such tables read ours."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import hxl
import pandas
import pytest

from dateline.schema.incident import Telling
from dateline.schema.record import WHERE_UNKNOWN, Acled, Codes, Participant, Ucdp
from dateline.views.export import FORMATS, cell
from dateline.views.export.acled import COLUMNS as ACLED
from dateline.views.export.polecat import COLUMNS as POLECAT
from dateline.views.export.ucdp import COLUMNS as UCDP
from tests.merge.making import casualty, party
from tests.views.export.making import FIGHT, items, rows, telling, written

TALIBAN = ("Taliban", "taliban", "rebels", "AFG")
ARMY = ("Military Forces of Iraq", "IRQ.military", "military", "IRQ")
FRENCH = ("Military Forces of France", "FRA.military", "military", "FRA")
VILLAGERS = ("villagers", None, "civilians", "IRQ")
MARCHERS = ("protesters", None, "protesters", "IRQ")
POLICE = ("Police Forces of Iraq", "IRQ.police", "police", "IRQ")


def coded(event_type: str | None, sub_event_type: str | None = None, violence: int | None = None) -> Codes:
    return replace(FIGHT, acled=Acled(event_type, sub_event_type), ucdp=Ucdp(violence))


# What is told, and cells of the row.
ACLED_ROWS: list[tuple[dict[str, Any], dict[str, str]]] = [
    (
        {"actor": TALIBAN, "recipient": ARMY, "killed": (21, None), "publisher": "Wire"},
        {
            "actor1": "Taliban",
            "inter1": "Rebel group",
            "actor2": "Military Forces of Iraq",
            "inter2": "State forces",
            "interaction": "State forces-Rebel group",
            "civilian_targeting": "",
            "disorder_type": "Political violence",
            "event_date": "2016-03-02",
            "year": "2016",
            "time_precision": "1",
            "iso": "368",
            "region": "Middle East",
            "country": "Iraq",
            "admin1": "Kirkuk Governorate",
            "location": "Kirkuk",
            "latitude": "35.4700",
            "longitude": "44.3900",
            "geo_precision": "1",
            "source": "Wire",
            "notes": "A bomb killed people.",
            "fatalities": "21",
            "tags": "",
            "timestamp": "",
        },
    ),
    ({"actor": FRENCH, "recipient": TALIBAN}, {"inter1": "External/Other forces", "fatalities": "0"}),
    (
        {"recipient": VILLAGERS, "codes": coded("Violence against civilians", "Attack")},
        {
            "actor1": "Unidentified Armed Group (Iraq)",
            "interaction": "Political militia-Civilians",
            "civilian_targeting": "Civilians targeted",
        },
    ),
    (
        {"actor": POLICE, "recipient": MARCHERS, "codes": coded("Protests", "Excessive force against protesters"), "type": "ASSAULT"},
        {"inter1": "Protesters", "actor2": "Police Forces of Iraq", "disorder_type": "Political violence; Demonstrations"},
    ),
    ({"codes": coded("Protests", "Peaceful protest")}, {"actor1": "Protesters (Iraq)", "interaction": "Protesters only", "actor2": ""}),
    ({"place": None}, {"country": "", "iso": "", "location": "", "geo_precision": "", "actor1": "Unidentified Armed Group"}),
    ({"place": "Iraq"}, {"country": "Iraq", "geo_precision": ""}),
    ({"day": None}, {"event_date": "", "year": "", "time_precision": ""}),
    ({"place": "Lima"}, {"latitude": "-12.0500", "longitude": "-77.0400"}),
    ({"publisher": "=Post", "words": "@here they\r\n fought"}, {"source": "'=Post", "notes": "'@here they fought"}),
]


@pytest.mark.parametrize(("told", "expected"), ACLED_ROWS)
def test_an_acled_row_says(told: dict[str, Any], expected: dict[str, str]) -> None:
    (row,) = rows("acled", telling("r", **told))
    assert {name: row[name] for name in expected} == expected


def test_acled_s_policy_takes_the_lowest_of_what_reports_tell() -> None:
    told = {"actor": TALIBAN, "recipient": ARMY, "words": "Taliban killed soldiers in Kirkuk with a bomb."}
    made = items([telling("a", killed=(30, 30), **told), telling("b", killed=(21, None), **told)])
    assert len(made) == 1
    (row,) = list(pandas.read_csv(io.StringIO(written("acled", made))).to_dict("records"))
    assert row["fatalities"] == 21


UCDP_ROWS: list[tuple[dict[str, Any], dict[str, str]]] = [
    (
        {"actor": TALIBAN, "recipient": ARMY, "killed": (21, None), "codes": coded(None, None, 1), "publisher": "Wire"},
        {
            "side_a": "Government of Iraq",
            "side_b": "Taliban",
            "dyad_name": "Government of Iraq - Taliban",
            "gwnoa": "645",
            "gwnob": "",
            "deaths_a": "21",
            "deaths_b": "0",
            "best": "21",
            "high": "21",
            "low": "21",
            "where_prec": "1",
            "date_prec": "1",
            "country": "Iraq",
            "country_id": "645",
            "region": "Middle East",
            "geom_wkt": "POINT (44.3900 35.4700)",
            "number_of_sources": "1",
            "source_article": "Wire, 2016-03-03, A fight",
            "source_office": "Wire",
            "source_date": "2016-03-03",
        },
    ),
    (
        {"actor": TALIBAN, "recipient": VILLAGERS, "killed": (3, 9), "codes": coded(None, None, 3)},
        {"side_a": "Taliban", "side_b": "Civilians", "deaths_civilians": "3", "deaths_b": "0", "best": "3", "low": "3", "high": "9"},
    ),
    (
        {
            "actor": TALIBAN,
            "recipient": ARMY,
            "codes": coded(None, None, 1),
            "figures": [
                casualty("e1", 1, "killed", 5, 5, role="actor"),
                casualty("e1", 2, "killed", 4, 4, role="recipient", civilian=False),
                casualty("e1", 3, "killed", 2, 2, role="bystander", civilian=True),
                casualty("e1", 4, "killed", None, 7, role="unknown"),
            ],
        },
        {"deaths_a": "4", "deaths_b": "5", "deaths_civilians": "2", "deaths_unknown": "7", "best": "18", "high": "18"},
    ),
]


@pytest.mark.parametrize(("told", "expected"), UCDP_ROWS)
def test_a_ucdp_row_says(told: dict[str, Any], expected: dict[str, str]) -> None:
    (row,) = rows("ucdp", telling("r", **told))
    assert {name: row[name] for name in expected} == expected
    assert int(row["best"]) == sum(int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown"))
    assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


@pytest.mark.parametrize(
    ("latitude", "longitude", "gid"),
    [(-90.0, -180.0, "1"), (90.0, 180.0, "259200"), (34.53, 69.17, "179779"), (-0.1, 0.1, "129241")],
)
def test_the_priogrid_cell(latitude: float, longitude: float, gid: str) -> None:
    where = replace(WHERE_UNKNOWN, name="x", latitude=latitude, longitude=longitude, precision="exact")
    assert rows("ucdp", telling("r", event={"where": where}))[0]["priogrid_gid"] == gid


@pytest.mark.parametrize("format", ["acled", "ucdp"])
def test_what_a_scheme_has_no_code_for_has_no_row(format: str) -> None:
    assert rows(format, telling("r", codes=replace(FIGHT, acled=Acled(), ucdp=Ucdp()))) == []


def test_ids_of_ours_are_never_taken_for_those_of_acled_or_ucdp() -> None:
    assert rows("acled", telling("r"))[0]["event_id_cnty"].startswith("DTL")
    assert 2**47 <= int(rows("ucdp", telling("r"))[0]["id"]) < 2**48


def test_two_parties_of_a_side_are_one_and_who_is_with_it() -> None:
    two = (party("actor", *TALIBAN[:2], *TALIBAN[2:]), Participant("actor", "Owl Front", None, "militia", None, None, (), "test", 0.9))
    (row,) = rows("acled", telling("r", event={"participants": two}))
    assert {row["actor1"], row["assoc_actor_1"]} == {"Taliban", "Owl Front"}


def test_polecat_says_what_did_not_happen() -> None:
    (row,) = rows("polecat", telling("r", actor=TALIBAN, recipient=ARMY, status="planned"))
    assert row["Event Mode"] == "explosives; future"
    assert (row["Quad Code"], row["Actor Country"], row["Primary Actor Sector"]) == ("MATERIAL CONFLICT", "AFG", "REB")
    assert (row["Actor COW"], row["Story People"], row["City"]) == ("None", "None", "Kirkuk")


@pytest.mark.parametrize(("status", "number"), [("happened", 1), ("attempted", 1), ("planned", 0), ("denied", 0), ("possible", 0)])
def test_hxl_has_what_happened(status: str, number: int) -> None:
    made = items([telling("r", status=status)])
    assert written("hxl", made).count("\n") == 2 + number


def test_a_plover_record_says() -> None:
    told = telling("r", actor=TALIBAN, recipient=ARMY, killed=(3, 9), status="denied", publisher="Wire")
    (line,) = written("plover", items([told])).splitlines()
    record = json.loads(line)
    assert record["event"] == ["ASSAULT"]
    assert record["mode"] == ["explosives", "negation"]
    assert record["quad_code"] == 4
    assert record["actor"] == [{"code": "AFG", "sector": "REB", "identifier_text": "Taliban"}]
    assert record["event_loc"]["city"] == "Kirkuk"
    assert (record["date"], record["dead"]) == ("2016-03-02", 3)
    assert "enddate" not in record


CELLS = [
    (None, ""),
    ("=1", "'=1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@x", "'@x"),
    ("\tx", "'\tx"),
    ("\rx", "'\rx"),
    (-3.5, "-3.5"),
    ("a=b", "a=b"),
]


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_no_cell_is_a_formula(value: object, text: str) -> None:
    assert cell(value) == text


def many() -> list[Telling]:
    told: dict[str, Any] = {"actor": TALIBAN, "recipient": ARMY, "publisher": "=Wire", "words": '@Bad "words";\ttold'}
    places = enumerate(["Kirkuk", "Lima", "Basra", None], 1)
    out = [telling(f"r{n}", killed=(n, None), place=place, day=f"2016-0{n}-02", published=f"2016-0{n}-03", **told) for n, place in places]
    return [*out, telling("r9", day="2016-09-01", published="2016-09-03", actor=("-gunmen", None, "unknown"), place="Hawija")]


@pytest.mark.parametrize(
    ("format", "columns", "whole"),
    [
        ("acled", ACLED, ["year", "time_precision", "fatalities"]),
        ("ucdp", UCDP, ["id", "type_of_violence", "best", "high", "low", "deaths_a"]),
        ("polecat", POLECAT, []),
        ("cameo", None, ["quad_class", "sources", "cameo"]),
    ],
)
def test_pandas_reads_it(format: str, columns: tuple[str, ...] | None, whole: list[str]) -> None:
    made = items(many())
    text = written(format, made)
    frame = pandas.read_csv(io.StringIO(text), sep="\t" if format == "polecat" else ",", keep_default_na=format != "polecat")
    assert len(frame) == len(made) == 5
    assert columns is None or tuple(frame.columns) == columns
    assert [name for name in whole if frame[name].dtype != "int64"] == []
    latitude = "Latitude" if format == "polecat" else "latitude"
    assert -12.05 in [float(value) for value in frame[latitude] if value != "None"]
    texts = [value for column in frame for value in frame[column] if isinstance(value, str)]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"-\d+\.\d{4}", text)] == []
    assert written(format, made) == text


def test_the_numbers_of_columns_are_those_of_the_schemes() -> None:
    assert (len(ACLED), len(UCDP), len(POLECAT)) == (31, 49, 40)


def test_libhxl_reads_and_validates_the_hxl_table() -> None:
    text = written("hxl", items(many()))
    source = hxl.data(io.BytesIO(text.encode("utf-8")))
    assert [column.display_tag for column in source.columns] == text.splitlines()[1].split(",")
    assert len(list(source)) == 5
    assert source.validate()


def test_every_format_says_what_it_cannot_hold() -> None:
    for name, format in FORMATS.items():
        assert format.name == name
        assert format.suffix.startswith(".")
        assert all(loss.endswith(".") for loss in format.losses)
        assert format.losses


@pytest.mark.parametrize("format", ["acled", "ucdp", "polecat", "cameo", "hxl", "plover"])
def test_no_incident_makes_a_heading_alone(format: str) -> None:
    target = io.BytesIO()
    assert FORMATS[format].write([], target) == 0
    assert target.getvalue().count(b"\n") == {"plover": 0, "hxl": 2}.get(format, 1)
    gone = [replace(item, tellings=()) for item in items([telling("r")])]
    assert FORMATS[format].write(gone, io.BytesIO()) == 0
