"""Reports by the million on Apache Spark: a frame of reports is coded, what was coded is merged, both with the functions of one machine.

    python -m dateline.run.spark SOURCE TARGET [--relevance]

SOURCE is a folder of Parquet files with a row for each report (`REPORT_COLUMNS`; only id and text must be there). TARGET gets two folders
of Parquet: `codings`, a row for each report with its record as JSON, and `incidents`. The rows are those that one machine gives, whatever
the number of partitions: a report is coded by itself, and events are merged in groups that no other event can reach.
Each Python worker loads the model once. Needs `pip install 'dateline[spark]'` and Java 17.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.read.published import parse_published
from dateline.run.pipeline import code_reading
from dateline.schema.failure import BAD_DATE, WRONG_FIELD, Note, Reading, was_passed_over
from dateline.schema.incident import Telling
from dateline.schema.jsonable import dumps, from_json, from_plain, to_json, to_plain
from dateline.schema.report import Report, report_key
from dateline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

REPORT_COLUMNS = ("id", "text", "published", "title", "publisher", "uri", "language")
CODED = "id string, key string, text string, record string, events int, passed_over boolean, failed boolean"
INCIDENTS = "id string, incident string"
_EDGES = "one string, other string"
_BANDS = "band string, key string"
_TELLINGS = "one string, body string, near array<string>"
# Rows that a worker gets at once. Each is coded by itself; a batch only must not be so large that a worker waits long for its first.
ROWS = 100
# Tellings that are merged in one go: enough that a call costs little, few enough for a small worker.
TOGETHER = 5_000


def code_frame(frame: DataFrame, *, relevance: bool = False, settings: Settings | None = None) -> DataFrame:
    """The coded reports of a frame, in the columns `CODED`: `key` names the report as a store does, `record` is its JSON.

    A row that is no report gives a record with a failure, as a line of a .jsonl file does.
    """
    from pyspark.sql.functions import col, lit

    given = [col(name).cast("string") if name in frame.columns else lit(None).cast("string").alias(name) for name in REPORT_COLUMNS]
    return frame.select(*given).mapInArrow(_each(partial(_coded, relevance=relevance, settings=settings), CODED), CODED)


def merge_frame(coded: DataFrame) -> DataFrame:
    """The incidents of coded reports (`code_frame`), in the columns `INCIDENTS`. A report that comes twice counts once.

    The frame is read more than once: write it to Parquet and read it back, or it is coded as often.
    """
    from pyspark.sql import functions as f

    once = coded.groupBy("key").agg(f.min_by(f.struct("text", "record", "events", "passed_over"), "id").alias("row")).select("key", "row.*")
    seen = once.where("not passed_over and text != ''")
    origins = _components(_copies(seen))
    told = once.where("events > 0").join(origins.select(f.col("one").alias("key"), "root"), "key", "left")
    tellings = told.select("key", "text", "record", "root").mapInArrow(_each(_told, _TELLINGS), _TELLINGS)
    tellings = tellings.localCheckpoint()
    groups = _components(_linked(tellings))
    parts = max(1, tellings.count() // TOGETHER)
    placed = tellings.join(groups, "one", "left").withColumn("part", f.pmod(f.hash(f.coalesce("root", "one")), f.lit(parts)))
    return placed.groupBy("part").applyInArrow(_merged, INCIDENTS)


def run(spark: SparkSession, source: str, target: str, *, relevance: bool = False, settings: Settings | None = None) -> None:
    """Codes the Parquet files of `source` and writes `codings` and `incidents` into the folder `target`. What is there is replaced."""
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS))
    code_frame(spark.read.parquet(source), relevance=relevance, settings=settings).write.mode("overwrite").parquet(f"{target}/codings")
    merge_frame(spark.read.parquet(f"{target}/codings")).write.mode("overwrite").parquet(f"{target}/incidents")


Row = Mapping[str, Any]


def _each(work: Callable[[Row], Iterator[Row]], columns: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function over batches that does the work for each row and gives rows of these columns."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow

        schema = _schema(columns)
        for batch in batches:
            yield pyarrow.RecordBatch.from_pylist([row for given in batch.to_pylist() for row in work(given)], schema=schema)

    return over


def _schema(columns: str) -> pa.Schema:
    """The columns of a Spark schema, as `CODED` is written, for Arrow."""
    import pyarrow as arrow

    kinds = {"string": arrow.string(), "int": arrow.int32(), "boolean": arrow.bool_(), "array<string>": arrow.list_(arrow.string())}
    return arrow.schema([(name, kinds[kind]) for name, kind in (column.split() for column in columns.split(", "))])


def _table(rows: Sequence[tuple[str, str]], columns: str) -> pa.Table:
    """Rows of two columns."""
    import pyarrow

    schema = _schema(columns)
    return pyarrow.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)


def _coded(row: Row, *, relevance: bool, settings: Settings | None) -> Iterator[Row]:
    reading = reading_of(row)
    record = code_reading(reading, relevance=relevance, settings=settings)
    told = {"events": len(record.events), "passed_over": was_passed_over(record.warnings), "failed": bool(record.failures)}
    yield {
        "id": reading.report.id,
        "key": report_key(reading.report),
        "text": reading.report.text,
        "record": dumps(to_json(record)),
        **told,
    }


def reading_of(row: Row) -> Reading:
    """The report of a row, with a warning for a date that is none, and a failure where it has no text."""
    known: dict[str, str | None] = {name: row.get(name) for name in REPORT_COLUMNS}
    id, text, written = known["id"] or "", known["text"], known["published"]
    if text is None:
        return Reading(Report(id, ""), failure=WRONG_FIELD.failure("read", field="text", wanted="a string", got="null"))
    published = parse_published(written) if written else None
    warnings: tuple[Note, ...] = (BAD_DATE.note(published=written),) if written and published is None else ()
    beside = {name: known[name] or None for name in ("title", "publisher", "uri", "language")}
    return Reading(Report(id, text, published, **beside), warnings)


# Copies of one text


def _copies(seen: DataFrame) -> DataFrame:
    """Pairs of report keys that are copies of one text: those that share a key of copies are compared, as in `merge.origins`."""
    from pyspark.sql import functions as f

    bands = seen.select("key", "text").mapInArrow(_each(_banded, _BANDS), _BANDS)
    shared = bands.groupBy("band").agg(f.collect_list("key").alias("keys")).where("size(keys) > 1")
    meeting = shared.select("band", f.explode("keys").alias("key")).join(seen.select("key", "text"), "key")
    return meeting.groupBy("band").applyInArrow(_copied, _EDGES)


def _banded(row: Row) -> Iterator[Row]:
    from dateline.merge import copy_keys

    yield from ({"band": band, "key": row["key"]} for band in copy_keys(row["text"]))


def _copied(met: pa.Table) -> pa.Table:
    from dateline.merge import origins

    found = origins((row["key"], row["text"]) for row in met.to_pylist())
    return _table([(key, origin) for key, origin in found.items() if key != origin], _EDGES)


# Groups of events


def _told(row: Row) -> Iterator[Row]:
    from dateline.merge import near, tell

    for telling in tell(from_json(json.loads(row["record"])), row["text"], report=row["key"], origin=row["root"]):
        yield {"one": telling.id, "body": dumps(to_plain(telling)), "near": list(near(telling))}


def _linked(tellings: DataFrame) -> DataFrame:
    """Pairs of tellings of one block that are likely enough one happening."""
    from pyspark.sql import functions as f

    blocks = tellings.select(f.explode("near").alias("block"), "one")
    shared = blocks.groupBy("block").agg(f.collect_list("one").alias("ones")).where("size(ones) > 1")
    meeting = shared.select("block", f.explode("ones").alias("one")).join(tellings.select("one", "body"), "one")
    return meeting.groupBy("block").applyInArrow(_linked_in, _EDGES)


def _linked_in(met: pa.Table) -> pa.Table:
    from dateline.merge import linked

    return _table(linked(map(_telling, met["body"].to_pylist())), _EDGES)


def _merged(met: pa.Table) -> pa.Table:
    from dateline.merge import merge

    incidents = merge(map(_telling, met["body"].to_pylist()))
    return _table([(incident.id, dumps(to_plain(incident))) for incident in incidents], INCIDENTS)


def _telling(body: str) -> Telling:
    telling = from_plain(Telling, json.loads(body))
    assert isinstance(telling, Telling)
    return telling


def _components(edges: DataFrame) -> DataFrame:
    """The nodes of the pairs, each with the least node that it is connected with (one, root).

    Every node takes the least of what its neighbours have, until nothing changes: as many rounds as the longest chain has links,
    and copies and incidents are a few links wide.
    """
    from pyspark.sql import functions as f

    both = edges.union(edges.select("other", "one")).distinct().localCheckpoint()
    roots = both.groupBy("one").agg(f.least(f.col("one"), f.min("other")).alias("root")).localCheckpoint()
    while True:
        beside = both.join(roots.select(f.col("one").alias("other"), f.col("root").alias("least")), "other")
        least = beside.groupBy("one").agg(f.min("least").alias("least"))
        moved = roots.join(least, "one").select(
            "one", f.least("root", "least").alias("root"), (f.col("least") < f.col("root")).alias("new")
        )
        moved = moved.localCheckpoint()
        roots = moved.select("one", "root")
        if not moved.where("new").limit(1).count():
            return roots


def main(arguments: Sequence[str] | None = None) -> None:
    """For `spark-submit` and `python -m dateline.run.spark`."""
    parser = argparse.ArgumentParser(prog="python -m dateline.run.spark", description="Code and merge reports on Apache Spark.")
    parser.add_argument("source", help="a folder of Parquet files with reports")
    parser.add_argument("target", help="the folder to write codings and incidents into")
    parser.add_argument("--relevance", action="store_true", help="pass over reports that tell of nothing that is coded")
    given = parser.parse_args(arguments)
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("dateline").getOrCreate()
    try:
        run(spark, given.source, given.target, relevance=given.relevance)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
