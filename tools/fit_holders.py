"""Fits who claims, blames or denies: python -m tools.fit_holders CODED.jsonl... --out src/dateline/data/lexicon/holders.csv

Each coded claim's words are read as a cue; every noun beside it is asked whether it names whom the coder names. No opinion of the model
is read, so the reports may be those that it was trained on. The weights are a logistic regression with ridge penalty.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.evaluate.alike import same_name
from dateline.extract.claims import told_words
from dateline.extract.holders import candidates
from dateline.extract.own_types import choose_own
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.sources import find_speakers
from dateline.extract.triggers import choose_triggers
from dateline.resolve.cast import read_cast
from dateline.resolve.participants import Naming
from dateline.resolve.setting import read_setting
from dateline.resolve.telling import named
from dateline.schema.document import Document, Fact
from tools.fitting import read_coded, read_document

# Features seen more rarely are left out, and weights so small that they hardly count.
RARE, SMALL, STRENGTH = 8, 0.03, 0.3


def rows(doc: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """For each noun beside the words of a claim that some noun of them names rightly: what holds of it, and whether it does."""
    coded = [c for e in doc["events"] for c in e.get("claims") or [] if c.get("words")]
    document = read_document(doc) if coded else None
    if document is None:
        return
    lexicon, setting = lexicon_in_use(), read_setting(document)
    speakers, chosen = find_speakers(document, lexicon), choose_own(document, choose_triggers(document, lexicon), lexicon)
    naming = Naming(document.report.published, setting.country, read_cast(document, country=setting.country), document.report.text)
    for claim in coded:
        words = _words(document, claim["words"])
        if words is None:
            continue
        cue, party = told_words(document, Fact(*words, claim["kind"], 1.0), chosen, speakers)
        found = [
            (names, _right(claim, named(document, party(head), naming) if head >= 0 else None))
            for head, names in candidates(document, cue, speakers)
        ]
        if any(right for _, right in found):
            yield from found


def _words(document: Document, text: str) -> tuple[int, int] | None:
    start = document.report.text.find(text)
    inside = [w.index for w in document.words if start >= 0 and w.start < start + len(text) and w.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _right(claim: Mapping[str, Any], name: str | None) -> bool:
    told = claim.get("by") or ""
    return same_name(told, name or "") or told == (name or "")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True, type=Path)
    args = ap.parse_args()
    found = [row for doc, _ in read_coded(args.coded) for row in rows(doc)]
    seen = Counter(name for names, _ in found for name in set(names))
    vectors = DictVectorizer()
    x = vectors.fit_transform([{n: 1.0 for n in names if seen[n] >= RARE and n != "bias"} for names, _ in found])
    fit = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, [right for _, right in found])
    weights = sorted(zip(vectors.feature_names_, fit.coef_[0], strict=True))
    with args.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerow(["bias", f"{fit.intercept_[0]:.2f}"])
        table.writerows([name, f"{weight:.2f}"] for name, weight in weights if abs(weight) >= SMALL)
    print(f"{len(found)} nouns, {sum(right for _, right in found)} right, {len(weights)} features")


if __name__ == "__main__":
    main()
