"""Trains the shared encoder and its heads: python training/train.py --corpora ../shared/data --reports FILE... --out WEIGHTS.pt

Three kinds of batches take turns: treebank windows (tags, parse, GUM's names), name windows, and coded reports
(triggers, status, mode, roles, figures, same event). Runs in bf16 autocast on the CPU.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from corpora import Kinds, Sent, Text, Trig, read_coded, read_conllu, read_iob, read_re3d
from network import Network
from torch import Tensor

from dateline.annotate.labels import NAME_TAGS, ROLE_REACH, ROLES, SAME_REACH, TRIGGER_TAGS
from dateline.annotate.pieces import WordPieces, shape
from dateline.annotate.windows import LONGEST, pack
from dateline.annotate.words import plain


@dataclass
class Window:
    """Sentences seen at once. `sent` numbers each word's sentence in its text; `at` is where each sentence starts."""

    text: str
    kind: str
    sents: list[Sent]
    number: int


def windows(text: Text, kind: str, pieces: WordPieces) -> list[Window]:
    sizes = [sum(len(pieces.ids(plain(w))) for w in s.words) for s in text.sents]
    kept = [(s, n) for s, n in zip(text.sents, sizes, strict=True) if n <= LONGEST]
    out, done = [], 0
    for a, b in pack([n for _, n in kept]):
        out.append(Window(text.id, kind, [s for s, _ in kept[a:b]], done))
        done += b - a
    return out


@dataclass
class Batch:
    ids: Tensor
    mask: Tensor
    first: Tensor
    shapes: Tensor
    words: Tensor  # B x N, true where there is a word
    sent: Tensor  # B x N, sentence within the window
    windows: list[Window]


def cased(word: str, style: int) -> str:
    return word.upper() if style == 1 else word.lower() if style == 2 else word


def collate(ws: list[Window], pieces: WordPieces, rng: random.Random, *, caps: float, hide: float) -> Batch:
    rows = []
    for w in ws:
        roll = rng.random()
        style = 1 if roll < caps else 2 if roll < caps * 1.25 else 0
        ids, first, shapes, sent = [pieces.begin], [], [], []
        for k, s in enumerate(w.sents):
            for word in s.words:
                norm = cased(plain(word), style)
                first.append(len(ids))
                shapes.append(shape(norm))
                sent.append(k)
                got = pieces.ids(norm)
                ids += [pieces.mask] * len(got) if hide and rng.random() < hide else got
        rows.append(([*ids, pieces.end], first, shapes, sent))
    t, n = max(len(r[0]) for r in rows), max(len(r[1]) for r in rows)

    def block(k: int, width: int, fill: int) -> Tensor:
        return torch.tensor([r[k] + [fill] * (width - len(r[k])) for r in rows])

    ids = block(0, t, pieces.pad)
    words = torch.tensor([[1] * len(r[1]) + [0] * (n - len(r[1])) for r in rows]).bool()
    return Batch(ids, (ids != pieces.pad)[:, None, None, :], block(1, n, 0), block(2, n, 0), words, block(3, n, -1), ws)


def labels(batch: Batch, field: str) -> Tensor:
    n = batch.first.shape[1]
    out = []
    for w in batch.windows:
        row: list[int] = []
        for s in w.sents:
            values = getattr(s, field)
            row += values if values is not None else [-100] * len(s.words)
        out.append(row + [-100] * (n - len(row)))
    return torch.tensor(out)


def heads(batch: Batch) -> Tensor:
    """Head positions counted with the root as 0."""
    n = batch.first.shape[1]
    out = []
    for w in batch.windows:
        row: list[int] = []
        for s in w.sents:
            at = len(row) + 1
            row += [h + at if h >= 0 else 0 for h in s.heads or []]
        out.append(row + [0] * (n - len(row)))
    return torch.tensor(out)


def tree_loss(net: Network, batch: Batch, x: Tensor) -> Tensor:
    upos, rels, gold = labels(batch, "upos"), labels(batch, "rels"), heads(batch)
    allowed = (batch.sent[:, :, None] == batch.sent[:, None, :]) & batch.words[:, None, :]
    allowed = F.pad(allowed, (1, 0), value=True)
    arc = net.arcs(x).float()[:, 1:].masked_fill(~allowed, -1e4)
    rel = net.labels(x, F.pad(gold, (1, 0)))[:, 1:].float()
    target = gold.masked_fill(~batch.words, -100)
    return (
        F.cross_entropy(net.upos(x[:, 1:]).float().flatten(0, 1), upos.flatten(), ignore_index=-100)
        + F.cross_entropy(arc.flatten(0, 1), target.flatten(), ignore_index=-100)
        + F.cross_entropy(rel.flatten(0, 1), rels.flatten(), ignore_index=-100)
    )


def name_loss(net: Network, batch: Batch, x: Tensor) -> Tensor:
    masks = labels(batch, "names")
    said = masks > 0
    if not said.any():
        return x.sum() * 0
    logp = F.log_softmax(net.names(x[:, 1:][said]).float(), -1)
    allowed = (masks[said][:, None] >> torch.arange(len(NAME_TAGS))) & 1
    return -torch.logsumexp(logp.masked_fill(allowed == 0, -1e4), -1).mean()


def placed(batch: Batch) -> list[tuple[int, int, int, Trig, Window, int]]:
    """(window, first word, words before its sentence, trigger, window, sentence) of every coded mention in the batch."""
    out = []
    for b, w in enumerate(batch.windows):
        at = 0
        for k, s in enumerate(w.sents):
            out += [(b, at + t.first, at, t, w, w.number + k) for t in s.triggers or []]
            at += len(s.words)
    return out


def event_loss(net: Network, batch: Batch, x: Tensor) -> dict[str, Tensor]:
    words = x[:, 1:]
    tags = torch.zeros(batch.first.shape, dtype=torch.long).masked_fill(~batch.words, -100)
    mentions = placed(batch)
    for b, first, _, t, _, _ in sorted(mentions, key=lambda m: (-(m[3].last - m[3].first), m[1])):
        tag = TRIGGER_TAGS.index(f"B-{t.type}")
        tags[b, first] = tag
        for k in range(1, t.last - t.first):
            tags[b, first + k] = tag + 1
    loss = {
        "trigger": F.cross_entropy(net.triggers(words).float().flatten(0, 1), tags.flatten(), ignore_index=-100),
        "fact": F.cross_entropy(net.facts(words).float().flatten(0, 1), labels(batch, "facts").flatten(), ignore_index=-100),
    }
    if not mentions:
        return loss
    b = torch.tensor([m[0] for m in mentions])
    f = torch.tensor([m[1] for m in mentions])
    h = words[b, f]
    loss["status"] = F.cross_entropy(net.statuses(h).float(), torch.tensor([m[3].status for m in mentions]))
    loss["mode"] = F.cross_entropy(net.modes(h).float(), torch.tensor([m[3].mode for m in mentions]))
    optional = torch.tensor([float(m[3].optional) for m in mentions])
    loss["optional"] = F.binary_cross_entropy_with_logits(net.optional(h)[:, 0].float(), optional)
    loss["role"] = role_loss(net, batch, words, mentions, h)
    loss["same"] = same_loss(net, mentions, h)
    return loss


def role_loss(net: Network, batch: Batch, words: Tensor, mentions: list[tuple[int, int, int, Trig, Window, int]], h: Tensor) -> Tensor:
    b = torch.tensor([m[0] for m in mentions])
    f = torch.tensor([m[1] for m in mentions])
    n = words.shape[1]
    distance = (torch.arange(n)[None] - f[:, None]).clamp(-ROLE_REACH, ROLE_REACH) + ROLE_REACH
    score = net.roles(h, words[b], distance).float()
    gold = torch.zeros(len(mentions), n, len(ROLES))
    for m, (_, _, start, t, _, _) in enumerate(mentions):
        for word, mask in t.roles.items():
            for r in range(len(ROLES)):
                if mask >> r & 1:
                    gold[m, start + word, r] = 1
    inside = batch.sent[b] == batch.sent[b, f][:, None]
    each = F.binary_cross_entropy_with_logits(score, gold, reduction="none").sum(-1)
    return (each * inside).sum() / inside.sum()


def same_loss(net: Network, mentions: list[tuple[int, int, int, Trig, Window, int]], h: Tensor) -> Tensor:
    """Pairs of mentions of one text: do they tell of one event? Pairs of unlike types count a tenth."""
    left, right, reach, gold, weight = [], [], [], [], []
    for i, a in enumerate(mentions):
        for j in range(i + 1, len(mentions)):
            b = mentions[j]
            if a[4].text != b[4].text:
                continue
            like = a[3].type == b[3].type
            left.append(i)
            right.append(j)
            reach.append(2 * min(abs(a[5] - b[5]), SAME_REACH) + like)
            gold.append(float(a[3].event == b[3].event))
            weight.append(1.0 if like else 0.1)
    if not left:
        return h.sum() * 0
    c = net.same(h)
    score = net.same_event(c[left], c[right], torch.tensor(reach)).float()
    w = torch.tensor(weight)
    each = F.binary_cross_entropy_with_logits(score, torch.tensor(gold), reduction="none")
    return (each * w).sum() / w.sum()


WEIGHTS = {"trigger": 4.0, "fact": 2.0, "status": 0.4, "mode": 0.5, "optional": 0.2, "role": 2.0, "same": 1.0}


def batches(groups: list[list[Window]], size: int, rng: random.Random) -> list[list[Window]]:
    """Batches of about `size` words; a group (the windows of one text) stays together."""
    length = {id(g): max(sum(len(s.words) for s in w.sents) for w in g) + rng.random() * 12 for g in groups}
    out: list[list[Window]] = []
    now: list[Window] = []
    total = 0
    for g in sorted(groups, key=lambda g: length[id(g)]):
        now += g
        total += int(length[id(g)]) * len(g)
        if total >= size:
            out.append(now)
            now, total = [], 0
    if now:
        out.append(now)
    rng.shuffle(out)
    return out


def load(args: argparse.Namespace, pieces: WordPieces) -> dict[str, list[list[Window]]]:
    kinds = Kinds(Path(args.actors))
    data = Path(args.corpora)
    skip = {json.loads(x)["doc"][5:] for f in args.skip for x in Path(f).read_text("utf-8").splitlines() if x.strip()}
    trees = [*read_conllu(data / "treebanks/ewt-train.conllu.gz", kinds, entities=False)]
    trees += read_conllu(data / "treebanks/gum-train.conllu.gz", kinds, entities=True)
    names = [*read_iob(data / "ner/wikigold.conll.txt.gz", kinds, word=0, tag=1)]
    names += read_iob(data / "ner/uner-ewt-dev.iob2.gz", kinds, word=1, tag=2, sep="\t")
    names += read_re3d(data / "re3d", kinds, skip=skip)
    coded = [t for f in args.reports for t in read_coded(Path(f), kinds)]
    if args.parsed:
        attach(coded, Path(args.parsed), pieces)
    return {
        "tree": [[w] for t in trees for w in windows(t, "tree", pieces)],
        "name": [[w] for t in names for w in windows(t, "name", pieces)],
        "event": [g for t in coded if (g := windows(t, "event", pieces))],
    }


def attach(coded: list[Text], parsed: Path, pieces: WordPieces) -> None:
    """Gives the coded reports the tags, trees and names of the teacher (training/label.py)."""
    rows = {r["doc"]: r["sents"] for r in map(json.loads, parsed.read_text("utf-8").splitlines())}
    for text in coded:
        kept = [s for w in windows(text, "event", pieces) for s in w.sents]
        for s, row in zip(kept, rows[text.id], strict=True):
            s.upos, s.heads, s.rels, s.names = row["upos"], row["heads"], row["rels"], row["names"]


def step_loss(net: Network, batch: Batch, kind: str) -> dict[str, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = net.read(batch.ids, batch.mask, batch.first, batch.shapes)
        if kind == "tree":
            return {"tree": tree_loss(net, batch, x), "name": 0.5 * name_loss(net, batch, x)}
        if kind == "name":
            return {"name": name_loss(net, batch, x)}
        parts = {k: v * WEIGHTS[k] for k, v in event_loss(net, batch, x).items()}
        if all(s.heads is not None for w in batch.windows for s in w.sents):
            parts |= {"tree": 0.5 * tree_loss(net, batch, x), "name": 0.5 * name_loss(net, batch, x)}
        return parts


def plan(groups: dict[str, list[list[Window]]], args: argparse.Namespace, rng: random.Random) -> list[tuple[str, list[Window]]]:
    passes = {"tree": args.tree, "name": args.name, "event": args.event}
    out: list[tuple[str, list[Window]]] = []
    for kind, times in passes.items():
        for _ in range(times):
            out += [(kind, b) for b in batches(groups[kind], args.size, rng)]
    rng.shuffle(out)
    return out


def grown(old: dict[str, Tensor], new: dict[str, Tensor]) -> dict[str, Tensor]:
    """Old weights in the places of the new ones; what a head has grown by keeps its fresh values."""
    out = {}
    for k, fresh in new.items():
        value = fresh.clone()
        if k in old and old[k].dim() == fresh.dim() and all(a <= b for a, b in zip(old[k].shape, fresh.shape, strict=True)):
            value[tuple(slice(n) for n in old[k].shape)] = old[k]
        out[k] = value
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", default="../shared/data")
    ap.add_argument("--actors", default="src/dateline/data/actors")
    ap.add_argument("--encoder", required=True, help="folder with model.safetensors and vocab.txt of MiniLM-L6-H384-uncased")
    ap.add_argument("--reports", nargs="*", default=[])
    ap.add_argument("--parsed", help="what training/label.py made of the reports")
    ap.add_argument("--skip", nargs="*", default=[], help="gold files whose re3d documents are left out")
    ap.add_argument("--out", required=True)
    ap.add_argument("--start", help="weights to go on from")
    ap.add_argument("--tree", type=int, default=4, help="passes over the treebanks")
    ap.add_argument("--name", type=int, default=3)
    ap.add_argument("--event", type=int, default=8)
    ap.add_argument("--size", type=int, default=2400, help="words in a batch")
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--seed", type=int, default=0)
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    rng = random.Random(args.seed)
    folder = Path(args.encoder)
    vocabulary = (folder / "vocab.txt").read_text("utf-8").splitlines()
    pieces = WordPieces(vocabulary)
    groups = load(args, pieces)
    print({k: (len(v), sum(len(s.words) for g in v for w in g for s in w.sents)) for k, v in groups.items()}, flush=True)
    net = Network(len(vocabulary))
    if args.start:
        net.load_state_dict(grown(torch.load(args.start), net.state_dict()))
    else:
        net.encoder.load_minilm(folder / "model.safetensors")
    steps = plan(groups, args, rng)
    body = list(net.encoder.parameters())
    mine = {id(p) for p in body}
    rest = [p for p in net.parameters() if id(p) not in mine]
    opt = torch.optim.AdamW([{"params": body, "lr": args.rate}, {"params": rest, "lr": args.rate * 10}], weight_decay=0.01, fused=True)
    total = len(steps)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min(1.0, (i + 1) / (0.08 * total)) * max(0.0, (total - i) / total))
    began, means = time.time(), {}
    net.train()
    for i, (kind, ws) in enumerate(steps):
        batch = collate(ws, pieces, rng, caps=0.12, hide=0.06 if kind == "event" else 0.0)
        parts = step_loss(net, batch, kind)
        opt.zero_grad()
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        sched.step()
        for k, v in parts.items():
            means[kind, k] = 0.98 * means.get((kind, k), v.item()) + 0.02 * v.item()
        if i % 50 == 0:
            said = " ".join(f"{a}.{b}={v:.3f}" for (a, b), v in sorted(means.items()))
            print(f"{i}/{total} {time.time() - began:.0f}s {said}", flush=True)
        if i % 600 == 599:
            torch.save(net.state_dict(), args.out)
    torch.save(net.state_dict(), args.out)
    print(f"done {time.time() - began:.0f}s", flush=True)


if __name__ == "__main__":
    main()
