"""One encoder, many heads. Shapes: B windows, T word pieces, N words, D = 384 + 16, M triggers, C words around one.

Encoder: MiniLM-L6-H384 (Wang et al. 2020) as trained further by sentence-transformers; parser: biaffine (Dozat and
Manning 2017). The reader is one more layer of the encoder's kind that reads the sentences around one marked trigger and says
what every word is to it; the story is a small transformer over all triggers of a report, which says who tells of the same event.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dateline.annotate.labels import (
    FACTS,
    MARKS,
    MODES,
    NAME_TAGS,
    RELATIONS,
    ROLE_REACH,
    ROLES,
    SAME_REACH,
    STATUSES,
    STORY_SENTENCES,
    TRIGGER,
    TRIGGER_TAGS,
    TYPES,
    UPOS,
)
from dateline.annotate.pieces import SHAPES

WIDTH, HEADS, LAYERS, SHAPE_WIDTH = 384, 12, 6, 16
ARC, LABEL = 256, 96
STORY, STORY_HEADS, STORY_LAYERS, PAIR = 128, 4, 2, 64
RARE = -4.0


class Layer(nn.Module):
    def __init__(self, width: int = WIDTH, heads: int = HEADS, up: int = 4 * WIDTH) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, up)
        self.down = nn.Linear(up, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, width = x.shape
        each = width // self.heads
        q, k, v = (p.view(b, t, self.heads, each).transpose(1, 2) for p in self.qkv(x).chunk(3, -1))
        if mask is not None:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:
            a = torch.softmax(q @ k.transpose(2, 3) * each**-0.5, -1) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, width))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, file: Path) -> None:
        """Takes the weights of a BERT checkpoint; the one token type is folded into the positions."""
        from safetensors.torch import load_file

        w = load_file(str(file))
        own = {
            "pieces.weight": w["embeddings.word_embeddings.weight"],
            "positions.weight": w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][:1],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                own[f"layers.{i}.qkv.{kind}"] = torch.cat([w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
                own[f"layers.{i}.out.{kind}"] = w[f"{p}attention.output.dense.{kind}"]
                own[f"layers.{i}.norm1.{kind}"] = w[f"{p}attention.output.LayerNorm.{kind}"]
                own[f"layers.{i}.up.{kind}"] = w[f"{p}intermediate.dense.{kind}"]
                own[f"layers.{i}.down.{kind}"] = w[f"{p}output.dense.{kind}"]
                own[f"layers.{i}.norm2.{kind}"] = w[f"{p}output.LayerNorm.{kind}"]
        self.load_state_dict(own)


class Reader(nn.Module):
    """Reads the words around one marked trigger: what each is to it, and how the trigger itself is meant."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.marks = nn.Embedding(len(MARKS), WIDTH)
        self.reach = nn.Embedding(2 * ROLE_REACH + 1, WIDTH)
        nn.init.normal_(self.marks.weight, std=0.1)
        nn.init.normal_(self.reach.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layer = Layer()
        self.drop = nn.Dropout(0.2)
        self.inside = nn.Linear(d, len(ROLES))
        self.begins = nn.Linear(d, len(ROLES))
        self.types = nn.Linear(d, 1 + len(TYPES))
        self.statuses = nn.Linear(d, len(STATUSES))
        self.modes = nn.Linear(d, len(MODES))
        self.optional = nn.Linear(d, 1)
        self.told = nn.Linear(d, STORY)
        # Few words have a role
        nn.init.constant_(self.inside.bias, RARE)
        nn.init.constant_(self.begins.bias, RARE)

    def forward(self, words: Tensor, marks: Tensor, reach: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """M x C x D, M x C, M x C (clipped, from 0), M x 1 x 1 x C -> M x C x D words as the trigger sees them, M x D the trigger."""
        h = self.norm(words[..., :WIDTH] + self.marks(marks) + self.reach(reach))
        z = self.drop(torch.cat([self.layer(h, mask), words[..., WIDTH:]], -1))
        own = (marks == TRIGGER).to(z.dtype).unsqueeze(-1)
        return z, (z * own).sum(1) / own.sum(1)


class Story(nn.Module):
    """All triggers of a report in the order of the text: which tell of one event, and which a coder would code."""

    def __init__(self) -> None:
        super().__init__()
        self.types = nn.Embedding(len(TYPES), STORY)
        self.sentences = nn.Embedding(STORY_SENTENCES, STORY)
        nn.init.normal_(self.types.weight, std=0.1)
        nn.init.normal_(self.sentences.weight, std=0.1)
        self.norm = nn.LayerNorm(STORY, eps=1e-12)
        self.layers = nn.ModuleList(Layer(STORY, STORY_HEADS, 2 * STORY) for _ in range(STORY_LAYERS))
        self.firm = nn.Linear(STORY, 1)
        self.pair = nn.Linear(2 * STORY + 2 * (SAME_REACH + 1), PAIR)
        self.out = nn.Linear(PAIR, 1)

    def forward(self, told: Tensor, types: Tensor, sentences: Tensor, mask: Tensor | None) -> Tensor:
        """R x K x STORY, R x K, R x K (clipped), R x 1 x 1 x K -> R x K x STORY."""
        x = self.norm(told + self.types(types) + self.sentences(sentences))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def same(self, one: Tensor, other: Tensor, reach: Tensor) -> Tensor:
        """P x STORY, P x STORY, P (twice the clipped distance in sentences, plus one for like types) -> P scores."""
        told = F.one_hot(reach, 2 * (SAME_REACH + 1)).to(one.dtype)
        pair = torch.cat([one * other, (one - other).abs(), told], -1)
        return self.out(F.gelu(self.pair(pair)))[:, 0]


class Network(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        d = WIDTH + SHAPE_WIDTH
        self.encoder = Encoder(vocabulary)
        self.shapes = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.drop = nn.Dropout(0.2)
        self.upos = nn.Linear(d, len(UPOS))
        self.arc_head, self.arc_dep = nn.Linear(d, ARC), nn.Linear(d, ARC)
        self.label_head, self.label_dep = nn.Linear(d, LABEL), nn.Linear(d, LABEL)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.label = nn.Parameter(torch.randn(len(RELATIONS), LABEL + 1, LABEL + 1) * 0.02)
        self.names = nn.Linear(d, len(NAME_TAGS))
        self.triggers = nn.Linear(d, len(TRIGGER_TAGS))
        self.facts = nn.Linear(d, len(FACTS))
        self.reader = Reader(d)
        self.story = Story()

    def read(self, ids: Tensor, mask: Tensor | None, first: Tensor, shapes: Tensor) -> Tensor:
        """B x (N + 1) x D: the root, then the words by their first piece."""
        h = self.encoder(ids, mask)
        words = torch.gather(h, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        words = torch.cat([h[:, :1], words], 1)
        shape = F.pad(self.shapes(shapes), (0, 0, 1, 0))
        return self.drop(torch.cat([words, shape], -1))

    def arcs(self, x: Tensor) -> Tensor:
        """B x (N + 1) x (N + 1): how well the column governs the row."""
        dep, head = self.drop(F.gelu(self.arc_dep(x))), self.drop(F.gelu(self.arc_head(x)))
        return torch.cat([dep, torch.ones_like(dep[..., :1])], -1) @ self.arc @ head.transpose(1, 2)

    def label_sides(self, x: Tensor) -> tuple[Tensor, Tensor]:
        dep, head = F.gelu(self.label_dep(x)), F.gelu(self.label_head(x))
        one = torch.ones_like(dep[..., :1])
        return torch.cat([dep, one], -1), torch.cat([head, one], -1)

    def labels(self, x: Tensor, heads: Tensor) -> Tensor:
        dep, head = self.label_sides(x)
        head = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return torch.einsum("bni,rij,bnj->bnr", dep, self.label, head)
