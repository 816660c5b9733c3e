"""Takes the shipped int8 weights back into a file to train on from: python training/restore.py --out build/training/start.pt

The full weights of a training are not kept in the repository. What rounding to int8 took away (under half a step of each
column's scale) a few hundred steps give back, so that a training goes on from here instead of from the bare encoder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network
from onnx import numpy_helper
from torch import Tensor

# Where each part's tensors lie in the network.
PARTS = {"encoder": "", "reader": "reader.", "story": "story."}


def restored(file: Path, prefix: str) -> dict[str, Tensor]:
    """Tensors of one ONNX file by the network's names; matrices are turned back to (out, in)."""
    graph = onnx.load(str(file)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {n.removeprefix("net."): torch.tensor(a) for n, a in held.items() if n.endswith(("bias", "weight")) and a.ndim}
    for node in graph.node:
        for name in (i for i in node.input if i.endswith("_quantized") and i in held):
            stem = name.removesuffix("_quantized")
            full = (held[name].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)) * held[f"{stem}_scale"]
            if node.op_type == "Gather":
                out[stem.removeprefix("net.")] = torch.tensor(full)
            elif stem == "net.arc":
                out["arc"] = torch.tensor(full)
            else:
                out[_place(node.name, prefix) + ".weight"] = torch.tensor(full.T.copy())
    return out


def _place(node: str, prefix: str) -> str:
    """/reader/layer/qkv/MatMul_quant -> reader.layer.qkv; heads are exported without their part's name."""
    place = ".".join(node.strip("/").split("/")[:-1])
    return place if place.startswith((prefix, "encoder.")) else prefix + place


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", default="src/dateline/data/model")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    folder = Path(args.model)
    weights: dict[str, Tensor] = {}
    for part, prefix in PARTS.items():
        weights |= restored(folder / f"{part}.onnx", prefix)
    heads = np.load(folder / "heads.npz")
    weights["label"] = torch.tensor(heads["label"].astype(np.float32))
    for head, layer in (("same_pair", "story.pair"), ("same_out", "story.out")):
        weights[f"{layer}.weight"], weights[f"{layer}.bias"] = torch.tensor(heads[head]), torch.tensor(heads[f"{head}_bias"])
    net = Network(len((folder / "vocab.txt").read_text("utf-8").splitlines()))
    net.load_state_dict(weights)
    torch.save(net.state_dict(), args.out)
    print(f"{len(weights)} tensors")


if __name__ == "__main__":
    main()
