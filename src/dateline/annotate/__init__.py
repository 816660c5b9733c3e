"""Report -> Document: sentences, words, parse, names, times, and what the learned heads saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dateline.annotate import decode
from dateline.annotate.brackets import mended
from dateline.annotate.labels import TYPES
from dateline.annotate.lemmas import lemma
from dateline.annotate.model import AT_ONCE, Floats, Model, load_model
from dateline.annotate.scanned import unscanned
from dateline.annotate.times import date_order, find_times
from dateline.annotate.windows import LONGEST, pack
from dateline.annotate.words import plain, split_sentences, split_words
from dateline.schema.document import Document, Fact, Name, Role, Sentence, Trigger, Word
from dateline.schema.report import Report

NAMES_BY = "model:names"
# A trigger is compared with so many later ones of its type: more than any coded report has, and a bound for nonsense.
_PARTNERS = 60
_AT_ONCE = 4096


@dataclass
class _Reading:
    """What the windows of one report gave so far."""

    parsed: list[decode.Parsed] = field(default_factory=list)
    names: list[decode.Found] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    told: list[tuple[Floats, int, str]] = field(default_factory=list)


def annotate(report: Report, *, model: Model | None = None, seen: str | None = None) -> Document:
    """Reads a report word by word. A text without words gives a document without sentences.

    `seen` is the text as it is to be read, of the same length: markup blanked. Raises ResourceError when the model in the package is
    missing or damaged.
    """
    seen = seen or report.text
    spans = split_words(seen)
    if not spans:
        return Document(report, (), ())
    model = model or load_model()
    norms = [unscanned(plain(seen[a:b])) for a, b in spans]
    ranges = _short(model, norms, split_sentences(seen, spans))
    reading = _Reading()
    for a, b in pack([sum(len(model.pieces.ids(n)) for n in norms[x:y]) for x, y in ranges]):
        _read_window(model, reading, norms, ranges[a:b], a)
    words = _words(report.text, spans, norms, ranges, reading.parsed)
    firm, same = _story(model, reading.told)
    sentences = tuple(Sentence(i, spans[x][0], spans[y - 1][1], x, y) for i, (x, y) in enumerate(ranges))
    return Document(
        report=report,
        sentences=sentences,
        words=words,
        names=tuple(_name(report.text, spans, n) for n in _whole(words, reading.names)),
        times=find_times(report.text, words, order=date_order(report)),
        triggers=tuple(replace(t, firm=f) for t, f in zip(reading.triggers, firm, strict=True)),
        roles=tuple(reading.roles),
        facts=tuple(reading.facts),
        same=same,
    )


def _short(model: Model, norms: Sequence[str], ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences, those too long for one window cut into parts."""
    out = []
    for first, last in ranges:
        start, total = first, 0
        for i in range(first, last):
            size = len(model.pieces.ids(norms[i]))
            if i > start and total + size > LONGEST:
                out.append((start, i))
                start, total = i, 0
            total += size
        out.append((start, last))
    return out


def _read_window(model: Model, reading: _Reading, norms: Sequence[str], ranges: Sequence[tuple[int, int]], number: int) -> None:
    """Runs the model over the sentences `ranges`, the first of which is sentence `number`, and adds what it gives."""
    offset = ranges[0][0]
    local = [(x - offset, y - offset) for x, y in ranges]
    scores = model.run(norms[offset : ranges[-1][1]])
    parsed = decode.parse(model, scores, local)
    parsed = [word for x, y in local for word in mended(parsed[x:y], norms[offset + x : offset + y])]
    reading.parsed += parsed
    reading.names += [decode.Found(f.first + offset, f.last + offset, f.label, f.confidence) for f in decode.names(scores, local)]
    reading.facts += [decode.fact(f, offset) for f in decode.facts(scores, local)]
    for found, seen in decode.triggers(scores, local):
        k = next(i for i, (x, y) in enumerate(local) if x <= found.first < y)
        head = _head(parsed, local[k][0], found)
        near = local[max(k - 1, 0) : k + 2]
        beside = model.beside(scores, (found.first, found.last), local[k], (near[0][0], near[-1][1]))
        reading.roles += decode.roles(beside, len(reading.triggers), near, local[k], offset)
        trigger = decode.trigger(beside, found, seen, head, offset)
        reading.triggers.append(trigger)
        reading.told.append((beside.told, number + k, trigger.type))


def _head(parsed: Sequence[decode.Parsed], start: int, found: decode.Found) -> int:
    """The word of a run that is governed from outside it."""
    for i in range(found.first, found.last):
        head = parsed[i].head + start if parsed[i].head >= 0 else -1
        if not found.first <= head < found.last:
            return i
    return found.first


def _words(
    text: str, spans: Sequence[tuple[int, int]], norms: Sequence[str], ranges: Sequence[tuple[int, int]], parsed: Sequence[decode.Parsed]
) -> tuple[Word, ...]:
    out = []
    for number, (first, last) in enumerate(ranges):
        for i in range(first, last):
            (a, b), p = spans[i], parsed[i]
            head = p.head + first if p.head >= 0 else -1
            out.append(Word(i, a, b, text[a:b], norms[i], lemma(norms[i], p.upos), p.upos, head, p.deprel, number))
    return tuple(out)


def _whole(words: Sequence[Word], found: Sequence[decode.Found]) -> list[decode.Found]:
    """Names of places with the capitalised words that the parse has before them in the same name ("Khamis *Mushait*", "Ayn *Issa*")."""
    taken = {i for f in found for i in range(f.first, f.last)}
    out = []
    for f in found:
        first = f.first
        while f.label == "place" and first > 0 and first - 1 not in taken and _one_name(words, first - 1, f):
            first -= 1
        out.append(replace(f, first=first))
    return out


def _one_name(words: Sequence[Word], index: int, found: decode.Found) -> bool:
    word, after = words[index], words[index + 1]
    inside = found.first <= word.head < found.last or (word.head >= 0 and words[word.head].head == after.index)
    near = word.sentence == after.sentence and after.start - word.end <= 1
    named = word.upos == "PROPN" and word.deprel in {"compound", "flat"} and word.norm[:1].isupper() and word.norm.isalpha()
    return near and inside and named


def _name(text: str, spans: Sequence[tuple[int, int]], found: decode.Found) -> Name:
    start, end = spans[found.first][0], spans[found.last - 1][1]
    return Name(found.first, found.last, start, end, text[start:end], found.label, NAMES_BY, found.confidence)


def _story(model: Model, told: Sequence[tuple[Floats, int, str]]) -> tuple[list[float], tuple[tuple[int, int, float], ...]]:
    """For every trigger the probability that it is coded; for pairs of one type, each with its next _PARTNERS ones, that they tell of one
    event."""
    firm: list[float] = []
    same: list[tuple[int, int, float]] = []
    for start in range(0, len(told), AT_ONCE):
        part = told[start : start + AT_ONCE]
        sentences = np.array([s for _, s, _ in part])
        story, sure = model.story(np.array([v for v, _, _ in part]), np.array([TYPES.index(t) for _, _, t in part]), sentences)
        firm += [float(f) for f in sure]
        pairs = _pairs([t for _, _, t in part])
        for at in range(0, len(pairs), _AT_ONCE):
            some = pairs[at : at + _AT_ONCE]
            reach = np.array([abs(sentences[i] - sentences[j]) for i, j in some])
            p = model.same(np.array([(story[i], story[j]) for i, j in some]), reach, np.ones(len(some), dtype=np.bool_))
            same += [(start + i, start + j, float(v)) for (i, j), v in zip(some, p, strict=True)]
    return firm, tuple(same)


def _pairs(types: Sequence[str]) -> list[tuple[int, int]]:
    by_type: dict[str, list[int]] = {}
    for i, label in enumerate(types):
        by_type.setdefault(label, []).append(i)
    return sorted((i, j) for alike in by_type.values() for k, i in enumerate(alike) for j in alike[k + 1 : k + 1 + _PARTNERS])


__all__ = ["annotate"]
