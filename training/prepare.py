"""Puts the coded reports together: python training/prepare.py [--out build/training]

Reads the coded reports of $DATELINE_CORPORA's sister folder `gold` (training-*.jsonl), our own reports (training/reports/own-*.jsonl,
and coding sheets, training/reports/*.txt, see training/sheets.py) and the stand-off codings of corpus items that are not ours
(training/reports/standoff-*.jsonl: offsets only, joined here with the item's text and checked against its sha1). One in eight of ours
and the stand-off ones is kept aside, by the hash of its id, to fit what stands on top of the learned heads (tools/fit_joining.py) and to
measure. --decided adds reports that people coded at the review desk (`dateline gold`), by the same rule.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.sheets import read_sheet

CORPORA = Path(os.environ.get("DATELINE_CORPORA", "../shared/data"))
KEPT = 8


def aside(doc: str) -> bool:
    """Is this document kept aside? Decided by its id alone, so that it never changes."""
    return int(hashlib.sha1(doc.encode()).hexdigest(), 16) % KEPT == 0


def read(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def items(path: Path, wanted: set[int]) -> dict[int, str]:
    """Texts of the current-events items on the wanted lines."""
    out = {}
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for number, line in enumerate(f):
            if number in wanted:
                out[number] = json.loads(line)["text"]
    return out


def joined(path: Path) -> Iterator[dict[str, Any]]:
    """Stand-off codings with their text; an item whose text is not the one coded is refused."""
    rows = list(read(path))
    texts = items(CORPORA / "current-events.jsonl.gz", {r["line"] for r in rows})
    for r in rows:
        text = texts[r["line"]]
        if hashlib.sha1(text.encode()).hexdigest() != r["sha1"]:
            raise SystemExit(f"{path}: {r['doc']}: the item on line {r['line']} is not the one that was coded")
        yield _with_text(r, text)


def sheet(path: Path) -> Iterator[dict[str, Any]]:
    """The reports of a coding sheet; one with an error is refused."""
    for doc, wrong in read_sheet(path.read_text("utf-8")):
        if wrong:
            raise SystemExit("\n".join(wrong))
        yield doc


def _with_text(row: dict[str, Any], text: str) -> dict[str, Any]:
    def words(span: Any) -> Any:
        if isinstance(span, list) and len(span) == 2 and all(isinstance(x, int) for x in span):
            return text[span[0] : span[1]]
        return [words(s) for s in span] if isinstance(span, list) else span

    events = []
    for e in row["events"]:
        e = dict(e)
        e["mentions"] = [{**m, "trigger": words(m["trigger"])} for m in e["mentions"]]
        for role in ("actor", "recipient", "third"):
            e[role] = [{**p, "words": words(p["words"])} for p in e.get(role, [])]
        for field in ("casualties", "claims", "sources"):
            e[field] = [{k: words(v) if k in {"words", "who"} else v for k, v in x.items()} for x in e.get(field, [])]
        events.append(e)
    given = {"doc": row["doc"], "title": None, "published": row["published"], "source": row["corpus"]}
    return {**given, "text": text, "sentences": row["sentences"], "events": events}


def tidied(doc: dict[str, Any]) -> dict[str, Any]:
    """One shape for all coders: a list of words for parties, one string for figures, claims and sources."""
    for e in doc["events"]:
        for role in ("actor", "recipient", "third"):
            e[role] = [{**p, "words": [p["words"]] if isinstance(p["words"], str) else p["words"]} for p in e.get(role, [])]
        for field in ("casualties", "claims", "sources"):
            told = [x for x in e.get(field, []) if x["words"]]
            e[field] = [{**x, "words": x["words"][0] if isinstance(x["words"], list) else x["words"]} for x in told]
    return doc


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", default="build/training")
    ap.add_argument("--gold", default=str(CORPORA.parent / "gold"))
    ap.add_argument("--decided", action="append", default=[], metavar="FILE", help="what people decided (dateline gold)")
    args = ap.parse_args()
    out, ours = Path(args.out), Path(__file__).parent / "reports"
    out.mkdir(parents=True, exist_ok=True)
    given = [d for p in sorted(Path(args.gold).glob("training-*.jsonl")) for d in read(p)]
    own = [d for p in sorted(ours.glob("own-*.jsonl")) for d in read(p)]
    own += [d for p in sorted(ours.glob("*.txt")) for d in sheet(p)]
    own += [d for p in sorted(ours.glob("standoff-*.jsonl")) for d in joined(p)]
    own += [d for p in map(Path, args.decided) for d in read(p)]
    given, own = [tidied(d) for d in given], [tidied(d) for d in own]
    parts = {"train": given + [d for d in own if not aside(d["doc"])], "kept": [d for d in own if aside(d["doc"])]}
    for name, docs in parts.items():
        (out / f"{name}.jsonl").write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs), "utf-8")
        print(name, len(docs), "documents", sum(len(d["events"]) for d in docs), "events")


if __name__ == "__main__":
    main()
