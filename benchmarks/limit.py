"""The encoder's own limit: its multiply-adds over the rate at which this machine multiplies bytes. No program around it can be faster.

The rate is that of ONNX Runtime's product of whole numbers on one thread, at the shapes of the encoder. Counted are the products of the six
layers of the encoder, for every word piece of every window, and of the one layer of the reader, for every word around every trigger.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any
from unittest import mock

import numpy as np

from dateline.annotate import annotate
from dateline.annotate.model import load_model
from dateline.schema.report import Report

LAYERS, WIDTH, INNER, READER = 6, 384, 1536, 400
# Rows of the product that is timed: a window of an average report.
ROWS = 256


def of_layer(width: int, inner: int) -> int:
    """Multiply-adds of one layer for one word: four products for the attention, two for what stands behind it."""
    return 4 * width * width + 2 * width * inner


def multiply_adds(reports: Sequence[Report]) -> dict[str, int]:
    """What encoder and reader multiply for these reports."""
    model, counted = load_model(), Counter[str]()
    run, beside = model.run, model.beside

    def counted_run(norms: Sequence[str]) -> Any:
        pieces = 2 + sum(len(model.pieces.ids(norm)) for norm in norms)
        counted["encoder"] += pieces * LAYERS * (of_layer(WIDTH, INNER) + 2 * pieces * WIDTH)
        return run(norms)

    def counted_beside(scores: Any, *where: Any) -> Any:
        found = beside(scores, *where)
        words = len(found.inside)
        counted["reader"] += words * (READER * WIDTH + of_layer(WIDTH, INNER) + 2 * words * WIDTH)
        return found

    with mock.patch.object(model, "run", counted_run), mock.patch.object(model, "beside", counted_beside):
        for report in reports:
            annotate(report)
    return {"encoder": counted["encoder"], "reader": counted["reader"]}


def measured_rate(*, rounds: int = 15, times: int = 20) -> float | None:
    """Multiply-adds of bytes in a second of processor time, on one thread; None where the package onnx is not installed."""
    try:
        from onnx import TensorProto, helper, numpy_helper
    except ImportError:
        return None
    import onnxruntime

    given = np.random.default_rng(0)
    weights = numpy_helper.from_array(given.integers(-63, 63, (WIDTH, INNER)).astype(np.int8), "w")
    x = helper.make_tensor_value_info("x", TensorProto.UINT8, [ROWS, WIDTH])
    y = helper.make_tensor_value_info("y", TensorProto.INT32, [ROWS, INNER])
    graph = helper.make_graph([helper.make_node("MatMulInteger", ["x", "w"], ["y"])], "product", [x], [y], [weights])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(made.SerializeToString(), options, providers=["CPUExecutionProvider"])
    feed = {"x": given.integers(0, 255, (ROWS, WIDTH)).astype(np.uint8)}
    session.run(None, feed)
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            session.run(None, feed)
        spent.append(time.process_time() - began)
    return ROWS * WIDTH * INNER * times / median(spent)
