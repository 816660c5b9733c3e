"""Codes made reports and holds each record to what every record promises (tests/properties/promises.py).

    python -m benchmarks.spans --reports 50000 [--first 0]

Above all that every span lies in the text and holds the words that the record gives for it. Prints each report whose record breaks a
promise, with its number (`--first N --reports 1` makes it again), and how many; ends with 1 where there is any.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter

from benchmarks.sentences import report
from dateline.run.pipeline import code
from dateline.schema.jsonable import spans
from dateline.schema.report import Report
from tests.properties.promises import check_record


def check(number: int, seen: Counter[str]) -> str | None:
    """What is wrong with the record of the made report of that number; None where nothing is."""
    text, day = report(number)
    record = code(Report(str(number), text, day, language="en"))
    seen["reports"] += 1
    seen["characters"] += len(text)
    seen["events"] += len(record.events)
    for start, end, words in spans(record):
        seen["spans"] += 1
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            seen["wrong spans"] += 1
    try:
        check_record(record, text)
    except AssertionError as error:
        seen["broken promises"] += 1
        return f"{traceback.extract_tb(error.__traceback__)[-1].line} in {text!r}"
    return None


def main() -> None:
    """Ends with 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    seen, begun = Counter({"wrong spans": 0, "broken promises": 0}), time.process_time()
    for number in range(given.first, given.first + given.reports):
        if wrong := check(number, seen):
            print(f"{number}: {wrong}")
        if number % 2_000 == 1_999:
            sys.stderr.write(f"{number + 1:,} reports\n")
    print(", ".join(f"{count:,} {name}" for name, count in seen.items()), f"in {time.process_time() - begun:,.0f} s of processor time")
    raise SystemExit(bool(seen["wrong spans"] or seen["broken promises"]))


if __name__ == "__main__":
    main()
