"""How good the shipped int8 model is on treebanks and names: python training/measure.py --corpora ../shared/data [--split test]

UPOS, UAS, LAS over gold words and gold sentences, universal relations (subtypes cut), punctuation counted; then end to end
on raw text (own words, sentences): F1 of words, sentences and labelled arcs; names by exact span and PER/ORG/LOC.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from corpora import Kinds, Text, read_conllu

from dateline.annotate import annotate, decode
from dateline.annotate.labels import RELATIONS, UPOS
from dateline.annotate.model import load_model
from dateline.annotate.windows import pack
from dateline.annotate.words import plain
from dateline.schema.report import Report

COARSE = {"person": "PER", "organisation": "ORG", "armed_group": "ORG", "place": "LOC", "facility": "LOC"}


def gold_words(texts: list[Text]) -> tuple[float, float, float]:
    """UPOS, UAS, LAS."""
    model = load_model()
    n = tags = arcs = labelled = 0
    for text in texts:
        sizes = [sum(len(model.pieces.ids(plain(w))) for w in s.words) for s in text.sents]
        for a, b in pack(sizes):
            sents = text.sents[a:b]
            at, ranges = 0, []
            for s in sents:
                ranges.append((at, at + len(s.words)))
                at += len(s.words)
            parsed = decode.parse(model, model.run([plain(w) for s in sents for w in s.words]), ranges)
            gold = [(p, h, r) for s in sents for p, h, r in zip(s.upos or [], s.heads or [], s.rels or [], strict=True)]
            for got, (upos, head, rel) in zip(parsed, gold, strict=True):
                n += 1
                tags += got.upos == UPOS[upos]
                arcs += got.head == head
                labelled += got.head == head and got.deprel.split(":")[0] == RELATIONS[rel].split(":")[0]
    return tags / n, arcs / n, labelled / n


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
        own = {
            (w.start, w.end): (document.words[w.head].start if w.head >= 0 else -1, w.deprel.split(":")[0]) for w in document.words
        }
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


def names(path: Path) -> dict[str, float]:
    """Exact spans of PER, ORG, LOC in UNER's file, sentence by sentence."""
    from corpora import lines

    model = load_model()
    hit = gold_n = own_n = 0
    rows: list[tuple[str, str]] = []
    for line in [*lines(path), ""]:
        cells = line.split("\t")
        if line and line[0] != "#" and len(cells) > 2:
            rows.append((cells[1], cells[2]))
        elif not line and rows:
            gold, i = set(), 0
            while i < len(rows):
                if rows[i][1].startswith("B-"):
                    j = i + 1
                    while j < len(rows) and rows[j][1] == "I-" + rows[i][1][2:]:
                        j += 1
                    gold.add((i, j, rows[i][1][2:]))
                    i = j
                else:
                    i += 1
            scores = model.run([plain(w) for w, _ in rows])
            own = {(f.first, f.last, COARSE[f.label]) for f in decode.names(scores, [(0, len(rows))]) if f.label in COARSE}
            gold = {g for g in gold if g[2] in {"PER", "ORG", "LOC"}}
            hit, gold_n, own_n = hit + len(gold & own), gold_n + len(gold), own_n + len(own)
            rows = []
    return {"P": hit / max(own_n, 1), "R": hit / gold_n, "F1": 2 * hit / (gold_n + own_n)}


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
        upos, uas, las = gold_words(texts)
        print(f"{bank} {args.split} gold words: UPOS {upos:.4f} UAS {uas:.4f} LAS {las:.4f}")
        print(f"{bank} {args.split} raw text:", {k: round(v, 4) for k, v in raw_text(texts, list(raw_texts(path))).items()})
    print("names, UNER EWT", args.split, {k: round(v, 4) for k, v in names(data / f"ner/uner-ewt-{args.split}.iob2.gz").items()})


if __name__ == "__main__":
    main()
