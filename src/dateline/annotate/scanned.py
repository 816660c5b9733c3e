"""Words as a reader of a scanned page takes them: "1O" for 10, "kiIled" for killed, "bornb" for bomb.

Only what the model and the lexicons read changes; the text and all offsets stay. A word is taken for a misread one where it is in no
dictionary and the word it looks like is. Which letters look alike stands in data/reading/scans.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex
from lemminflect import getAllLemmas

from dateline.resources import read_toml

TABLE = "reading/scans.toml"
# A number with letters that look like digits in it. "5l" are litres, and what begins with a capital is a name ("O2", "I5").
_NUMBER = regex.compile(r"(?=.*\d)(?=.*[OolI])[\dl][\dOolI]*+(?<!\d+l)")
# A word that may be misread: letters and digits, no ordinal ("10th").
_WORD = regex.compile(r"(?=.*\p{Ll})(?!\d+(?:st|nd|rd|th|s)$)[\p{L}01]{4,24}")


@lru_cache(maxsize=30_000)
def unscanned(word: str) -> str:
    """The word that a misread one stands for; any other word as it is.

    >>> [unscanned(w) for w in ("1O", "kiIled", "bornb", "burns", "5l")]
    ['10', 'killed', 'bomb', 'burns', '5l']
    """
    if word.isdigit():
        return word
    if _NUMBER.fullmatch(word):
        return "".join(_digits().get(letter, letter) for letter in word)
    if not any(seen in word for seen, _ in _letters()) or not _WORD.fullmatch(word) or _known(word):
        return word
    return next((read for read in _readings(word) if _known(read)), word)


def _readings(word: str) -> Iterator[str]:
    """What it could be: each pair of lookalikes for itself, then all together."""
    every = word
    for seen, meant in _letters():
        # "rn" for "m" also stands in names; letters in the wrong case or digits within a word do not
        if seen not in word or (seen.islower() and not word.islower()):
            continue
        yield word.replace(seen, meant)
        every = every.replace(seen, meant)
    yield every


def _known(word: str) -> bool:
    """Is it in the dictionary, written as words are: small letters behind the first?"""
    return word[1:].islower() and word.isalpha() and bool(getAllLemmas(word.lower()))


@cache
def _digits() -> dict[str, str]:
    return {str(k): str(v) for k, v in read_toml(TABLE)["digits"].items()}


@cache
def _letters() -> tuple[tuple[str, str], ...]:
    return tuple((str(seen), str(meant)) for seen, meant in read_toml(TABLE)["letters"])
