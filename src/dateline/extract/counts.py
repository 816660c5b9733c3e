"""How many were killed, wounded, detained ...: figures that the learned head marks, bounded by the quantity grammar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.extract.lexicon import Lexicon, Step, match_triggers
from dateline.extract.quantities import (
    ARTICLE,
    NAME,
    NONE,
    NOUN,
    PART,
    SUM,
    WHOLE,
    count_of,
    counts_of,
    find_quantities,
    is_civilian,
    is_person_noun,
    total_of,
)
from dateline.extract.syntax import follow, noun_phrase, phrase, top, trim
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Fact, Word
from dateline.schema.mention import Count, Quantity

LEARNED = "model:figures"
# The learned head is believed from here on (0.3 to 0.5 tried on the reports to tune on and those kept aside).
LEVEL = 0.5
# A figure that the reader sees beside no trigger, from here on.
ALONE = 0.6
# A figure in a sentence that tells of no event, from here on, and how many sentences before it its event may stand.
BACK, REACH = 0.8, 1
# How sure a figure is that only a wording of the lexicon and the parse tell of; outcomes that people come to by themselves.
WORDED = 0.6
BY_THEMSELVES = frozenset({"surrendered"})
# A figure of things ("six rifles") is believed to mean people only when the learned head is this sure.
SURE = 0.85
# Quantities that give no number of their own: "a", "soldiers", "of them", "nobody".
_MINOR = frozenset({ARTICLE, WHOLE, PART, NONE})
# Quantities of single people without a number, and what may stand between two of one list.
_ONE_BY_ONE = frozenset({ARTICLE, NOUN, NAME, SUM})
BETWEEN = frozenset({",", "and", ", and", "&", "along with", "together with", "as well as"})
# How many words a figure's phrase may run on beyond what the head marked.
_REACH = 4
OUTCOMES = frozenset({"killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced"})
# The outcomes that an event type can have; a figure goes to a trigger of a fitting type first.
FITTING = {
    "killed": ("ASSAULT", "PROTEST", "COERCE"),
    "wounded": ("ASSAULT", "PROTEST"),
    "casualty": ("ASSAULT", "PROTEST"),
    "missing": ("ASSAULT",),
    "abducted": ("ASSAULT",),
    "detained": ("COERCE", "PROTEST", "ASSAULT"),
    "released": ("RETREAT", "AGREE", "ASSAULT"),
    "surrendered": ("RETREAT", "CONCEDE", "ASSAULT"),
    "displaced": ("ASSAULT", "COERCE"),
}  # fmt: skip


def find_counts(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon) -> dict[int, tuple[Count, ...]]:
    """For each chosen trigger (by its place in `chosen`) the figures that stand with it."""
    read = _read(document, chosen)
    read += _alone(document, chosen, read)
    told = [(owner, fact, LEARNED) for owner, fact in read]
    told += [(owner, fact, made_by) for owner, fact, made_by in _worded(document, chosen, lexicon, read)]
    out: dict[int, list[Count]] = {}
    for owner, fact, made_by in told:
        others = [f for k, f, _ in told if k == owner and f.label == fact.label and f.first >= fact.last]
        counts = (c for part in _listed(document, fact) for c in _counts(document, part, made_by, others=others))
        out.setdefault(owner, []).extend(counts)
    return {k: tuple(_one_by_one(document, v)) for k, v in out.items()}


def _one_by_one(document: Document, counts: list[Count]) -> Iterator[Count]:
    """Single people of one list ("a teacher, her son and a driver") counted together; figures with a number of their own stay apart."""
    ordered = sorted((c for c in counts if not any(_within(c, other) for other in counts)), key=lambda c: (c.phrase.start, c.phrase.end))
    while ordered:
        size = _list_size(document, ordered)
        yield _summed(document, ordered[:size]) if size > 1 else ordered[0]
        ordered = ordered[size:]


def _within(count: Count, other: Count) -> bool:
    """Is the figure a piece of the words of another of its outcome ("an" of "an elderly woman")?"""
    a, b = count.phrase, other.phrase
    return count.outcome == other.outcome and b.start <= a.start and a.end <= b.end and (b.end - b.start) > (a.end - a.start)


def _list_size(document: Document, counts: list[Count]) -> int:
    """How many of the figures, from the first on, make one list that ends in "and"; 1 where they make none."""
    size = 1
    for k, (a, b) in enumerate(pairwise(counts), start=2):
        between = document.report.text[a.phrase.end : b.phrase.start].strip().casefold()
        sides = {a.civilian, b.civilian}
        if between not in BETWEEN or not (_single(a) and _single(b)) or a.outcome != b.outcome or sides == {True, False}:
            break
        if between != ",":
            size = k
    return size


def _single(count: Count) -> bool:
    """People told without a number, each of them one."""
    return count.low is not None and count.low == count.high and count.phrase.made_by.rsplit("+", 1)[-1] in _ONE_BY_ONE


def _summed(document: Document, counts: list[Count]) -> Count:
    first, last = counts[0].phrase, counts[-1].phrase
    text = document.report.text[first.start : last.end]
    made_by = f"{first.made_by.rsplit('+', 1)[0]}+{SUM}"
    whole = replace(first, end=last.end, text=text, made_by=made_by, confidence=min(c.phrase.confidence for c in counts))
    number = sum(c.low or 0 for c in counts)
    civilian = counts[0].civilian if len({c.civilian for c in counts}) == 1 else None
    return replace(counts[0], low=number, high=number, who=text, civilian=civilian, phrase=whole)


def _worded(
    document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, read: list[tuple[int, Fact]]
) -> Iterator[tuple[int, Fact, str]]:
    """Figures that the lexicon's wordings tell of ("*three cadres* surrendered", "captured *two others*") and nobody else has marked: the
    words stand where the wording's frame has those whom its outcome befalls."""
    taken = [(f.first, f.last) for _, f in read]
    for found in match_triggers(document.words, lexicon):
        if found.outcome is None or found.entry.strength != "firm":
            continue
        own = next((k for k, c in enumerate(chosen) if c.first < found.last and c.last > found.first), None)
        side = found.frame.actor if found.outcome in BY_THEMSELVES else found.frame.recipient
        for head in _befallen(document, found.head, side):
            first, last = noun_phrase(document, head)
            fact = Fact(first, last, found.outcome, WORDED)
            owner = own if own is not None else _owner(document, fact, chosen)
            inside = any(a < last and b > first for a, b in taken) or (first < found.last and last > found.first)
            if owner is not None and not inside and chosen[owner].type in FITTING[found.outcome]:
                taken.append((first, last))
                yield owner, fact, f"lexicon:{' '.join(found.entry.words)}"


def _befallen(document: Document, head: int, ways: tuple[tuple[Step, ...], ...]) -> list[int]:
    """Heads of people at the first of the ways that leads anywhere; names count as people where they are persons."""
    for way in ways:
        heads = list(follow(document, head, way))
        if heads:
            return [h for h in heads if _people(document, h)]
    return []


def _people(document: Document, head: int) -> bool:
    word = document.words[head]
    if word.upos == "PROPN":
        return any(n.first <= head < n.last and n.kind == "person" for n in document.names)
    return word.upos == "NUM" or (word.upos == "NOUN" and is_person_noun(word.lemma))


def _read(document: Document, chosen: tuple[Chosen, ...]) -> list[tuple[int, Fact]]:
    """Figures that the reader sees beside a trigger, each with the trigger that it is surest of."""
    number = {c.number: k for k, c in enumerate(chosen)}
    roles = [r for r in document.roles if r.role in OUTCOMES and r.trigger in number and r.confidence >= LEVEL]
    out: list[tuple[int, Fact]] = []
    for r in sorted(roles, key=lambda r: (-round(r.confidence, 1), _fit(r.role, chosen[number[r.trigger]]), -r.confidence, r.first)):
        if not any(f.first < r.last and f.last > r.first for _, f in out):
            out.append((number[r.trigger], Fact(r.first, r.last, r.role, r.confidence)))
    return sorted(out, key=lambda x: x[1].first)


def _alone(document: Document, chosen: tuple[Chosen, ...], read: list[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """Figures that only the head for figures marks, without a trigger, each with the trigger that it fits best."""
    out = []
    for fact in document.facts:
        if fact.label in OUTCOMES and fact.confidence >= ALONE and not any(f.first < fact.last and f.last > fact.first for _, f in read):
            owner = _owner(document, fact, chosen)
            if owner is not None:
                out.append((owner, fact))
    return out


def _fit(outcome: str, chosen: Chosen) -> int:
    """How well an event's type goes with an outcome: 0 best."""
    return FITTING[outcome].index(chosen.type) if chosen.type in FITTING[outcome] else 9


def _owner(document: Document, fact: Fact, chosen: tuple[Chosen, ...]) -> int | None:
    """The trigger that the figure belongs to: one of its sentence by fitting type, then nearness; where it has none, the nearest of a
    fitting type told in the sentences before ("A bomb hit the bus. Four passengers died.")."""
    sentence = document.words[fact.first].sentence
    here = [k for k, c in enumerate(chosen) if document.words[c.first].sentence == sentence]

    def rank(k: int) -> tuple[int, int]:
        c = chosen[k]
        return _fit(fact.label, c), max(c.first - fact.last, fact.first - c.last, 0)

    if here or fact.confidence < BACK:
        return min(here, key=rank, default=None)
    before = [k for k, c in enumerate(chosen) if 0 < sentence - document.words[c.first].sentence <= REACH and _fit(fact.label, c) == 0]
    return min(before, key=lambda k: fact.first - chosen[k].last, default=None)


def _listed(document: Document, fact: Fact) -> list[Fact]:
    """The figures of a list that was marked as one ("two soldiers and a judge"), each with its own group."""
    told = [q for q in find_quantities(_sentence(document, fact.first), text=document.report.text) if q.made_by not in _MINOR]
    starts = [q.first for q in told if fact.first < q.first and q.last <= fact.last]
    cuts = [i for i in starts if document.words[i - 1].upos == "CCONJ" or document.words[i - 1].norm == ","]
    return [replace(fact, first=a, last=b) for a, b in pairwise([fact.first, *cuts, fact.last])]


def _counts(document: Document, fact: Fact, made_by: str, *, others: Sequence[Fact]) -> list[Count]:
    first, last = _bare(document, fact.first, fact.last)
    head = top(document, first, last)
    quantity = _quantity(document, first, last, head)
    if quantity is not None and any(f.first < quantity.last and f.last > quantity.first for f in others):
        # The rest of the list has figures of its own: it must not be counted twice.
        quantity = total_of(document, [q for q in counts_of(document, head) if q.first < last])
    if quantity is None or quantity.low == 0 or (quantity.low is None and quantity.high is None):
        return []
    if _thing(document, head) and fact.confidence < SURE:
        return []
    first, last = min(first, quantity.first), max(last, min(quantity.last, last + _REACH))
    found = phrase(document, first, last, made_by=f"{made_by}+{quantity.made_by}", confidence=fact.confidence * quantity.confidence)
    who = _who(document, first, last, quantity)
    return [
        Count(
            outcome=fact.label,
            low=quantity.low,
            high=quantity.high,
            who=who or found.text,
            role="recipient",
            civilian=is_civilian(document.words[first:last]),
            phrase=found,
        )
    ]


def _bare(document: Document, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation and conjunctions at its ends nor the verb before it ("killed two men"); "at least" stays."""
    while last - first > 1 and (document.words[first].upos in {"PUNCT", "CCONJ"} or _verb_before(document, first, last)):
        first += 1
    while last - first > 1 and document.words[last - 1].upos in {"PUNCT", "CCONJ", "ADP", "DET"}:
        last -= 1
    return first, last


def _verb_before(document: Document, first: int, last: int) -> bool:
    """Does the range begin with a verb that governs the rest ("killed two men"), not one that describes it ("wounded men")?"""
    return document.words[first].upos == "VERB" and any(document.words[i].head == first for i in range(first + 1, last))


def _thing(document: Document, head: int) -> bool:
    """Is the head a common noun that is none for people ("six rifles")?"""
    word = document.words[head]
    return word.upos == "NOUN" and not is_person_noun(word.lemma)


def _quantity(document: Document, first: int, last: int, head: int) -> Quantity | None:
    inside = [q for q in find_quantities(_sentence(document, first), text=document.report.text) if q.first < last and q.last > first]
    told = [q for q in inside if q.made_by not in _MINOR]
    if told:
        return told[0]
    none = [q for q in inside if q.made_by == NONE]
    return none[0] if none else count_of(document, head)


def _sentence(document: Document, index: int) -> tuple[Word, ...]:
    s = document.sentences[document.words[index].sentence]
    return document.words[s.first : s.last]


def _who(document: Document, first: int, last: int, quantity: Quantity) -> str:
    """The group's words without the figure: those behind it, else those before it."""
    ranges = [(a, b) for a, b in ((max(first, quantity.last), last), (first, min(last, quantity.first))) if a < b]
    if not ranges:
        return ""
    a, b = trim(document, *ranges[0])
    return document.text(a, b)
