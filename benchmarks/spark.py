"""How coding on Spark scales from one worker to two: python -m benchmarks.spark [--reports N] [--workers 1 2]

The feed of `benchmarks.bulk` is coded and merged on a cluster of one machine, each worker a process of its own with one core. Seconds of
the clock, from the session's being there to the rows' being written: the JVM's start is left out, the loading of the model is in. The
rows of all runs must be the same. Needs `pip install 'dateline[spark]'`, Java 17 and as many free cores as workers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.bulk import feed
from benchmarks.workers import ONE_THREAD

ROOT = Path(__file__).resolve().parent.parent
REPORTS = 600
# Partitions for each worker: enough that none waits long for the other.
PARTS = 8
MEMORY = 2048

# What runs in the driver: the session first, then the clock.
_DRIVER = """
import json, sys, time
from pyspark.sql import SparkSession
from dateline.run.spark import code_frame, merge_frame
source, target, parts = sys.argv[1], sys.argv[2], int(sys.argv[3])
spark = SparkSession.builder.getOrCreate()
spark.range(parts).repartition(parts).count()
begun = time.monotonic()
code_frame(spark.read.parquet(source).repartition(parts)).write.parquet(target + "/codings")
coded = time.monotonic()
merge_frame(spark.read.parquet(target + "/codings")).write.parquet(target + "/incidents")
print(json.dumps({"coding": coded - begun, "merging": time.monotonic() - coded}))
"""


def run(source: Path, target: Path, workers: int) -> dict[str, float]:
    """Seconds of coding and of merging. Raises RuntimeError where Spark fails."""
    given = find_spec("pyspark")
    if given is None or given.origin is None:
        raise RuntimeError("pyspark is not installed: pip install 'dateline[spark]'")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": str(PARTS * workers),
        "spark.executorEnv.PYTHONPATH": str(ROOT / "src"),
        "spark.sql.warehouse.dir": str(target / "warehouse"),
        **{f"spark.executorEnv.{name}": value for name, value in ONE_THREAD.items()},
    }
    told = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    environment = {
        **os.environ,
        "PYSPARK_SUBMIT_ARGS": f"--master local-cluster[{workers},1,{MEMORY}] {told} pyspark-shell",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT / "src"),
        "SPARK_HOME": str(Path(given.origin).parent),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(target / "work"),
    }
    command = (sys.executable, "-c", _DRIVER, str(source), str(target), str(PARTS * workers))
    done = subprocess.run(command, cwd=target, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def rows(folder: Path) -> list[tuple[str, str]]:
    """The records and incidents of a run, in order of their ids."""
    from pyarrow import parquet

    read = {part: parquet.read_table(folder / part).to_pylist() for part in ("codings", "incidents")}
    return sorted([(row["id"], row["record"]) for row in read["codings"]] + [(row["id"], row["incident"]) for row in read["incidents"]])


def main(argv: Sequence[str] | None = None) -> None:
    import pyarrow
    from pyarrow import parquet

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=REPORTS)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports"
        source.mkdir()
        parquet.write_table(pyarrow.Table.from_pylist(list(feed(given.reports))), source / "feed.parquet")
        seen: list[tuple[int, dict[str, float], list[tuple[str, str]]]] = []
        for workers in given.workers:
            target = Path(folder) / f"on-{workers}"
            target.mkdir()
            seen.append((workers, run(source, target, workers), rows(target)))
        print(f"{'workers':>7} {'coding s':>9} {'reports/s':>10} {'merging s':>10} {'of the first':>13}   {given.reports} reports")
        for workers, seconds, _ in seen:
            rate = given.reports / seconds["coding"]
            ratio = seen[0][1]["coding"] / seconds["coding"]
            print(f"{workers:7d} {seconds['coding']:9.1f} {rate:10.2f} {seconds['merging']:10.1f} {ratio:13.2f}")
        print("rows: the same" if all(made == seen[0][2] for _, _, made in seen) else "rows: DIFFERENT")


if __name__ == "__main__":
    main()
