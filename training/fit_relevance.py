"""Fits the model of relevance (dateline.read.relevance), which says whether a report may tell of anything that is coded.

    python -m training.fit_relevance label --out build/training/told.jsonl [--most N]
    python -m training.fit_relevance fit --told build/training/told.jsonl [--out src/dateline/data/relevance]

`label` lets Dateline itself code items of $DATELINE_CORPORA/current-events.jsonl.gz, each a report, in an order drawn once; it goes on
where it was. An item is a positive example where an event of SURE or more is found, and a negative one where none is.
`fit` learns from these, from the windows of the coded reports of training.prepare (positive where a firm event is told in them), and,
at FAINT weight, from the categories of the other items: sport, arts, markets, science, health and accidents against armed conflict.
Items of the years HELD, those that are in the files to measure on and our reports kept aside are left out. The threshold is chosen on
the reports kept aside. The files to measure on (gold) are neither learned from nor looked at here: python -m benchmarks.relevance.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from dateline import code
from dateline.read.relevance import ROWS, WORD, Whole, hashed, quantized, report_score, window_scores, windows
from training.prepare import CORPORA, aside, joined, read, sheet

ITEMS = CORPORA / "current-events.jsonl.gz"
GOLD = CORPORA.parent / "gold"
OURS = Path(__file__).parent / "reports"
# Years whose items have categories and are measured on, never learned from.
HELD = frozenset({"2013", "2017", "2019"})
# From this belief in an event on an item of ours tells of one; an item with less sure ones only is no example.
SURE = 0.5
# What an example known by its category alone counts beside one that was coded.
FAINT = 0.2
# Strength of regularisation (scikit-learn's C): of 1, 4 and 16 the one that keeps most of the reports kept aside at the same work.
STRENGTH = 4.0
# The threshold loses at most this share of the reports kept aside that have a firm event: less than the 0.015 that may be lost, because
# a threshold does best on what it was chosen on.
LOSS = 0.0125
PLAIN = frozenset(
    {"Sport", "Sports", "Arts and culture", "Business and economy", "Business and economics", "Science and technology", "Science",
     "Health and environment", "Health", "Health and medicine", "Disasters and accidents", "Disasters"}
)  # fmt: skip
CONFLICT = frozenset({"Armed conflicts and attacks", "Armed conflict and attacks", "Armed conflicts and incidents", "Syrian civil war"})
FEWEST = 4
Doc = dict[str, Any]


@dataclass
class Examples:
    """Rows of words and pairs of each example, whether it is relevant, and what it counts."""

    rows: list[Whole] = field(default_factory=list)
    relevant: list[bool] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(self, rows: Whole, relevant: bool, counts: float = 1.0) -> None:
        if len(rows) >= FEWEST:
            self.rows.append(rows)
            self.relevant.append(relevant)
            self.counts.append(counts)


def items() -> list[Doc]:
    with gzip.open(ITEMS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def label(out: Path, most: int) -> None:
    """Codes items: first those that have categories, in an order drawn once; a line for each with what was believed of its events."""
    rows = list(enumerate(items()))
    random.Random(7).shuffle(rows)
    rows.sort(key=lambda row: not ("2010" <= row[1]["date"][:4] <= "2020" and row[1]["category"] != "Uncategorized"))
    done = len(out.read_text("utf-8").splitlines()) if out.exists() else 0
    with out.open("a", encoding="utf-8") as lines:
        for number, item in rows[done:most]:
            record = code(item["text"], published=item["date"], id=str(number))
            told = [(event.type, event.status, round(event.confidence, 3)) for event in record.events]
            lines.write(json.dumps({"n": number, "e": told}) + "\n")
            lines.flush()


def coded() -> tuple[list[Doc], list[Doc]]:
    """Coded reports to learn from, and those kept aside."""
    own = [doc for path in sorted(OURS.glob("own-*.jsonl")) for doc in read(path)]
    own += [doc for path in sorted(OURS.glob("*.txt")) for doc in sheet(path)]
    own += [doc for path in sorted(OURS.glob("standoff-*.jsonl")) for doc in joined(path)]
    given = [doc for path in sorted(GOLD.glob("training-*.jsonl")) for doc in read(path)]
    return given + [doc for doc in own if not aside(doc["doc"])], [doc for doc in own if aside(doc["doc"])]


def firm(doc: Doc) -> bool:
    """Has it an event that every careful coder would give?"""
    return any(not event.get("optional") for event in doc["events"])


def add_report(examples: Examples, doc: Doc) -> None:
    """Its windows; one with events only that another coder may leave out is no example."""
    text, places = doc["text"], {True: [], False: []}
    for event in doc["events"]:
        for mention in event["mentions"]:
            start, end = doc["sentences"][mention["s"]]
            places[not event.get("optional")].append(max(text.find(mention["trigger"], start, end), start))
    words, rows = [match.span() for match in WORD.finditer(text)], hashed(text)
    if len(words) != len(rows):
        return
    for first, last in windows(len(rows)) if len(rows) else ():
        inside = {sure: any(words[first][0] <= at < words[last - 1][1] for at in found) for sure, found in places.items()}
        if inside[True] or not inside[False]:
            examples.add(rows[first:last], inside[True])


def add_items(examples: Examples, told: dict[int, float], left_out: frozenset[str]) -> None:
    """The first window of each item that was coded, or whose category says enough."""
    for number, item in enumerate(items()):
        if item["date"][:4] in HELD or item["text"].strip() in left_out:
            continue
        belief, category = told.get(number), item["category"]
        if belief is None and category not in PLAIN | CONFLICT:
            continue
        if belief is not None and 0 < belief < SURE:
            continue
        rows = hashed(item["text"])
        first, last = windows(len(rows))[0] if len(rows) else (0, 0)
        relevant = category in CONFLICT if belief is None else belief >= SURE
        examples.add(rows[first:last], relevant, FAINT if belief is None else 1.0)


def read_told(path: Path) -> dict[int, float]:
    """The belief in the surest event of each item that was coded, 0 where none was found."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return {row["n"]: max((belief for _, _, belief in row["e"]), default=0.0) for row in rows}


def matrix(rows: Sequence[Whole]) -> Any:
    """Examples x ROWS: how often each word and pair stands in an example, over the root of its number of words."""
    ends = np.cumsum([0, *(part.size for part in rows)])
    values = np.concatenate([np.full(part.size, 1 / np.sqrt(len(part))) for part in rows])
    out = sp.csr_matrix((values, np.concatenate([part.ravel() for part in rows]), ends), shape=(len(rows), ROWS))
    out.sum_duplicates()
    return out


def fit(told: Path, out: Path) -> None:
    """Learns, chooses the threshold and writes weights and manifest."""
    learned, kept = coded()
    held = frozenset(doc["text"].strip() for doc in [*kept, *_measured()])
    examples = Examples()
    for doc in learned:
        add_report(examples, doc)
    add_items(examples, read_told(told), held)
    print(len(examples.rows), "examples,", sum(examples.relevant), "relevant")
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200, random_state=0)
    model.fit(matrix(examples.rows), np.array(examples.relevant), sample_weight=np.array(examples.counts))
    weights = quantized(model.coef_[0], float(model.intercept_[0]), 0.0)
    scores = np.sort([report_score(window_scores(hashed(doc["text"]), weights)) for doc in kept if firm(doc)])
    lost = int(LOSS * len(scores))
    # Halfway between the last that is lost and the first that is kept.
    threshold = round(float(scores[lost - 1] + scores[lost]) / 2, 3)
    print(f"threshold {threshold}: {(scores >= threshold).mean():.4f} of {len(scores)} reports kept aside")
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "weights.npz", steps=weights.steps)
    digest = hashlib.sha256((out / "weights.npz").read_bytes()).hexdigest()
    made = {"sha256": digest, "scale": weights.scale, "bias": weights.bias, "threshold": threshold, "examples": len(examples.rows)}
    made |= {"made": "training/fit_relevance.py", "licence": "CC BY-SA 4.0"}
    (out / "manifest.json").write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    print((out / "weights.npz").stat().st_size, "bytes")


def _measured() -> Iterator[Doc]:
    """What is measured on; its texts are known here only to be left out."""
    for name in ("seed", "documents", "blurbs", "wire"):
        yield from read(GOLD / f"{name}.jsonl")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    does = ap.add_subparsers(dest="does", required=True)
    labelling = does.add_parser("label")
    labelling.add_argument("--out", type=Path, required=True)
    labelling.add_argument("--most", type=int, default=60_000)
    fitting = does.add_parser("fit")
    fitting.add_argument("--told", type=Path, required=True)
    fitting.add_argument("--out", type=Path, default=Path("src/dateline/data/relevance"))
    given = ap.parse_args()
    if given.does == "label":
        label(given.out, given.most)
    else:
        fit(given.told, given.out)


if __name__ == "__main__":
    main()
