"""On which side of an event those are who may be its parties, where the words around them decide it: who meets an attack, the members of
one list, the subject of another clause, who does the same to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.extract.headlines import listed_sides, phrase_of
from dateline.extract.reciprocal import MADE_BY as RECIPROCAL
from dateline.extract.reciprocal import SURE, each_other
from dateline.extract.syntax import top
from dateline.extract.triggers import Chosen
from dateline.extract.warding import BEARS, captors, projectiles, wardens
from dateline.extract.warding import MADE_BY as WARDING
from dateline.schema.document import Document

LISTED = "syntax:list"
# How sure it is that whom a headline lists beside a party is one.
LISTED_SURE = 0.6
# Types whose two sides are one set.
TALKING = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Types of deeds that members of one list may do to each other ("soldiers and rebels clashed").
_CLASHING = frozenset({"ASSAULT", "RETREAT"})
_EXCHANGING = frozenset({"trade", "exchange", "swap"})
# From here on the subject of the trigger's own clause leaves no room for that of another.
SETTLED = 0.5
# How sure it is that an attack is aimed at whoever repels it: in the training reports of our own all of nine are so coded.
BORNE = 0.6


@dataclass(frozen=True, slots=True)
class Weighed:
    """Words that may be a party, with the role that fits best, how sure that is, and by what; `read` where the learned head decided."""

    role: str
    first: int
    last: int
    sure: float
    made_by: str
    read: bool = False


def sided(document: Document, chosen: Chosen, offered: Sequence[Weighed]) -> list[Weighed]:
    """Those offered as parties of the event, each on its side, and the words for "each other"."""
    listed = _of_headline(document, chosen, list(_of_one_side(document, chosen, list(_met(document, chosen, offered)))))
    return [*_of_own_clause(document, chosen, listed), *_mutual(document, chosen)]


def _met(document: Document, chosen: Chosen, offered: Sequence[Weighed]) -> Iterator[Weighed]:
    """Those offered, but who meets the attack is no attacker: whoever repels it is whom it is aimed at, whoever foils it neither."""
    met, sent, held_by = wardens(document, chosen), projectiles(document, chosen), captors(document, chosen)
    yield from (Weighed("recipient", first, last, BORNE, WARDING) for first, last in held_by)
    for w in offered:
        if sent is not None and sent[0] <= w.first and w.last <= sent[1]:
            yield replace(w, role="actor", sure=max(w.sure, BORNE), made_by=f"{w.made_by}+{WARDING}")
            continue
        if held_by and w.role == "recipient":
            continue  # who is freed has nothing done to him
        how = next((met[h] for h in range(w.first, w.last) if h in met), None)
        if how is None or w.role != "actor":
            yield w
        elif how == BEARS:
            yield replace(w, role="recipient", sure=max(w.sure, BORNE), made_by=f"{w.made_by}+{WARDING}")


def _of_one_side(document: Document, chosen: Chosen, offered: Sequence[Weighed]) -> Iterator[Weighed]:
    """Those offered, the members of one list on one side: that of the surest ("drew criticism from *Japan* and *South Korea*").

    Of talks and clashes a list may hold both sides.
    """
    heads = [top(document, w.first, w.last) for w in offered]
    for w, head in zip(offered, heads, strict=True):
        like = [o for o, h in zip(offered, heads, strict=True) if o is w or _named_alike(document, head, h)]
        best = max(like, key=lambda o: o.sure)
        apart = chosen.type in TALKING | _CLASHING or {w.role, best.role} != {"actor", "recipient"}
        yield w if apart else replace(w, role=best.role, made_by=f"{w.made_by}+{LISTED}")


def _of_headline(document: Document, chosen: Chosen, offered: Sequence[Weighed]) -> list[Weighed]:
    """Those offered with the two that a headline lists with a comma: the first the actor, the second of what two do to each other the
    other side, else an actor too."""
    heads = listed_sides(document, chosen.head)
    if heads is None:
        return list(offered)
    words = {document.words[i].lemma for i in (chosen.head, *range(chosen.first, chosen.last))}
    both = chosen.type in TALKING | _CLASHING or not words.isdisjoint(_EXCHANGING)
    out = [w for w in offered if all(not w.first <= h < w.last for h in heads)]
    for head, role in zip(heads, ("actor", "recipient" if both else "actor"), strict=True):
        told = max((w for w in offered if w.first <= head < w.last), key=lambda w: w.sure, default=None)
        made_by = LISTED if told is None or LISTED in told.made_by else f"{told.made_by}+{LISTED}"
        out.append(Weighed(role, *phrase_of(document, head), max(LISTED_SURE, told.sure if told is not None else 0.0), made_by))
    return out


def _named_alike(document: Document, one: int, other: int) -> bool:
    """Are both names of one list?"""
    return document.words[one].upos == document.words[other].upos == "PROPN" and in_one_list(document, one, other)


def _of_own_clause(document: Document, chosen: Chosen, offered: Sequence[Weighed]) -> Iterator[Weighed]:
    """Those offered without the subject of a clause beside the trigger's, where this has a sure actor as its own subject.

    "Pyongyang put its rockets on standby; *Beijing* called for restraint".
    """
    own = next((c for c in document.children[chosen.head] if document.words[c].deprel == "nsubj"), None)
    sure = own is not None and any(w.role == "actor" and w.sure >= SETTLED and w.first <= own < w.last for w in offered)
    for w in offered:
        head = document.words[top(document, w.first, w.last)]
        beside = sure and w.role == "actor" and head.deprel in {"nsubj", "nsubj:pass"} and head.head not in {chosen.head, -1}
        if not beside or chosen.head in document.subtree(head.index):
            yield w


def _mutual(document: Document, chosen: Chosen) -> Iterator[Weighed]:
    """The words for each of two who do the same to the other."""
    found = each_other(document, chosen) if chosen.type not in TALKING else None
    if found is not None:
        yield Weighed("recipient", *found, SURE, RECIPROCAL)


def in_one_list(document: Document, one: int, other: int) -> bool:
    """Do the two stand in one list ("*A*, B and *C*")?"""
    first, second = (w.head if (w := document.words[i]).deprel == "conj" else i for i in (one, other))
    return first == second
