"""On a real Spark cluster of two workers: the rows of codings and incidents are those of one machine, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from dateline.read import read_reports
from dateline.run import incidents
from dateline.run.adding import Coding, add
from dateline.run.local import code_many
from dateline.run.spark import REPORT_COLUMNS, reading_of
from dateline.schema.jsonable import dumps, to_json, to_plain
from dateline.schema.report import report_key
from dateline.store import Filters, open_store

ROOT = Path(__file__).parents[2]
RAID = "Gunmen killed two soldiers near Gao in Mali on Monday, the governor said."
MARKETS = "The central bank left its key rate unchanged; house prices grew more slowly than a year before."
ROWS = (
    {"id": "a", "text": RAID, "published": "2016-05-04", "publisher": "Wire"},
    {"id": "b", "text": f"{RAID} It was a raid.", "published": "2016-05-05", "publisher": "Post"},
    {"id": "c", "text": "Two soldiers died when gunmen attacked a post near Gao on Monday.", "published": "2016-05-05", "publisher": "Sun"},
    {"id": "d", "text": MARKETS, "published": "2016-05-05", "publisher": "Sun"},
    {
        "id": "e",
        "text": "Police arrested nine people at a march in Lima on Tuesday.",
        "published": "2016-05-04T10:00:00",
        "publisher": "Wire",
    },
    {"id": "f", "text": RAID, "published": "2016-05-04", "publisher": "Wire"},
    {"id": "g", "text": "", "published": "yesterday", "publisher": None},
    {"id": "h", "text": None, "published": "2016-05-04", "publisher": None},
)


def why_not() -> str | None:
    """Why there is no Spark to test with; None where there is."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed: pip install 'dateline[spark]'"
    return None if shutil.which("java") else "there is no java on the path"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"id": "a", "text": "A raid.", "published": "2016-05-04"}, []),
        ({"id": "a", "text": "A raid.", "published": None}, []),
        ({"id": "a", "text": "A raid.", "published": "soon"}, ["DL502"]),
        ({"id": "a", "text": None}, ["DL104"]),
        ({"text": "A raid."}, []),
    ],
)
def test_a_row_is_read_as_a_line_is(row: dict[str, Any], codes: list[str]) -> None:
    reading = reading_of(row)
    assert [note.code for note in reading.warnings] + ([reading.failure.code] if reading.failure else []) == codes
    assert reading.report.text == (row.get("text") or "")


@pytest.mark.model
@pytest.mark.slow
def test_a_cluster_gives_the_rows_of_one_machine(tmp_path: Path) -> None:
    reason = why_not()
    if reason is not None:
        if "spark" in os.environ.get("DATELINE_REQUIRE", ""):
            pytest.fail(f"DATELINE_REQUIRE asks for Spark: {reason}")
        pytest.skip(reason)
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    (tmp_path / "reports").mkdir()
    schema = arrow.schema([(name, arrow.string()) for name in REPORT_COLUMNS])
    for part, rows in enumerate((ROWS[::2], ROWS[1::2])):
        parquet.write_table(arrow.Table.from_pylist(list(rows), schema=schema), tmp_path / "reports" / f"{part}.parquet")
    run_on_cluster(tmp_path)
    coded = parquet.read_table(tmp_path / "out" / "codings").to_pylist()
    readings = [reading_of(row) for row in ROWS]
    records = code_many(readings, relevance=True)
    expected = {r.report.id: (report_key(r.report), dumps(to_json(record))) for r, record in zip(readings, records, strict=True)}
    assert {row["id"]: (row["key"], row["record"]) for row in coded} == expected
    assert [row["id"] for row in coded if row["passed_over"]] == ["d"]
    assert [row["id"] for row in coded if row["failed"]] == ["h"]
    merged = {row["id"]: row["incident"] for row in parquet.read_table(tmp_path / "out" / "incidents").to_pylist()}
    assert merged == in_a_store(tmp_path, [row for row in ROWS if row["text"] is not None])
    assert len(merged) < sum(row["events"] for row in coded)


def run_on_cluster(folder: Path) -> None:
    """Codes `folder`/reports into `folder`/out, on two workers of one core."""
    given = find_spec("pyspark")
    assert given is not None
    assert given.origin is not None
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.executorEnv.PYTHONPATH": str(ROOT / "src"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    told = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    environment = {
        **os.environ,
        "PYSPARK_SUBMIT_ARGS": f"--master local-cluster[2,1,1024] {told} pyspark-shell",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT / "src"),
        "SPARK_HOME": str(Path(given.origin).parent),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    command = (sys.executable, "-m", "dateline.run.spark", str(folder / "reports"), str(folder / "out"), "--relevance")
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def in_a_store(folder: Path, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The incidents that `dateline add --relevance` makes of the same reports."""
    (folder / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with open_store(str(folder / "store.db"), create=True) as store:
        list(add(store, read_reports(folder / "feed.jsonl"), coding=Coding(relevance=True)))
        merging = incidents.shipped()
        assert merging is not None
        incidents.settle(store, merging)
        return {id: dumps(to_plain(store.incident(id))) for id in store.ids(Filters())}
