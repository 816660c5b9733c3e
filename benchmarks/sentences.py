"""Made reports: sentences of our own with other names, counts, places and days in them, those of tests/behaviour between them, and what
feeds, scanners and editors do to a text. The same number always gives the same report."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BEHAVIOUR = HERE.parent / "tests" / "behaviour"
_SLOT = re.compile(r"\{(\w+)\}")
# What may stand in a text by accident.
ODD = tuple(
    " |\u00a0|\u00ad|\u200b|\t|\r\n|\n\n|\"|“|'|—|…|é|e\u0301|🙂|<b>|&amp;|ﬁ|0|...|\ufeff|\u202e|\x00|\x1b[31m|(|]|[1]|http://example.org/x"
    "|%|$5m|١٢|，|№|½|–|\u2028|ℌ|İ".split("|")
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with slots; `negated` says that the same did not happen."""

    text: str
    negated: str | None = None


@cache
def sentences() -> tuple[Sentence, ...]:
    """All sentences of sentences.toml."""
    return tuple(Sentence(**one) for one in _table()["sentences"])


@cache
def slots() -> dict[str, list[str]]:
    """What may stand in each slot."""
    found: dict[str, list[str]] = _table()["slots"]
    return found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))


@cache
def written() -> tuple[str, ...]:
    """The texts of tests/behaviour."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(BEHAVIOUR.glob("*.toml"))]
    return tuple(case["text"] for file in files for case in file["cases"])


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence with its slots filled: the text, and (slot, words) in their order."""

    text: str
    told: tuple[tuple[str, str], ...]


def fill(sentence: str, told: list[tuple[str, str]]) -> str:
    """The sentence with these words in its slots, in their order."""
    words = iter(told)
    return _SLOT.sub(lambda match: _cased(match[1], next(words)[1]), sentence)


def drawn(sentence: str, chance: random.Random, *, once: bool = True) -> Filled:
    """The sentence with words drawn for its slots; with `once` none stands there twice."""
    told: list[tuple[str, str]] = []
    for match in _SLOT.finditer(sentence):
        among = slots()[match[1].lower()]
        left = [one for one in among if (match[1].lower(), one) not in told] if once else among
        told.append((match[1].lower(), chance.choice(left)))
    return Filled(fill(sentence, told), tuple(told))


def _cased(slot: str, words: str) -> str:
    """{Count} begins a sentence, {PLACE} stands in capitals."""
    if slot.isupper():
        return words.upper()
    return words[:1].upper() + words[1:] if slot[0].isupper() else words


def report(number: int, *, noise: bool = True) -> tuple[str, date]:
    """The made report of that number, and its day of publication."""
    chance = random.Random(number)
    pieces = [_sentence(chance) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
    text = chance.choice((" ", " ", " ", "\n\n", "\n", "  ")).join(pieces)
    if noise:
        text = _spoiled(text, chance)
    return text, date(2014, 9, 16) - timedelta(chance.randrange(4000))


def _sentence(chance: random.Random) -> str:
    return chance.choice(written()) if chance.random() < 0.4 else drawn(chance.choice(sentences()).text, chance, once=False).text


def _spoiled(text: str, chance: random.Random) -> str:
    if chance.random() < 0.4:
        text = chance.choice(CHANGES)(text)
    if chance.random() < 0.1:
        text = text[: chance.randrange(len(text) + 1)]
    for _ in range(chance.choice((0, 0, 1, 2, 4))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(ODD) + text[at:]
    return text


def curled(text: str) -> str:
    """With typographic apostrophes and quotation marks."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return text.replace("'", "’")


def straightened(text: str) -> str:
    """With plain ones."""
    return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")


def doubled(text: str) -> str:
    """With two blanks for one."""
    return text.replace(" ", "  ")


def bare(text: str) -> str:
    """Without punctuation."""
    return "".join(c for c in text if c not in ".,;:!?()-")


def scanned(text: str) -> str:
    """As read by a scanner: letters that look alike, words broken at the end of a line."""
    text = text.replace("rn", "m").replace("li", "1i")
    half = len(text) // 2
    return text[:half] + "-\n" + text[half:]


CHANGES: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str.title, str.swapcase, doubled, curled, straightened, bare, scanned)
