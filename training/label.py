"""Parses the coded reports with a teacher: python training/label.py --weights TEACHER.pt --reports FILE... --out PARSED.jsonl

The coded reports have no tags, trees or names of their own. Trained on their events alone, the shared encoder forgets how to
parse such prose. So a teacher trained on treebanks and name corpora only labels them, and the final training learns
both from every report (self-training).
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from corpora import Kinds, bits, read_coded
from network import Network
from train import Batch, Window, collate, grown, windows

from dateline.annotate.pieces import WordPieces
from dateline.annotate.tree import best_heads


def labelled(net: Network, batch: Batch) -> list[list[dict[str, list[int]]]]:
    """For every window and sentence: upos, heads (in the sentence, -1 the root), rels, names (one allowed tag as a bit)."""
    x = net.read(batch.ids, batch.mask, batch.first, batch.shapes)
    arcs, upos, names = net.arcs(x), net.upos(x[:, 1:]).argmax(-1), net.names(x[:, 1:]).argmax(-1)
    out = []
    for b, window in enumerate(batch.windows):
        at, rows = 0, []
        heads = torch.zeros(x.shape[1], dtype=torch.long)
        for s in window.sents:
            n = len(s.words)
            block = torch.cat([arcs[b, at + 1 : at + n + 1, :1], arcs[b, at + 1 : at + n + 1, at + 1 : at + n + 1]], 1)
            best = best_heads(block.float().numpy().astype(np.float64))
            heads[at + 1 : at + n + 1] = torch.tensor([h + at if h else 0 for h in best])
            masks = [1 << int(t) for t in names[b, at : at + n]]
            rows.append({"upos": upos[b, at : at + n].tolist(), "heads": [h - 1 for h in best], "names": masks})
            at += n
        rels = net.labels(x[b : b + 1], heads[None])[0, 1:].argmax(-1)
        at = 0
        for row in rows:
            n = len(row["upos"])
            row["rels"] = rels[at : at + n].tolist()
            at += n
        out.append(rows)
    return out


def listed(names: list[int], silver: list[int]) -> list[int]:
    """The teacher's names, where our own lists of armed groups and nations know better, theirs."""
    told = bits("O")
    return [s if s and (n != told or s & told == 0) else n for n, s in zip(names, silver, strict=True)]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--actors", default="src/dateline/data/actors")
    ap.add_argument("--reports", nargs="+", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    vocabulary = (Path(args.encoder) / "vocab.txt").read_text("utf-8").splitlines()
    pieces, kinds, rng = WordPieces(vocabulary), Kinds(Path(args.actors)), random.Random(0)
    net = Network(len(vocabulary))
    net.load_state_dict(grown(torch.load(args.weights, weights_only=True), net.state_dict()))
    net.eval()
    with Path(args.out).open("w", encoding="utf-8") as out, torch.no_grad():
        for path in args.reports:
            for text in read_coded(Path(path), kinds):
                ws: list[Window] = windows(text, "event", pieces)
                rows = [r for w in ws for r in labelled(net, collate([w], pieces, rng, caps=0.0, hide=0.0))[0]]
                kept = [s for w in ws for s in w.sents]
                for row, s in zip(rows, kept, strict=True):
                    row["names"] = listed(row["names"], s.names or [0] * len(s.words))
                out.write(json.dumps({"doc": text.id, "sents": rows}) + "\n")
    print(f"written {args.out}")


if __name__ == "__main__":
    main()
