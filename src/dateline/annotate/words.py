"""The words and sentences of a text, with offsets into the text exactly as given.

Words follow Universal Dependencies English (EWT, GUM): clitics split ("do" "n't", "Iran" "'s"), hyphens between letters
or digits are words of their own ("two" "-" "week"), abbreviations keep their full stop ("Jan.", "U.S.").
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache
from importlib import resources

import regex

# A letter as readers see it: with its combining marks, and with invisible characters (soft hyphen, joiners) inside.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"(?:\p{{L}}[\p{{M}}{_INVISIBLE}]*+)"
_APOSTROPHE = "['\u2019\u02bc\u2018`]"

_URL = r"(?:https?://|www\.)[^\s<>\"\u201c\u201d]*[^\s<>\"\u201c\u201d.,;:!?'\u2019)\]]"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_HANDLE = r"[@#]\w+"
_NUMBER = r"(?>\d+(?:[.,:]\d+)+)|\d++(?:(?:st|nd|rd|th|s)?(?![\p{L}\p{M}])|(?=(?:am|pm|km|kg|mm|cm|m|lb|lbs|bn|th|rd)\b))"
_ACRONYM = rf"(?:\p{{L}}\.){{2,}}"
_NOT = rf"{_LETTER}+?(?=n{_APOSTROPHE}t\b)"
_CLITIC = rf"n{_APOSTROPHE}t\b|{_APOSTROPHE}(?:s|re|ve|ll|d|m)\b"
_WORD = rf"(?:{_LETTER}|\d)(?:{_LETTER}|\d|[_{_INVISIBLE}])*(?:{_APOSTROPHE}(?!(?:s|re|ve|ll|d|m)\b){_LETTER}+)*"
_DOTS = r"\.{2,}|\u2026+|-{2,}|\u2014+|\u2013|[!?]{2,}"
_ANY = r"\X"

_TOKEN = regex.compile(
    "|".join(f"(?:{part})" for part in (_URL, _EMAIL, _HANDLE, _NUMBER, _ACRONYM, _CLITIC, _NOT, _WORD, _DOTS, _ANY)),
    regex.IGNORECASE,
)
_SPACE = regex.compile(rf"[\s{_INVISIBLE}\p{{Cc}}]+")

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        "\u2014": "--",
        "\u2026": "...",
        **dict.fromkeys(_INVISIBLE),
    }
)

# A heading or list line is shorter than a wrapped line of text; agencies wrapped at 60 to 80 columns.
_WRAPPED = range(45, 110)
_CLOSERS = frozenset("\"'\u201d\u2019)]}\u00bb")
_ENDERS = frozenset(".!?\u2026")


def plain(text: str) -> str:
    """The word as model and lexicons read it: composed, typographic signs made plain, invisible characters removed."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN) or text


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    """Abbreviations that keep their full stop, and words that begin a sentence even after one."""
    lines = (resources.files("dateline") / "data/lexicon/abbreviations.txt").read_text("utf-8").splitlines()
    entries = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    starters = frozenset(e[1:].casefold() for e in entries if e.startswith("^"))
    return frozenset(e.casefold() for e in entries if not e.startswith("^")), starters


def split_words(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the words of `text`, in order, never overlapping; spaces and control characters are in none."""
    abbreviations, _ = _listed()
    spans: list[tuple[int, int]] = []
    at, size = 0, len(text)
    while at < size:
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        found = _TOKEN.match(text, at)
        end = found.end() if found and found.end() > at else at + 1
        if end < size and text[end] == "." and text[at].isalpha() and _keeps_stop(text, at, end, abbreviations):
            end += 1
        spans.append((at, end))
        at = end
    return [part for start, end in spans for part in _split_cannot(text, start, end)]


def _keeps_stop(text: str, start: int, end: int, abbreviations: frozenset[str]) -> bool:
    if text[end : end + 2] == "..":
        return False
    word = text[start:end].casefold()
    single = end - start == 1 and text[start].isupper() and word != "i"
    return word in abbreviations or single


def _split_cannot(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text[start:end].casefold() == "cannot":
        return [(start, start + 3), (start + 3, end)]
    return [(start, end)]


def split_sentences(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open word ranges of the sentences; every word is in exactly one.

    A sentence ends at a blank line, at a line end that is not a mere wrap, and at a full stop, question or exclamation
    mark (with closing quotes and brackets) before a word that can begin a sentence.
    """
    breaks = _line_breaks(text)
    out: list[tuple[int, int]] = []
    first = 0
    for i in range(len(words)):
        last = i + 1 == len(words)
        if last or _crosses(breaks, words[i][1], words[i + 1][0]) or _ends_here(text, words, first, i):
            out.append((first, i + 1))
            first = i + 1
    return out


def _line_breaks(text: str) -> list[int]:
    """Offsets of line ends that end a sentence."""
    lines: list[tuple[int, int]] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        lines.append((at, at + len(raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(raw)
    out = []
    for (start, end), (following, stop) in zip(lines, lines[1:], strict=False):
        here, after = text[start:end].strip(), text[following:stop].strip()
        wrapped = len(here) in _WRAPPED and here[-1] not in _ENDERS | {":"} and bool(after) and (after[0].isalnum() or after[0] in "\"'(\u201c\u2018[")
        if not wrapped and not (here and after and after[0].islower() and here[-1] not in _ENDERS):
            out.append(end)
    return out


def _crosses(breaks: list[int], left: int, right: int) -> bool:
    k = bisect_left(breaks, left)
    return k < len(breaks) and breaks[k] <= right


def _ends_here(text: str, words: list[tuple[int, int]], first: int, i: int) -> bool:
    """Does the sentence that began at word `first` end with word `i`, which is not the last word?"""
    stop = i
    while stop > first and text[words[stop][0] : words[stop][1]] in _CLOSERS:
        stop -= 1
    mark = text[words[stop][0] : words[stop][1]]
    following = text[words[i + 1][0] : words[i + 1][1]]
    gap = words[i + 1][0] > words[i][1]
    if following in _CLOSERS and (not gap or following not in "\"'\u201d"):
        return False
    if mark[-1] not in _ENDERS:
        return False
    opener = following[0] in "\"'\u201c\u2018([" or not following[0].isalnum()
    begins = following[0].isupper() or following[0].isdigit() or opener
    if len(mark.rstrip(".")) > 0 and mark[-1] == ".":
        return _after_abbreviation(mark, following, gap=gap)
    if mark in {".", "!", "?"} and not gap and stop == i:
        return following[0].isupper() and len(following) > 1 and mark == "."
    if mark.startswith("..") or mark.startswith("\u2026"):
        return begins and following[0].isupper()
    return begins or (mark != "." and following[0].isupper())


def _after_abbreviation(mark: str, following: str, *, gap: bool) -> bool:
    """"U.S." or "p.m." ends a sentence only before a word that hardly goes on with a name."""
    _, starters = _listed()
    may_end = mark.count(".") > 1 or mark.casefold() in {"etc.", "co.", "inc.", "ltd.", "corp."}
    return gap and may_end and following[0].isupper() and following.casefold() in starters
