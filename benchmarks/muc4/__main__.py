"""How well `dateline code --format muc4` fills the templates of MUC-4.

    python -m benchmarks.muc4 [--split SPLIT]... [--muc4 DIR] [--records FILE] [--described] [--optional] [--json FILE]

Codes the texts of a split (dev, tst1, tst2; tst2 unless told) and lays their templates beside the key, by two measures that are
printed apart (benchmarks/muc4/scoring.py says what they count). The corpus is --muc4, else `muc4` below $DATELINE_CORPORA, else
below ../shared/data.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.muc4.keys import Template, read_keys
from benchmarks.muc4.scoring import Answer, Measure, answers, role_fillers, template_slots
from benchmarks.muc4.texts import read_texts
from dateline.run.local import code_many
from dateline.schema.jsonable import dumps, from_json, to_json
from dateline.schema.record import Record
from dateline.views.muc4 import pred_templates

ROOT = Path(__file__).resolve().parents[2]
SPLITS = ("dev", "tst1", "tst2")


def corpus_folder(given: Path | None) -> Path:
    """The folder of the corpus. Raises SystemExit where it is not there."""
    named = os.environ.get("DATELINE_CORPORA")
    folder = given or (Path(named) if named else ROOT.parent / "shared" / "data") / "muc4"
    if not folder.is_dir():
        raise SystemExit(f"no MUC-4 corpus at {folder}; give --muc4 DIR")
    return folder


def code_texts(folder: Path, splits: Sequence[str], *, kept: Path | None) -> Iterator[Record]:
    """The records of the texts; out of the file `kept` where it is there, else coded and written to it."""
    if kept is not None and kept.is_file():
        with kept.open(encoding="utf-8") as lines:
            yield from (from_json(json.loads(line)) for line in lines)
        return
    records = []
    reports = (report for split in splits for report in read_texts(folder / f"{split}.txt.gz"))
    for record in code_many(reports, layers=True):
        records.append(dumps(to_json(record)) + "\n")
        yield record
    if kept is not None:
        kept.write_text("".join(records), "utf-8")


def print_measure(title: str, measure: Measure) -> None:
    """The measure as a table, one row a slot."""
    print(f"\n{title}\n{'':16} {'given':>6} {'wanted':>6} {'P':>6} {'R':>6} {'F1':>6}")
    for slot, tally in (*measure.slots.items(), ("all", measure.all)):
        shares = " ".join(f"{100 * value:6.1f}" for value in (tally.precision, tally.recall, tally.f1))
        print(f"{slot:16} {tally.given:6} {tally.wanted:6} {shares}")


def _figures(measure: Measure) -> dict[str, dict[str, float]]:
    tallies = {**measure.slots, "all": measure.all}
    return {slot: {"p": round(t.precision, 4), "r": round(t.recall, 4), "f1": round(t.f1, 4)} for slot, t in tallies.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.muc4", description="How well --format muc4 fills the templates of MUC-4.")
    parser.add_argument("--split", action="append", choices=SPLITS, help="texts to code (tst2); can be given again")
    parser.add_argument("--muc4", type=Path, metavar="DIR", help="the corpus")
    parser.add_argument("--records", type=Path, metavar="FILE", help="keep the records in this file, or take them from it")
    parser.add_argument("--described", action="store_true", help="victims without a name count too")
    parser.add_argument("--optional", action="store_true", help="what the key calls optional is to be found like the rest")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Code, compare, print."""
    given = _parser().parse_args(arguments)
    folder, splits = corpus_folder(given.muc4), given.split or ["tst2"]
    keys: dict[str, tuple[Template, ...]] = {}
    for split in splits:
        keys |= read_keys(folder / f"{split}.key.gz", described=given.described)
    predicted: dict[str, tuple[Answer, ...]] = {}
    for record in code_texts(folder, splits, kept=given.records):
        if record.report.id in keys:
            predicted[record.report.id] = answers(pred_templates(record))
    fillers = role_fillers(predicted, keys, optional=given.optional)
    slots = template_slots(predicted, keys, optional=given.optional)
    print(f"{', '.join(splits)}: {len(keys)} texts, {sum(map(bool, keys.values()))} of them with incidents")
    print_measure("Role fillers", fillers)
    print_measure("Templates", slots)
    if given.json is not None:
        given.json.write_text(json.dumps({"role_fillers": _figures(fillers), "templates": _figures(slots)}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
