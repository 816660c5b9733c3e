"""Who meets a deed that is the object of a verb: "*the army* repelled an attack" has the army as whom it is aimed at, "*the ministry* drew
criticism" the ministry, "*police* foiled an attack" police as neither side.

The learned head and the parse take the subject of such a verb for the attacker, as of others. The verbs stand in lexicon/warding.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.extract.syntax import VERBAL, case, members, noun_phrase
from dateline.extract.triggers import Chosen
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.settings import checked

TABLE = "lexicon/warding.toml"
MADE_BY = "syntax:warding"
BEARS, STOPS = "bears", "stops"
_OBJECT = frozenset({"obj", "nsubj:pass"})
_SUBJECTS = frozenset({"nsubj"})
# By these a verb shares the subject of the one above it ("crossed the river and *beat* off an attack").
_SHARES = frozenset({"advcl", "xcomp", "conj"})
# By these one verb hangs on a noun or on another ("a bid *to blow up*", "prevented rebels *from storming*").
_DEPENDENT = frozenset({"acl", "advcl", "xcomp", "ccomp"})
_PARTICLE = frozenset({"compound:prt", "advmod", "obl", "compound"})


@cache
@checked
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_toml(TABLE).items()}


def wardens(document: Document, chosen: Chosen) -> dict[int, str]:
    """The heads of who meets the deed that a trigger tells of, with whether they bear it or only stop it."""
    attack = chosen.type == "ASSAULT"
    if not attack and chosen.type not in _words()["types_drawn"]:
        return {}
    verb = _verb(document, chosen)
    how = None if verb is None else _how(document, verb) if attack else _drawn(document, verb)
    return {} if verb is None or how is None else {m: how for s in _subjects(document, verb) for m in members(document, s)}


def _verb(document: Document, chosen: Chosen) -> int | None:
    """The verb that the attack is the object of, or the trigger itself where its object is an attack."""
    head = document.words[chosen.head]
    if head.upos in VERBAL:
        if chosen.type != "ASSAULT":
            return None
        met = any(
            document.words[c].deprel in _OBJECT and document.words[c].lemma in _words()["attacks"] for c in document.children[head.index]
        )
        if met or projectiles(document, chosen) is not None or head.lemma in _words()["disarming"]:
            return head.index
        return _stopping(document, head.index)
    top = document.words[head.head] if head.deprel == "conj" and head.head >= 0 else head
    return top.head if top.deprel in _OBJECT and top.head >= 0 and document.words[top.head].upos in VERBAL else None


def _stopping(document: Document, verb: int) -> int | None:
    """The verb that stops what another verb tells: "*foiled* a bid to blow up a bridge", "*prevented* rebels from storming the base"."""
    word = document.words[verb]
    if word.deprel.split(":")[0] not in _DEPENDENT or word.head < 0:
        return None
    over = document.words[word.head]
    if over.lemma in _words()["plots"] and over.deprel in _OBJECT and over.head >= 0:
        over = document.words[over.head]
    elif not any(document.words[c].norm.casefold() == "from" and c < verb for c in document.children[verb]):
        return None
    return over.index if over.upos in VERBAL and over.lemma in _words()["stopping"] else None


def projectiles(document: Document, chosen: Chosen) -> tuple[int, int] | None:
    """The words for what was sent against whoever caught it ("intercepted *two Houthi drones*"): whose it is has attacked."""
    verb = document.words[chosen.head]
    if chosen.type != "ASSAULT" or verb.lemma not in _words()["catching"]:
        return None
    sent = (c for c in document.children[verb.index] if document.words[c].deprel in _OBJECT)
    head = next((c for c in sent if document.words[c].lemma in _words()["sent"]), None)
    return None if head is None else noun_phrase(document, head)


def captors(document: Document, chosen: Chosen) -> list[tuple[int, int]]:
    """The words for those out of whose hands people are freed by force ("rescued a doctor *from kidnappers*", "freed nine, killing two of
    *the abductors*"): whom it is done to (codebook, section 2)."""
    verb, words = document.words[chosen.head], _words()
    if chosen.type != "ASSAULT" or verb.lemma not in words["freeing"]:
        return []
    within = (document.words[i] for i in document.subtree(verb.index))
    return [noun_phrase(document, w.index) for w in within if w.lemma in words["captors"] and w.deprel not in _SUBJECTS]


def _how(document: Document, verb: int) -> str | None:
    lemma, words = document.words[verb].lemma, _words()
    if lemma in words["bearing"] or lemma in words["catching"]:
        return BEARS
    if lemma in words["stopping"] or lemma in words["disarming"]:
        return STOPS
    beside = (document.words[c] for c in document.children[verb])
    apart = any(w.norm.casefold() in words["particles"] and w.deprel in _PARTICLE for w in beside)
    return BEARS if lemma in words["with_particle"] and apart else None


def _drawn(document: Document, verb: int) -> str | None:
    return BEARS if document.words[verb].lemma in _words()["drawing"] else None


def _subjects(document: Document, verb: int) -> Iterator[int]:
    """Who does what the verb tells: its agent, its subject, or the subject of the verb above that it shares."""
    words = document.words
    if any(words[c].deprel == "nsubj:pass" for c in document.children[verb]):
        # In the active "by" tells of the attack, wherever the parse has it
        yield from (c for c in document.children[verb] if words[c].deprel.startswith("obl") and case(document, c) == "by")
        return
    while verb >= 0:
        subjects = [c for c in document.children[verb] if words[c].deprel in _SUBJECTS]
        if subjects or words[verb].deprel.split(":")[0] not in _SHARES:
            yield from subjects
            return
        verb = words[verb].head
