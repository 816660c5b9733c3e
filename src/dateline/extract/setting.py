"""When and where a mention says it happened: the time and place words that belong to its clause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.extract.entries import Lexicon
from dateline.extract.matching import find_all
from dateline.extract.syntax import ancestors, noun_phrase, phrase, trim
from dateline.extract.triggers import Chosen
from dateline.resources import read_toml
from dateline.schema.document import Document, Role, Time, Word
from dateline.schema.mention import DEFINITE, Phrase

# The learned head's place is believed from here on.
LEVEL = 0.5
# From here on the head is believed in a place without a name (the syntax alone was wrong too often); it gives way to a name as sure.
UNNAMED, _LESS = 0.6, 0.2
# So is its time; below, the syntax decides.
TIME = 0.5
# Another trigger so sure has the times below it, unless the head gives one to this trigger by so much more.
ANOTHER, MARGIN = 0.4, 0.1
# A dateline is no longer than this many words.
_DATELINE = 22
# A quotation goes on over at most this many further sentences before its mark is taken for a stray one.
_QUOTED = 4
# Types of events whose dates are never those of a speaker.
_ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "throughout", "on", "off", "along"})
_CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "acl", "csubj"})


def reporting_words(document: Document, lexicon: Lexicon) -> frozenset[int]:
    """Heads of the verbs of saying in the report."""
    out: set[int] = set()
    for s in document.sentences:
        found = find_all(document.words_by_sentence[s.index], lexicon.reporting, particles=lexicon.particles)
        out.update(f.head for f in found if f.entry.pos == "VERB")
    return frozenset(out)


def dateline_end(document: Document) -> int:
    """The number of words at the start that are a dateline ("KABUL, 3 March (Agency) --"), 0 where there is none."""
    if not document.sentences:
        return 0
    first = document.sentences[0]
    for i in range(first.first, min(first.first + _DATELINE, first.last)):
        word = document.words[i]
        if word.norm in {"-", "--"} and i > first.first and document.words[first.first].norm[:1].isupper():
            gap = word.start > document.words[i - 1].end and i + 1 < first.last and document.words[i + 1].start > word.end
            if gap and not any(document.words[k].upos in {"VERB", "AUX"} for k in range(first.first, i)):
                return i + 1
    return 0


def find_times(document: Document, chosen: Chosen, reporting: frozenset[int]) -> tuple[tuple[Time, ...], tuple[Time, ...]]:
    """(times of the event, times of the telling) in the trigger's sentence, the nearest first.

    A time belongs to the verb, trigger or telling word above it; a dateline's belongs to none.
    """
    sentence = document.words[chosen.first].sentence
    skip = dateline_end(document) if sentence == 0 else 0
    dates = (t for t in document.times_in(sentence) if t.kind in {"date", "time"} and t.first >= skip)
    here = [t for t in dates if not of_another(document, t, chosen)]
    sure = sorted(((sure_of(document, t, chosen.number), t) for t in here), key=lambda x: -x[0])
    saying = reporting - {chosen.head, *range(chosen.first, chosen.last)}
    told = [t for t in here if holder(document, t, reporting, chosen) in saying]
    if sure and sure[0][0] >= TIME:
        own = [t for p, t in sure if p >= TIME]
        return tuple(own), tuple(t for t in told if t not in own)
    near: list[tuple[int, int, Time]] = []
    for t in here:
        distance = _distance(document, chosen, holder(document, t, reporting, chosen)) if t not in told else None
        if distance is not None:
            near.append((distance, abs(t.first - chosen.head), t))
    if not near and not told and len(here) == 1:
        near = [(0, 0, here[0])]
    near.sort(key=lambda x: x[:2])
    return tuple(t for d, _, t in near if d == near[0][0]), tuple(told)


def of_another(document: Document, t: Time, chosen: Chosen) -> bool:
    """Does the time belong to other words below this trigger: a noun it stands before ("expelled over a *2008 bombing*"), or another
    event's ("jailed for *storming* a station two years ago")?"""
    others = {n.head: k for k, n in enumerate(document.triggers) if n.confidence >= ANOTHER and k != chosen.number}
    head = head_of(document, t.first, t.last)
    for i in list(ancestors(document, head))[1:]:
        if i == chosen.head or chosen.first <= i < chosen.last:
            return False
        if i > head and i >= t.last and document.words[i].upos in {"NOUN", "PROPN"}:
            return True
        if i in others:
            below = chosen.head in ancestors(document, i)
            return below and sure_of(document, t, others[i]) >= sure_of(document, t, chosen.number) - MARGIN
    return False


def head_of(document: Document, first: int, last: int) -> int:
    """The word of a run that the rest of the sentence governs."""
    return next((i for i in range(first, last) if not first <= document.words[i].head < last), first)


def sure_of(document: Document, t: Time, trigger: int) -> float:
    """How sure the learned head is that this is the time of a trigger."""
    roles = (r for r in document.roles_of(trigger) if r.role == "time")
    return max((r.confidence for r in roles if r.first < t.last and r.last > t.first), default=0.0)


def tellings(document: Document, reporting: frozenset[int]) -> dict[int, tuple[Time, ...]]:
    """For each sentence the times of its verbs of saying ("said on Monday")."""
    out: dict[int, list[Time]] = {}
    for t in document.times:
        head = head_of(document, t.first, t.last)
        verb = next((i for i in list(ancestors(document, head))[1:] if document.words[i].upos == "VERB"), None)
        if verb in reporting:
            out.setdefault(document.words[t.first].sentence, []).append(t)
    return {k: tuple(v) for k, v in out.items()}


def quotations(document: Document) -> tuple[tuple[int, int], ...]:
    """Word ranges between quotation marks, within a paragraph's sentences; an unclosed one ends with its sentence."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    for word in document.words:
        if word.norm == '"':
            if opened is None:
                opened = word.index
            elif _opens(document, word):
                # Every paragraph of a long quotation opens anew, only the last one closes.
                out.append((opened, word.index))
                opened = word.index
            else:
                out.append((opened, word.index))
                opened = None
        elif opened is not None and word.sentence > document.words[opened].sentence + _QUOTED:
            opened = None
    return tuple(out)


def _opens(document: Document, mark: Word) -> bool:
    """Does a quotation mark open one: is there space before it and none behind?"""
    text = document.report.text
    return text[mark.start - 1 : mark.start].isspace() and not text[mark.end : mark.end + 1].isspace()


def spoken_times(
    document: Document, time: Time, quoted: tuple[tuple[int, int], ...], told: dict[int, tuple[Time, ...]]
) -> tuple[Time, ...]:
    """For a time inside a quotation those when it was spoken: told in its sentence, the one behind it or one of the two before."""
    if not any(a < time.first < b for a, b in quoted):
        return ()
    sentence = document.words[time.first].sentence
    for back in (sentence, sentence + 1, sentence - 1, sentence - 2):
        outside = [t for t in told.get(back, ()) if not any(a < t.first < b for a, b in quoted)]
        outside = outside or ([t for t in document.times_in(sentence) if _of_speaking(document, t, quoted)] if back == sentence else [])
        if outside:
            return tuple(outside)
    return ()


def _of_speaking(document: Document, t: Time, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Is it a date beside the quotation that no event has: "in a letter dated 12 February", "speaking on Monday"?"""
    if t.kind != "date" or any(a < t.first < b for a, b in quoted) or (t.value or "").endswith(("-AFTER", "-BEFORE")):
        return False
    outside = [n for n in document.triggers if not any(a < n.head < b for a, b in quoted)]
    heads = {n.head for n in outside if n.confidence >= ANOTHER and n.type in _ON_THE_GROUND}
    return heads.isdisjoint(ancestors(document, head_of(document, t.first, t.last)))


def _distance(document: Document, chosen: Chosen, holder: int) -> int | None:
    """Steps of the parse between a trigger and the holder of a time; None where a clause of its own lies between."""
    if holder == chosen.head or chosen.first <= holder < chosen.last:
        return 0
    above = list(ancestors(document, chosen.head))
    if holder in above:
        return above.index(holder)
    for depth, i in enumerate(ancestors(document, holder)):
        if i == chosen.head:
            return depth + 1
        if document.words[i].deprel in _CLAUSES:
            return None
    shared = next((i for i in ancestors(document, holder) if i in above), None)
    return above.index(shared) + 8 if shared is not None else 20


def holder(document: Document, t: Time, reporting: frozenset[int], chosen: Chosen) -> int:
    """The word whose time it is: the first verb, trigger or telling word above it."""
    head = head_of(document, t.first, t.last)
    for i in list(ancestors(document, head))[1:]:
        word = document.words[i]
        if i == chosen.head or chosen.first <= i < chosen.last or i in reporting or word.upos == "VERB" or word.deprel in _CLAUSES:
            return i
    return head


def find_places(document: Document, chosen: Chosen) -> tuple[Phrase, ...]:
    """Place names of the sentence that belong to the trigger, the most likely first."""
    sentence = document.words[chosen.first].sentence
    above = list(ancestors(document, chosen.head))
    skip = dateline_end(document) if sentence == 0 else 0
    roles = [r for r in document.roles_of(chosen.number) if r.role == "place"]
    out: list[tuple[float, Phrase]] = []
    for n in document.names_in(sentence):
        if n.first < skip or n.kind not in {"place", "facility"}:
            continue
        said = max((r.confidence for r in roles if r.first < n.last and r.last > n.first), default=0.0)
        by_syntax = _located(document, n.first, n.last, above, chosen)
        score = max(said, LEVEL if by_syntax else 0.0) + (0.1 if by_syntax and said else 0.0)
        if score >= LEVEL:
            made_by = "model:roles" if said >= LEVEL else "syntax:oblique"
            out.append((score, phrase(document, n.first, n.last, made_by=made_by, confidence=min(score, 0.99))))
    named = [n for k in (sentence - 1, sentence, sentence + 1) for n in document.names_in(k) if n.kind in {"place", "facility"}]
    for r in roles:
        proper = "PROPN" in {document.words[r.first].upos, document.words[r.last - 1].upos}
        if proper and r.confidence >= 0.6 and not any(n.first < r.last and n.last > r.first for n in named):
            first, last = trim(document, r.first, r.last)
            out.append((r.confidence - 0.1, phrase(document, first, last, made_by="model:roles", confidence=r.confidence)))
    out += _unnamed(document, chosen, roles)
    return tuple(p for _, p in sorted(out, key=lambda x: (-x[0], x[1].start)))


@cache
def place_nouns() -> frozenset[str]:
    """Nouns that may stand for a place told before."""
    return frozenset(read_toml("gazetteer/phrases.toml")["definite"])


def _unnamed(document: Document, chosen: Chosen, roles: list[Role]) -> Iterator[tuple[float, Phrase]]:
    """Noun phrases of places that are told without a name, with what determines them ("the Afghan capital"), and how likely each is."""
    sentence = document.sentences[document.words[chosen.first].sentence]
    for head in range(sentence.first, sentence.last):
        word = document.words[head]
        if word.upos != "NOUN" or word.lemma not in place_nouns():
            continue
        first, last = noun_phrase(document, head)
        determined = any(document.words[c].deprel in {"det", "nmod:poss"} for c in document.children[head])
        named = any(n.kind in {"place", "facility"} and n.first < last + 1 and n.last > first for n in document.names_in(sentence.index))
        said = max((r.confidence for r in roles if r.first <= head < r.last), default=0.0)
        if determined and not named and said >= UNNAMED:
            yield said - _LESS, phrase(document, first, last, made_by=DEFINITE, confidence=said)


def _located(document: Document, first: int, last: int, above: list[int], chosen: Chosen) -> bool:
    """Does the name stand as "in", "at", "near" ... something beside the trigger or the verb above it?"""
    head = head_of(document, first, last)
    for i in ancestors(document, head):
        word = document.words[i]
        preposition = next((document.words[c].norm.casefold() for c in document.children[i] if document.words[c].deprel == "case"), None)
        if preposition in _LOCATIVE and word.deprel.split(":")[0] in {"obl", "nmod"}:
            return word.head in above or chosen.first <= word.head < chosen.last
        if word.upos == "VERB":
            return False
    return False
