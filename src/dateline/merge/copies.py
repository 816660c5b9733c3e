"""Copies of one text: syndicated and slightly edited reports, found by MinHash and proved by the runs of words they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from zlib import crc32

from dateline.merge.groups import Groups
from dateline.merge.wording import tokens
from dateline.resources import read_toml

TABLE = "merging/copies.toml"


def origins(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Report key -> origin key, for (report key, text): copies of one text share the least of their keys, others keep their own.

    The order of the texts does not matter. Two texts meet where they share one of their `copy_keys`, and are copies where enough of
    the runs of words of the shorter stand in the longer (`merging/copies.toml`).
    """
    held = dict(sorted(texts))
    runs = {key: _runs(text) for key, text in held.items()}
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, text in held.items():
        for band in _bands(runs[key], text):
            blocks[band].append(key)
    groups = Groups(held)
    for keys in blocks.values():
        for i, one in enumerate(keys):
            for other in keys[i + 1 :]:
                if groups.of(one) != groups.of(other) and _copied(runs[one], runs[other]):
                    groups.join(one, other)
    return {key: groups.of(key) for key in held}


def copy_keys(text: str) -> tuple[str, ...]:
    """Keys that a copy of the text is likely to share, for a store to index: a new report is compared with those that share one."""
    return _bands(_runs(text), text)


def _runs(text: str) -> frozenset[int]:
    """Checksums of every run of so many words of the text; of the whole text where it is shorter."""
    length = int(_settings()["run"])
    words = [w.casefold() for w in tokens(text)]
    return frozenset(crc32(" ".join(words[k : k + length]).encode()) for k in range(max(len(words) - length + 1, 1)))


def _copied(a: frozenset[int], b: frozenset[int]) -> bool:
    told = _settings()
    shared, least = len(a & b), min(len(a), len(b))
    if least < told["short"]:
        return a == b
    return shared >= told["inside"] * least and shared >= told["alike"] * len(a | b)


def _bands(runs: frozenset[int], text: str) -> tuple[str, ...]:
    """One key for each band of the MinHash signature; for a text of few words the text itself."""
    # Loaded only where copies are looked for: the library brings SciPy along
    from datasketch.minhash import MinHash

    told = _settings()
    if len(runs) < told["short"]:
        return (f"text:{crc32(' '.join(tokens(text.casefold())).encode()):08x}",)
    rows, bands = int(told["rows"]), int(told["bands"])
    made = MinHash(num_perm=rows * bands, seed=1, hashfunc=_same)
    made.update_batch(sorted(runs))
    values = [int(v) for v in made.hashvalues]
    return tuple(f"{k}:{crc32(repr(values[k * rows : (k + 1) * rows]).encode()):08x}" for k in range(bands))


def _same(value: int) -> int:
    return value


@cache
def _settings() -> dict[str, float]:
    told: dict[str, float] = read_toml(TABLE)["copies"]
    return told
