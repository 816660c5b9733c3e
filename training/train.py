"""Trains the shared encoder and its heads: python training/train.py --corpora ../shared/data --reports FILE... --out WEIGHTS.pt

Three kinds of batches take turns: treebank windows (tags, parse, GUM's names), name windows, and coded reports
(triggers, status, mode, roles, figures, same event). Runs in bf16 autocast where the CPU has it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from corpora import Kinds, Sent, Text, Trig, read_coded, read_conllu, read_iob, read_re3d
from network import SHAPE_WIDTH, WIDTH, Network, Reader
from torch import Tensor

from dateline.annotate.labels import (
    AFTER,
    BEFORE,
    CLAIMS,
    MODES,
    NAME_TAGS,
    OUTCOMES,
    OWN,
    ROLE_REACH,
    ROLES,
    SAME_REACH,
    STORY_SENTENCES,
    TRIGGER,
    TRIGGER_TAGS,
    TYPES,
    UPOS,
)
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


# False triggers that the trigger head proposes from this probability on are read too, so that the reader learns to refuse them;
# besides, so many words of content of every window that nobody marked.
PROPOSED, MOST_PROPOSED, RANDOM = 0.04, 6, 2
# Words around a trigger at most, as in `dateline.annotate.model`.
AROUND = 160
CONTENT = frozenset(UPOS.index(p) for p in ("VERB", "NOUN"))


@dataclass
class Candidate:
    """A trigger to be read: words first..last of window `b`; `trig` is None where nobody coded it."""

    b: int
    first: int
    last: int
    starts: list[int]  # where each sentence of the window starts, and where the last one ends
    sentence: int  # in the window
    window: Window
    trig: Trig | None
    type: int = -1  # what it is taken for: the coded type, else the proposed one

    @property
    def around(self) -> range:
        """The words read with it: its sentence and those beside it, AROUND at most."""
        lo, hi = self.starts[max(self.sentence - 1, 0)], self.starts[min(self.sentence + 2, len(self.starts) - 1)]
        if hi - lo > AROUND:
            lo = max(lo, self.first - AROUND // 2)
            hi = min(hi, lo + AROUND)
        return range(lo, hi)


def candidates(net: Network, batch: Batch, words: Tensor, rng: random.Random) -> list[Candidate]:
    """All coded mentions, then what the trigger head proposes beside them and a few random words."""
    with torch.no_grad():
        p = torch.softmax(net.triggers(words).float(), -1)
        both = p[..., 1::2] + p[..., 2::2]
        belief, type = (t.numpy() for t in both.max(-1))
    out = []
    for b, w in enumerate(batch.windows):
        starts = [0]
        for s in w.sents:
            starts.append(starts[-1] + len(s.words))
        taken: set[int] = set()
        own = []
        for k, s in enumerate(w.sents):
            for t in s.triggers or []:
                own.append(Candidate(b, starts[k] + t.first, starts[k] + t.last, starts, k, w, t, TYPES.index(t.type)))
                taken.update(range(starts[k] + t.first, starts[k] + t.last))
        tags = [u for s in w.sents for u in (s.upos or [0] * len(s.words))]
        free = [i for i in range(starts[-1]) if i not in taken]
        likely = sorted((i for i in free if belief[b, i] > PROPOSED), key=lambda i: -belief[b, i])[:MOST_PROPOSED]
        other = [i for i in free if tags[i] in CONTENT and i not in likely]
        for i in [*likely, *rng.sample(other, min(RANDOM, len(other)))]:
            k = next(k for k in range(len(w.sents)) if starts[k] <= i < starts[k + 1])
            own.append(Candidate(b, i, i + 1, starts, k, w, None, int(type[b, i])))
        out += sorted(own, key=lambda c: c.first)
    return out


def event_loss(net: Network, batch: Batch, x: Tensor, rng: random.Random) -> dict[str, Tensor]:
    words = x[:, 1:]
    tags = torch.zeros(batch.first.shape, dtype=torch.long).masked_fill(~batch.words, -100)
    cands = candidates(net, batch, words, rng)
    for c in sorted((c for c in cands if c.trig), key=lambda c: (c.first - c.last, c.first)):
        tag = TRIGGER_TAGS.index(f"B-{TYPES[c.type]}")
        tags[c.b, c.first] = tag
        tags[c.b, c.first + 1 : c.last] = tag + 1
    loss = {
        "trigger": F.cross_entropy(net.triggers(words).float().flatten(0, 1), tags.flatten(), ignore_index=-100),
        "fact": F.cross_entropy(net.facts(words).float().flatten(0, 1), labels(batch, "facts").flatten(), ignore_index=-100),
    }
    if not cands:
        return loss
    z, v = read_beside(net, words, cands)
    kinds = torch.tensor([1 + c.type if c.trig else 0 for c in cands])
    sure = torch.tensor([VAGUE if c.trig and c.trig.optional else 1.0 for c in cands])
    each = F.cross_entropy(net.reader.types(v).float(), kinds, reduction="none")
    loss["type"] = (each * sure).sum() / sure.sum()
    coded = [m for m, c in enumerate(cands) if c.trig]
    if coded:
        trigs = [t for c in cands if (t := c.trig)]
        h = v[coded]
        loss["status"] = F.cross_entropy(net.reader.statuses(h).float(), torch.tensor([t.status for t in trigs]))
        loss["mode"] = F.cross_entropy(mode_scores(net.reader.modes(h).float(), trigs), torch.tensor([t.mode for t in trigs]))
        optional = torch.tensor([float(t.optional) for t in trigs])
        loss["optional"] = F.binary_cross_entropy_with_logits(net.reader.optional(h)[:, 0].float(), optional)
        loss["role"] = role_loss(net, [cands[m] for m in coded], z[coded])
    return loss | story_loss(net, cands, net.reader.told(v))


# The reader takes candidates of like width together: padded to the widest of all, half of its work would be padding.
SHARES = 4


def read_beside(net: Network, words: Tensor, cands: list[Candidate]) -> tuple[Tensor, Tensor]:
    """The reader over all candidates: M x C x D, M x D."""
    width = max(len(c.around) for c in cands)
    order = sorted(range(len(cands)), key=lambda m: len(cands[m].around))
    size = -(-len(order) // SHARES)
    z, v = zip(*(read_some(net, words, [cands[m] for m in order[k : k + size]]) for k in range(0, len(order), size)), strict=True)
    back = torch.tensor(order).argsort()
    return torch.cat([F.pad(each, (0, 0, 0, width - each.shape[1])) for each in z])[back], torch.cat(v)[back]


def read_some(net: Network, words: Tensor, cands: list[Candidate]) -> tuple[Tensor, Tensor]:
    """The reader over some candidates, padded to their widest."""
    width = max(len(c.around) for c in cands)
    at, marks, reach, mask = (torch.zeros(len(cands), width, dtype=torch.long) for _ in range(4))
    for m, c in enumerate(cands):
        n = len(c.around)
        i = torch.arange(c.around.start, c.around.stop)
        at[m, :n], mask[m, :n] = i, 1
        place = torch.where(i < c.starts[c.sentence], BEFORE, torch.where(i >= c.starts[c.sentence + 1], AFTER, OWN))
        marks[m, :n] = torch.where((i >= c.first) & (i < c.last), TRIGGER, place)
        reach[m, :n] = (i - c.first).clamp(-ROLE_REACH, ROLE_REACH) + ROLE_REACH
    b = torch.tensor([c.b for c in cands])
    return net.reader(words[b[:, None], at], marks, reach, mask.bool()[:, None, None, :])


def mode_scores(scores: Tensor, trigs: list[Trig]) -> Tensor:
    """Only the modes of the coded type compete."""
    mask = torch.tensor([[m.startswith(t.type + ":") for m in MODES] for t in trigs])
    return scores.masked_fill(~mask, -1e4)


# What only the trigger's own sentence is asked for; figures and claims may stand in those beside it.
NEAR = np.array([r in OUTCOMES or r in CLAIMS for r in ROLES], dtype=np.float32)


def role_loss(net: Network, cands: list[Candidate], z: Tensor) -> Tensor:
    size = (len(cands), z.shape[1], len(ROLES))
    gold, asked = np.zeros((2, *size), dtype=np.float32), np.zeros(size, dtype=np.float32)
    for m, c in enumerate(cands):
        assert c.trig
        lo, hi = c.around.start, c.around.stop
        asked[m, : hi - lo] = NEAR
        asked[m, max(c.starts[c.sentence] - lo, 0) : max(c.starts[c.sentence + 1] - lo, 0)] = 1.0
        asked[m, hi - lo :] = 0.0
        for n, marked in enumerate((c.trig.inside, c.trig.begins)):
            for (away, word), mask in marked.items():
                if 0 <= c.sentence + away < len(c.window.sents):
                    k = c.starts[c.sentence + away] + word - lo
                    if 0 <= k < hi - lo:
                        gold[n, m, k] = [mask >> r & 1 for r in range(len(ROLES))]
    told, weight = torch.from_numpy(gold), torch.from_numpy(asked)
    inside = F.binary_cross_entropy_with_logits(net.reader.inside(z).float(), told[0], reduction="none")
    begins = F.binary_cross_entropy_with_logits(net.reader.begins(z).float(), told[1], reduction="none")
    return ((inside + 0.5 * begins) * weight).sum() / weight.amax(-1).sum()


def story_loss(net: Network, cands: list[Candidate], told: Tensor) -> dict[str, Tensor]:
    """Over the triggers of each report: which pairs tell of one event (of unlike types a tenth), and which are coded as firm."""
    by_text: dict[str, list[int]] = {}
    for m, c in enumerate(cands):
        by_text.setdefault(c.window.text, []).append(m)
    rows = list(by_text.values())
    k = max(len(r) for r in rows)
    at = torch.tensor([r + [0] * (k - len(r)) for r in rows])
    mask = torch.tensor([[1] * len(r) + [0] * (k - len(r)) for r in rows]).bool()
    number = torch.tensor([c.window.number + c.sentence for c in cands])
    u = net.story(told[at], torch.tensor([c.type for c in cands])[at], number.clamp(max=STORY_SENTENCES - 1)[at], mask[:, None, None, :])
    firm = torch.tensor([0.0 if c.trig is None else FIRM if c.trig.optional else 1.0 for c in cands])[at]
    score = F.binary_cross_entropy_with_logits(net.story.firm(u)[..., 0].float(), firm, reduction="none")
    out = {"firm": (score * mask).sum() / mask.sum()}
    left, right, reach, gold, weight = [], [], [], [], []
    for r, row in enumerate(rows):
        own = [(k, t) for k, m in enumerate(row) if (t := cands[m].trig)]
        for n, (i, s) in enumerate(own):
            for j, t in own[n + 1 :]:
                like = s.type == t.type
                distance = abs(int(number[row[i]]) - int(number[row[j]]))
                left.append((r, i))
                right.append((r, j))
                reach.append(2 * min(distance, SAME_REACH) + like)
                gold.append(float(s.event == t.event))
                weight.append(1.0 if like else 0.1)
    if left:
        flat = u.flatten(0, 1)
        pick = [torch.tensor([r * k + i for r, i in side]) for side in (left, right)]
        pair = net.story.same(flat[pick[0]], flat[pick[1]], torch.tensor(reach)).float()
        w = torch.tensor(weight)
        out["same"] = (F.binary_cross_entropy_with_logits(pair, torch.tensor(gold), reduction="none") * w).sum() / w.sum()
    return out


# How much a mention that another coder could leave out counts among the types, and how firm it is.
VAGUE, FIRM = 0.4, 0.4
WEIGHTS = {"trigger": 4.0, "fact": 1.5, "type": 1.0, "status": 0.4, "mode": 0.5, "optional": 0.1, "role": 3.0, "same": 1.0, "firm": 0.4}


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


# A CPU without instructions for bf16 imitates it a hundred times slower.
HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()


def step_loss(net: Network, batch: Batch, kind: str, rng: random.Random) -> dict[str, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        x = net.read(batch.ids, batch.mask, batch.first, batch.shapes)
        if kind == "tree":
            return {"tree": tree_loss(net, batch, x), "name": 0.5 * name_loss(net, batch, x)}
        if kind == "name":
            return {"name": name_loss(net, batch, x)}
        parts = {k: v * WEIGHTS[k] for k, v in event_loss(net, batch, x, rng).items()}
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
    ap.add_argument("--fresh", action="store_true", help="begin the reader anew, from the encoder's last layer")
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
        net.load_state_dict(grown(torch.load(args.start, weights_only=True), net.state_dict()))
    else:
        net.encoder.load_minilm(folder / "model.safetensors")
    if args.fresh or not args.start or "reader.norm.weight" not in torch.load(args.start, weights_only=True):
        # The reader is one layer more of the same kind
        net.reader = Reader(WIDTH + SHAPE_WIDTH)
        net.reader.layer.load_state_dict(net.encoder.layers[-1].state_dict())
    steps = plan(groups, args, rng)
    # Layers of attention learn slowly, single matrices on top of them fast; a layer at the rate of the matrices forgets what it knew.
    slow = [*net.encoder.parameters(), *net.reader.layer.parameters()]
    middle = [*net.story.layers.parameters()]
    mine = {id(p) for p in (*slow, *middle)}
    rest = [p for p in net.parameters() if id(p) not in mine]
    groups_of = [{"params": slow, "lr": args.rate}, {"params": middle, "lr": args.rate * 3}, {"params": rest, "lr": args.rate * 10}]
    opt = torch.optim.AdamW(groups_of, weight_decay=0.01, fused=True)
    total = len(steps)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min(1.0, (i + 1) / (0.08 * total)) * max(0.0, (total - i) / total))
    began, means = time.time(), {}
    net.train()
    for i, (kind, ws) in enumerate(steps):
        batch = collate(ws, pieces, rng, caps=0.12, hide=0.06 if kind == "event" else 0.0)
        parts = step_loss(net, batch, kind, rng)
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
