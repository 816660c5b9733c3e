"""Damages the package's data file by file and codes a report: each damage must be said (DL200) and never end in a traceback.

    python -m benchmarks.damage [--folder model] [--ways gone cut empty]

A way is `gone` (no file), `cut` (its first half), `empty`, or `flipped` (64 bytes in the middle are zero). The package is one of links to
this one's files (tests/bad_inputs.py). "harmless": a file without data. "unnoticed": the report, a plain text, was coded all the same;
so it is with tables that only other formats, builds and imports read, and with a table that is one still (the record's `coder.tables` is
another then). Ends with 1 where a damage ended in anything but DL200.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.bad_inputs import SENTENCE, damaged_package

DATA = Path(__file__).resolve().parents[1] / "src" / "dateline" / "data"
NO_DATA = ("LICENSE",)


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(64) + data[middle + 64 :]


WAYS: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda _: None,
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "flipped": _flipped,
}


def tried(name: str, way: str) -> str:
    """What came of it: "said" (DL200), "unnoticed" (coded all the same), else the last line of what was printed."""
    with tempfile.TemporaryDirectory() as folder:
        package = damaged_package(Path(folder), name, WAYS[way])
        (Path(folder) / "report.txt").write_text(SENTENCE)
        command = [sys.executable, "-m", "dateline", "code", "report.txt", "--published", "2019-01-01", "--format", "jsonl"]
        command += ["--relevance"] if name.startswith("relevance/") else []
        environment = os.environ | {"PYTHONPATH": str(package)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return "unnoticed"
    if done.returncode == 1 and "DL200" in done.stderr and "Traceback" not in done.stderr:
        return "said"
    return f"status {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1][:200]}"


def main() -> None:
    """Prints what was not said."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folder", action="append", help="only this folder of the data; may be given again")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=["gone", "cut", "empty"])
    given = parser.parse_args()
    files = [path.relative_to(DATA).as_posix() for path in sorted(DATA.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    files = [name for name in files if not given.folder or name.split("/")[0] in given.folder]
    seen: Counter[str] = Counter()
    for name in files:
        for way in given.ways:
            outcome = tried(name, way)
            harmless = outcome == "unnoticed" and name.endswith(NO_DATA)
            seen["harmless" if harmless else outcome if outcome in {"said", "unnoticed"} else "unsaid"] += 1
            if outcome != "said" and not harmless:
                print(f"{name} {way}: {outcome}", flush=True)
    print(", ".join(f"{count} {name}" for name, count in seen.items()))
    raise SystemExit(bool(seen["unsaid"]))


if __name__ == "__main__":
    main()
