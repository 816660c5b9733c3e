"""python -m benchmarks: accuracy, the gate, speed, the API, pages. Each can be run alone: python -m benchmarks.accuracy, .gate, .speed ...

    python -m benchmarks [--accuracy-json FILE] [--speed-json FILE]

Ends with 1 where a figure of the gate is under its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks import accuracy, api, gate, pages, speed


def main(arguments: Sequence[str] | None = None) -> int:
    """All with their usual settings; the gate's status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Accuracy, the gate, speed, the API, pages.")
    parser.add_argument("--accuracy-json", metavar="FILE", help="also write the figures of accuracy to this file")
    parser.add_argument("--speed-json", metavar="FILE", help="also write the figures of speed to this file")
    given = parser.parse_args(arguments)
    accuracy.main(["--json", given.accuracy_json] if given.accuracy_json else [])
    print(flush=True)
    status = gate.main([])
    print(flush=True)
    speed.main(["--json", given.speed_json] if given.speed_json else [])
    print(flush=True)
    api.main([])
    print(flush=True)
    pages.main([])
    return status


if __name__ == "__main__":
    sys.exit(main())
