"""Fits which deed a claim, blame or denial is about: python -m tools.fit_deeds CODED.jsonl... --out src/dateline/data/lexicon/deeds.csv

The words of each coded claim and the wordings that coders saw no claim in are cues; each is asked for its deed among those told beside
and before it, with "none" for what is no claim. No opinion of the model on claims is read, so the reports may be those that it was trained
on. The weights are those of a choice among candidates (conditional logit) with ridge penalty.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.extract import extract
from dateline.extract.claims import sayings
from dateline.extract.deeds import NO_DEED, candidates
from dateline.extract.lexicon import CLAIM_KINDS
from dateline.extract.own_types import choose_own
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.sources import find_speakers
from dateline.extract.triggers import choose_triggers
from dateline.schema.document import Document, Fact
from tools.fit_joining import owner
from tools.fitting import FOLDS, read_coded, read_document

# Features seen more rarely are left out, and weights so small that they hardly count; the penalty of the weights' squares.
RARE, SMALL, PENALTY = 6, 0.02, 1.5
# A wording is the coder's where no more words than this lie between the two.
_GAP = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A cue: the features of each candidate, whether the cue is about it, and the number of its fold of reports."""

    names: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    fold: int


def choices(doc: Mapping[str, Any], fold: int) -> Iterator[Choice]:
    """The cues of a coded report; those whose deed was not found are left out."""
    document = read_document(doc)
    coded = list(_coded(document, doc))
    roles = tuple(r for r in document.roles if r.role not in CLAIM_KINDS)
    facts = tuple(f for f in document.facts if f.label not in CLAIM_KINDS)
    marks = dict.fromkeys(fact for fact, _ in coded)
    document = replace(document, roles=roles, facts=(*facts, *marks))
    lexicon = lexicon_in_use()
    chosen = choose_own(document, choose_triggers(document, lexicon), lexicon)
    events = {m.index: owner(dict(doc), m) for m in extract(document)}
    for saying, words in sayings(document, chosen, find_speakers(document, lexicon)):
        about = {e for fact, e in coded if fact.label == words.label and _meet(fact, words)}
        if bool(about) != (words.confidence > 0):
            continue
        found = list(candidates(document, saying, chosen))
        right = tuple(events[chosen[k].number] in about if k != NO_DEED else not about for k, _ in found)
        if any(right):
            yield Choice(tuple(names for _, names in found), right, fold)


def _coded(document: Document, doc: Mapping[str, Any]) -> Iterator[tuple[Fact, str]]:
    """The words of each coded claim with the event that has it."""
    for event in doc["events"]:
        for claim in (c for c in event.get("claims") or [] if c.get("words")):
            at = document.report.text.find(claim["words"])
            inside = [w.index for w in document.words if w.start < at + len(claim["words"]) and w.end > at] if at >= 0 else []
            if inside:
                yield Fact(inside[0], inside[-1] + 1, claim["kind"], 1.0), str(event["id"])


def _meet(one: Fact, other: Fact) -> bool:
    return one.first < other.last + _GAP and one.last > other.first - _GAP


def fitted(found: Sequence[Choice]) -> dict[str, float]:
    """The weights under which the right candidates are likeliest."""
    seen = Counter(name for c in found for names in c.names for name in set(names))
    number = {name: k for k, name in enumerate(sorted(name for name, n in seen.items() if n >= RARE))}
    rows: list[int] = []
    columns: list[int] = []
    right: list[bool] = []
    group: list[int] = []
    for g, choice in enumerate(found):
        for names, is_right in zip(choice.names, choice.right, strict=True):
            columns += [number[n] for n in names if n in number]
            rows += [len(right)] * sum(n in number for n in names)
            right.append(is_right)
            group.append(g)
    x = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(number)))
    weights = _ascended(x, np.array(right, dtype=float), np.array(group))
    return {name: float(weights[k]) for name, k in number.items()}


def _ascended(x: Any, right: npt.NDArray[np.float64], group: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Maximum of the log likelihood of the right candidates less the penalty."""

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = np.exp(np.clip(x @ weights, -30, 30))
        whole, hit = np.bincount(group, odds), np.bincount(group, odds * right)
        gradient = x.T @ (odds / whole[group] - odds * right / hit[group]) + PENALTY * weights
        return float(np.log(whole / hit).sum() + PENALTY * (weights @ weights) / 2), gradient

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def right_share(found: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """The share of cues whose likeliest candidate is right."""
    hits = 0
    for choice in found:
        odds = [sum(weights.get(n, 0.0) for n in names) for names in choice.names]
        hits += choice.right[odds.index(max(odds))]
    return hits / max(len(found), 1)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True, type=Path)
    args = ap.parse_args()
    found = [choice for doc, fold in read_coded(args.coded) for choice in choices(doc, fold)]
    for k in range(FOLDS):
        held = [c for c in found if c.fold == k]
        print(f"fold {k}: {right_share(held, fitted([c for c in found if c.fold != k])):.3f} of {len(held)} cues have their deed")
    with args.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerows([name, f"{weight:.2f}"] for name, weight in sorted(fitted(found).items()) if abs(weight) >= SMALL)


if __name__ == "__main__":
    main()
