"""Which words tell of an event: the learned head and the lexicon together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.instruments import instrument_mode
from dateline.extract.matching import implied_modes, match_triggers
from dateline.extract.swayed import swayed
from dateline.extract.verbs import AIMING, LIGHT, OBTAINING
from dateline.extract.weapons import find_weapons
from dateline.schema.document import Document, Trigger

LEARNED = "model:triggers"
# The learned head alone is believed from here on; with a firm entry of the lexicon from FIRM on. Chosen by slots F1
# on the reports to tune on and those kept aside (0.3 to 0.45 and 0.25 to 0.4 tried).
ALONE = 0.4
FIRM = 0.35
# With a firm entry of several words, as they stand, it need see no more than this: slots .7271 to .7276 on the reports kept aside, .7553 to
# .7555 on those to tune on (resolve/belief.py still weighs how little was seen).
PLAIN = 0.05
# Words that may stand between two pieces of one wording.
GAP = 4
# What the lexicon's mode adds to the learned belief.
SAID = 0.35
# What a cue of one mode alone adds, where the trigger governs it.
CUED = 0.3
# What the weapon that an attack is made with adds to the mode that it implies.
USED = 0.7
# What coders would often leave out (the `optional` head) must be the surer: so much more per unit above _PLAIN. Raises the
# precision of events by one point in a hundred at the same recall.
VAGUE, _PLAIN = 0.4, 0.2
# An attack that names its weapon and counts whom it harmed ("killed when they stepped on a landmine") need be no surer than this.
ARMED = 0.2
_HARM, _SURELY = frozenset({"killed", "wounded", "casualty"}), 0.5
# Modes that no weapon decides: who is abducted with rifles is abducted.
_UNARMED = frozenset({"abduct", "torture", "sexual", "suicide-attack", "targeted", "crowd-control"})
# A part of a wording that is so sure of its own type stays an event of its own ("called for a *ceasefire*").
APART = 0.6
_HARMED = frozenset({"casualty", "injury", "victim", "fatality", "death"})
_WARS, _YEARS = frozenset({"war", "conflict", "insurgency", "rebellion", "struggle", "uprising"}), frozenset({"year", "decade", "century"})
# The frame of verbs whose subject it is done to (frames.toml).
_SUFFERING = "suffer"
# What a record may give as trigger words, in characters (codebook section 8).
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words taken for a mention of an event. `number` is the trigger's index in the document, `lexical` what the lexicon says, `own`
    the user's type that it is of (`type` is then its parent)."""

    first: int
    last: int
    head: int
    type: str
    modes: tuple[tuple[str | None, float], ...]
    confidence: float
    made_by: str
    number: int
    trigger: Trigger
    lexical: LexicalTrigger | None
    own: str | None = None


def choose_triggers(document: Document, lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The mentions' trigger words in the order of the text; no two share words."""
    lexical = match_triggers(document.words, lexicon)
    wholes = _wholes(document, lexical)
    out = []
    for number, trigger in enumerate(document.triggers):
        if number in wholes and wholes[number] is None:
            continue
        trigger = swayed(document, wholes.get(number) or trigger, lexical, lexicon)
        entry = _entry(trigger, lexical)
        firm = entry is not None and entry.entry.strength == "firm"
        needed = max(FIRM if firm else ALONE, FIRM + VAGUE * (trigger.optional - _PLAIN))
        if ARMED <= trigger.confidence < needed and _armed(document, trigger, number):
            needed = ARMED
        if firm and entry is not None and len(entry.entry.words) > 1 and entry.form == "exact":
            needed = min(needed, PLAIN)
        if trigger.confidence < needed or not _tells(document, trigger):
            continue
        out.append(_chosen(document, number, trigger, entry, lexicon))
    return _merged(document, out)


def suffers(chosen: Chosen) -> bool:
    """Is it told by a verb whose subject it is done to ("*came* under fire")?"""
    return chosen.lexical is not None and chosen.lexical.frame.name == _SUFFERING


def faintly_seen(document: Document, number: int, lexicon: Lexicon) -> Chosen:
    """A trigger of the document that was not chosen, as a mention."""
    trigger = document.triggers[number]
    return _chosen(document, number, trigger, _entry(trigger, match_triggers(document.words, lexicon)), lexicon)


def _chosen(document: Document, number: int, trigger: Trigger, entry: LexicalTrigger | None, lexicon: Lexicon) -> Chosen:
    first, last = _shorten(document, trigger)
    made_by = LEARNED if entry is None else f"{LEARNED}+lexicon:{' '.join(entry.entry.words)}"
    modes = _modes(trigger, entry, _implied(document, trigger, lexicon))
    if trigger.type == "ASSAULT":
        modes = _with_weapon(modes, instrument_mode(document, trigger.head))
    return Chosen(first, last, trigger.head, trigger.type, modes, trigger.confidence, made_by, number, trigger, entry)


def _armed(document: Document, trigger: Trigger, number: int) -> bool:
    """Does the sentence of an attack name a weapon, and count people whom it harmed?"""
    sentence = document.sentences[document.words[trigger.first].sentence]
    harmed = any(role.role in _HARM and role.confidence >= _SURELY for role in document.roles_of(number))
    return trigger.type == "ASSAULT" and harmed and bool(find_weapons(document.words[sentence.first : sentence.last]))


def _wholes(document: Document, lexical: tuple[LexicalTrigger, ...]) -> dict[int, Trigger | None]:
    """Neighbouring triggers of different types that are one wording of the lexicon ("cut" and "back"): the one of its type
    stands for all with their belief together, the others (None) are dropped."""
    out: dict[int, Trigger | None] = {}
    for x in lexical:
        parts = [n for n, t in enumerate(document.triggers) if t.first < x.last and t.last > x.first and n not in out]
        types = [document.triggers[n].type for n in parts]
        if len(x.entry.words) < 2 or len(set(types)) < 2 or x.entry.type not in types:
            continue
        if any(document.triggers[n].confidence >= APART for n in parts):
            continue
        kept = parts[types.index(x.entry.type)]
        whole = [document.triggers[n] for n in parts]
        belief = min(sum(t.confidence for t in whole), 0.99)
        out |= dict.fromkeys(parts)
        first, last = min(t.first for t in whole), max(t.last for t in whole)
        out[kept] = replace(document.triggers[kept], first=first, last=last, head=x.head, confidence=belief)
    return out


def _tells(document: Document, trigger: Trigger) -> bool:
    """Has it a word of content, and does that tell of a deed? "Despite" before "talks" tells of nothing by itself."""
    content = any(document.words[i].upos in {"NOUN", "VERB", "PROPN", "ADJ", "NUM"} for i in range(trigger.first, trigger.last))
    return content and not _is_of_nobody(document, trigger) and not _is_an_age(document, trigger) and not _is_own_aim(document, trigger)


def _is_of_nobody(document: Document, trigger: Trigger) -> bool:
    """ "No casualties were reported" says that nobody was hurt, and by itself of no deed: 21 of 23 such are not coded."""
    head = document.words[trigger.head]
    before = {document.words[c].norm.casefold() for c in document.children[head.index] if document.words[c].deprel == "det"}
    return head.lemma in _HARMED and "no" in before


def _is_an_age(document: Document, trigger: Trigger) -> bool:
    """A war of years ("the 36-year war", "a decade-long conflict") is the time that a report is set in; coders code what happens in it."""
    if document.words[trigger.head].lemma not in _WARS:
        return False
    before = (c for c in document.children[trigger.head] if c < trigger.head and document.words[c].deprel != "nmod:poss")
    return any(document.words[i].lemma in _YEARS for c in before for i in document.subtree(c))


def _is_own_aim(document: Document, trigger: Trigger) -> bool:
    """Who "seeks to *do*" something asks nobody for it: in seven such sentences of training reports coders saw no request.
    "Seeks to *secure*" or "*have*" it may still ask."""
    if trigger.type != "REQUEST" or document.words[trigger.head].lemma not in AIMING:
        return False
    below = [document.words[c] for c in document.children[trigger.head]]
    aims = (w for w in below if w.upos == "VERB" and w.deprel in {"xcomp", "advcl"} and w.lemma not in OBTAINING)
    return not any(w.deprel == "obj" for w in below) and any(
        any(document.words[c].lemma == "to" for c in document.children[w.index]) for w in aims
    )


def _merged(document: Document, chosen: list[Chosen]) -> tuple[Chosen, ...]:
    """Pieces of one wording made one mention: "held" and "talks", "simultaneous" and "raids"; the surer piece stays."""
    out: list[Chosen] = []
    for c in chosen:
        while out and out[-1].type == c.type and c.first - out[-1].last <= GAP and _one_wording(document, out[-1], c):
            last = out.pop()
            c = last if _content(document, last) >= _content(document, c) else c
        out.append(c)
    return tuple(out)


def _one_wording(document: Document, a: Chosen, b: Chosen) -> bool:
    """Is one the other's object, complement or modifier, so that both together say what happened once?"""
    x, y = document.words[a.head], document.words[b.head]
    if y.head == x.index:
        light = (y.deprel in {"obj", "nsubj:pass"} and x.lemma in LIGHT) or (y.deprel == "acl" and y.lemma in LIGHT)
        return y.deprel in {"xcomp", "compound", "amod"} or light
    if x.head != y.index:
        return False
    light = (x.deprel == "acl" and x.lemma in LIGHT) or (x.deprel in {"nsubj:pass", "obj"} and y.lemma in LIGHT)
    return x.deprel in {"amod", "compound", "det", "advmod"} or light


def _content(document: Document, c: Chosen) -> tuple[bool, float]:
    """A noun or full verb before an adjective or light verb, then the surer."""
    word = document.words[c.head]
    return word.upos in {"NOUN", "VERB", "PROPN"} and word.lemma not in LIGHT, c.confidence


def _entry(trigger: Trigger, lexical: tuple[LexicalTrigger, ...]) -> LexicalTrigger | None:
    """The lexicon's entry of the same type over the same words, the firmest."""
    over = [x for x in lexical if x.first < trigger.last and x.last > trigger.first and x.entry.type == trigger.type]
    order = {"firm": 0, "weak": 1, "cue": 2}
    return min(over, key=lambda x: (order[x.entry.strength], -(x.last - x.first), x.first), default=None)


def _implied(document: Document, trigger: Trigger, lexicon: Lexicon) -> str | None:
    """The mode that words governed by the trigger imply ("asked for *reinforcements*"), None where there are none or several."""
    below = sorted({i for first in range(trigger.first, trigger.last) for i in document.subtree(first)})
    found = implied_modes([document.words[i] for i in below], trigger.type, lexicon)
    return found[0] if len(found) == 1 else None


def _modes(trigger: Trigger, entry: LexicalTrigger | None, implied: str | None) -> tuple[tuple[str | None, float], ...]:
    """The learned modes; what the lexicon's entry says by itself ("airstrike") and words beside it count besides."""
    belief = dict(trigger.modes)
    if implied is not None:
        belief[implied] = belief.get(implied, 0.0) + CUED
    if entry is not None and entry.mode is not None:
        belief[entry.mode] = belief.get(entry.mode, 0.0) + SAID
    return tuple(sorted(belief.items(), key=lambda m: (-m[1], m[0] or "")))


def _with_weapon(modes: tuple[tuple[str | None, float], ...], used: str | None) -> tuple[tuple[str | None, float], ...]:
    """The modes, that which the weapon implies surer; "abduct" and others that are no matter of weapons stay first where they are."""
    if used is None or modes[0][0] in _UNARMED:
        return modes
    belief = dict(modes)
    belief[used] = belief.get(used, 0.0) + USED
    return tuple(sorted(belief.items(), key=lambda m: (-m[1], m[0] or "")))


def _shorten(document: Document, trigger: Trigger) -> tuple[int, int]:
    words = document.words
    first, last = trigger.first, trigger.last
    if words[last - 1].end - words[first].start <= LONGEST:
        return first, last
    first = last = trigger.head
    last += 1
    while last < trigger.last and words[last].end - words[first].start <= LONGEST:
        last += 1
    return first, last
