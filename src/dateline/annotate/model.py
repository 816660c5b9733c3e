"""The language model: the encoder reads a window, the reader what stands around one trigger, the story all triggers of a report.

One thread, and one window, trigger or report a run: the result is the same alone, in any batch and on any number of processes.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from dateline.annotate.labels import AFTER, BEFORE, OWN, ROLE_REACH, SAME_REACH, STORY_SENTENCES, TRIGGER
from dateline.annotate.pieces import WordPieces, shape
from dateline.errors import ResourceError

Floats = npt.NDArray[np.float32]
# Words read around a trigger at most: its sentence and those beside it, unless they are very long.
AROUND = 160
# Triggers of a report that the story sees at once; further ones are a story of their own. More than any coded report has, and a
# bound for nonsense.
AT_ONCE = 256


@dataclass(frozen=True)
class Scores:
    """Raw scores of one window of N words; see the label sets in `annotate.labels`.

    `arcs` is N x (N + 1), column 0 the root; `label_dep` N x 97, `label_head` (N + 1) x 97; `words` N x 400, what the reader reads.
    """

    upos: Floats
    arcs: Floats
    label_dep: Floats
    label_head: Floats
    names: Floats
    triggers: Floats
    facts: Floats
    words: Floats


@dataclass(frozen=True)
class Beside:
    """What the reader says of one trigger: for the words first .. first + C of the window C x roles probabilities of standing in a role
    and of beginning one; raw scores of its type (column 0: no event), status, mode and of being left out; what the story reads of it.
    """

    first: int
    inside: Floats
    begins: Floats
    type: Floats
    statuses: Floats
    modes: Floats
    optional: Floats
    told: Floats


class Model:
    """The shipped encoder with its heads. Raises ResourceError when a file is missing or does not fit the manifest."""

    def __init__(self, folder: Path) -> None:
        try:
            self.manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
            _check(folder, self.manifest["files"])
            with np.load(folder / "heads.npz") as heads:
                self._label: Floats = heads["label"].astype(np.float32)
                self._heads = {k: heads[k] for k in heads.files if k.startswith("same_")}
            r, i, j = self._label.shape
            # As one matrix, so that the labels are one product instead of an einsum over three operands, which numpy does not hand to BLAS.
            self._sides: Floats = np.ascontiguousarray(self._label.transpose(1, 0, 2)).reshape(i, r * j)
            self.pieces = WordPieces((folder / "vocab.txt").read_text("utf-8").splitlines())
            self._encoder, self._reader, self._story = (_session(folder / f"{n}.onnx") for n in ("encoder", "reader", "story"))
        except MemoryError:
            raise
        except Exception as e:  # onnxruntime and numpy raise many kinds for a damaged file
            raise ResourceError(f"the language model in {folder} can't be loaded ({e}); install dateline again") from e
        self._outputs = [o.name for o in self._encoder.get_outputs()]

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
        return Scores(**dict(zip(self._outputs, self._encoder.run(None, feed), strict=True)))

    def labels(self, scores: Scores, heads: npt.NDArray[np.int64]) -> Floats:
        """N x relations, given each word's head (0 = root)."""
        r, _, j = self._label.shape
        with _one_thread():
            left = (scores.label_dep @ self._sides).reshape(-1, r, j)
            out: Floats = (left @ scores.label_head[heads][:, :, None])[:, :, 0].astype(np.float32)
        return out

    def beside(self, scores: Scores, trigger: tuple[int, int], sentence: tuple[int, int], around: tuple[int, int]) -> Beside:
        """Reads a trigger (a half-open range of the window's words) in its sentence, with the words `around` it."""
        lo, hi = _clipped(around, trigger[0])
        at = np.arange(lo, hi)
        marks = np.where(at < sentence[0], BEFORE, np.where(at >= sentence[1], AFTER, OWN))
        marks[trigger[0] - lo : trigger[1] - lo] = TRIGGER
        reach = np.clip(at - trigger[0], -ROLE_REACH, ROLE_REACH) + ROLE_REACH
        feed = {"words": scores.words[lo:hi], "marks": marks.astype(np.int64), "reach": reach.astype(np.int64)}
        inside, begins, *rest = self._reader.run(None, feed)
        return Beside(lo, sigmoid(inside), sigmoid(begins), *(r[0] for r in rest))

    def story(self, told: Floats, types: npt.NDArray[np.int64], sentences: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """K x 128 and K probabilities of being coded, of the K triggers of a report (K x 128, their types and sentences)."""
        feed = {"told": told, "types": types, "sentences": np.minimum(sentences, STORY_SENTENCES - 1)}
        story, firm = self._story.run(None, feed)
        return story, sigmoid(firm[:, 0])

    def same(self, vectors: Floats, reach: npt.NDArray[np.int64], like: npt.NDArray[np.bool_]) -> Floats:
        """Probabilities that pairs of triggers tell of one event.

        `vectors` is P x 2 x 128, `reach` the P distances in sentences, `like` whether the two are of one type.
        """
        one, other = vectors[:, 0], vectors[:, 1]
        told = np.zeros((len(reach), 2 * (SAME_REACH + 1)), dtype=np.float32)
        told[np.arange(len(reach)), 2 * np.minimum(reach, SAME_REACH) + like] = 1
        pair = np.concatenate([one * other, np.abs(one - other), told], 1)
        h = self._heads
        with _one_thread():
            score = gelu(pair @ h["same_pair"].T + h["same_pair_bias"]) @ h["same_out"].T + h["same_out_bias"]
        return sigmoid(score[:, 0])


@cache
def _products() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")


def _one_thread() -> AbstractContextManager[Any]:
    """Matrix products of numpy on this thread alone, as the sessions run.

    With more threads OpenBLAS asks for memory at every product and ends the process where there is none.
    """
    limits: AbstractContextManager[Any] = _products().limit(limits=1)
    return limits


def _session(file: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _clipped(around: tuple[int, int], trigger: int) -> tuple[int, int]:
    """AROUND words at most, half of them before the trigger."""
    lo, hi = around
    if hi - lo <= AROUND:
        return lo, hi
    lo = max(lo, trigger - AROUND // 2)
    return lo, min(hi, lo + AROUND)


def sigmoid(x: Floats) -> Floats:
    """Logistic function; far scores saturate."""
    out: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
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
