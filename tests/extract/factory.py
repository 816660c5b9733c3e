"""Documents for tests, built by hand: crude words without a parse, or a parse written as one line a word."""

from __future__ import annotations

import re

from dateline.schema.document import Document, Name, Sentence, Word
from dateline.schema.report import Report

_WORD = re.compile(r"'s\b|[A-Za-z](?:\.[A-Za-z])+\.?|\d+(?:[.,:]\d+)*s?\b|\d+(?:[.,:]\d+)*|[^\W\d]+|--|\S", re.UNICODE)
_PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-", "‐": "-"})


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a sentence cut in the way of Universal Dependencies, without word classes or parse (every word is a root)."""
    words = []
    for index, match in enumerate(_WORD.finditer(text)):
        form = match.group()
        norm = form.translate(_PLAIN)
        words.append(Word(index, match.start(), match.end(), form, norm, norm.lower(), "", -1, "root", 0))
    return tuple(words)


def document_of(conllu: str, *, names: tuple[tuple[int, int, str], ...] = ()) -> Document:
    """A document of one sentence from lines "form lemma UPOS head deprel" (head counted from 1, 0 the root).

    A form that ends in "_" has no space behind it. `names` are (first, last, kind) in word indices.
    """
    text, rows = "", []
    for line in conllu.strip().splitlines():
        form, lemma, upos, head, deprel = line.split()
        glued = form.endswith("_") and len(form) > 1
        form = form[:-1] if glued else form
        rows.append((len(text), form, lemma, upos, int(head) - 1, deprel))
        text += form + ("" if glued else " ")
    text = text.rstrip()
    words = tuple(
        Word(k, at, at + len(form), form, form, lemma, upos, head, rel, 0) for k, (at, form, lemma, upos, head, rel) in enumerate(rows)
    )
    spans = [(first, last, words[first].start, words[last - 1].end, kind) for first, last, kind in names]
    named = tuple(Name(first, last, start, end, text[start:end], kind, "test", 1.0) for first, last, start, end, kind in spans)
    sentence = Sentence(0, 0, len(text), 0, len(words))
    return Document(report=Report(id="test", text=text), sentences=(sentence,), words=words, names=named)
