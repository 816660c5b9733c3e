"""Time expressions in context: python -m benchmarks.dates [--errors] [--dateparser]

260 sentences of our own with every expression and its TIMEX3 value. Found: F1 of the expressions (one found where the words overlap).
Value: F1 of the expressions found with the right value, null counting as a value. Cases at odd places are kept aside: nothing is
tuned on them. With --dateparser the same expressions are also given to dateparser, each with its publication day as base.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dateline.run.pipeline import code
from dateline.schema.record import TimeNote

HERE = Path(__file__).resolve().parent
# How expressions.toml writes a value that cannot be known.
UNKNOWN = "null"


@dataclass(slots=True)
class Tally:
    """Expressions marked, given, both, both with the right value; the errors in words."""

    gold: int = 0
    given: int = 0
    found: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)


def read_cases() -> list[dict[str, Any]]:
    """The cases in their order."""
    cases: list[dict[str, Any]] = tomllib.loads((HERE / "expressions.toml").read_text("utf-8"))["case"]
    return cases


def compare(case: dict[str, Any], times: Sequence[TimeNote], tally: Tally) -> None:
    """Counts how the times of a record fit one case."""
    text, at, left = case["text"], 0, list(times)
    tally.given += len(times)
    for words, wanted in case["expect"]:
        start = text.index(words, at)
        at = start + len(words)
        tally.gold += 1
        value = None if wanted == UNKNOWN else wanted
        time = next((t for t in left if t.start < at and start < t.end), None)
        if time is None:
            tally.errors.append(f"missed {words!r} ({wanted}): {text}")
            continue
        left.remove(time)
        tally.found += 1
        tally.right += time.value == value
        if time.value != value:
            tally.errors.append(f"{words!r} is {wanted}, given {time.text!r} {time.value} (published {case.get('published')}): {text}")
    tally.errors.extend(f"invented {t.text!r} {t.value}: {text}" for t in left)


def measure(cases: Sequence[dict[str, Any]]) -> Tally:
    """Codes the cases and compares them."""
    tally = Tally()
    for case in cases:
        record = code(case["text"], published=case.get("published"), language="en", layers=True)
        compare(case, record.annotations.times if record.annotations else (), tally)
    return tally


def by_dateparser(cases: Sequence[dict[str, Any]]) -> Counter[str]:
    """How many of the expressions that stand for a day dateparser gives the same day, the words and the base handed to it; and Dateline,
    which has to find them in their sentences."""
    import dateparser

    out: Counter[str] = Counter()
    for case in cases:
        if "published" not in case:
            continue
        record = code(case["text"], published=case["published"], language="en", layers=True)
        ours = {time.value for time in (record.annotations.times if record.annotations else ())}
        base = datetime.fromisoformat(case["published"])
        order = "MDY" if case.get("country") == "USA" else "DMY"
        for words, wanted in case["expect"]:
            if len(wanted) == 10 and wanted[4] == wanted[7] == "-" and wanted[:4].isdigit():
                settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": order}
                got = dateparser.parse(words, languages=["en"], settings=settings)
                out["days"] += 1
                out["right"] += got is not None and got.date().isoformat() == wanted
                out["ours"] += any((value or "").split("T")[0] == wanted for value in ours)
    return out


def line(name: str, t: Tally) -> str:
    """What a person reads of a tally."""
    found, right = (2 * n / max(t.gold + t.given, 1) for n in (t.found, t.right))
    return f"{name:8} {t.gold:4} expressions   found F1 {found:.3f}   value F1 {right:.3f}"


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--errors", action="store_true", help="show the errors (not of those kept aside)")
    ap.add_argument("--dateparser", action="store_true", help="compare with dateparser, where it is installed")
    args = ap.parse_args(argv)
    cases = read_cases()
    tuned, aside = measure(cases[::2]), measure(cases[1::2])
    print(line("even", tuned))
    print("".join(f"  {e}\n" for e in tuned.errors) if args.errors else "", end="")
    print(line("aside", aside))
    if args.dateparser:
        theirs = by_dateparser(cases)
        print(f"of {theirs['days']} expressions of a day: dateparser {theirs['right']}, dateline {theirs['ours']}")
