"""Is there anything to code in a report? A fast linear model over words, so that sport, markets and weather never reach the encoder.

A report is looked at through windows of WINDOW words; a window's score is the sum of the weights of its words and pairs of words,
divided by the root of its length, and the report's is that of its best window, less a little for each further one: one sentence on a raid
is enough, however long the rest.
The weights are bytes in data/relevance/weights.npz, added as whole numbers: the same text has the same score on every machine.
training/fit_relevance.py fits them and chooses the threshold; docs/design/decisions.md says how well.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dateline.errors import ResourceError
from dateline.resources import file_digest, table_path
from dateline.settings import current, per_settings

FOLDER = "relevance"
# Words in a window, and from the beginning of one to that of the next: a sentence or two of news, each word in four windows.
WINDOW, STEP = 48, 12
# Words and pairs are hashed to so many rows. With twice as many nothing is told better, and the file is twice as large.
ROWS = 1 << 18
# The best of n windows on nothing is the better the more there are; so much times log(n) is taken off. Without it 84 of 100 long reports
# on sport, markets and weather were coded, with it 49; of notes on an event set between two such reports 96 of 100 still are (before, 100).
CHANCE = 0.5
# Multiplies the hash of a word before that of the word behind it is added (Knuth's multiplicative hashing).
_PAIR = 2654435761

Whole = npt.NDArray[np.int64]

WORD = re.compile(r"[^\W_]+")
# 1989 and 2016, 12 and 21 are one word each: what counts is that there is a number, and how long it is.
_DIGITS = str.maketrans("0123456789", "0000000000")


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each row, in steps of `scale`; what is added to each window's score; from which score on a report is coded."""

    steps: npt.NDArray[np.int8]
    scale: float
    bias: float
    threshold: float


def is_relevant(text: str) -> bool:
    """Whether the report may tell of anything that is coded, an event of a user's own type included; one without words may.

    Raises ResourceError where the model is damaged.
    """
    return relevance(text) >= load_weights().threshold or holds_own_words(text)


def relevance(text: str) -> float:
    """The score of the report's best window, in log-odds; infinite for a text without words."""
    rows = hashed(text)
    if not len(rows):
        return float("inf")
    return report_score(window_scores(rows, load_weights()))


def report_score(scores: npt.NDArray[np.float64]) -> float:
    """That of the best window, less what the best of so many windows has by chance."""
    return float(scores.max() - CHANCE * np.log(len(scores)))


def hashed(text: str) -> Whole:
    """N x 2: for each word of the text its row and that of the pair it makes with the word before (of the first, with nothing)."""
    words = WORD.findall(text.casefold().translate(_DIGITS))
    codes = np.fromiter(map(_code, words), dtype=np.int64, count=len(words))
    before = np.concatenate([np.ones(min(1, len(codes)), dtype=np.int64), codes[:-1]])
    return np.stack([codes, (before * _PAIR + codes) & 0xFFFFFFFF], 1) % ROWS


@lru_cache(maxsize=30_000)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def windows(count: int) -> list[tuple[int, int]]:
    """Half-open ranges of words, the last of them full where there are enough words."""
    starts = range(0, max(count - WINDOW, 0) + STEP, STEP) if count > WINDOW else (0,)
    firsts = dict.fromkeys(max(min(start, count - WINDOW), 0) for start in starts)
    return [(first, min(first + WINDOW, count)) for first in firsts]


def window_scores(rows: Whole, weights: Weights) -> npt.NDArray[np.float64]:
    """The score of each of the windows of a text of N words, at least one."""
    told = weights.steps[rows].astype(np.int64).sum(1)
    sums = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(told)])
    ranges = np.array(windows(len(rows)))
    first, last = ranges[:, 0], ranges[:, 1]
    out: npt.NDArray[np.float64] = (sums[last] - sums[first]) * weights.scale / np.sqrt(last - first) + weights.bias
    return out


def holds_own_words(text: str) -> bool:
    """Does the text hold a word that begins like one of the user's own event types in force? Of those the model knows nothing."""
    stems = own_stems()
    return bool(stems) and any(word.startswith(stems) for word in WORD.findall(text.casefold()))


@per_settings
def own_stems() -> tuple[str, ...]:
    """The first word of each wording of a user's types without its last two letters ("evacuate", "evacuating"), five at least."""
    firsts = (wording.split()[0].casefold() for kind in current().types for rule in kind.triggers for wording in rule.words)
    return tuple(sorted({first[: max(len(first) - 2, 5)] for first in firsts}))


@cache
def load_weights() -> Weights:
    """The model in the package. Raises ResourceError where a file is missing or is not the one that the manifest names."""
    name = f"{FOLDER}/weights.npz"
    try:
        manifest = json.loads(table_path(f"{FOLDER}/manifest.json").read_text("utf-8"))
        if file_digest(name) != manifest["sha256"]:
            raise ResourceError("weights.npz is not the file that the manifest names")
        with np.load(io.BytesIO(table_path(name).read_bytes())) as held:
            steps = held["steps"]
        return Weights(steps, float(manifest["scale"]), float(manifest["bias"]), float(manifest["threshold"]))
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError(f"the model of relevance can't be loaded ({error}); install dateline again") from error


def quantized(weights: Sequence[float] | npt.NDArray[np.float64], bias: float, threshold: float) -> Weights:
    """Fitted weights as bytes, the greatest of them 127 steps."""
    given = np.asarray(weights, dtype=np.float64)
    scale = float(np.abs(given).max()) / 127 or 1.0
    return Weights(np.rint(given / scale).astype(np.int8), scale, bias, threshold)
