"""What `--relevance` passes over: what it loses of coded reports, and how much work it saves on a general stream.

    python -m benchmarks.relevance [--gold DIR] [--corpora DIR] [--coded N] [--json FILE]

Lost: of the reports of the gold files, of the gate and of MUC-4 (with an incident in the key) that have a firm event, the share that is
coded. Saved: the Current Events items of years that nothing was learned from, put together to reports by day and category; the share of
their words that still reaches the encoder. `--coded N` codes N reports of that stream, drawn once, and says what share of the words stands
in reports where an event is found at all (no filter can save more without loss), and what share of the events was in reports passed over.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import SHARED, gold_folder, read_gold
from benchmarks.gate import read_gate
from benchmarks.muc4.keys import read_keys
from benchmarks.muc4.texts import read_texts
from dateline.read.relevance import is_relevant
from dateline.run.pipeline import code
from dateline.schema.report import Report

# As in training/fit_relevance.py: these years have categories and were not learned from.
HELD = ("2013", "2017", "2019")
SPLITS = ("dev", "tst1", "tst2")
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Kept:
    """Of `reports` that tell of something, how many are coded with `--relevance`."""

    name: str
    reports: int
    coded: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Reports of a stream and their words, and how many of each still reach the encoder."""

    name: str
    reports: int
    words: int
    coded_reports: int
    coded_words: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Reports of the stream that were coded in full. `telling_words` stand in reports with an event; `lost` events in ones passed over."""

    reports: int
    words: int
    telling_words: int
    passed_words: int
    events: int
    lost: int


def kept(name: str, texts: Sequence[str]) -> Kept:
    """How many of these are coded."""
    return Kept(name, len(texts), sum(map(is_relevant, texts)))


def firm_texts(reports: Sequence[Mapping[str, Any]]) -> list[str]:
    """The texts that have an event which every careful coder would give."""
    return [report["text"] for report in reports if any(not event.get("optional") for event in report["events"])]


def measure_kept(gold: Path | None, corpora: Path) -> Iterator[Kept]:
    """The gold files one by one and together, the gate, MUC-4."""
    files = {name: firm_texts(reports) for name, reports in read_gold(gold).items()}
    for name, texts in files.items():
        yield kept(name, texts)
    yield kept("gold together", [text for texts in files.values() for text in texts])
    yield kept("gate", [text for reports in read_gate().values() for text in firm_texts(reports)])
    folder = corpora / "muc4"
    if folder.is_dir():
        keys = {name: told for split in SPLITS for name, told in read_keys(folder / f"{split}.key.gz").items()}
        reports = [report for split in SPLITS for report in read_texts(folder / f"{split}.txt.gz")]
        yield kept("muc4 with an incident", [report.text for report in reports if keys.get(report.id)])


def read_stream(corpora: Path) -> list[Report]:
    """Reports of the held years, in their order: all items of one day and category."""
    parts: dict[tuple[str, str], list[str]] = {}
    with gzip.open(corpora / "current-events.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["date"].startswith(HELD):
                parts.setdefault((item["date"], item["category"]), []).append(item["text"])
    return [Report(f"{day} {category}", "\n\n".join(texts)) for (day, category), texts in parts.items()]


def category_of(report: Report) -> str:
    return report.id.partition(" ")[2]


def measure_stream(reports: Sequence[Report]) -> list[Stream]:
    """All of it, then each category, the largest first."""
    counts: dict[str, Counter[str]] = {}
    for report in reports:
        words, coded = len(report.text.split()), is_relevant(report.text)
        for name in ("all", category_of(report)):
            counts.setdefault(name, Counter()).update(reports=1, words=words, coded_reports=coded, coded_words=words * coded)
    found = [Stream(name, *(told[k] for k in ("reports", "words", "coded_reports", "coded_words"))) for name, told in counts.items()]
    return sorted(found, key=lambda stream: (-stream.words, stream.name))


def measure_sample(reports: Sequence[Report], size: int) -> Sample:
    """Codes some of them in full, whatever their relevance."""
    told: Counter[str] = Counter()
    for report in random.Random(3).sample(list(reports), min(size, len(reports))):
        words, relevant = len(report.text.split()), is_relevant(report.text)
        events = sum(event.confidence >= SURE for event in code(report.text, published=report.id[:10]).events)
        told.update(reports=1, words=words, events=events, telling=words * bool(events))
        told.update(passed=words * (not relevant), lost=events * (not relevant))
    return Sample(told["reports"], told["words"], told["telling"], told["passed"], told["events"], told["lost"])


def cost(reports: Sequence[Report]) -> float:
    """Seconds of processor time for a thousand words, to say whether a report is relevant."""
    began = time.process_time()
    for report in reports:
        is_relevant(report.text)
    return (time.process_time() - began) / sum(len(report.text.split()) for report in reports) * 1000


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints, and with --json writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("DATELINE_CORPORA", SHARED / "data")))
    parser.add_argument("--coded", type=int, default=0, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    given = parser.parse_args(arguments)
    recall = list(measure_kept(gold_folder(given.gold), given.corpora))
    for one in recall:
        print(f"{one.name:24}{one.coded:6} of {one.reports:6} coded  {one.coded / max(one.reports, 1):.4f}")
    out: dict[str, Any] = {"kept": [asdict(one) for one in recall]}
    if (given.corpora / "current-events.jsonl.gz").is_file():
        reports = read_stream(given.corpora)
        streams = measure_stream(reports)
        for stream in streams[:16]:
            shares = f"{stream.coded_reports / stream.reports:8.1%} of reports{stream.coded_words / stream.words:8.1%} of words"
            print(f"{stream.name[:34]:36}{stream.reports:6} reports{stream.words:9,} words; coded {shares}")
        print(f"{cost(reports[:2000]) * 1000:.2f} ms for a thousand words")
        out["stream"] = [asdict(stream) for stream in streams]
        if given.coded:
            sample = measure_sample(reports, given.coded)
            print(f"{sample.reports} reports coded in full: {sample.telling_words / sample.words:.1%} of words in reports with an event,")
            lost = sample.lost / max(sample.events, 1)
            print(f"{sample.passed_words / sample.words:.1%} passed over, and with them {lost:.1%} of {sample.events} events")
            out["sample"] = asdict(sample)
    if given.json:
        given.json.write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
