"""Is a report in English? Silent unless another language is sure: a foreign name is not a foreign text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.resources import read_toml
from dateline.settings import checked

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# From this share of words that only English has a text is English. Of our 182 English reports, terse notes among them, the least has 0.13
# (0.09 of its first 30 words); news in the other languages tried has at most 0.04.
ENGLISH_SHARE = 0.08
# Below so many letters a text is taken for English: "Boko Haram raids Chibok" and a list of towns are told from no language. Letters of
# other alphabets tell sooner.
FEW_LETTERS, FEW_FOREIGN_LETTERS = 40, 15
# Beliefs of the languages that share the words (Indonesian and Malay, the kinds of Arabic and of Chinese) count together.
_TOGETHER, SURE = 3, 0.9
# What is looked at of a long text: parts from its beginning, its middle and its end.
_PART = 2500

_ENGLISH = frozenset({"en", "eng", "english"})
_WORD = re.compile(r"[^\W\d_]+")
# Not the report's own words: tags, addresses, and quotations, which may be in any language.
_OTHERS = re.compile(r"<[^<>]{1,500}>|https?://\S{1,500}|[“«„\"][^“”«»„\"]{1,2000}[”»\"]")


def foreign_language(text: str) -> str | None:
    """The language of a text that is surely not English ("French"), else None. The same text gives the same answer, always.

    >>> foreign_language("Les rebelles ont tué deux soldats lundi, a déclaré un porte-parole de l'armée à Bamako.")
    'French'
    """
    sample = _OTHERS.sub(" ", _sample(text)).casefold()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if letters < FEW_FOREIGN_LETTERS or sum(word in _table()["english"] for word in words) >= ENGLISH_SHARE * len(words):
        return None
    if letters < FEW_LETTERS and _latin(sample) > letters / 2:
        return None
    ranked = _detector().rank(sample)[:_TOGETHER]
    if ranked[0][0] in _table()["also_english"] or sum(belief for _, belief in ranked) < SURE:
        return None
    return str(_table()["names"].get(ranked[0][0], ranked[0][0]))


def believed(said: str | None, text: str) -> str | None:
    """The language that a page or feed says, where its text does not surely say otherwise: many say "en" because their program does.

    >>> believed("en-US", "Les rebelles ont tué deux soldats lundi, a déclaré un porte-parole de l'armée à Bamako.") is None
    True
    """
    if said is None or not text.strip():
        return said
    english = re.split(r"[-_]", said.casefold())[0] in _ENGLISH
    return said if english == (foreign_language(text) is None) else None


def _sample(text: str) -> str:
    if len(text) <= 3 * _PART:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_PART], text[middle : middle + _PART], text[-_PART:]))


def _latin(text: str) -> int:
    """How many letters are of the Latin alphabet."""
    return sum(char.isascii() or unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())


@cache
@checked
def _table() -> dict[str, Any]:
    table = read_toml("lexicon/languages.toml")
    return {**table, "english": frozenset(table["english"])}


@cache
def _detector() -> LanguageIdentifier:
    # Takes a second to load, so only a text that hardly looks English pays it. Naive Bayes over byte sequences: no chance in it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
