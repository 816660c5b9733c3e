"""Exports trained weights to int8 ONNX: python training/export.py --weights W.pt --encoder FOLDER --out src/dateline/data/model

The encoder's matrices and tables become int8 (activations scaled per run; a run is one window, so nothing depends on a
batch); heads stay in fp32. What numpy needs after the run (labels of the parse, distances) goes to heads.npz.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OUTPUTS = (
    "upos", "arcs", "label_dep", "label_head", "names", "triggers", "facts", "statuses", "modes", "optional",
    "role_trigger", "role_word", "role_each", "same",
)  # fmt: skip


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
        return (
            n.upos(w), n.arcs(x)[1:], dep[1:], head, n.names(w), n.triggers(w), n.facts(w), n.statuses(w), n.modes(w), n.optional(w),
            n.role_trigger(w), torch.tanh(n.role_word(w)), n.role_each(w), n.same(w),
        )  # fmt: skip


def shapes_width(net: Network) -> int:
    return net.shapes.embedding_dim


class Arcs(Network):
    """arcs() for one window without the batch dimension."""

    def arcs(self, x: Tensor) -> Tensor:
        dep, head = F.gelu(self.arc_dep(x)), F.gelu(self.arc_head(x))
        return torch.cat([dep, torch.ones_like(dep[..., :1])], -1) @ self.arc @ head.transpose(0, 1)


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
    net.load_state_dict(torch.load(args.weights))
    net.eval()
    example = (torch.randint(1000, 2000, (1, 40)), torch.arange(1, 31), torch.zeros(30, dtype=torch.long))
    with tempfile.TemporaryDirectory() as tmp:
        full = Path(tmp) / "full.onnx"
        torch.onnx.export(
            Export(net), example, str(full), input_names=["ids", "first", "shapes"], output_names=list(OUTPUTS), opset_version=17,
            dynamic_axes={"ids": {1: "t"}, "first": {0: "n"}, "shapes": {0: "n"}, **{o: {0: "m"} for o in OUTPUTS}}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            str(full), str(out / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"]
        )
    np.savez(
        out / "heads.npz",
        label=net.label.detach().numpy().astype(np.float16),
        role_reach=net.role_reach.detach().numpy(),
        same_pair=net.same_pair.weight.detach().numpy(),
        same_pair_bias=net.same_pair.bias.detach().numpy(),
        same_out=net.same_out.weight.detach().numpy(),
        same_out_bias=net.same_out.bias.detach().numpy(),
    )
    (out / "vocab.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    files = {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in ("encoder.onnx", "heads.npz", "vocab.txt")}
    (out / "manifest.json").write_text(json.dumps({"files": files, "made": args.made, "licence": "CC BY-SA 4.0"}, indent=1) + "\n", "utf-8")
    print({f: (out / f).stat().st_size for f in files})


if __name__ == "__main__":
    main()
