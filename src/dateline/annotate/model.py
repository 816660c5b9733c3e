"""The language model: one window in, the scores of every head out.

One thread and one window a run: the result is the same alone, in any batch and on any number of processes.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.annotate.labels import ROLE_REACH, ROLES, SAME_REACH
from dateline.annotate.pieces import WordPieces, shape
from dateline.errors import ResourceError

Floats = npt.NDArray[np.float32]
ROLE_WIDTH = 64


@dataclass(frozen=True)
class Scores:
    """Raw scores of one window of N words; see the label sets in `annotate.labels`.

    `arcs` is N x (N + 1), column 0 the root; `label_dep` N x 97, `label_head` (N + 1) x 97.
    """

    upos: Floats
    arcs: Floats
    label_dep: Floats
    label_head: Floats
    names: Floats
    triggers: Floats
    facts: Floats
    statuses: Floats
    modes: Floats
    optional: Floats
    role_trigger: Floats
    role_word: Floats
    role_each: Floats
    same: Floats


class Model:
    """The shipped encoder with its heads. Raises ResourceError when a file is missing or does not fit the manifest."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        try:
            self.manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
            _check(folder, self.manifest["files"])
            with np.load(folder / "heads.npz") as heads:
                self.label: Floats = heads["label"].astype(np.float32)
                self.role_reach: Floats = heads["role_reach"]
                self._heads = {k: heads[k] for k in heads.files if k.startswith("same_")}
            self.pieces = WordPieces((folder / "vocab.txt").read_text("utf-8").splitlines())
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as e:  # onnxruntime and numpy raise many kinds for a damaged file
            raise ResourceError(f"the language model in {folder} can't be loaded ({e}); install dateline again") from e
        self._outputs = [o.name for o in self._session.get_outputs()]

    def run(self, norms: Sequence[str]) -> Scores:
        """Scores of one window, given the plain forms of its words (at least one)."""
        ids, first = [self.pieces.begin], []
        for norm in norms:
            first.append(len(ids))
            ids += self.pieces.ids(norm)
        ids.append(self.pieces.end)
        feed = {
            "ids": np.array([ids], dtype=np.int64),
            "first": np.array(first, dtype=np.int64),
            "shapes": np.array([shape(n) for n in norms], dtype=np.int64),
        }
        return Scores(**dict(zip(self._outputs, self._session.run(None, feed), strict=True)))

    def labels(self, scores: Scores, heads: npt.NDArray[np.int64]) -> Floats:
        """N x relations, given each word's head (0 = root)."""
        r, i, j = self.label.shape
        # One matrix product instead of an einsum over three operands, which numpy does not hand to BLAS.
        left = (scores.label_dep @ self.label.transpose(1, 0, 2).reshape(i, r * j)).reshape(-1, r, j)
        out: Floats = (left @ scores.label_head[heads][:, :, None])[:, :, 0].astype(np.float32)
        return out

    def roles(self, scores: Scores, trigger: int, first: int, last: int) -> Floats:
        """(last - first) x roles: probabilities of the words first..last beside the trigger word."""
        t = scores.role_trigger[trigger].reshape(len(ROLES), ROLE_WIDTH)
        distance = np.clip(np.arange(first, last) - trigger, -ROLE_REACH, ROLE_REACH) + ROLE_REACH
        score = scores.role_word[first:last] @ t.T * ROLE_WIDTH**-0.5 + scores.role_each[first:last] + self.role_reach[distance]
        out: Floats = 1 / (1 + np.exp(-score))
        return out

    def same(self, vectors: Floats, reach: npt.NDArray[np.int64], like: npt.NDArray[np.bool_]) -> Floats:
        """Probabilities that pairs of triggers tell of one event.

        `vectors` is P x 2 x 128, `reach` the P distances in sentences, `like` whether the two are of one type.
        """
        one, other = vectors[:, 0], vectors[:, 1]
        told = np.zeros((len(reach), 2 * (SAME_REACH + 1)), dtype=np.float32)
        told[np.arange(len(reach)), 2 * np.minimum(reach, SAME_REACH) + like] = 1
        pair = np.concatenate([one * other, np.abs(one - other), told], 1)
        h = self._heads
        score = gelu(pair @ h["same_pair"].T + h["same_pair_bias"]) @ h["same_out"].T + h["same_out_bias"]
        out: Floats = 1 / (1 + np.exp(-score[:, 0]))
        return out


_erf = np.frompyfunc(math.erf, 1, 1)


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit, the exact form (Hendrycks and Gimpel 2016)."""
    out: Floats = (x * 0.5 * (1 + _erf(x / math.sqrt(2)).astype(np.float32))).astype(np.float32)
    return out


def _check(folder: Path, files: dict[str, str]) -> None:
    """Every file is the one the manifest names. Raises ResourceError."""
    for name, digest in files.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ResourceError(f"{name} is not the file that the manifest names")


@cache
def load_model() -> Model:
    """The model in the package, loaded once a process."""
    with resources.as_file(resources.files("dateline") / "data/model") as folder:
        return Model(folder)
