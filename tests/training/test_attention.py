"""One operator in place of written-out attention gives the same, and what is no such attention is refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from onnx import TensorProto, helper

from training.attention import with_one_operator

Floats = npt.NDArray[np.float32]
WIDTH, HEADS = 12, 3


def _written_out(*, values_from: str = "x") -> onnx.ModelProto:
    """Attention of three heads over x (1 x T x 36: query, key and value side by side), node by node."""
    numbers = {"shape": [0, 0, HEADS, WIDTH // HEADS], "whole": [0, 0, WIDTH], "axis": [2]}
    numbers |= {f"at_{i}": [i * WIDTH] for i in range(4)}
    nodes = []
    for i, (name, order) in enumerate((("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]))):
        source = values_from if name == "v" else "x"
        nodes += [
            helper.make_node("Slice", [source, f"at_{i}", f"at_{i + 1}", "axis"], [f"{name}_cut"]),
            helper.make_node("Reshape", [f"{name}_cut", "shape"], [f"{name}_apart"]),
            helper.make_node("Transpose", [f"{name}_apart"], [name], perm=order),
        ]
    nodes += [
        helper.make_node("MatMul", ["q", "k"], ["raw"]),
        helper.make_node("Mul", ["raw", "scale"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["shares"], axis=-1),
        helper.make_node("MatMul", ["shares", "v"], ["heads"]),
        helper.make_node("Transpose", ["heads"], ["words"], perm=[0, 2, 1, 3]),
        helper.make_node("Reshape", ["words", "whole"], ["y"]),
    ]
    tables = [helper.make_tensor(name, TensorProto.INT64, [len(value)], value) for name, value in numbers.items()]
    tables.append(helper.make_tensor("scale", TensorProto.FLOAT, [], [(WIDTH // HEADS) ** -0.5]))
    inputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, None, 3 * WIDTH]) for n in sorted({"x", values_from})]
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, None, WIDTH])
    graph = helper.make_graph(nodes, "attention", inputs, [output], tables)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _run(model: onnx.ModelProto, x: Floats) -> Floats:
    import onnxruntime

    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    given: Floats = session.run(None, {"x": x})[0]
    return given


@pytest.mark.parametrize("words", [1, 7, 300])
def test_gives_what_the_written_out_nodes_give(words: int) -> None:
    x = np.random.default_rng(words).normal(size=(1, words, 3 * WIDTH)).astype(np.float32)
    before = _run(_written_out(), x)
    model = with_one_operator(_written_out(), heads=HEADS)
    assert [node.op_type for node in model.graph.node] == ["Split", "MultiHeadAttention"]
    assert not model.graph.initializer
    np.testing.assert_allclose(_run(model, x), before, atol=1e-5)


def test_refuses_values_of_another_projection() -> None:
    with pytest.raises(ValueError, match="one projection"):
        with_one_operator(_written_out(values_from="other"), heads=HEADS)
