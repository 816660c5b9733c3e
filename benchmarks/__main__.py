"""python -m benchmarks: accuracy, then speed. Each can be run alone: python -m benchmarks.accuracy, python -m benchmarks.speed.

    python -m benchmarks [--accuracy-json FILE] [--speed-json FILE]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks import accuracy, speed


def main(arguments: Sequence[str] | None = None) -> None:
    """Both with their usual settings."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Accuracy, then speed.")
    parser.add_argument("--accuracy-json", metavar="FILE", help="also write the figures of accuracy to this file")
    parser.add_argument("--speed-json", metavar="FILE", help="also write the figures of speed to this file")
    given = parser.parse_args(arguments)
    accuracy.main(["--json", given.accuracy_json] if given.accuracy_json else [])
    print()
    speed.main(["--json", given.speed_json] if given.speed_json else [])


if __name__ == "__main__":
    main()
