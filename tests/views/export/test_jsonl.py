"""Whole incidents as JSON Lines: nothing is lost on the way there and back, and pandas and DuckDB read them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import CodingError
from dateline.schema.incident import Field, Figure, Incident, Link, Reason, Said, Telling, Toll
from dateline.views.export import jsonl
from dateline.views.export.form import Item
from dateline.views.export.jsonl import from_line, read_items, to_line
from tests.schema.test_jsonable import event, maybe_number, maybe_text, number, share, text
from tests.views.export.tidied import ITEMS, RAID, written

texts = st.lists(text, max_size=2).map(tuple)
tellings = st.builds(Telling, text, text, text, maybe_text, maybe_text, event, text, st.none() | share)
said = st.builds(Said, maybe_text, texts, number)
figure = st.builds(Figure, text, text, maybe_number, maybe_number, maybe_text)
incident = st.builds(
    Incident,
    text,
    texts,
    st.lists(st.builds(Field, text, maybe_text, st.lists(said, max_size=2).map(tuple), share), max_size=2).map(tuple),
    st.lists(
        st.builds(
            Toll,
            *(text, text, st.none() | st.booleans(), maybe_number, maybe_number, maybe_number, text),
            st.lists(figure, max_size=2).map(tuple),
            share,
        ),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(Link, text, text, share, st.lists(st.builds(Reason, text, text, share), max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    number,
    maybe_text,
    maybe_text,
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    told = tuple(draw(st.lists(tellings, max_size=2)))
    return Item(draw(incident), told, {each.report: draw(maybe_text) for each in told})


@settings(max_examples=25)
@given(st.lists(items(), max_size=2))
def test_what_is_read_back_is_written_as_the_same_bytes(made: list[Item]) -> None:
    before = written(jsonl.FORMAT, made)
    back = list(read_items(io.BytesIO(before)))
    assert back == made
    assert written(jsonl.FORMAT, back) == before


def test_the_incident_stands_beside_its_tellings_and_titles() -> None:
    whole = json.loads(to_line(RAID))
    assert list(whole) == ["schema", "incident", "tellings", "titles"]
    assert [told["event"]["casualties"][0]["text"] for told in whole["tellings"]] == ["x", "x"]
    assert whole["titles"] == {"a" * 64: "Raid in Kirkuk", "b" * 64: None}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b'"schema"',
        b'{"schema": "0"}',
        b'{"schema": "1"}',
        b'{"schema": "1", "titles": {}, "tellings": [5], "incident": {}}',
        b'{"schema": "1", "titles": [], "tellings": [], "incident": {}}',
        b"[" * 100_000,
        to_line(RAID).replace(b'"confidence": 0.9', b'"confidence": "high"', 1),
        to_line(RAID).replace(b'"confidence": 0.9', b'"confidence": 1' + b"0" * 400, 1),
        to_line(RAID)[:-20],
        b"\xff",
    ],
)
def test_what_is_no_incident_is_refused_with_its_line(line: bytes) -> None:
    with pytest.raises(CodingError):
        from_line(line)
    with pytest.raises(CodingError, match="line 2"):
        list(read_items([to_line(RAID), line]))


def test_pandas_and_duckdb_read_it(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    file = tmp_path / "incidents.jsonl"
    file.write_bytes(written(jsonl.FORMAT))
    frame = pandas.read_json(file, lines=True)
    assert [entry["id"] for entry in frame["incident"]] == [each.incident.id for each in ITEMS]
    asked = (
        f"SELECT incident.id, len(tellings), incident.tolls[1].best FROM read_json('{file}', format = 'newline_delimited') ORDER BY 2 DESC"
    )
    assert duckdb.sql(asked).fetchall() == [(RAID.incident.id, 2, 26), (ITEMS[1].incident.id, 1, None)]
