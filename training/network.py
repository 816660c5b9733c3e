"""One encoder, many heads. Shapes: B windows, T word pieces, N words, D = 384 + 16.

Encoder: MiniLM-L6-H384 (Wang et al. 2020) as trained further by sentence-transformers; parser: biaffine (Dozat and
Manning 2017); roles beside a trigger: bilinear with a distance term.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dateline.annotate.labels import (
    FACTS,
    MODES,
    NAME_TAGS,
    RELATIONS,
    ROLE_REACH,
    ROLES,
    SAME_REACH,
    STATUSES,
    TRIGGER_TAGS,
    UPOS,
)
from dateline.annotate.pieces import SHAPES

WIDTH, HEADS, LAYERS, SHAPE_WIDTH = 384, 12, 6, 16
ARC, LABEL, ROLE, SAME, SAME_HIDDEN = 256, 96, 64, 128, 64


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (p.view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2) for p in self.qkv(x).chunk(3, -1))
        if mask is not None:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:
            a = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5, -1) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, WIDTH))))
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
        self.statuses = nn.Linear(d, len(STATUSES))
        self.modes = nn.Linear(d, len(MODES))
        self.optional = nn.Linear(d, 1)
        self.role_trigger = nn.Linear(d, len(ROLES) * ROLE)
        self.role_word = nn.Linear(d, ROLE)
        self.role_each = nn.Linear(d, len(ROLES))
        self.role_reach = nn.Parameter(torch.zeros(2 * ROLE_REACH + 1, len(ROLES)))
        self.same = nn.Linear(d, SAME)
        self.same_pair = nn.Linear(2 * SAME + 2 * (SAME_REACH + 1), SAME_HIDDEN)
        self.same_out = nn.Linear(SAME_HIDDEN, 1)

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

    def roles(self, trigger: Tensor, words: Tensor, distance: Tensor) -> Tensor:
        """M x D, M x N x D, M x N (clipped, from 0) -> M x N x roles."""
        t = self.role_trigger(trigger).view(-1, len(ROLES), ROLE)
        score = torch.einsum("mrd,mnd->mnr", t, torch.tanh(self.role_word(words)))
        return score * ROLE**-0.5 + self.role_each(words) + self.role_reach[distance]

    def same_event(self, one: Tensor, other: Tensor, reach: Tensor) -> Tensor:
        """P x SAME, P x SAME, P (twice the clipped distance in sentences, plus one for like types) -> P scores."""
        told = F.one_hot(reach, 2 * (SAME_REACH + 1)).to(one.dtype)
        pair = torch.cat([one * other, (one - other).abs(), told], -1)
        return self.same_out(F.gelu(self.same_pair(pair)))[:, 0]
