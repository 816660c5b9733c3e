"""How many were killed, wounded, detained ...: figures that the learned head marks, bounded by the quantity grammar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.background import is_background
from dateline.extract.befallen import Befallen, find_befallen, shares_object
from dateline.extract.entries import Lexicon
from dateline.extract.groups import count_together, listed
from dateline.extract.harms import both_harms
from dateline.extract.losers import find_loser
from dateline.extract.members import MADE_BY as MEMBERS
from dateline.extract.members import find_members, like_wholes
from dateline.extract.moded import find_moded, held
from dateline.extract.pronouns import with_pronouns
from dateline.extract.quantities import (
    ARTICLE,
    CONFIDENCE,
    NAME,
    NONE,
    NOUN,
    NUMBER,
    PART,
    PRONOUN,
    WHOLE,
    bounded_behind,
    count_of,
    counts_of,
    find_quantities,
    in_pairs,
    is_animal,
    is_civilian,
    is_number,
    is_person_noun,
    listed_names,
    one_person,
    total_of,
)
from dateline.extract.spared import is_spared
from dateline.extract.strayed import is_strayed, whole_taken
from dateline.extract.syntax import noun_phrase, phrase, sentence_words, top, trim
from dateline.extract.tallies import MADE_BY as TALLIES
from dateline.extract.tallies import find_tallies
from dateline.extract.triggers import Chosen
from dateline.extract.weighing import FATES, HARM, TAKEN, both, of_toll, weighed
from dateline.extract.weighing import OVERRULED as OVERRULED
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Count, Quantity

LEARNED = "model:figures"
# The learned head is believed from here on (0.3 to 0.5 tried on the reports to tune on and those kept aside).
LEVEL = 0.5
# A figure that the reader sees beside no trigger, from here on.
ALONE = 0.6
# A figure in a sentence that tells of no event, from here on, and how many sentences before it its event may stand.
BACK, REACH = 0.8, 1
# Triggers that are all so sure of a figure are told apart by their types.
SURELY = 0.9
# The rank of an event's type that cannot have an outcome.
NEVER = 9
# A figure of things ("six rifles") is believed to mean people only when the learned head is this sure.
SURE = 0.85
# Quantities that give no number of their own: "a", "soldiers", "of them", "nobody".
_MINOR = frozenset({ARTICLE, WHOLE, PART, NONE})
# So sure is a wording that is itself a mention of the event ("*arrested* the ameer of the unit"); a cue stays below it.
TOLD, _CUED = 0.88, 0.87
# Quantities that a wording alone does not make a figure: of 26 in our coded reports 8 were one.
_UNSURE = frozenset({NOUN, NAME, PRONOUN})
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
    befallen = find_befallen(document, lexicon)
    tallied = _tallied(document, chosen)
    read = _read(document, chosen, befallen)
    read += _alone(document, chosen, read, befallen)
    read = [(owner, fact) for owner, fact in _one_phrase(document, read) if not any(_over(fact, tally) for _, tally in tallied)]
    told = [(owner, fact, LEARNED) for owner, fact in read] + [(owner, tally, TALLIES) for owner, tally in tallied]
    read += tallied
    told += [(owner, fact, made_by) for owner, fact, made_by in _worded(document, chosen, befallen, read)]
    told = [(k, held(chosen[k], whole_taken(document, f)), made_by) for k, f, made_by in told if not is_strayed(document, f, k, chosen)]
    told = like_wholes(document, told)
    out: dict[int, list[Count]] = {}
    told += [(told[part.whole][0], part.fact, MEMBERS) for part in find_members(document, [fact for _, fact, _ in told])]
    counted = _counted_parts(document, told, out)
    moded = [m for m in find_moded(document, chosen, counted) if not is_strayed(document, m[1], m[0], chosen)]
    _counted_parts(document, moded, out)
    return with_pronouns(document, chosen, {k: count_together(document, v) for k, v in out.items()}, lexicon)


def _counted_parts(document: Document, told: Sequence[tuple[int, Fact, str]], out: dict[int, list[Count]]) -> list[tuple[int, Fact]]:
    """Puts the counts of the figures to those of their events, and gives the figures that have one."""
    parts = [(owner, part, made_by) for owner, fact, made_by in told for part in listed(document, fact) if _counts_here(document, part)]
    kept = []
    for owner, part, made_by in parts:
        others = [f for k, f, _ in parts if k == owner and f.label == part.label and f.first >= part.last]
        counts = _counts(document, part, made_by, others=others)
        out.setdefault(owner, []).extend(counts)
        kept += [(owner, part)] if counts else []
    return kept


def _tallied(document: Document, chosen: tuple[Chosen, ...]) -> list[tuple[int, Fact]]:
    """Figures told by an abbreviation ("11 *WIA*"), which stands over what the heads mark on the same words, each with its event."""
    owned = ((_owner(document, tally, chosen), tally) for tally in find_tallies(document))
    return [(owner, tally) for owner, tally in owned if owner is not None and _fit(tally.label, chosen[owner]) < NEVER]


def _counts_here(document: Document, fact: Fact) -> bool:
    """Is it a figure of what is told, and of people whom it befell?"""
    return not is_spared(document, fact) and not is_background(document, fact)


def _over(one: Fact, other: Fact) -> bool:
    return one.first < other.last and one.last > other.first


def _one_phrase(document: Document, read: list[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """The figures, those made one of which the second has the noun that the number of the first counts: "*two* River Guard (RG) *men*".
    Where they differ in what befell the people, the surer says it."""
    out: list[tuple[int, Fact]] = []
    for owner, fact in sorted(read, key=lambda told: told[1].first):
        number = [
            k
            for k, (other, f) in enumerate(out)
            if other == owner and any(joins(document, f, fact) for joins in (_counts_it, _bounds_it, _says_who_of_them))
        ]
        if number:
            surest = max(out[number[0]][1], fact, key=lambda f: f.confidence)
            out[number[0]] = (owner, replace(surest, first=out[number[0]][1].first, last=fact.last))
        else:
            out.append((owner, fact))
    return out


def _counts_it(document: Document, number: Fact, noun: Fact) -> bool:
    counting = (k for i in range(noun.first, noun.last) for k in document.children[i] if document.words[k].deprel == "nummod")
    return number.last <= noun.first and any(number.first <= k < number.last for k in counting)


def _bounds_it(document: Document, bound: Fact, fact: Fact) -> bool:
    """Are the words of the first only the bound of the number that begins the second ("*at least* 70 people"), or its article ("*a* ULFA
    linkman")?"""
    if bound.last == fact.first and all(document.words[i].upos == "DET" for i in range(bound.first, bound.last)):
        return True
    if bound.last != fact.first or document.words[fact.first].upos != "NUM":
        return False
    return any(q.first < fact.first < q.last for q in find_quantities(sentence_words(document, fact.first)))


def _says_who_of_them(document: Document, part: Fact, fact: Fact) -> bool:
    """Does the second only say who the part just told of is ("*eleven of them* special police officers")?"""
    between = [document.words[i] for i in range(part.first, part.last)]
    apart = part.last != fact.first or any(document.words[i].upos == "NUM" for i in range(fact.first, fact.last))
    return not apart and len(between) > 1 and between[-2].norm.casefold() == "of" and between[-1].upos == "PRON"


def _worded(
    document: Document, chosen: tuple[Chosen, ...], befallen: Sequence[Befallen], read: list[tuple[int, Fact]]
) -> Iterator[tuple[int, Fact, str]]:
    """Figures that the lexicon's wordings tell of ("*three cadres* surrendered", "captured *two others*") and nobody else has marked: the
    words stand where the wording's frame has those whom its outcome befalls."""
    taken = list(read)
    for b in befallen:
        own = next((k for k, c in enumerate(chosen) if c.first < b.wording.last and c.last > b.wording.first), None)
        clear = b.alone or (own is not None and chosen[own].type == b.type)
        over = [(k, f) for k, f in taken if f.first < b.last and f.last > b.first]
        freed = b.outcome == "released" and all(f.label in TAKEN for _, f in over)
        if not clear or (over and not freed and not _taken_before(document, b, own, over)):
            continue
        firmly = own is not None and b.wording.entry.strength != "cue" and b.wording.form == "exact"
        fact = Fact(b.first, b.last, b.outcome, max(b.trust, TOLD) if firmly else min(b.trust, _CUED))
        fact = fact if own is None else held(chosen[own], fact)
        owner = own if own is not None and _fit(fact.label, chosen[own]) < NEVER else _owner(document, fact, chosen)
        if owner is not None and _fit(fact.label, chosen[owner]) < NEVER and all(k != owner for k, _ in over):
            taken.append((owner, fact))
            yield owner, fact, f"lexicon:{' '.join(b.wording.entry.words)}"


def _taken_before(document: Document, told: Befallen, own: int | None, over: Sequence[tuple[int, Fact]]) -> bool:
    """Does a mention of its own tell how people were taken: describing them ("freed four monitors *seized* in May") or joined to what came
    of them ("*captured* and later released five marines")?"""
    describes = document.words[told.wording.head].deprel.split(":")[0] == "acl"
    fates = FATES if shares_object(document, told) else frozenset({"released"}) if describes else frozenset()
    return own is not None and told.outcome in TAKEN and all(f.label in fates and k != own for k, f in over)


def _weighed(document: Document, fact: Fact, befallen: Sequence[Befallen]) -> Fact:
    """The figure as sure as it is, and of which outcome."""
    return both_harms(document, weighed(document, fact, befallen))


def _read(document: Document, chosen: tuple[Chosen, ...], befallen: Sequence[Befallen]) -> list[tuple[int, Fact]]:
    """Figures that the reader sees beside a trigger, each with the trigger that it is surest of; people taken and let go have two."""
    number = {c.number: k for k, c in enumerate(chosen)}
    seen = [r for r in document.roles if r.role in OUTCOMES and r.trigger in number]
    told = [(number[r.trigger], of_toll(document, Fact(r.first, r.last, r.role, r.confidence))) for r in seen]
    believed = [(k, f) for k, fact in told if (f := _weighed(document, fact, befallen)).confidence >= LEVEL]
    out: list[tuple[int, Fact]] = []

    def rank(told: tuple[int, Fact]) -> tuple[float, int, float, int]:
        k, f = told
        return -min(round(f.confidence, 1), SURELY), _fit(f.label, chosen[k]), -f.confidence, f.first

    for owner, f in sorted(believed, key=rank):
        over = [(k, other) for k, other in out if other.first < f.last and other.last > f.first]
        if all(k != owner and both(other.label, f.label) and _fit(f.label, chosen[owner]) < NEVER for k, other in over):
            out.append((owner, f))
    return [(k, _with_list(document, f, [other for _, other in out])) for k, f in sorted(out, key=lambda x: x[1].first)]


def _with_list(document: Document, fact: Fact, read: Sequence[Fact]) -> Fact:
    """The figure of one taken, with those listed behind him whom the head for figures marks with him ("*General Alzate*, a corporal and a
    lawyer")."""
    lists = [f for f in document.facts if f.label in TAKEN and f.confidence >= ALONE and f.first <= fact.first and fact.last < f.last]
    if fact.label not in TAKEN or not lists or document.words[fact.last].norm.casefold() not in {",", "and"}:
        return fact
    behind = [f.first for f in read if f.first >= fact.last]
    return replace(fact, last=min([lists[0].last, *behind]))


def _alone(
    document: Document, chosen: tuple[Chosen, ...], read: list[tuple[int, Fact]], befallen: Sequence[Befallen]
) -> list[tuple[int, Fact]]:
    """Figures that only the head for figures marks, without a trigger, each with the trigger that it fits best."""
    out = []
    for fact in (_weighed(document, f, befallen) for f in document.facts if f.label in OUTCOMES):
        if fact.confidence >= ALONE and not any(f.first < fact.last and f.last > fact.first for _, f in read):
            owner = _owner(document, fact, chosen)
            if owner is not None:
                out.append((owner, fact))
    return out


def _fit(outcome: str, chosen: Chosen) -> int:
    """How well an event's type goes with an outcome: 0 best."""
    return FITTING[outcome].index(chosen.type) if chosen.type in FITTING[outcome] else NEVER


def _owner(document: Document, fact: Fact, chosen: tuple[Chosen, ...]) -> int | None:
    """The trigger that the figure belongs to: one of its sentence by fitting type, then nearness; where it has none, the nearest of a
    fitting type told in the sentences before ("A bomb hit the bus. Four passengers died."), else, where a report
    opens with its dead, behind it ("Iguala: six dead. The shootings ...")."""
    sentence = document.words[fact.first].sentence
    here = [k for k, c in enumerate(chosen) if document.words[c.first].sentence == sentence]

    def rank(k: int) -> tuple[int, int]:
        c = chosen[k]
        return _fit(fact.label, c), max(c.first - fact.last, fact.first - c.last, 0)

    if here or fact.confidence < BACK:
        return min(here, key=rank, default=None)
    away = {k: sentence - document.words[c.first].sentence for k, c in enumerate(chosen) if _fit(fact.label, c) < NEVER}
    before = [k for k, far in away.items() if 0 < far <= REACH]
    opens = _headed(document, fact) and all(far < 0 for far in away.values())
    behind = [k for k, far in away.items() if -REACH <= far < 0] if opens else []
    return min(before or behind, key=lambda k: (abs(away[k]), rank(k)), default=None)


def _headed(document: Document, fact: Fact) -> bool:
    """Does the sentence tell whom it killed or hurt behind a heading ("*Iguala:* six dead")?"""
    first = document.sentences[document.words[fact.first].sentence].first
    return fact.label in HARM and any(document.words[i].norm == ":" for i in range(first, fact.first))


def _counts(document: Document, fact: Fact, made_by: str, *, others: Sequence[Fact]) -> list[Count]:
    first, last = _bare(document, fact.first, fact.last)
    head = top(document, first, last)
    quantity = _quantity(document, first, last, head)
    if fact.label in TAKEN and quantity is not None and quantity.made_by == PART and quantity.first < first:
        # The people out of whom a share is told ("most of the *110 schoolgirls* whom it had snatched").
        quantity = next((q for q in find_quantities(document.words[first:last]) if q.made_by == NUMBER), quantity)
    if quantity is not None and any(f.first < quantity.last and f.last > quantity.first for f in others):
        # The rest of the list has figures of its own: it must not be counted twice.
        quantity = total_of(document, [q for q in counts_of(document, head) if q.first < last])
    if quantity is None or quantity.low == 0 or (quantity.low is None and quantity.high is None):
        return []
    sure = (fact.label in TAKEN and fact.confidence >= TOLD) or made_by.startswith("mode:")
    if made_by != LEARNED and quantity.made_by in _UNSURE and not (sure and quantity.high == 1):
        return []
    counted = _counted(document, head, quantity)
    if _beast(document, counted) or (_thing(document, counted) and fact.confidence < SURE):
        return []
    if fact.label in TAKEN and quantity.made_by == WHOLE:
        quantity = replace(quantity, made_by=NUMBER, confidence=CONFIDENCE[NUMBER])  # of those let go or killed, all were taken
    quantity = in_pairs(document, _counted(document, head, quantity), quantity)
    named = listed_names(document, first, last) if quantity.made_by in {NAME, NOUN} else 0
    if named:
        quantity = replace(quantity, low=named, high=named, made_by=NAME)
    quantity = _known(document, first, head, quantity)
    quantity = bounded_behind(sentence_words(document, first), quantity, max(last, noun_phrase(document, head)[1]))
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
            loser=find_loser(document, head) if fact.label in HARM else None,
        )
    ]


def _known(document: Document, first: int, head: int, quantity: Quantity) -> Quantity:
    """How many "the traders" or "all the attackers" are, where a number of them was told before ("two traders")."""
    words = document.words
    if quantity.high is not None or words[first].norm.casefold() not in {"the", "all"}:
        return quantity
    if words[first].norm.casefold() == "all" and words[head].norm.casefold() in {"all", "them", "whom", "dead"}:
        before = document.sentences[max(words[first].sentence - 1, 0)]
        earlier = [q for q in find_quantities(words[before.first : first]) if q.made_by == NUMBER and (q.low or 0) > 1 and q.low == q.high]
        return replace(quantity, low=earlier[-1].low, high=earlier[-1].high) if earlier else quantity
    if quantity.made_by != NOUN:
        return quantity
    for i in range(first - 1, -1, -1):
        if words[i].upos == "NOUN" and words[i].lemma == words[head].lemma and i != head:
            told = count_of(document, i)
            exact = told is not None and told.made_by == NUMBER and told.low == told.high
            return replace(quantity, low=told.low, high=told.high) if told is not None and exact else quantity
    return quantity


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


def _counted(document: Document, head: int, quantity: Quantity) -> int:
    """The noun that a number counts, where the number itself is the head ("hundreds of *rebels*")."""
    behind = [c for c in document.children[head] if c >= quantity.last and document.words[c].deprel == "nmod"]
    if quantity.first <= head < quantity.last and behind:
        return behind[0]
    word = document.words[head]
    return word.head if word.deprel == "nummod" and word.head >= quantity.last else head


def _thing(document: Document, head: int) -> bool:
    """Is the head a common noun that is none for people ("six rifles")?"""
    word = document.words[head]
    return word.upos == "NOUN" and not is_person_noun(word.lemma) and not is_number(word.norm)


def _beast(document: Document, head: int) -> bool:
    """Is the head a noun for animals, which nobody counts however sure the learned head is ("two of his *dogs*")?"""
    return is_animal(document.words[head].lemma)


def _quantity(document: Document, first: int, last: int, head: int) -> Quantity | None:
    inside = [q for q in find_quantities(sentence_words(document, first), text=document.report.text) if q.first < last and q.last > first]
    told = [q for q in inside if q.made_by not in _MINOR]
    one = one_person(document, head) if told and told[0].first > head else None
    if one is not None:
        return one  # the number tells more of one person: "a colonel commanding 51 Brigade"
    if told:
        return told[0]
    whole = [q for q in inside if q.made_by == WHOLE]
    if whole and first <= whole[0].first:
        return whole[0]  # "of the *27* miners seized", whose part is another figure
    none = [q for q in inside if q.made_by == NONE]
    return none[0] if none else count_of(document, head)


def _who(document: Document, first: int, last: int, quantity: Quantity) -> str:
    """The group's words without the figure: those behind it, else those before it."""
    ranges = [(a, b) for a, b in ((max(first, quantity.last), last), (first, min(last, quantity.first))) if a < b]
    if not ranges:
        return ""
    a, b = trim(document, *ranges[0])
    if b - a > 1 and document.words[a].upos == "PRON" and document.words[b - 1].upos in {"NOUN", "PROPN"}:
        a += 1  # "Eleven of them *police officers*"
    return document.text(a, b)
