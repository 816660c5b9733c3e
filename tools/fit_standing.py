"""Fits how a noun stands to a trigger, and how that and the learned head are weighed together.

    python -m tools.fit_standing standing CODED.jsonl... --out src/dateline/data/lexicon/standing.csv
    python -m tools.fit_standing parties CODED.jsonl... --out src/dateline/data/lexicon/parties.toml

The first reads no opinion of the model, so it may be fitted to reports that the model was trained on, of which there are many; the second
weighs the model's, and so wants reports kept out of training. Both are logistic regressions with ridge penalty for each role.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.evaluate.alike import overlap
from dateline.evaluate.coded import CodedEvent, Span
from dateline.evaluate.gold import read_gold
from dateline.extract.own_types import choose_own
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.parties import facts
from dateline.extract.standing import PARTY_ROLES, around, features, nouns
from dateline.extract.syntax import ancestors
from dateline.extract.triggers import Chosen, choose_triggers
from dateline.schema.document import Document
from tools.fitting import lines, read_coded, read_document

HEAD = (
    "# Weights of what speaks for a noun phrase being a party of a role (extract/parties.py), fitted by tools/fit_standing.py.\n"
    "# Positive speaks for it.\n"
)
# Features seen more rarely are left out, and weights so small that they hardly move a probability.
RARE, SMALL = 20, 0.02
STRENGTH, WEIGHED = 0.1, 1.0


def coded(paths: list[str]) -> Iterator[tuple[Document, Chosen, CodedEvent]]:
    """Every trigger of the reports that a coded event has, with that event."""
    lexicon = lexicon_in_use()
    for doc, _ in read_coded(paths):
        gold = read_gold(doc)
        if not gold.events:
            continue
        document = read_document(doc)
        for chosen in choose_own(document, choose_triggers(document, lexicon), lexicon):
            start, end = _span(document, chosen.first, chosen.last)
            told = (e for e in gold.events if e.type == chosen.type and any(a < end and b > start for a, b in e.triggers))
            event = next(told, None)
            if event is not None:
                yield document, chosen, event


def roles(document: Document, chosen: Chosen, event: CodedEvent) -> dict[int, str]:
    """The role of each noun that heads words of a party (of a list each member), by the coded event."""
    spans = {i: _span(document, *around(document, chosen, i)) for i in nouns(document, chosen)}
    out: dict[int, str] = {}
    for i, span in spans.items():
        for party in event.parties:
            if i not in out and party.role and any(_heads(document, i, span, told, spans) for told in party.spans):
                out[i] = party.role
    return out


def _heads(document: Document, index: int, span: Span, told: Span, spans: dict[int, Span]) -> bool:
    """Is the noun the head of those words, or a member of the list that they are?"""
    if not overlap([told], [span]) or not told[0] <= document.words[index].start < told[1]:
        return False
    over = [w for w in ancestors(document, document.words[index].head) if w in spans and told[0] <= document.words[w].start < told[1]]
    return not over or document.words[index].deprel == "conj"


def _span(document: Document, first: int, last: int) -> Span:
    return document.words[first].start, document.words[last - 1].end


def _regression(x: Any, y: npt.NDArray[np.bool_], strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=500).fit(x, y)


def fit_standing(paths: list[str], out: Path) -> None:
    """Writes a row for each feature with its weights for the three roles, empty where they are too small to count."""
    rows, labels = [], []
    for document, chosen, event in coded(paths):
        known, heads = roles(document, chosen, event), tuple(nouns(document, chosen))
        for i in heads:
            rows.append(features(document, chosen, i, heads))
            labels.append(known.get(i, ""))
    seen = Counter(name for row in rows for name in set(row))
    vectors = DictVectorizer()
    x = vectors.fit_transform([{name: 1.0 for name in row if seen[name] >= RARE and name != "bias"} for row in rows])
    fits = {role: _regression(x, np.array(labels) == role, STRENGTH) for role in PARTY_ROLES}
    weights = {role: dict(zip(vectors.feature_names_, fit.coef_[0], strict=True)) for role, fit in fits.items()}
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", *PARTY_ROLES])
        table.writerow(["bias", *(f"{fits[role].intercept_[0]:.2f}" for role in PARTY_ROLES)])
        for name in vectors.feature_names_:
            told = [weights[role][name] for role in PARTY_ROLES]
            if any(abs(w) >= SMALL for w in told):
                table.writerow([name, *(f"{w:.2f}" if abs(w) >= SMALL else "" for w in told)])
    print(f"{len(rows)} nouns, {Counter(labels)}, {len(vectors.feature_names_)} features")


def fit_parties(paths: list[str], out: Path) -> None:
    """Writes the weights of `parties.facts` for each role."""
    rows: dict[str, list[dict[str, float]]] = {role: [] for role in PARTY_ROLES}
    labels = []
    for document, chosen, event in coded(paths):
        known = roles(document, chosen, event)
        for candidate, told in facts(document, chosen):
            labels.append(known.get(candidate.head, ""))
            for role in PARTY_ROLES:
                rows[role].append(told[role])
    body = ""
    for role in PARTY_ROLES:
        names = sorted({name for row in rows[role] for name in row})
        x = np.array([[row.get(name, 0.0) for name in names] for row in rows[role]])
        fit = _regression(x, np.array(labels) == role, WEIGHED)
        weights = {"bias": float(fit.intercept_[0]), **{n: float(w) for n, w in zip(names, fit.coef_[0], strict=True)}}
        body += f"\n[{role}.weights]\n{lines(weights)}"
    out.write_text(HEAD + body, "utf-8")
    print(body)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("standing", "parties"))
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True, type=Path)
    args = ap.parse_args()
    {"standing": fit_standing, "parties": fit_parties}[args.what](args.coded, args.out)


if __name__ == "__main__":
    main()
