"""Exports trained weights to int8 ONNX: python training/export.py --weights W.pt --encoder FOLDER --out src/dateline/data/model

The matrices and tables of encoder, reader and story become int8 (activations scaled per run; a run is one window, one trigger or
one report, so nothing depends on a batch). What numpy needs after the runs (labels of the parse, pairs) goes to heads.npz.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from attention import with_one_operator
from network import HEADS, SHAPE_WIDTH, STORY, WIDTH, Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OUTPUTS = ("upos", "arcs", "label_dep", "label_head", "names", "triggers", "facts", "words")
READ = ("inside", "begins", "type", "statuses", "modes", "optional", "told")


class Export(nn.Module):
    """One window: ids 1 x T, first N, shapes N -> the outputs named in OUTPUTS, each N x something (label_head (N + 1) x ...)."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, first: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        n = self.net
        h = n.encoder(ids, None)[0]
        words = torch.cat([h[:1], torch.index_select(h, 0, first)], 0)
        root = torch.zeros(1, shapes_width(n), dtype=words.dtype)
        x = torch.cat([words, torch.cat([root, n.shapes(shapes)], 0)], 1)
        dep, head = n.label_sides(x)
        w = x[1:]
        return (n.upos(w), n.arcs(x)[1:], dep[1:], head, n.names(w), n.triggers(w), n.facts(w), w)


class ExportReader(nn.Module):
    """One trigger: words C x D, marks C, reach C -> the outputs named in READ: inside and begins C x roles, the others one row."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.reader = net.reader

    def forward(self, words: Tensor, marks: Tensor, reach: Tensor) -> tuple[Tensor, ...]:
        r = self.reader
        z, v = r(words[None], marks[None], reach[None], None)
        return r.inside(z)[0], r.begins(z)[0], r.types(v), r.statuses(v), r.modes(v), r.optional(v), r.told(v)


class ExportStory(nn.Module):
    """The triggers of a report: told K x STORY, types K, sentences K -> story K x STORY, firm K x 1."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.story = net.story

    def forward(self, told: Tensor, types: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        u = self.story(told[None], types[None], sentences[None], None)[0]
        return u, self.story.firm(u)


def shapes_width(net: Network) -> int:
    return net.shapes.embedding_dim


class Arcs(Network):
    """arcs() for one window without the batch dimension."""

    def arcs(self, x: Tensor) -> Tensor:
        dep, head = F.gelu(self.arc_dep(x)), F.gelu(self.arc_head(x))
        return torch.cat([dep, torch.ones_like(dep[..., :1])], -1) @ self.arc @ head.transpose(0, 1)


def _export(module: nn.Module, example: tuple[Tensor, ...], inputs: tuple[str, ...], outputs: tuple[str, ...], out: Path) -> None:
    """Writes the module in int8 with the first axis of everything free (of `ids` the second).

    Weights get 7 bits: with 8, kinds of CPU without integer dot products (AVX2) overflow where others (VNNI) do not, and the
    same report is read differently on the two (events F1 0.800 and 0.794 with the weights before).
    """
    axes = {n: {1: "t"} if n == "ids" else {0: f"n_{n}"} for n in (*inputs, *outputs)}
    with tempfile.TemporaryDirectory() as tmp:
        full = Path(tmp) / "full.onnx"
        torch.onnx.export(
            module, example, str(full), input_names=list(inputs), output_names=list(outputs), opset_version=17,
            dynamic_axes=axes, dynamo=False,
        )  # fmt: skip
        kinds = ["MatMul", "Gather"]
        quantize_dynamic(
            str(full), str(out), per_channel=True, weight_type=QuantType.QInt8, reduce_range=True, op_types_to_quantize=kinds
        )  # fmt: skip


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--made", default="training/train.py", help="how the weights were made, for the manifest")
    args = ap.parse_args()
    out = Path(args.out)
    vocabulary = (Path(args.encoder) / "vocab.txt").read_text("utf-8").splitlines()
    net = Arcs(len(vocabulary))
    net.load_state_dict(torch.load(args.weights, weights_only=True))
    net.eval()
    ids = (torch.randint(1000, 2000, (1, 40)), torch.arange(1, 31), torch.zeros(30, dtype=torch.long))
    width = WIDTH + SHAPE_WIDTH
    marks = torch.tensor([1, *[0] * 29])
    around = (torch.zeros(30, width), marks, torch.arange(30))
    mentions = (torch.zeros(5, STORY), torch.arange(5), torch.arange(5))
    _export(Export(net), ids, ("ids", "first", "shapes"), OUTPUTS, out / "encoder.onnx")
    _export(ExportReader(net), around, ("words", "marks", "reach"), READ, out / "reader.onnx")
    _export(ExportStory(net), mentions, ("told", "types", "sentences"), ("story", "firm"), out / "story.onnx")
    for name in ("encoder.onnx", "reader.onnx"):
        onnx.save(with_one_operator(onnx.load(out / name), heads=HEADS), out / name)
    np.savez(
        out / "heads.npz",
        label=net.label.detach().numpy().astype(np.float16),
        same_pair=net.story.pair.weight.detach().numpy(),
        same_pair_bias=net.story.pair.bias.detach().numpy(),
        same_out=net.story.out.weight.detach().numpy(),
        same_out_bias=net.story.out.bias.detach().numpy(),
    )
    (out / "vocab.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    parts = ("encoder.onnx", "reader.onnx", "story.onnx", "heads.npz", "vocab.txt")
    files = {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in parts}
    (out / "manifest.json").write_text(json.dumps({"files": files, "made": args.made, "licence": "CC BY-SA 4.0"}, indent=1) + "\n", "utf-8")
    print({f: (out / f).stat().st_size for f in files})


if __name__ == "__main__":
    main()
