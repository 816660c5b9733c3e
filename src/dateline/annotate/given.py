"""Words and sentences that somebody else split, read by the model: to measure it on files whose words are fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.annotate import decode
from dateline.annotate.model import Model, load_model
from dateline.annotate.windows import pack
from dateline.annotate.words import plain


def parse_given(sentences: Sequence[Sequence[str]], *, model: Model | None = None) -> Iterator[list[decode.Parsed]]:
    """The parse of each sentence of a text, read in windows as reports are. Raises ResourceError where the model is damaged."""
    model = model or load_model()
    norms = [[plain(word) for word in words] for words in sentences]
    for first, last in pack([sum(len(model.pieces.ids(norm)) for norm in words) for words in norms]):
        window = norms[first:last]
        ranges = _ranges([len(words) for words in window])
        parsed = decode.parse(model, model.run([norm for words in window for norm in words]), ranges)
        yield from (parsed[a:b] for a, b in ranges)


def names_given(words: Sequence[str], *, model: Model | None = None) -> list[decode.Found]:
    """The names of one sentence, read alone."""
    model = model or load_model()
    return list(decode.names(model.run([plain(word) for word in words]), [(0, len(words))]))


def _ranges(sizes: Sequence[int]) -> list[tuple[int, int]]:
    out, at = [], 0
    for size in sizes:
        out.append((at, at + size))
        at += size
    return out
