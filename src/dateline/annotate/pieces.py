"""Word pieces and word shapes: what the encoder sees of a word.

The encoder is uncased (BERT's WordPiece, Devlin et al. 2019); what capitals and digits told is kept as a shape.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

PAD, UNKNOWN, BEGIN, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SHAPES = 6
# Letters and digits in one run; a longer run becomes one unknown piece.
LONGEST = 60
# Of a word of many parts (a URL, a row of dashes) the encoder sees the beginning: it knows 512 positions in all.
MOST = 60


class WordPieces:
    """Greedy longest-match-first word pieces of a fixed vocabulary; results are remembered per word."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self._seen: dict[str, tuple[int, ...]] = {}
        self.pad, self.unknown, self.begin, self.end, self.mask = (self._ids[p] for p in (PAD, UNKNOWN, BEGIN, END, MASK))

    def ids(self, word: str) -> tuple[int, ...]:
        """Piece numbers of one word, from one to MOST."""
        known = self._seen.get(word)
        if known is None:
            flat = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
            known = tuple(i for part in _signs_apart(flat) for i in self._greedy(part))[:MOST] or (self.unknown,)
            if len(self._seen) < 200_000:
                self._seen[word] = known
        return known

    def _greedy(self, word: str) -> list[int]:
        if len(word) > LONGEST:
            return [self.unknown]
        out: list[int] = []
        at = 0
        while at < len(word):
            end = len(word)
            while end > at and ("##" if at else "") + word[at:end] not in self._ids:
                end -= 1
            if end == at:
                return [self.unknown]
            out.append(self._ids[("##" if at else "") + word[at:end]])
            at = end
        return out


def _signs_apart(word: str) -> list[str]:
    """BERT's basic tokenizer: every punctuation sign is a word of its own."""
    out: list[str] = []
    fresh = True
    for c in word:
        if unicodedata.category(c)[0] in "PS":
            out.append(c)
            fresh = True
        elif fresh:
            out.append(c)
            fresh = False
        else:
            out[-1] += c
    return out


def shape(word: str) -> int:
    """0 lower, 1 capitals, 2 one capital, 3 capitalised, 4 digits first, 5 sign first."""
    if word.isupper():
        return 1 if len(word) > 1 else 2
    if word[0].isupper():
        return 3
    if word[0].isdigit():
        return 4
    return 0 if word[0].isalnum() else 5
