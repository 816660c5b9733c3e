"""Whom a wording of the lexicon says it befalls: "three cadres *surrendered*", "the 21 peasants *kidnapped* on Monday".

The wording's frame says where its people stand in the parse. Beyond that a passive shares its subject with the verb that is joined to it
("were led away and *shot*"), and a participle or a relative clause tells of the noun that it describes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.matching import match_triggers
from dateline.extract.once import once
from dateline.extract.quantities import is_number, is_person_noun
from dateline.extract.syntax import case, follow, members, noun_phrase
from dateline.extract.verbs import STAYING
from dateline.schema.document import Document

# Outcomes that people come to by themselves: they stand where the wording has who does it.
BY_THEMSELVES = frozenset({"surrendered"})
# How far each strength of a wording is trusted to tell its outcome, set by judgement near what was counted in our coded notes: of the
# figures at such places 90 in 100 had the outcome of a firm wording, 86 of a weak one, 71 of a cue (87 of one for killed).
TRUST = {"firm": 0.9, "weak": 0.88, "cue": 0.82}
# Who escapes or flees is seldom counted as displaced (6 of 21 in our coded notes): a cue alone tells of no such figure, only words for
# driving people out ("*displaced* 4,000 villagers").
UNTOLD = frozenset({"displaced"})
# Nouns that say how many of those behind their "of" ("an unknown *number* of women").
_SIZES = frozenset({"number", "handful", "couple", "pair", "group"})
_RELATIVE = frozenset({"who", "whom", "that", "which"})
_PERSONAL = frozenset({"he", "him", "she", "her", "they", "them"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_SUBJECTS_DONE_TO = frozenset({"nsubj:pass"})
# What joins a verb to the next whose object it shares, and the frames whose people are an object.
_JOINTS, _OF_OBJECTS = frozenset({"and", "or", ","}), frozenset({"act", "release"})
_IN_PLACE = _SUBJECTS | {"obj", "conj"}


@dataclass(frozen=True, slots=True)
class Befallen:
    """Words first..last (half-open) of people whom a wording tells to have been killed, wounded, detained ...; `head` is their noun.

    `alone` where no other outcome has a wording on the same words; `type` is the wording's event type.
    """

    first: int
    last: int
    head: int
    outcome: str
    type: str
    trust: float
    wording: LexicalTrigger
    alone: bool


@once()
def find_befallen(document: Document, lexicon: Lexicon, *, pronouns: bool = False) -> tuple[Befallen, ...]:
    """The people of every wording that has an outcome, in the order of the wordings; with `pronouns` those told by one ("let *them* go")
    in place of those told by nouns and numbers."""
    are_they = is_personal if pronouns else is_people
    found = [w for w in match_triggers(document.words, lexicon) if w.outcome is not None and not _is_untold(w)]
    out = []
    for w in found:
        alone = all(o.outcome == w.outcome for o in found if o.first < w.last and o.last > w.first)
        for head in _people_of(document, w, are_they):
            first, last = noun_phrase(document, head)
            # The people may stand within the wording ("took *the mayor* into custody"), but are none of its words unless counted.
            own = w.first <= head < w.last and document.words[head].lemma in w.entry.words
            if not (own and not _is_counted(document, head)) and not _breaks_off(document, w, head):
                out.append(Befallen(first, last, head, str(w.outcome), w.entry.type, TRUST[w.entry.strength], w, alone))
    return tuple(out)


def _is_untold(wording: LexicalTrigger) -> bool:
    return wording.outcome in UNTOLD and wording.entry.strength == "cue"


def _is_counted(document: Document, head: int) -> bool:
    """Has the noun a number of its own ("freed *39* hostages", unlike "took two crew hostage")?"""
    return any(document.words[c].deprel == "nummod" for c in document.children[head])


def _breaks_off(document: Document, wording: LexicalTrigger, head: int) -> bool:
    """Does a new clause begin between the wording and what the parse lists with its people ("freed 39 hostages; two men were killed")?"""
    first, last = (wording.last, head) if wording.last <= head else (head, wording.first)
    return any(document.words[i].norm == ";" for i in range(first, last))


def is_tally(document: Document, told: Befallen) -> bool:
    """Does the wording stand right behind the people ("eleven *injured*"), or before them as a heading ("*Injured*: 17")?"""
    return told.wording.first == told.last or _headed(document, told.wording) == told.head


def _people_of(document: Document, wording: LexicalTrigger, are_they: Callable[[Document, int], bool]) -> list[int]:
    """Heads of people at the first of the frame's ways that leads anywhere, else shared with another verb or described by this one."""
    headed = _headed(document, wording)
    tally = headed if headed is not None else _tallied(document, wording)
    if tally is not None:
        return [tally]
    itself = wording.outcome in BY_THEMSELVES
    for way in wording.frame.actor if itself else wording.frame.recipient:
        heads = list(follow(document, wording.head, way))
        if heads:
            named = [n for h in heads for n in _behind_pronoun(document, wording.head, h)]
            people = [h for h in named if are_they(document, h)]
            return [h for h in named if h in people or (people and _is_share(document, h))]
    beside = [
        *_shared(document, wording),
        *_ahead(document, wording),
        *_described(document, wording, itself=itself),
        *_placed(document, wording),
    ]
    return [h for h in beside if are_they(document, h)]


def _is_share(document: Document, head: int) -> bool:
    """Is it a number with a word for whose people they are, whose noun stands later in the list ("*45 Emirati* and ten Saudi soldiers")?"""
    return document.words[head].upos in {"PROPN", "ADJ"} and _is_counted(document, head)


def _headed(document: Document, wording: LexicalTrigger) -> int | None:
    """The number, or the noun that it counts, behind a heading ("Deaths: *187*", "Injured: 17 *soldiers*")."""
    colon = wording.last
    if colon + 1 >= len(document.words) or document.words[colon].norm != ":" or document.words[colon + 1].upos != "NUM":
        return None
    number = document.words[colon + 1]
    counts = number.deprel == "nummod" and number.head > number.index and is_people(document, number.head)
    return number.head if counts else number.index


def _tallied(document: Document, wording: LexicalTrigger) -> int | None:
    """The bare number that counts a participle or adjective in a list of tolls ("61 bandits killed, *17* captured"), which has no other
    people."""
    word, before = document.words[wording.head], wording.first - 1
    telling = word.upos in {"VERB", "ADJ"} and word.deprel != "amod" and not word.norm.casefold().endswith("ing")
    if not telling or before < 0 or _has(document, wording.head, _SUBJECTS | {"obj", "aux:pass", "cop"}):
        return None
    number = document.words[before]
    return before if number.upos == "NUM" and number.head == wording.head and number.deprel == "nummod" else None


def is_people(document: Document, head: int) -> bool:
    """Is the word one for people? Names count where they are persons; numbers always."""
    word = document.words[head]
    if word.upos == "PROPN":
        named = any(n.first <= head < n.last and n.kind == "person" for n in document.names_in(word.sentence))
        return named or is_person_noun(word.norm) or _is_of_a_group(document, head)  # "Britons", and words all in capitals
    return (
        word.upos == "NUM"
        or word.norm.casefold() == "both"
        or _is_another(document, head)
        or (is_plural_number(document, head) and (_of_people(document, head) or _stands_alone(document, head)))
        or (word.upos == "NOUN" and word.lemma in _SIZES and _of_people(document, head))
        or (word.upos == "NOUN" and (is_person_noun(word.lemma) or _is_of_a_group(document, head)))
    )


def _is_another(document: Document, head: int) -> bool:
    """Does the word stand for more of the people just told, no noun behind it ("killed one rebel and captured *another*", "*two more*")?"""
    word = document.words[head]
    more = word.norm.casefold() == "more" and _is_counted(document, head)
    return (more or word.norm.casefold() == "another") and word.deprel in _IN_PLACE


def is_plural_number(document: Document, head: int) -> bool:
    """Is it a number in the plural ("*hundreds* of soldiers")?"""
    return document.words[head].upos == "NOUN" and is_number(document.words[head].norm)


def _stands_alone(document: Document, head: int) -> bool:
    """Is nothing said of whom it counts ("*scores* were hauled off")?"""
    return not any(document.words[c].deprel.split(":")[0] in {"nmod", "amod", "compound", "nummod"} for c in document.children[head])


def _of_people(document: Document, head: int) -> bool:
    """Do people stand behind its "of", or nothing at all ("*thousands* were driven out")?"""
    of = [c for c in document.children[head] if document.words[c].deprel == "nmod" and case(document, c) == "of"]
    return any(is_people(document, c) for c in of) or (not of and document.words[head].deprel in _SUBJECTS)


def _is_of_a_group(document: Document, head: int) -> bool:
    """Is it the name of a group in the plural, with a number of its members ("31 *Tigers*", "two *Talibs*")?"""
    word = document.words[head]
    plural = word.norm[:1].isupper() and not word.norm.isupper() and word.norm.endswith("s") and word.norm != word.lemma
    return plural and _is_counted(document, head)


def is_personal(document: Document, head: int) -> bool:
    """Is it a pronoun for people told before ("him", "they")?"""
    return document.words[head].upos == "PRON" and document.words[head].norm.casefold() in _PERSONAL


def _behind_pronoun(document: Document, verb: int, head: int) -> list[int]:
    """The noun that a relative clause describes in place of its pronoun ("two soldiers *who* died")."""
    word = document.words[verb]
    relative = document.words[head].norm.casefold() in _RELATIVE and word.deprel == "acl:relcl" and word.head >= 0
    return [word.head] if relative else [head]


def _shared(document: Document, wording: LexicalTrigger) -> Iterator[int]:
    """The subject of a passive joined to another ("were led away and *shot*"), or of a death so joined ("was hit and *died*")."""
    word = document.words[wording.head]
    if word.upos != "VERB" or word.deprel != "conj" or word.head < 0 or _has(document, wording.head, _SUBJECTS | {"obj"}):
        return
    deep = {"nsubj:pass"} if wording.frame.name != "victim" else _SUBJECTS
    for child in document.children[word.head]:
        if document.words[child].deprel in deep:
            yield from members(document, child)


def _ahead(document: Document, wording: LexicalTrigger) -> Iterator[int]:
    """The object of another verb that follows at once, joined to this one ("*captured* and later released five marines")."""
    word, behind = document.words[wording.head], wording.last
    active = word.upos == "VERB" and not _has(document, wording.head, _SUBJECTS_DONE_TO | {"obj", "aux:pass"})
    joined = behind < len(document.words) and document.words[behind].norm.casefold() in _JOINTS
    if not active or not joined or wording.outcome in BY_THEMSELVES or wording.frame.name not in _OF_OBJECTS:
        return
    for verb in document.children[wording.head]:
        if document.words[verb].deprel == "conj" and document.words[verb].upos == "VERB":
            for child in document.children[verb]:
                if document.words[child].deprel == "obj":
                    yield from members(document, child)


def shares_object(document: Document, told: Befallen) -> bool:
    """Are they the object of a verb joined to the wording's, which has none of its own?"""
    noun = document.words[told.head]
    return noun.deprel == "obj" and noun.head >= 0 and _is_joined_to(document, noun.head, told.wording.head)


def _is_joined_to(document: Document, verb: int, other: int) -> bool:
    return document.words[verb].deprel == "conj" and document.words[verb].head == other


def _described(document: Document, wording: LexicalTrigger, *, itself: bool) -> Iterator[int]:
    """The noun before a participle ("the men *kidnapped* at Jos"; of those who give in "rebels *surrendering*")."""
    word = document.words[wording.head]
    going_on = word.norm.casefold().endswith("ing")
    describes = word.upos == "VERB" and word.deprel == "acl" and word.head >= 0 and going_on == itself
    if describes and not _has(document, wording.head, _SUBJECTS):
        yield word.head


def _placed(document: Document, wording: LexicalTrigger) -> Iterator[int]:
    """Who is told to be somewhere by a noun with a preposition ("47 *in hospital*", "nine remain *in custody*")."""
    word = document.words[wording.head]
    if wording.entry.pos != "NOUN" or word.head < 0 or document.words[wording.first].upos != "ADP":
        return
    if word.deprel.split(":")[0] == "nmod":
        yield word.head
    elif word.deprel == "obl" and document.words[word.head].lemma in STAYING:
        for child in document.children[word.head]:
            if document.words[child].deprel in _SUBJECTS | {"obj"}:
                yield from members(document, child)


def _has(document: Document, head: int, relations: frozenset[str]) -> bool:
    return any(document.words[c].deprel in relations for c in document.children[head])
