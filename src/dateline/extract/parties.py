"""Who does it and to whom: the noun phrases beside a trigger that the learned head, the parse and the entry's frame take for parties."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dateline.extract.binding import bound_antecedent, own_subject
from dateline.extract.entries import Step
from dateline.extract.headlines import is_participle
from dateline.extract.mediators import mediators
from dateline.extract.own_types import UNSEEN
from dateline.extract.quantities import is_number, person_kind
from dateline.extract.siding import TALKING, Weighed, in_one_list, sided
from dateline.extract.sought import of_whom
from dateline.extract.standing import PARTY_ROLES, Candidate, candidates, nouns
from dateline.extract.syntax import (
    NOBODY,
    case,
    follow,
    is_pronoun,
    members,
    noun_phrase,
    phrase,
    possessor,
    snap,
    top,
    trim,
    without_place,
)
from dateline.extract.triggers import Chosen, suffers
from dateline.extract.verbs import CLAIMING, MAKING, SETTING_OFF, STRIKING, STRUCK
from dateline.extract.ways import noun_kind
from dateline.extract.weapons import find_weapons
from dateline.resources import read_toml
from dateline.schema.document import Document, Role
from dateline.schema.mention import Party, Phrase

LEARNED, STANDING, SUBJECT = "model:roles", "syntax:standing", "syntax:subject"
# Weights of what is told of a noun phrase, fitted by tools/fit_standing.py.
TABLE = "lexicon/parties.toml"
# What is as probable as this is a party.
LEVEL = 0.15
# Third parties are rare, and taken for one are often sides.
THIRD = 0.5
# Who is told to mediate is coded so in so many of a hundred events of the training reports.
MEDIATES, MEDIATING = 0.75, "syntax:mediator"
# The learned head alone is believed from here on where its words are no noun phrase of the parse.
ALONE = 0.6
# Types whose two sides are one set: a wrong side costs nothing. The learned head is believed from here on, from the second level where
# the entry's frame agrees, and what else is probable is added from the third level on. On the reports kept aside it knows lists of
# parties better than the parse does.
TALKS, AGREED, OFFERED = 0.5, 0.45, 0.4
# Types of deeds that are done with, or asked of, what is the doer's own, and where that stands.
_OWN = {"MOBILIZE": ("obj",), "RETREAT": ("obj",), "REQUEST": ("obj", "iobj", "obl")}
# Kinds of people and names that lay mines, and what stands between a country and "made".
_LAYING = frozenset({"rebel", "attacker", "militia", "armed_group"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
# Whom it surely harms it is done to.
SURELY = 0.9
HARM = frozenset({"killed", "wounded", "casualty", "abducted", "detained"})
# What befalls people by others' hands, and modes of deeds that are done to people.
BEFALLING = frozenset({"killed", "wounded", "abducted", "detained", "released"})
_DONE_TO = frozenset({"arrest", "abduct", "release"})
# Beliefs of the learned head that are told apart.
_LEVELS = (0.25, 0.45, 0.6, 0.8, 0.9)
# Log odds beyond this tell no more.
_UNLIKELY = 6.0
# A party that the learned head is as sure of as this leaves less room for others.
_SETTLED = 0.6
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_POSSESSIVES = frozenset({"its", "their", "his", "her", "whose"})
_PLURAL = frozenset({"they", "them", "themselves"})
# Before what somebody steps on or drives over.
_UPON = frozenset({"on", "over", "onto", "into", "upon", "across"})
# A number or preposition alone is no party: its noun is one.
_UNHEADED = frozenset({"nummod", "case", "det", "mark"})
Facts = dict[str, float]


def find_parties(document: Document, chosen: Chosen) -> tuple[Party, ...]:
    """The participants that the trigger's own sentence names, in the order of the text."""
    parties = [
        Party(role, found, _antecedents(document, found), _owner(document, found) or _mover(document, chosen, found))
        for role, found in _found(document, chosen)
    ]
    moved = _moves(chosen)
    told = (p for p in _not_both(parties) if not (moved and p.role == "recipient" and _is_actors(p, parties)))
    return tuple(sorted(told, key=lambda p: (p.phrase.start, PARTY_ROLES.index(p.role))))


def _moves(chosen: Chosen) -> bool:
    return chosen.type == "MOBILIZE" or (chosen.type == "RETREAT" and chosen.modes[0][0] == "withdraw")


def _is_actors(party: Party, parties: Sequence[Party]) -> bool:
    """Is it somebody's own who acts ("Iraq pulled *its divisions* back"), and so moved, not done anything to?"""
    owner = party.owner
    return owner is not None and any(p.role == "actor" and p.phrase.start < owner.end and owner.start < p.phrase.end for p in parties)


def _not_both(parties: Sequence[Party]) -> Iterator[Party]:
    """The parties without an actor for whom the pronoun of the recipient stands, where somebody else acts ("China accused *it*")."""
    meant = {(a.start, a.end) for p in parties if p.role == "recipient" for a in p.antecedents}
    others = any(p.role == "actor" and (p.phrase.start, p.phrase.end) not in meant for p in parties)
    return (p for p in parties if not (others and p.role == "actor" and (p.phrase.start, p.phrase.end) in meant))


def _found(document: Document, chosen: Chosen) -> Iterator[tuple[str, Phrase]]:
    """The probable parties, the surest first; no word is in two.

    Of talks those that the learned head decides come before others, and so do third parties.
    """
    taken: set[int] = set()
    own = chosen.own is not None and all(r.role not in PARTY_ROLES for r in document.roles_of(chosen.number))
    plain = [*(() if own else weighed(document, chosen)), *_read_alone(document, chosen), *_mediating(document, chosen)]
    told = _whole_lists(document, chosen, of_whom(document, chosen, sided(document, chosen, plain)))
    for w in sorted(told, key=lambda w: (w.made_by != MEDIATING, not (w.read or w.role == "third"), -w.sure, w.first)):
        first, last = _of_whom(document, chosen, *without_place(document, w.first, w.last))
        inside = range(first, last)
        if not taken.isdisjoint(inside) or chosen.head in inside or _nobody(document, chosen, top(document, first, last)):
            continue
        if _is_make(document, last):
            continue
        if all(document.words[i].upos not in _NOUNS for i in inside) or (w.role == "actor" and _mere_means(document, first, last)):
            continue
        taken.update(inside)
        yield w.role, phrase(document, first, last, made_by=w.made_by, confidence=w.sure)


def _whole_lists(document: Document, chosen: Chosen, told: Iterable[Weighed]) -> list[Weighed]:
    """The parties, a noun with the nations listed before it as one ("*Thai and Cambodian soldiers* traded shots"): each is a party, and
    which of them the heads saw, and on what side, is chance."""
    out = list(told)
    for w in tuple(out):
        head, nations = document.words[w.last - 1], _nations(document, w.last - 1)
        if w.role == "third" or not nations or head.deprel != "nsubj" or head.head != chosen.head or chosen.type in TALKING:
            continue
        inside = [x for x in out if nations[0] <= x.first and x.last <= w.last]
        if w in inside:
            whole = replace(w, role="actor", first=nations[0], sure=max(x.sure for x in inside))
            out = [x for x in out if x not in inside] + [whole]
    return out


def _nations(document: Document, head: int) -> list[int]:
    """The nations listed before a noun for people ("*Thai* and *Cambodian* soldiers"), none where there is but one."""
    first = [c for c in document.children[head] if c < head and document.words[c].deprel == "amod"]
    listed = [d for c in first for d in document.children[c] if document.words[d].deprel == "conj"]
    nations = sorted(i for i in (*first, *listed) if document.words[i].upos == "ADJ" and document.words[i].norm[:1].isupper())
    return nations if listed and len(nations) > 1 and person_kind(document.words[head].lemma) else []


def _is_make(document: Document, last: int) -> bool:
    """Do the words say only where something was made ("*Chinese*-made rockets")?"""
    behind = [w.norm.casefold() for w in document.words[last : last + 2]]
    return len(behind) == 2 and behind[0] in _HYPHENS and behind[1] in MAKING


def _of_whom(document: Document, chosen: Chosen, first: int, last: int) -> tuple[int, int]:
    """A mere number with those it is a part of: "killed *two* of the kidnappers"."""
    head = top(document, first, last)
    if not is_number(document.words[head].norm) or last >= len(document.words) or document.words[last].norm.casefold() != "of":
        return first, last
    of = [c for c in document.children[head] if c > last and document.words[c].deprel == "nmod" and case(document, c) == "of"]
    a, b = noun_phrase(document, of[0]) if of else (last, last)
    return (first, b) if a == last + 1 and not a <= chosen.head < b else (first, last)


def _nobody(document: Document, chosen: Chosen, head: int) -> bool:
    """Is it nobody, of whom another verb than the event's is told ("*no group* claimed the attack")?"""
    words = {document.words[i].norm.casefold() for i in (head, *document.children[head]) if i == head or document.words[i].deprel == "det"}
    over = document.words[head].head
    own = chosen.first <= over < chosen.last and (chosen.type != "ASSAULT" or document.words[over].lemma not in CLAIMING)
    return not own and not words.isdisjoint(NOBODY)


def _mediating(document: Document, chosen: Chosen) -> Iterator[Weighed]:
    """Who is told to mediate, which the learned head mostly takes for a side or does not see."""
    for head in mediators(document, chosen):
        yield Weighed("third", *noun_phrase(document, head), MEDIATES, MEDIATING)


def _mere_means(document: Document, first: int, last: int) -> bool:
    """Is it a weapon or a happening with nobody's name beside it ("a car bomb", "the strikes"), and so nobody who acts?"""
    words, head = document.words[first:last], top(document, first, last)
    if any(first <= n.first < last for n in document.names_in(words[0].sentence)) or person_kind(document.words[head].lemma):
        return False
    means = any(w.phrase.start <= document.words[head].start < w.phrase.end for w in find_weapons(words))
    happens = any(t.first <= head < t.last for t in document.triggers) and not is_number(document.words[head].norm)
    return means or (happens and document.words[head].upos == "NOUN")


def weighed(document: Document, chosen: Chosen) -> Iterator[Weighed]:
    """Every noun phrase beside the trigger with its best role."""
    framed = _framed(document, chosen)
    for c, told in facts(document, chosen):
        sure = {role: _probability(_weights()[role], told[role]) for role in PARTY_ROLES}
        if chosen.type in TALKING:
            # Which of the two sides it is says nothing
            side = max("actor", "recipient", key=lambda r: sure[r])
            sure = {side: min(sure["actor"] + sure["recipient"], 0.99), "third": sure["third"]}
        role = max(sure, key=lambda r: sure[r])
        if role == "actor" and _is_befallen(document, chosen, c.head):
            role, sure = "recipient", sure | {"recipient": sure["actor"]}
        if sure[role] < (THIRD if role == "third" else OFFERED if chosen.type in TALKING else LEVEL):
            continue
        frame = next((f for r, h, f in framed if r == role and h == c.head), None)
        run = _run(document, chosen, role, c.head)
        first, last = (c.first, c.last) if run is None else run
        ways = [LEARNED] * (run is not None) + ([STANDING] if frame is None else [f"frame:{frame}"])
        yield Weighed(role, first, last, sure[role], "+".join(ways))


def facts(document: Document, chosen: Chosen) -> Iterator[tuple[Candidate, dict[str, Facts]]]:
    """For each noun phrase and role what the learned head, the parse and the entry's frame say."""
    found = candidates(document, chosen)
    framed = {(role, head) for role, head, _ in _framed(document, chosen)}
    roles = document.roles_of(chosen.number)
    read = {(role, c.head): 0.0 for role in PARTY_ROLES for c in found} | _read_heads(document, roles)
    within = {(role, c.head): _read_at(roles, role, c.head) for role in PARTY_ROLES for c in found}
    hurt = {c.head for c in found if any(r.first <= c.head < r.last and r.role in HARM and r.confidence >= SURELY for r in roles)}
    talks = float(chosen.type in TALKING)
    for c in found:
        shared = {"talks": talks, "hurt": float(c.head in hurt)}
        listed = [x for x in found if x is not c and in_one_list(document, c.head, x.head)]
        others = [x for x in found if x.last <= c.first or c.last <= x.first]
        yield (
            c,
            {
                r: {
                    **shared,
                    "frame": float((r, c.head) in framed),
                    "inside one read": within[r, c.head] if read[r, c.head] == 0.0 else 0.0,
                    **_facts(c, r, others, read),
                    **_in_list(listed, r, read),
                }
                for r in PARTY_ROLES
            },
        )


def _in_list(listed: Sequence[Candidate], role: str, read: Mapping[tuple[str, int], float]) -> Facts:
    """What speaks for the others of its list having that role."""
    if not listed:
        return {}
    odds = max(c.odds[role] for c in listed)
    return {
        "in a list": 1.0,
        "listed with one read": max(read[role, c.head] for c in listed),
        "standing of its list": _bounded(odds),
    }


def _facts(candidate: Candidate, role: str, others: Sequence[Candidate], read: Mapping[tuple[str, int], float]) -> Facts:
    """What speaks for the role: the learned head's belief, how such a noun stands to such a trigger, and which others may have the role."""
    own = read[role, candidate.head]
    otherwise = max(read[r, candidate.head] for r in PARTY_ROLES if r != role)
    rival = max((read[role, c.head] for c in others), default=0.0)
    best = max((c.odds[role] for c in others), default=-_UNLIKELY)
    odds = {r: _bounded(candidate.odds[r]) for r in PARTY_ROLES}
    return {
        "read": _logit(own),
        **{f"read from {level} on": float(own >= level) for level in _LEVELS},
        "read otherwise": _logit(otherwise),
        "read otherwise at all": float(otherwise > 0),
        "standing": odds[role],
        "standing, not read": odds[role] * float(own == 0),
        "standing, surely read": odds[role] * float(own >= _LEVELS[-2]),
        **{f"standing as {r}": odds[r] for r in PARTY_ROLES if r != role},
        "another read": rival,
        "another surely read": float(rival > _SETTLED),
        "standing of another": _bounded(best),
        "stands best": float(candidate.odds[role] > best),
    }


def _bounded(odds: float) -> float:
    """Log odds as far as they tell something."""
    return max(min(odds, _UNLIKELY), -_UNLIKELY)


def _logit(p: float) -> float:
    clipped = min(max(p, 0.02), 0.98)
    return math.log(clipped / (1 - clipped))


def _probability(weights: Mapping[str, float], told: Facts) -> float:
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in told.items())
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def _weights() -> dict[str, dict[str, float]]:
    return {role: table["weights"] for role, table in read_toml(TABLE).items()}


def _read_heads(document: Document, roles: Sequence[Role]) -> dict[tuple[str, int], float]:
    """How sure the learned head is of the words that each noun heads, by role."""
    out: dict[tuple[str, int], float] = {}
    for r in (r for r in roles if r.role in PARTY_ROLES):
        for first, last in _apart(document, r.first, r.last):
            key = (r.role, top(document, first, last))
            out[key] = max(r.confidence, out.get(key, 0.0))
    return out


def _read_at(roles: Sequence[Role], role: str, head: int) -> float:
    return max((r.confidence for r in roles if r.role == role and r.first <= head < r.last), default=0.0)


def _run(document: Document, chosen: Chosen, role: str, head: int) -> tuple[int, int] | None:
    """The words that the learned head marks around a head, grown to a noun phrase; of a list the member that holds it."""
    for r in document.roles_of(chosen.number):
        if r.role == role and r.first <= head < r.last:
            parts = [p for p in _apart(document, r.first, r.last) if p[0] <= head < p[1]]
            return _grown(document, chosen, *parts[0]) if parts else None
    return None


def _read_alone(document: Document, chosen: Chosen) -> Iterator[Weighed]:
    """What the learned head decides: the sides of talks, and words that are no noun phrase of the parse.

    Where it sees nothing beside a user's type or beside words in which it saw no event, what the frame gives.
    """
    talks, framed = chosen.type in TALKING, _framed(document, chosen)
    heads = set() if talks else set(nouns(document, chosen))
    roles = [r for r in document.roles_of(chosen.number) if r.role in PARTY_ROLES]
    for r in roles:
        frame = next((f for role, h, f in framed if role == r.role and r.first <= h < r.last), None)
        if r.confidence < (ALONE if not talks else TALKS if frame is None else AGREED):
            continue
        for first, last in _apart(document, r.first, r.last):
            over = document.words[top(document, first, last)]
            # "*Suspected* ADF rebels" may be two runs of one role: the adjective is of the other's noun
            cut = any(q.role == r.role and q.first == last and q.first <= over.head < q.last for q in roles)
            if not cut and heads.isdisjoint(range(first, last)) and over.deprel not in _UNHEADED:
                made_by = LEARNED if frame is None else f"{LEARNED}+frame:{frame}"
                yield Weighed(r.role, *_grown(document, chosen, first, last), r.confidence, made_by, read=talks)
    if (chosen.own or chosen.number == UNSEEN) and not roles:
        for role, head, frame in framed:
            yield Weighed(role, *noun_phrase(document, head), ALONE, f"frame:{frame}")


def _grown(document: Document, chosen: Chosen, first: int, last: int) -> tuple[int, int]:
    """The run as a whole noun phrase, unless that holds what heads the trigger."""
    a, b = snap(document, first, last)
    return (first, last) if a <= chosen.head < b else (a, b)


def _apart(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """The members of a list inside a run ("Israel's army, border police and Shin Bet"), else the run itself, trimmed.

    Two adjectives of nations before one noun ("U.S. and Afghan negotiators") are two members.
    """
    cuts = []
    # Of a list of which the first is told before the run, all the others hang on that
    over = document.words[first].head if document.words[first].deprel == "conj" else None
    for i in range(first + 1, last):
        word = document.words[i]
        if (
            word.deprel == "conj"
            and (first <= word.head < i or word.head == over)
            and word.upos in {"NOUN", "PROPN", "ADJ"}
            and _same_rank(document, i)
        ):
            start = min(j for j in document.subtree(i) if first <= j)
            cuts.append(min(max(start, first + 1), i))
    edges = [first, *sorted(set(cuts)), last]
    return [trim(document, a, b) for a, b in pairwise(edges)]


def _same_rank(document: Document, index: int) -> bool:
    """Are the two listed words both names, or both nouns that head the run?"""
    word, head = document.words[index], document.words[document.words[index].head]
    if word.upos == "ADJ" or head.upos == "ADJ":
        return word.norm[:1].isupper() and head.norm[:1].isupper()
    return word.upos == head.upos or word.upos == "PROPN"


def _framed(document: Document, chosen: Chosen) -> list[tuple[str, int, str]]:
    """(role, head word, frame) of what stands where the entry's frame has its participants."""
    if chosen.lexical is None:
        return []
    frame = chosen.lexical.frame
    out: list[tuple[str, int, str]] = []
    paths: dict[str, tuple[tuple[Step, ...], ...]] = {"actor": frame.actor, "recipient": frame.recipient, "third": frame.third}
    for role, ways in paths.items():
        for way in ways:
            heads = list(follow(document, chosen.head, way))
            out += [(role, h, frame.name) for h in heads]
            if heads:
                break
    return [("recipient" if role == "actor" and _is_hit(document, chosen, h) else role, h, name) for role, h, name in out]


def _is_hit(document: Document, chosen: Chosen, subject: int) -> bool:
    """Is it the subject of a passive that lacks its "was", as headlines have it ("Mayor *shot dead* at home"): read as hurt, no object?"""
    verb, word = document.words[chosen.head], document.words[subject]
    if word.head != chosen.head or word.deprel != "nsubj" or verb.norm.casefold() == verb.lemma or verb.norm.endswith(("s", "ing")):
        return False
    if any(document.words[c].deprel.split(":")[0] in {"obj", "aux", "xcomp"} for c in document.children[chosen.head]):
        return False
    read = [r for r in document.roles_of(chosen.number) if r.first <= subject < r.last]
    hurt = max((r.confidence for r in read if r.role in HARM), default=0.0)
    return hurt > max((r.confidence for r in read if r.role == "actor"), default=0.0) and hurt >= ALONE


def _is_befallen(document: Document, chosen: Chosen, subject: int) -> bool:
    """Is it the subject of a headline's participle whose deed befalls people ("Ex-warlord *gunned* down in cafe", "Nun *freed*"), or of a
    verb by which it is done to its subject ("the convoy *came* under fire")?"""
    word = document.words[subject]
    if _comes_upon_a_mine(document, subject):
        return True
    if suffers(chosen):
        own = own_subject(document, chosen.head)
        meant = own if own is None or not is_pronoun(document.words[own]) else bound_antecedent(document, own)
        return subject in {own, meant}
    if word.head != chosen.head or word.deprel.split(":")[0] != "nsubj" or not is_participle(document, chosen.head):
        return False
    done = chosen.lexical is not None and chosen.lexical.outcome in BEFALLING and chosen.lexical.frame.name != "victim"
    return done or chosen.modes[0][0] in _DONE_TO


def _comes_upon_a_mine(document: Document, subject: int) -> bool:
    """Is it who or what strikes, steps on or drives over a mine or hidden bomb, and no weapon itself ("jets hit a mine")?"""
    verb = document.words[subject].head
    if verb < 0 or document.words[verb].lemma not in STRIKING or document.words[subject].deprel != "nsubj":
        return False
    if document.words[verb].lemma in SETTING_OFF and noun_kind(document, subject) in _LAYING:
        return False
    first, last = noun_phrase(document, subject)
    below = [document.words[c] for c in document.children[verb] if c > verb]
    met = any(w.lemma in STRUCK and (w.deprel == "obj" or (w.deprel == "obl" and case(document, w.index) in _UPON)) for w in below)
    return met and not find_weapons(document.words[first:last])


def _antecedents(document: Document, found: Phrase) -> tuple[Phrase, ...]:
    """For a pronoun the phrase it stands for, for "they" each member of a list ("the army and the police said *they* ...")."""
    pronoun = _meant(document, found)
    back = None if pronoun is None else bound_antecedent(document, pronoun)
    if pronoun is None or back is None:
        return ()
    heads = tuple(members(document, back)) if document.words[pronoun].norm.casefold() in _PLURAL else (back,)
    return tuple(phrase(document, *noun_phrase(document, h), made_by="syntax:antecedent", confidence=0.6) for h in heads)


def _meant(document: Document, found: Phrase) -> int | None:
    """The pronoun that the words are, or of which they are a number: "three of *them*"."""
    if is_pronoun(document.words[found.head]):
        return found.head
    of = [c for c in document.children[found.head] if document.words[c].deprel == "nmod" and document.words[c].end == found.end]
    return next((c for c in of if is_number(document.words[found.head].norm) and document.words[c].norm.casefold() == "them"), None)


def _owner(document: Document, found: Phrase) -> Phrase | None:
    """Whom the possessive in the words stands for ("its forces")."""
    for child in document.children[found.head]:
        word = document.words[child]
        if word.start >= found.start and word.norm.casefold() in _POSSESSIVES and word.deprel == "nmod:poss":
            back = bound_antecedent(document, child) if word.norm.casefold() == "whose" else possessor(document, child)
            if back is not None and not found.start <= document.words[back].start < found.end:
                return phrase(document, *noun_phrase(document, back), made_by="syntax:possessive", confidence=0.6)
    return None


def _mover(document: Document, chosen: Chosen, found: Phrase) -> Phrase | None:
    """Whose "the army" is where somebody sends or withdraws it, or somebody asks "the government": of the subject's own country."""
    word = document.words[found.head]
    if word.deprel not in _OWN.get(chosen.type, ()) or word.upos != "NOUN":
        return None
    subject = own_subject(document, word.head)
    if subject is None or is_pronoun(document.words[subject]):
        return None
    return phrase(document, *noun_phrase(document, subject), made_by=SUBJECT, confidence=0.6)


__all__ = ["find_parties", "top"]
