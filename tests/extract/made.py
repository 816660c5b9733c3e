"""Documents made by hand: a parse in one line a sentence, and on it what the learned heads would mark.

A word of a line is form/lemma/CLASS/relation/head, the lemma left out where it is the form in small letters; heads count from 1
within the sentence, 0 is its root. "_" behind a form means that no space follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Fact, Name, Role, Sentence, Time, Trigger, Word
from dateline.schema.report import Report

# What a learned head that cannot decide would say: every cue of status.toml tips it.
UNDECIDED = (("happened", 0.3), ("planned", 0.14), ("possible", 0.14), ("attempted", 0.14), ("denied", 0.14), ("habitual", 0.14))
HAPPENED = (("happened", 0.9), ("planned", 0.02), ("possible", 0.02), ("attempted", 0.02), ("denied", 0.02), ("habitual", 0.02))


def read(*lines: str, published: date | None = None) -> Document:
    """A document of parsed sentences with a space between them."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    text = ""
    for number, line in enumerate(lines):
        first, start = len(words), len(text)
        for token in line.split():
            form, *lemma, upos, relation, head = token.split("/")
            glued = form.endswith("_") and len(form) > 1
            form = form.removesuffix("_") if glued else form
            above = int(head) - 1 + first if head != "0" else -1
            word = (form, form, lemma[0] if lemma else form.casefold(), upos, above, relation, number)
            words.append(Word(len(words), len(text), len(text) + len(form), *word))
            text += form if glued else f"{form} "
        end = words[-1].end
        text = f"{text[:end]} "
        sentences.append(Sentence(number, start, end, first, len(words)))
    return Document(Report("test", text.rstrip(), published), tuple(sentences), tuple(words))


def span(document: Document, part: str, *, after: str = "") -> tuple[int, int]:
    """The half-open range of the words that say `part`, the first such behind the words `after`."""
    text = document.report.text
    start = text.index(part, text.index(after) + len(after) if after else 0)
    inside = [w.index for w in document.words if w.start >= start and w.end <= start + len(part)]
    assert inside and document.text(inside[0], inside[-1] + 1) == part, f"{part!r} are no whole words"
    return inside[0], inside[-1] + 1


def name(document: Document, part: str, kind: str) -> Name:
    """A name over the words `part`."""
    first, last = span(document, part)
    return Name(first, last, document.words[first].start, document.words[last - 1].end, part, kind, "test", 1.0)


def time(document: Document, part: str, *, value: str | None = None, kind: str = "date", after: str = "") -> Time:
    """A time expression over the words `part`; `value` as `annotate` would give it."""
    first, last = span(document, part, after=after)
    return Time(first, last, document.words[first].start, document.words[last - 1].end, part, kind, value, "test", 1.0)


def trigger(
    document: Document,
    part: str,
    type: str,
    *,
    confidence: float = 0.9,
    statuses: tuple[tuple[str, float], ...] = HAPPENED,
    modes: tuple[tuple[str | None, float], ...] = ((None, 1.0),),
    after: str = "",
) -> Trigger:
    """A trigger that the learned head finds on the words `part`; its head is the word of them that governs the others."""
    first, last = span(document, part, after=after)
    head = next(i for i in range(first, last) if not first <= document.words[i].head < last)
    return Trigger(first, last, head, type, confidence, statuses, modes, 0.0)


def role(document: Document, number: int, label: str, part: str, *, confidence: float = 0.9, after: str = "") -> Role:
    """The words `part` as a role beside the trigger of that number."""
    return Role(number, label, *span(document, part, after=after), confidence)


def fact(document: Document, label: str, part: str, *, confidence: float = 0.9, after: str = "") -> Fact:
    """The words `part` as a figure of an outcome, or as a claim."""
    return Fact(*span(document, part, after=after), label, confidence)


def marked(
    document: Document,
    *triggers: Trigger,
    roles: Sequence[Role] = (),
    facts: Sequence[Fact] = (),
    names: Sequence[Name] = (),
    times: Sequence[Time] = (),
) -> Document:
    """The document with all that is marked on it."""
    return replace(document, triggers=triggers, roles=tuple(roles), facts=tuple(facts), names=tuple(names), times=tuple(times))


def taken(document: Document, number: int = 0) -> Chosen:
    """A trigger of the document as one that was taken for a mention, the lexicon saying nothing of it."""
    t = document.triggers[number]
    return Chosen(t.first, t.last, t.head, t.type, t.modes, t.confidence, "test", number, t, None)
