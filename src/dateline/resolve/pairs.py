"""What speaks for and against two mentions telling of one event: named features of a pair.

The weights stand in data/lexicon/joining.toml, fitted by tools/fit_joining.py on coded reports kept out of training (logistic
regression), so that every joining can be explained by the features that made it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.resolve.actor_words import is_pronoun
from dateline.resolve.actors import name_actor
from dateline.resolve.dates import resolve_date
from dateline.resolve.doers import named_by_deed
from dateline.schema.document import Document
from dateline.schema.mention import Mention, Party, Phrase
from dateline.schema.place import Where
from dateline.schema.trace import Pull

_DEFINITE = frozenset({"the", "this", "these", "that", "those", "both", "such"})
# "Those killed included ..." goes back to people told of before.
_THOSE = frozenset({"those", "dead", "victims", "people"})
_OTHER = frozenset({"one", "another", "other", "separate", "second", "third", "further", "similar", "previous", "earlier", "more", "new"})
_APART = frozenset("separately elsewhere meanwhile also earlier previously later another separate similarly likewise".split())
# One event is seldom told with dates of its own farther apart than this: "overnight" and "on Friday" may be two days.
DAYS = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What one mention says, made comparable: names in small letters, the days it covers. `paragraph` is None in a report of one block,
    where standing in one paragraph says nothing."""

    mention: Mention
    lemma: str
    nominal: bool
    definite: bool
    other: bool
    apart: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[str]
    dates: tuple[str, str, str] | None
    counts: frozenset[tuple[str, int | None, int | None]]
    words: frozenset[str]
    spots: tuple[Where, ...] = ()
    plural: bool = False
    paragraph: int | None = None
    above: tuple[tuple[int, str], ...] = ()
    upon_doers: bool = False


def facts(document: Document, mention: Mention, *, country: str | None, spots: tuple[Where, ...] = ()) -> Facts:
    """The comparable facts of a mention; `spots` are the places that it names, as resolved."""
    head = document.words[mention.trigger.head]
    below = [document.words[c] for c in document.children[head.index]]
    before = [w.norm.casefold() for w in below if w.deprel in {"det", "amod", "nummod", "nmod:poss"}]
    back = head.head >= 0 and document.words[head.head].norm.casefold() in _THOSE and head.deprel.startswith("acl")
    s = document.sentences[mention.sentence]
    sentence = document.words[s.first : s.last]
    when = resolve_date(mention.times, published=document.report.published, future=mention.status == "planned") if mention.times else None
    return Facts(
        mention=mention,
        lemma=head.lemma,
        nominal=head.upos in {"NOUN", "PROPN"} or back,
        definite=bool(_DEFINITE & set(before)) or back,
        other=bool(_OTHER & set(before)),
        apart=any(w.norm.casefold() in _APART for w in sentence[:6]),
        actors=_names(mention, "actor", document.report.published, country),
        recipients=_names(mention, "recipient", document.report.published, country),
        places=frozenset(p.text.casefold() for p in mention.places),
        dates=(when.start_date, when.end_date or when.start_date, when.precision) if when is not None and when.start_date else None,
        counts=frozenset((c.outcome, c.low, c.high) for c in mention.counts),
        words=frozenset(w.lemma for w in sentence if w.upos in {"NOUN", "PROPN", "VERB"} and len(w.lemma) > 3),
        spots=spots,
        plural=head.upos == "NOUN" and head.norm.casefold() != head.lemma,
        paragraph=document.paragraph(mention.trigger.start) if document.paragraphs > 1 else None,
        above=tuple(_path(document, mention)),
        upon_doers=any(_is_doer(p, document.report.published, country) for p in mention.parties if p.role == "recipient"),
    )


# Steps of the parse within which one trigger's word is said to govern the other's, and relations by how they tie two happenings.
_STEPS = 3
_TIES = {
    "one clause": frozenset({"nsubj", "obj", "obl", "nmod", "xcomp", "compound", "csubj", "ccomp"}),
    "side clause": frozenset({"advcl", "acl"}),
    "listed": frozenset({"conj", "parataxis"}),
}


def _path(document: Document, mention: Mention) -> Iterator[tuple[int, str]]:
    """Words of the trigger and those above them, each with the relation by which the way up began."""
    at = mention.trigger.head
    yield at, ""
    for _ in range(_STEPS):
        word = document.words[at]
        if word.head < 0:
            return
        yield word.head, word.deprel.split(":")[0]
        at = word.head


def _names(mention: Mention, role: str, published: date | None, country: str | None) -> frozenset[str]:
    phrases: list[Phrase] = [(p.antecedents or (p.phrase,))[0] for p in mention.parties if p.role == role and p.likely]
    named = [p.text for p in phrases if not is_pronoun(p.text)]
    return frozenset(name_actor(text, published=published, country=country).name.casefold() for text in named)


def _is_doer(party: Party, published: date | None, country: str | None) -> bool:
    """Is it somebody whom the report knows by a deed alone ("the attackers", "two of the kidnappers", "three of them", meant so)?"""
    said = [*party.antecedents, party.phrase]
    return any(named_by_deed(p.text, name_actor(p.text, published=published, country=country)) for p in said)


def turned(x: Facts, y: Facts) -> bool:
    """Does the later strike back at who did the earlier, and so is another deed?

    So it is where others act upon "the attackers" (31 of 32 such pairs of coded reports are two events), where others free another day whom
    somebody took, and where who struck is struck by others on another day. Fighting told by a noun is of both sides.
    """
    if not x.actors or not y.actors or x.actors & y.actors or x.mention.sentence == y.mention.sentence:
        return False
    freed = x.mention.mode == "abduct" and days_apart(x, y) > 0 and any(c.outcome == "released" for c in y.mention.counts)
    other_day = bool(x.actors & y.recipients) and days_apart(x, y) > 0 and not (x.nominal or y.nominal)
    return freed or other_day or y.upon_doers


def features(x: Facts, y: Facts, *, learned: float) -> dict[str, float]:
    """Named features of two mentions of one type, x before y; `learned` is the model's probability."""
    distance = y.mention.sentence - x.mention.sentence
    back = y.nominal and y.definite
    clipped = min(max(learned, 1e-4), 1 - 1e-4)
    out = {
        "learned": math.log(clipped / (1 - clipped)),
        "same sentence": float(distance == 0),
        "next sentence": float(distance == 1),
        "two on": float(distance == 2),
        "three to five on": float(3 <= distance <= 5),
        "farther": float(distance > 5),
        "same word": float(x.lemma == y.lemma),
        "definite": float(back),
        "bare noun": float(y.nominal and not y.definite),
        "both verbs": float(not x.nominal and not y.nominal),
        "another": float(y.other),
        "told apart": float(y.apart and distance > 0),
        "same mode": float(x.mention.mode == y.mention.mode and x.mention.mode is not None),
        "other mode": float(x.mention.mode != y.mention.mode and None not in {x.mention.mode, y.mention.mode}),
        "other status": float(x.mention.status != y.mention.status),
        "denied": float(_one_denied(x, y)),
        "lead": float(x.mention.sentence == 0),
        "words": len(x.words & y.words) / (1 + min(len(x.words), len(y.words))),
        "y undetailed": float(not (y.places or y.dates or y.counts)),
        "y own date and place": float(bool(y.places) and y.dates is not None),
        "same paragraph": float(x.paragraph is not None and x.paragraph == y.paragraph and distance > 0),
        "many, then one": float(x.plural and not y.plural),
        "one, then many": float(y.plural and not x.plural),
    }
    out |= _spots(x.spots, y.spots)
    tie = _tie(x, y) or _tie(y, x)
    out |= {name: float(tie == name) for name in _TIES}
    out |= _agreement("actor", x.actors, y.actors)
    out |= _agreement("recipient", x.recipients, y.recipients)
    out |= _agreement("place", x.places, y.places)
    out |= _dates(x.dates, y.dates)
    # The date beside "the attack" is often that of what its sentence tells of it ("the talks nearly broke down on Friday").
    out["days apart"] = float(days_apart(x, y) > DAYS)
    out |= {f"definite, {name}": out[name] * back for name in ("dates apart", "days apart")}
    out |= _counts(x, y)
    out["other sides"] = float(other_sides(x, y))
    return out


def other_sides(x: Facts, y: Facts) -> bool:
    """Do both name two or more parties, each one that the other has not ("the Taliban and Iran", "the Taliban and the US")?"""
    a, b = x.actors | x.recipients, y.actors | y.recipients
    return len(a) > 1 and len(b) > 1 and bool(a - b) and bool(b - a)


def _one_denied(x: Facts, y: Facts) -> bool:
    """Is one denied and the other told? A report of a denial may be of what it told before, or of another happening."""
    return x.mention.status != y.mention.status and "denied" in {x.mention.status, y.mention.status}


def days_apart(x: Facts, y: Facts) -> int:
    """Days between the stretches of time that two mentions give, 0 where they meet or one gives none."""
    if x.dates is None or y.dates is None:
        return 0
    (a, b), (c, d) = x.dates[:2], y.dates[:2]
    gap = max(a, c), min(b, d)
    return max((date.fromisoformat(gap[0]) - date.fromisoformat(gap[1])).days, 0)


def _agreement(name: str, a: frozenset[str], b: frozenset[str]) -> dict[str, float]:
    return {f"same {name}": float(bool(a & b)), f"other {name}": float(bool(a and b) and not a & b)}


def _tie(lower: Facts, upper: Facts) -> str | None:
    """How the upper trigger governs the lower in the parse, None where it does not; the loosest relation on the way counts."""
    if lower.mention.sentence != upper.mention.sentence or not upper.above:
        return None
    relations: set[str] = set()
    for index, relation in lower.above[1:]:
        relations.add(relation)
        if index == upper.above[0][0]:
            return next((name for name in ("listed", "side clause", "one clause") if relations & _TIES[name]), None)
    return None


def _spots(a: tuple[Where, ...], b: tuple[Where, ...]) -> dict[str, float]:
    """Do two mentions name one place, a place inside the other's, or places apart?"""
    told = [_likeness(x, y) for x in a for y in b]
    best = max(told, default=None)
    return {"one spot": float(best == 2), "spot inside": float(best == 1), "spots apart": float(best == 0)}


def _likeness(x: Where, y: Where) -> int:
    """2 for the same place, 1 where one may lie in the other, 0 for places apart."""
    if (x.place_id is not None and x.place_id == y.place_id) or (x.name or "").casefold() == (y.name or "").casefold():
        return 2
    if x.country and y.country and x.country != y.country:
        return 0
    if "country" in {x.precision, y.precision}:
        return 1
    if x.admin1 and y.admin1 and x.admin1 != y.admin1:
        return 0
    return 1 if "admin1" in {x.precision, y.precision} or "admin2" in {x.precision, y.precision} else 0


def _dates(a: tuple[str, str, str] | None, b: tuple[str, str, str] | None) -> dict[str, float]:
    both = a is not None and b is not None
    meet = a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]
    coarse = b is not None and b[2] in {"month", "year"}
    alike = a is not None and b is not None and a[2] == b[2]
    return {"dates meet": float(meet), "dates apart": float(both and not meet), "background date": float(coarse and not alike)}


def _counts(x: Facts, y: Facts) -> dict[str, float]:
    shared = {o for o, _, _ in x.counts} & {o for o, _, _ in y.counts}
    same = bool(x.counts & y.counts)
    new = bool(x.counts and y.counts) and not shared
    part = any(o == p and (c or 0) < (a or 0) for o, a, _ in x.counts for p, c, _ in y.counts)
    other = bool(shared) and not same
    return {"same count": float(same), "other count": float(other), "smaller count": float(part), "new outcome": float(new)}


def probability(weights: dict[str, float], values: dict[str, float]) -> float:
    """Logistic of the weighted sum; a feature without weight counts nothing."""
    total = weights.get("bias", 0.0) + sum(weights.get(k, 0.0) * v for k, v in values.items())
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def pulls(weights: dict[str, float], values: dict[str, float]) -> tuple[Pull, ...]:
    """What each feature that a pair has weighs, for or against one event, the weightiest first; "bias" is what speaks before any other."""
    found = [Pull("bias", weights.get("bias", 0.0)), *(Pull(k, weights.get(k, 0.0) * v) for k, v in values.items())]
    return tuple(sorted((p for p in found if p.weight), key=lambda p: (-abs(p.weight), p.feature)))


def reasons(weights: dict[str, float], values: dict[str, float], *, most: int = 3) -> Sequence[str]:
    """The features that counted most, for the explanation."""
    ranked = sorted(((abs(weights.get(k, 0.0) * v), k) for k, v in values.items() if v), key=lambda x: (-x[0], x[1]))
    return [k for score, k in ranked[:most] if score > 0]
