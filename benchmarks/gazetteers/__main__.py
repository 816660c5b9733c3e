"""python -m benchmarks.gazetteers [--places N] [--names N] [--folder DIR]: makes a dump, imports it, looks names up, prints the figures."""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.gazetteers.made import made_name, write_dump
from dateline.resolve.gazetteer import Gazetteer, key
from dateline.resolve.own_gazetteer.draft import Draft, Step
from dateline.resolve.own_gazetteer.geonames import geonames_files, geonames_origin, import_geonames
from dateline.settings import Settings, using
from dateline.settings.gazetteers import tables_in

LOOKUPS = 50_000


def main() -> None:
    """Each part runs in a process of its own, so that its memory is its own."""
    parser = argparse.ArgumentParser(description="time and memory of user gazetteers")
    parser.add_argument("--places", type=int, default=12_000_000)
    parser.add_argument("--names", type=int, default=16_000_000)
    parser.add_argument("--folder", type=Path, help="keep the files here; those that are there are used")
    parser.add_argument("--part", choices=("import", "lookup"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        return measure_import(arguments.folder) if arguments.part == "import" else measure_lookup(arguments.folder)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        if not (folder / "alternateNamesV2.txt").exists():
            began = time.perf_counter()
            write_dump(folder, arguments.places, names=arguments.names)
            print(f"made {arguments.places:,} places and {arguments.names:,} names in {time.perf_counter() - began:.0f} s")
        for part in ("import", "lookup"):
            subprocess.run([sys.executable, "-m", "benchmarks.gazetteers", "--folder", str(folder), "--part", part], check=True)
    return None


def measure_import(folder: Path) -> None:
    """Seconds and peak memory of the import."""
    began, used = time.perf_counter(), time.process_time()
    files = geonames_files(folder)
    draft = Draft(folder / "gazetteer", geonames_origin("geonames", files), replace=True)
    print("goes on where it was interrupted" if draft.resumed else "begins")
    doing = ""
    for step in _all(draft, files):
        if step.doing != doing:
            doing = step.doing
            print(f"  {time.perf_counter() - began:7.0f} s  {doing}", flush=True)
    size = sum(path.stat().st_size for path in (folder / "gazetteer" / "geonames").iterdir())
    took = f"{time.perf_counter() - began:.0f} s, {time.process_time() - used:.0f} s of processor time"
    print(f"import: {took}, peak memory {_peak():.0f} MB, table {size / 1e6:,.0f} MB")


def _all(draft: Draft, files: tuple[Path, ...]) -> Iterator[Step]:
    yield from import_geonames(draft, files)
    yield from draft.finish()


def measure_lookup(folder: Path) -> None:
    """Memory before and after, and milliseconds of processor time of a look-up in the table and in all gazetteers together."""
    tables = tables_in(folder / "gazetteer")
    chance = random.Random(17)
    names = [made_name(chance) for _ in range(LOOKUPS)]
    before = _now()
    with using(Settings(gazetteers=tables)):
        gazetteer = Gazetteer.load()
        opened = _now()
        table = gazetteer.tables[0]
        for label, look in (("table", lambda name: table.find(key(name))), ("all together", gazetteer.lookup)):
            took, given = [], 0
            for name in names:
                began = time.thread_time()
                given += len(look(name))
                took.append((time.thread_time() - began) * 1000)
            cuts = statistics.quantiles(took, n=100)
            spread = f"median {cuts[49]:.3f}, 95th {cuts[94]:.3f}, 99th {cuts[98]:.3f}, worst {max(took):.2f}"
            print(f"look-up ({label}): mean {statistics.fmean(took):.3f} ms, {spread}; {given / len(names):.1f} places a name")
    print(f"memory: {before:.0f} MB before, {opened:.0f} MB opened, {_now():.0f} MB after {2 * LOOKUPS:,} look-ups")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
