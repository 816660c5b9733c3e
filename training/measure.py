"""How good the shipped int8 model is on treebanks and names: python training/measure.py --corpora ../shared/data [--split test]

UPOS, UAS, LAS over gold words and gold sentences, universal relations (subtypes cut), punctuation counted; then end to end
on raw text (own words, sentences): F1 of words, sentences and labelled arcs; names by exact span and PER/ORG/LOC.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from corpora import Kinds, Text, read_conllu

from dateline.annotate import annotate
from dateline.annotate.labels import RELATIONS
from dateline.schema.report import Report
from dateline.views.cli.evaluating import name_score, tree_score


def raw_text(texts: list[Text], raws: list[str]) -> dict[str, float]:
    """F1 of words, and of labelled arcs over characters, on the raw text of each document."""
    hits = gold_n = own_n = arcs = 0
    for text, raw in zip(texts, raws, strict=True):
        gold, at = [], 0
        for s in text.sents:
            spans = []
            for w in s.words:
                at = raw.find(w, at)
                if at < 0:
                    break
                spans.append((at, at + len(w)))
                at += len(w)
            gold.append(spans)
        document = annotate(Report("x", raw))
        own = {(w.start, w.end): (document.words[w.head].start if w.head >= 0 else -1, w.deprel.split(":")[0]) for w in document.words}
        own_n += len(own)
        for s, spans in zip(text.sents, gold, strict=True):
            for k, span in enumerate(spans):
                gold_n += 1
                head = (s.heads or [])[k]
                if span in own and (head < 0 or head < len(spans)):
                    hits += 1
                    arcs += own[span] == (spans[head][0] if head >= 0 else -1, RELATIONS[(s.rels or [])[k]].split(":")[0])
    return {"words F1": 2 * hits / (gold_n + own_n), "LAS F1": 2 * arcs / (gold_n + own_n)}


def raw_texts(path: Path) -> Iterator[str]:
    """The raw text of every document: the "# text" lines, paragraphs apart."""
    from corpora import lines

    parts: list[str] = []
    for line in lines(path):
        if line.startswith("# newdoc") and parts:
            yield "".join(parts).strip()
            parts = []
        elif line.startswith("# newpar") and parts:
            parts.append("\n\n")
        elif line.startswith("# text = "):
            parts.append(line[9:] + " ")
    yield "".join(parts).strip()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", default="../shared/data")
    ap.add_argument("--actors", default="src/dateline/data/actors")
    ap.add_argument("--split", default="test")
    args = ap.parse_args()
    data, kinds = Path(args.corpora), Kinds(Path(args.actors))
    for bank in ("ewt", "gum"):
        path = data / f"treebanks/{bank}-{args.split}.conllu.gz"
        texts = list(read_conllu(path, kinds, entities=False))
        score = tree_score(path)
        print(f"{bank} {args.split} gold words: UPOS {score.upos:.4f} UAS {score.uas:.4f} LAS {score.las:.4f}")
        print(f"{bank} {args.split} raw text:", {k: round(v, 4) for k, v in raw_text(texts, list(raw_texts(path))).items()})
    names = name_score(data / f"ner/uner-ewt-{args.split}.iob2.gz").all
    print("names, UNER EWT", args.split, {"P": names.p, "R": names.r, "F1": names.f1})


if __name__ == "__main__":
    main()
